"""The faces of the press: found on the system, cut down to the characters in daily use, and loaded.

A whole Noto CJK face holds 65,535 glyphs; WeasyPrint reads it all and carries its tables into the
PDF. Faces cut down to GB 2312 need a third of the memory and make half the file. A character
outside it is still printed: the stylesheets name the whole face next.
"""

import ctypes.util
import hashlib
import io
import os
import struct
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from editorial.typesetting import gaps, loading
from editorial.typesetting.apart import apart
from editorial.typesetting.refusal import Refused

SUBSETTER = "harfbuzz-subset"
EDITION_OF_CUT = "6"  # change it when the cutting changes, so that old cuts are not used

_found: dict["Face", tuple[str, int]] = {}


@dataclass(frozen=True)
class Face:
    """One face: the name the stylesheets use, the installed family, CSS and fontconfig weight."""

    name: str
    family: str
    weight: int
    fontconfig_weight: int

    @property
    def file_name(self) -> str:
        return f"{self.name.replace(' ', '')}-{self.weight}.otf"


SONG, HEI = "Noto Serif CJK SC", "Noto Sans CJK SC"
FACES = (
    Face("Press Song", SONG, 400, 80),
    Face("Press Song", SONG, 700, 200),
    Face("Press Song", SONG, 900, 210),
    Face("Press Hei", HEI, 400, 80),
    Face("Press Hei", HEI, 700, 200),
)


@cache
def check() -> None:
    """Raise ``Refused`` when the press would print badly or take minutes. Asked once a process."""
    if ctypes.util.find_library(SUBSETTER) is None:
        raise Refused(
            "排版机缺少系统库 libharfbuzz-subset0，没有它排一期要多花十几倍的时间。"
            "请管理员执行：apt-get install libharfbuzz-subset0，然后重启排版进程。"
        )
    asked = {face: _ask_for(face) for face in FACES}  # all at once,
    loading.load()  # and WeasyPrint is imported until they answer
    for face in FACES:
        _found[face] = _told(face, asked[face])


def _installed(face: Face) -> tuple[str, int]:
    """(file, index) of the installed face."""
    if face not in _found:
        _found[face] = _told(face, _ask_for(face))
    return _found[face]


def _ask_for(face: Face) -> subprocess.Popen:
    pattern = f"{face.family}:weight={face.fontconfig_weight}"
    command = ["fc-match", "-f", "%{family}\t%{weight}\t%{file}\t%{index}", pattern]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _told(face: Face, asked: subprocess.Popen) -> tuple[str, int]:
    told = asked.communicate()[0].split("\t")
    if len(told) < 4 or face.family not in told[0] or told[1] != str(face.fontconfig_weight):
        raise Refused(
            f"排版机缺少字体 {face.family}（字重 {face.weight}）。请管理员执行："
            "apt-get install fonts-noto-cjk fonts-noto-cjk-extra，然后重启排版进程。"
        )
    return told[2], int(told[3])


def load_into(font_configuration) -> None:
    """Make the cut faces known to WeasyPrint; those that are not there yet are cut first."""
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2

    uncut = [face for face in FACES if not _is_cut(face)]
    if uncut:
        apart(lambda: [_cut(face) for face in uncut])
    for face in FACES:
        gaps.remember(_note(face).read_text())
        path = os.fsencode(_path(face))
        if not fontconfig.FcConfigAppFontAddFile(font_configuration._config, path):
            raise Refused(f"字体文件“{os.fsdecode(path)}”读不出来，请管理员删除后重启排版进程。")
    pangoft2.pango_fc_font_map_config_changed(
        ffi.cast("PangoFcFontMap *", font_configuration.font_map)
    )


@cache
def _path(face: Face) -> Path:
    """Where the cut face lies, or will; another installed face has another place."""
    file, index = _installed(face)
    status = os.stat(file)
    key = f"{EDITION_OF_CUT} {file} {index} {status.st_size} {status.st_mtime_ns}"
    folder = settings.VAR_DIR / "faces" / hashlib.sha256(key.encode()).hexdigest()[:12]
    return folder / face.file_name


def _note(face: Face) -> Path:
    return _path(face).with_suffix(".json")


def _is_cut(face: Face) -> bool:
    return _path(face).exists() and _note(face).exists()


def _cut(face: Face) -> None:
    """Make the file of the cut face, in about 0.2 s and 200 MB."""
    file, index = _installed(face)
    data, told = gaps.with_gaps(_renamed(_subset(file, index), face))
    _write_whole(_note(face), told.encode())
    _write_whole(_path(face), data)


def _write_whole(path: Path, data: bytes) -> None:
    """All of the file or none of it, whatever other process cuts the same face."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft, name = tempfile.mkstemp(dir=path.parent)
    try:
        with open(draft, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise


def _subset(file: str, index: int) -> bytes:
    import uharfbuzz

    asked = uharfbuzz.SubsetInput()
    asked.sets(uharfbuzz.SubsetInputSets.UNICODE).set(daily_characters())
    features = asked.layout_feature_tag_set
    features.update(int.from_bytes(name, "big") for name in (b"halt", b"palt", b"locl", b"sups"))
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file), index)
    return bytes(uharfbuzz.subset(face, asked).blob.data)


def _renamed(data: bytes, face: Face) -> bytes:
    """The face under the press's own name, so that fontconfig keeps it apart from the whole one."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    style = {400: "Regular", 700: "Bold", 900: "Black"}[face.weight]
    full = f"{face.name} {style}"
    names = {1: full, 2: "Regular", 3: full, 4: full, 6: full.replace(" ", "-")}
    names |= {16: face.name, 17: style}
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    _number_as_they_stand(font)
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _number_as_they_stand(font) -> None:
    """Let every glyph's CID be its place in the face, as it is in the whole one.

    WeasyPrint writes places into the PDF. Readers built on FreeType take them for places, others
    (Acrobat, Ghostscript, MuPDF) for CIDs (ISO 32000-1, 9.7.4.2): there, all was empty boxes.
    """
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    top = font["CFF "].cff.topDictIndex[0]
    start, glyphs = top.rawDict["charset"], len(top.charset)
    one_range = struct.pack(">BHH", 2, 1, glyphs - 2)  # CIDs from 1 on, in the place of the list
    table = DefaultTable("CFF ")
    data = font.reader["CFF "]
    table.data = data[:start] + one_range + data[start + len(one_range) :]
    font["CFF "] = table


@cache
def daily_characters() -> frozenset[int]:
    """ASCII, Latin letters with accents, and GB 2312: what nearly every issue is made of."""
    characters = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes([row, cell]).decode("gb2312", errors="ignore")
            characters.update(map(ord, text))
    return frozenset(characters)

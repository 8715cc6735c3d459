"""A .docx as a box of parts, opened with distrust: sizes are looked at before anything is read."""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from editorial.intake.refusal import Refused

LIMIT_MB = 40  # the file itself; a text issue is below 1 MB, pictures make it grow
MOST_ENTRIES = 3_000
MOST_DIRECTORY = 1024 * 1024  # bytes of the zip's list of contents
MOST_UNPACKED = 300 * 1024 * 1024
MOST_XML = 24 * 1024 * 1024
# Tags and attributes of one part: lxml takes some 150 bytes for each.
MOST_NODES = 1_600_000
WORST_RATIO = 400  # XML packs 10 to 60 times; a bomb 1,000 times
RATIO_MATTERS = 2 * 1024 * 1024
TREE_NODES = 2_500_000

RESAVE = "请在 Word 或 WPS 中打开它，另存为 .docx 后再导入。"
DAMAGED = "这个 .docx 文件已损坏，读不完整；" + RESAVE
BOMB = "这个 .docx 文件解压后大得不合情理，没有读取；" + RESAVE
HOSTILE = "这个 .docx 文件里有不该有的内容（{what}），没有读取；" + RESAVE

_END_RECORD = b"PK\x05\x06"
_DOCTYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
# (words in the main part's content type, what the file is)
_OTHER_OFFICE = (
    ("spreadsheetml", "Excel 表格"),
    ("presentationml", "PowerPoint 演示文稿"),
    ("visio", "Visio 图"),
)


@dataclass(frozen=True)
class Relation:
    """What one part says of another: kind (last word of its type), target, outside or not."""

    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a .docx by name. Raises ``Refused`` for whatever a .docx should not hold."""

    def __init__(self, data: bytes):
        _refuse_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
            raise Refused(DAMAGED) from None
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._nodes = 0
        _refuse_entries(self._zip.infolist())
        self.main, self.has_macros = self._main_part()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int) -> bytes | None:
        """The part's bytes; None when it is not there or larger than ``limit``."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
            raise Refused(DAMAGED) from None
        return data if len(data) <= limit else None

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None when there is no such part."""
        if name not in self._entries:
            return None
        data = self.read(name, MOST_XML)
        if data is None:
            raise Refused(BOMB)
        if _DOCTYPE.search(data):
            raise Refused(HOSTILE.format(what="XML 实体声明"))
        nodes = data.count(b"<") - data.count(b"</") + data.count(b"=")
        self._nodes += nodes
        if nodes > MOST_NODES or self._nodes > TREE_NODES:
            raise Refused(BOMB)
        return _parsed(data)

    def relations(self, name: str) -> dict[str, Relation]:
        """Relations of a part by id; targets as names of parts."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            each.get("Id", ""): _relation(each, folder)
            for each in root
            if isinstance(each.tag, str)
        }

    def _main_part(self) -> tuple[str, bool]:
        """(name of the document part, whether the file carries macros)."""
        types = self._content_types()
        starts = [each.target for each in self.relations("").values() if "officeDoc" in each.kind]
        name = next((each for each in starts if each in self), "word/document.xml")
        kind = types.get(name, "")
        for words, label in _OTHER_OFFICE:
            if words in kind:
                raise Refused(
                    f"这个文件其实是{label}，不是 Word 文档；"
                    "请把文字放进 Word 文档（.docx）后再导入。"
                )
        if name not in self:
            raise Refused(_not_word(self._entries))
        has_macros = "macroEnabled" in kind or any("vbaProject" in each for each in self._entries)
        return name, has_macros

    def _content_types(self) -> dict[str, str]:
        root = self.xml("[Content_Types].xml")
        if root is None:
            return {}
        return {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
            for each in root
            if isinstance(each.tag, str)
        }


def _relation(element, folder: str) -> Relation:
    is_external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not is_external:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(joined)
    return Relation(element.get("Type", "").rpartition("/")[2], target, is_external)


def _parsed(data: bytes) -> etree._Element:
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(HOSTILE.format(what="XML 实体声明"))
    return root


def _not_word(names) -> str:
    if "mimetype" in names and "content.xml" in names:
        return "这个文件是 OpenDocument 文档（.odt 等），不能直接导入；" + RESAVE
    if "[Content_Types].xml" in names:
        return "这个文件里没有 Word 正文，可能已损坏；" + RESAVE
    return "这个文件是压缩文件，不是 Word 文档；请先解压，再选择其中的来稿导入。"


# --- Before it is opened ----------------------------------------------------------------------


def _refuse_directory(data: bytes) -> None:
    """A forged list of contents could fill the memory before the first part is looked at."""
    at = data.rfind(_END_RECORD, max(0, len(data) - 66_000))
    if at < 0 or at + 22 > len(data):
        raise Refused(DAMAGED)
    entries = int.from_bytes(data[at + 10 : at + 12], "little")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    is_zip64 = entries == 0xFFFF or size == 0xFFFFFFFF or data[at - 20 : at - 16] == b"PK\x06\x07"
    if is_zip64 or entries > MOST_ENTRIES or size > MOST_DIRECTORY:
        raise Refused(BOMB)


def _refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise Refused(BOMB)
    if any(_escapes(name) for name in names):
        raise Refused(HOSTILE.format(what="指向文件夹之外的文件名"))
    if len(set(names)) < len(names):
        raise Refused(DAMAGED)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("这个 .docx 文件加了密码；请在 Word 或 WPS 中取消密码，保存后再导入。")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(BOMB)
    if any(_is_bomb(entry) for entry in entries):
        raise Refused(BOMB)


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    is_xml = entry.filename.endswith((".xml", ".rels"))
    is_large = entry.file_size > RATIO_MATTERS
    return is_xml and is_large and entry.file_size > WORST_RATIO * max(1, entry.compress_size)

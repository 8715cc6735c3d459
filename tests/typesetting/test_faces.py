"""The faces: embedded as subsets, cut down beforehand, whole ones for rare characters."""

import io
import subprocess

import pytest
from fontTools.ttLib import TTFont

from editorial.typesetting import Refused, faces
from tests.cast import make_article
from tests.typesetting import operators, structure
from tests.typesetting.conftest import set_pages


def fonts_of(sheets, path) -> list[tuple[str, ...]]:
    """(name without prefix, embedded, subset) of each face in the file, as pdffonts tells."""
    path.write_bytes(sheets.pdf)
    told = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()[2:]]
    return sorted((row[0].split("+")[1], row[-5], row[-4]) for row in rows)


def test_every_face_is_embedded_as_a_subset(issue, article, tmp_path):
    found = fonts_of(set_pages(issue), tmp_path / "issue.pdf")

    assert found == [
        ("Press-Hei", "yes", "yes"),
        ("Press-Hei-Bold", "yes", "yes"),
        ("Press-Song", "yes", "yes"),
        ("Press-Song-Bold", "yes", "yes"),
        ("Press-Song-Heavy", "yes", "yes"),
    ]


def test_a_character_outside_the_cut_face_prints_in_the_whole_one(issue, tmp_path):
    make_article(issue, body="<p>朱镕、喆、㙍。</p>")

    sheets = set_pages(issue)

    assert ("Noto-Serif-CJK-SC", "yes", "yes") in fonts_of(sheets, tmp_path / "issue.pdf")
    assert sheets.complaints == ()


def test_readers_that_look_glyphs_up_by_name_find_the_same_as_those_that_count(issue):
    make_article(issue, body="<p>朱镕、喆、㙍。</p>")

    pdf = operators.opened(set_pages(issue))

    fonts = [each for each in structure.objects(pdf) if each.get("/Subtype") == "/CIDFontType0"]
    assert len(fonts) >= 5
    for font in fonts:
        charset = names_of_glyphs(font["/FontDescriptor"]["/FontFile3"].get_data())
        codes = list(font["/W"][::2])
        assert [charset[code] for code in codes] == [f"cid{code:05d}" for code in codes]


def names_of_glyphs(data: bytes) -> list[str]:
    return TTFont(io.BytesIO(data), lazy=True)["CFF "].cff.topDictIndex[0].charset


def test_the_file_is_sound(issue, article, tmp_path):
    path = tmp_path / "issue.pdf"
    path.write_bytes(set_pages(issue).pdf)

    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_missing_face_is_refused_with_what_to_install():
    missing = faces.Face("Press Kai", "No Such Kai", 400, 80)

    with pytest.raises(Refused) as refusal:
        faces._installed(missing)

    assert str(refusal.value) == (
        "排版机缺少字体 No Such Kai（字重 400）。请管理员执行："
        "apt-get install fonts-noto-cjk fonts-noto-cjk-extra，然后重启排版进程。"
    )


def test_a_missing_subsetter_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setattr(faces, "SUBSETTER", "no-such-library")
    faces.check.cache_clear()

    with pytest.raises(Refused, match="apt-get install libharfbuzz-subset0，然后重启排版进程。"):
        faces.check()

    faces.check.cache_clear()

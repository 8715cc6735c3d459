"""网络版, read from the file itself: tags, words for pictures, outline, links, labels."""

import re

import pytest
from django.db import transaction
from django.test import override_settings
from pypdf.generic import ArrayObject, NameObject

from editorial.models import Edition
from editorial.typesetting import render_issue
from editorial.typesetting.products import INSIDE_LINK
from tests.cast import make_article, make_issue
from tests.typesetting import operators, structure
from tests.typesetting.test_print_edition import full_issue


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        sheets = render_issue(full_issue(), Edition.Kind.WEB)
        transaction.set_rollback(True)
    return sheets


@pytest.fixture
def pdf(made):
    return operators.opened(made)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (structure.unknown_roles, set()),
        (structure.figures_without_words, 0),
        (structure.skipped_headings, []),
        (structure.unmarked_pages, []),
        (structure.unowned_marks, 0),
        (structure.poor_links, []),
        (structure.dead_links, []),
        (structure.smoothed_pictures, 0),
        (structure.fonts_without_unicode, []),
    ],
)
def test_the_structure_is_whole(pdf, question, wanted):
    assert question(pdf) == wanted


def test_pictures_charts_codes_and_the_cover_have_words(pdf):
    words = [each["/Alt"] for each in structure.elements(pdf) if each["/S"] == "/Figure"]

    assert words == [
        "封面图案，由本期各篇文章绘成",
        "图1　收入。季度，收入；一季度，12",
        "二维码：扫描二维码 阅读全文",
        *["图2　照片"] * 3,
    ]


def test_headings_follow_the_levels_of_the_text(pdf):
    assert structure.heading_levels(pdf) == [1, 1, 2, 3]


def test_running_heads_and_folios_are_artifacts(pdf):
    operations = pdf.pages[4].get_contents().operations

    kinds = [operands[1].get("/Type") for operands, operator in operations
             if operator == b"BDC" and operands[0] == "/Artifact"]  # fmt: skip
    assert len(kinds) >= 3
    assert set(kinds) == {"/Pagination"}


def test_links_inside_say_so_and_links_outside_say_where_to(pdf):
    told = {str(each["/Contents"]) for each in structure.annotations(pdf)}

    assert told >= {INSIDE_LINK, "https://example.org/"}
    assert told - {INSIDE_LINK} == {
        each["/A"]["/URI"] for each in structure.annotations(pdf) if "/A" in each
    }


def test_the_outline_goes_down_to_headings_of_the_second_level(pdf):
    def depth(items, level=1):
        return [
            each
            for item in items
            for each in (
                depth(item, level + 1) if isinstance(item, list) else [(level, item.title)]
            )
        ]

    assert depth(pdf.outline)[-2:] == [(3, "一、总则"), (4, "（一）目的")]


def test_it_says_that_it_is_pdf_ua_and_pdf_a(pdf):
    told = structure.metadata(pdf)

    assert re.findall(r"<pdf(?:a|ua)id:\w+>\w", told) == [
        "<pdfaid:part>2", "<pdfaid:conformance>A", "<pdfuaid:part>1"]  # fmt: skip
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in told
    (intent,) = pdf.trailer["/Root"]["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3


def test_metadata_and_information_agree(pdf):
    told, info = structure.metadata(pdf), pdf.trailer["/Info"]

    assert f">{info['/Title']}</rdf:li>" in told
    assert f"<pdf:Producer>{info['/Producer']}</pdf:Producer>" in told
    assert (info["/CreationDate"], info["/ModDate"]) == ("D:20260213080000+08'00",) * 2
    assert "<xmp:CreateDate>2026-02-13T08:00:00+08:00</xmp:CreateDate>" in told


def test_the_title_is_shown_and_the_language_told(pdf):
    root = pdf.trailer["/Root"]

    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


# --- The questions themselves would notice --------------------------------------------------


def test_a_picture_without_words_would_be_noticed(pdf):
    figure = next(each for each in structure.elements(pdf) if each["/S"] == "/Figure")
    del figure["/Alt"]

    assert structure.figures_without_words(pdf) == 1


def test_words_outside_the_tree_would_be_noticed(pdf):
    element = next(each for each in structure.elements(pdf) if each["/S"] == "/H1")
    element[NameObject("/K")] = ArrayObject()

    assert structure.unowned_marks(pdf) > 0


def test_a_proof_has_no_labels(db):
    issue = make_issue(8)
    make_article(issue)

    root = operators.opened(render_issue(issue, Edition.Kind.PROOF)).trailer["/Root"]

    assert "/Metadata" not in root and "/StructTreeRoot" not in root

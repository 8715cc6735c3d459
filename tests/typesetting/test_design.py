"""A 版式 on the page: both trims, their grids and boxes, faces, colours, cover layouts."""

from decimal import Decimal

import pytest

from editorial.models import Edition, PageDesign
from editorial.typesetting import design as designs
from tests.cast import make_article
from tests.typesetting import operators
from tests.typesetting.conftest import body_of, set_pages
from tests.typesetting.pages import lines_of, reader

MM = 72 / 25.4
KIND = Edition.Kind
SMALL = {
    "trim": "185x260",
    "type_size": Decimal("10.5"),
    "pitch": Decimal(22),
    "columns": 38,
    "rows": 27,
    "top_margin": Decimal(27),
    "inner_margin": Decimal(22),
}


def use(**settings) -> PageDesign:
    return PageDesign.objects.update_or_create(pk=1, defaults=settings)[0]


def test_the_standard_design_adds_no_rule():
    assert [designs.style(PageDesign(), kind) for kind in KIND] == ["", "", "", ""]


def test_a_stored_standard_design_gives_the_same_bytes_as_none(issue):
    make_article(issue, body=body_of(2))
    before = set_pages(issue)

    use(columns=41, type_size=Decimal("11.00"))

    assert set_pages(issue).pdf == before.pdf


@pytest.mark.parametrize(
    ("settings", "size", "grid"),
    [
        ({}, (595.28, 841.89), (41, 27)),
        (SMALL, (524.41, 737.01), (38, 27)),
        ({"columns": 38, "type_size": 12, "rows": 26, "pitch": 26}, (595.28, 841.89), (38, 26)),
    ],
)
def test_a_page_holds_the_lines_and_characters_that_were_set(issue, settings, size, grid):
    use(**settings)
    make_article(issue, body=f"<p>{'数' * grid[0] * grid[1] * 2}</p>")

    sheets = set_pages(issue)

    full = lines_of(sheets.document.pages[5])
    assert ({len(line.text) for line in full}, len(full)) == ({grid[0]}, grid[1])
    assert {
        tuple(round(float(n), 2) for n in page.mediabox[2:]) for page in reader(sheets).pages
    } == {size}


def test_left_and_right_pages_mirror_their_margins(issue):
    use(**SMALL)
    make_article(issue, body=body_of(30))

    right, left = set_pages(issue).document.pages[4:6]

    outer = 524.41 - 22 * MM - 38 * 10.5
    assert round(lines_of(right)[-1].x / MM, 1) == 22.0
    assert round(lines_of(left)[-1].x, 1) == round(outer, 1) - 0.2


def test_an_article_that_begins_on_a_left_page_has_the_margins_of_one(issue):
    use(**SMALL)
    for n in (1, 2):
        make_article(issue, title=f"云麓市办法{n}", body=body_of(1))

    sheets = set_pages(issue)

    left = [
        round(min(line.x for line in lines_of(page)) / MM, 1) for page in sheets.document.pages[4:6]
    ]
    assert list(sheets.start_pages.values()) == [1, 2]
    assert left == [22.0, round((524.41 - 22 * MM - 38 * 10.5 - 0.25) / MM, 1)]


def test_the_boxes_of_the_print_edition_follow_the_small_trim(issue):
    use(**SMALL)
    make_article(issue, body=body_of(1))

    pdf = reader(set_pages(issue, KIND.PRINT))

    for page in pdf.pages:
        boxes = [page[name] for name in ("/TrimBox", "/BleedBox", "/MediaBox")]
        found = [[round(float(n) / MM, 1) for n in box] for box in boxes]
        assert found == [[0, 0, 185, 260], [-3, -3, 188, 263], [-12, -12, 197, 272]]
    assert "/Marks524x737" in pdf.pages[0]["/Resources"]["/XObject"]


def test_an_offprint_has_the_trim_of_its_issue(issue):
    from editorial.typesetting import render_issue

    use(**SMALL)
    article = make_article(issue, body=body_of(1))

    pages = reader(render_issue(issue, KIND.OFFPRINT, article=article)).pages

    assert {round(float(page.mediabox[2]) / MM) for page in pages} == {185}


def test_a_colour_is_printed_in_the_inks_given_for_it(issue):
    use(main_colour="#123a2e", main_inks="90 40 70 60")
    make_article(issue, body=body_of(1))

    found = operators.inks_of_words(operators.opened(set_pages(issue, KIND.PRINT)))

    assert (0.9, 0.4, 0.7, 0.6) in found


def test_another_accent_colours_folios_on_both_sides():
    rules = designs.style(PageDesign(accent_colour="#7a1f1f"), KIND.WEB)

    assert rules.count("color: #7a1f1f") == 2
    assert "--red: #7a1f1f" in rules


def test_words_are_broken_for_the_measure_they_stand_in():
    assert designs.widths(PageDesign()) == designs.Widths(451.0, 24.0, 36.0, 19.0, 20)
    assert designs.widths(PageDesign(**SMALL)) == designs.Widths(399.0, 21.0, 32.0, 18.0, 20)

"""The cover field: proportions, colours, and the same picture again every time."""

import hashlib
import re

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.drawing import COVER_COLOURS, cover_field
from editorial.drawing.cover import DOTS, dots_of

PARTS = [("policy", 700), ("policy", 600), ("regions", 2600), ("industry", 200), ("frontier", 90)]


def dots_by_colour(svg: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for colour, d in re.findall(r'stroke="([^"]+)"[^>]* d="([^"]+)"', svg):
        found[colour] = found.get(colour, 0) + d.count("M")
    return found


def test_each_section_has_dots_in_proportion_to_its_characters():
    drawn = dots_by_colour(cover_field(PARTS, seed=318))

    assert drawn == {
        COVER_COLOURS["policy"]: 344,
        COVER_COLOURS["regions"]: 685,
        COVER_COLOURS["industry"]: 53,
        COVER_COLOURS["frontier"]: 25,
    }
    assert sum(drawn.values()) == 41 * 27


def test_articles_fill_the_field_in_reading_order():
    svg = cover_field([("policy", 41), ("regions", 41 * 26)], seed=1)

    rows = {
        colour: {int(y) for y in re.findall(r"M\d+\.5 (\d+)\.5", d)}
        for colour, d in re.findall(r'stroke="([^"]+)"[^>]* d="([^"]+)"', svg)
    }
    assert rows[COVER_COLOURS["policy"]] == {0}
    assert 0 not in rows[COVER_COLOURS["regions"]]


def test_a_picture_is_the_same_for_ever():
    """Printed covers must not change with a release: this digest is a promise."""
    digest = hashlib.sha256(cover_field(PARTS, seed=318).encode()).hexdigest()

    assert digest == "c6932c1cf3b26aa9e5d0e162af78b1c635ae28b01b9071d1e0a3cabb2f1eec32"


def test_every_running_number_has_its_own_wave():
    assert len({cover_field(PARTS, seed=number) for number in range(100)}) == 100


def test_colours_can_be_given_for_print():
    svg = cover_field(PARTS, seed=1, colours={"policy": "device-cmyk(0 .2 .7 0)"})

    assert dots_by_colour(svg)["device-cmyk(0 .2 .7 0)"] == 344
    assert COVER_COLOURS["policy"] not in svg


def test_a_section_without_a_colour_of_its_own_gets_a_spare_one():
    drawn = dots_by_colour(cover_field([("policy", 10), ("interviews", 10)], seed=1))

    assert drawn == {COVER_COLOURS["policy"]: 554, "#9fd0b4": 553}


@pytest.mark.parametrize("parts", [[], [("policy", 0)]])
def test_an_issue_without_text_has_an_empty_field(parts):
    assert dots_by_colour(cover_field(parts, seed=1)) == {COVER_COLOURS[""]: DOTS}


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match=r"^封面：栏目“policy”的字数是 -1，应为 0 或正整数。$"):
        cover_field([("policy", -1)], seed=1)


def test_more_articles_than_dots_are_refused():
    with pytest.raises(ValueError, match=r"^封面：文章有 1108 篇，最多能画 1107 篇。$"):
        cover_field([("policy", 1)] * 1108, seed=1)


def test_the_field_has_nothing_that_a_content_policy_forbids():
    svg = lxml.etree.fromstring(cover_field([('a"b<', 3)], seed=1))

    assert {element.tag.split("}")[1] for element in svg.iter()} == {"svg", "g", "path"}
    assert not any("style" in element.attrib for element in svg.iter())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=40))
def test_every_text_has_a_dot_and_the_field_is_full(counts):
    dots = dots_of([("policy", count) for count in counts])

    assert all((count > 0) == (given > 0) for count, given in zip(counts, dots, strict=True))
    assert sum(dots) == (DOTS if any(counts) else 0)

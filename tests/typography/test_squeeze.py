"""Adjacent marks share their blank; a line may give up one em more."""

import pytest

from editorial.typography import halved_marks, spare_marks


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("印发《办法》，要求", "》"),
        ("所谓“数”（数据）", "”"),
        ("（《办法》）施行", "《》"),
        ("他说：“好。”", "：。"),
        ("一，二", ""),
        ("（一）总则", ""),
        ("users’，", ""),
    ],
)
def test_marks_side_by_side_are_halved(text, halved):
    assert "".join(text[start:end] for start, end in halved_marks(text)) == halved


def test_the_last_two_marks_of_a_line_may_be_halved_as_well():
    assert spare_marks("一，二，三。四") == [(5, 6), (3, 4)]


def test_a_mark_that_is_halved_already_gives_nothing_more():
    assert spare_marks("一》，") == [(2, 3)]

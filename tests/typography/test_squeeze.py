"""Adjacent marks share their blank; a line may give up one em more."""

import pytest

from editorial.typography import (
    drawn_in,
    halved_marks,
    share_blank,
    spare_marks,
    squeeze_shares,
)


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("印发《办法》，要求", "》"),
        ("所谓“数”（数据）", "”"),
        ("（《办法》）施行", "《》"),
        ("他说：“好。”", "：。"),
        ("一，二", ""),
        ("（一）总则", ""),
        ("光纤（FTTR）、宽带", "）"),
        ("“AI”（人工智能）", "”"),
        ("users’，", ""),
    ],
)
def test_marks_side_by_side_are_halved(text, halved):
    assert "".join(text[start:end] for start, end in halved_marks(text)) == halved


@pytest.mark.parametrize(
    ("before", "after", "shared"),
    [
        ("落实。", "（责任单位", True),
        ("（《", "“数", True),
        ("“好", "”。", False),
        ("（《", "办法》", False),
        ("落实。", "数据", False),
        ("落实", "（责任单位", False),
        ("users’", "（", False),
        ("", "（", False),
        ("落实。", "", False),
    ],
)
def test_marks_share_their_blank_where_two_runs_of_text_meet(before, after, shared):
    assert share_blank(before, after) is shared


def test_the_last_two_marks_of_a_line_may_be_halved_as_well():
    assert spare_marks("一，二，三。四") == [(5, 6), (3, 4), (1, 2)]


def test_a_mark_that_is_halved_already_gives_nothing_more():
    assert spare_marks("一》，") == [(2, 3)]


def test_a_mark_behind_a_letter_may_be_halved_but_no_apostrophe():
    assert spare_marks("用于AI，users’权") == [(4, 5)]


def test_marks_of_a_line_give_alike():
    assert squeeze_shares([(5, 6), (3, 4)], 7, 0.6) == {5: 0.3, 3: 0.3}


def test_a_mark_at_the_end_gives_first():
    assert squeeze_shares([(5, 6), (3, 4), (1, 2)], 6, 0.75) == {5: 0.5, 3: 0.125, 1: 0.125}


def test_a_line_gives_one_em_at_most():
    assert squeeze_shares([(5, 6), (3, 4), (1, 2)], 7, 1.01) == {}


def test_a_closing_mark_that_must_come_in_takes_all_that_the_marks_have():
    assert drawn_in("一，二三，", 0.75) == {4: 0.5, 1: 0.25}


def test_marks_give_no_more_than_half_of_it_for_a_word():
    assert drawn_in("一，二，三", 0.5) == {3: 0.25, 1: 0.25}
    assert drawn_in("一，二，三", 0.51) == {}

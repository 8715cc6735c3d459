"""Spaces: the typesetter sets the gap at Latin borders, words keep theirs."""

import pytest

from editorial.typography import drop_all_between_han, set_spacing


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("到 2026 年，建成 5G 基站", "到2026年，建成5G基站"),
        ("增长 2.8 %，其中", "增长2.8%，其中"),
        ("（注： 自今年起）", "（注：自今年起）"),
        ("Lin  Qing 表示", "Lin Qing表示"),
        ("附 则", "附则"),
        ("　　首行缩进的段落", "首行缩进的段落"),
    ],
)
def test_spaces_without_meaning_go(text, set_):
    assert set_spacing(text) == set_


@pytest.mark.parametrize(
    "text", ["《中共山海省委 山海省人民政府关于发展的意见》", "Data Institute"]
)
def test_spaces_between_words_stay(text):
    assert set_spacing(text) == text


def test_letter_spaced_names_close_up():
    assert drop_all_between_han("编 者 按") == "编者按"

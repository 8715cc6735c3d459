"""Folding: what readers take for the same is the same, character for character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.search.folding import fold, is_han, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("數據", "数据"),
        ("雲計算與發展", "云计算与发展"),
        ("ＡＩ大模型", "ai大模型"),
        ("Web3.0", "WEB3.0"),
        ("〔2026〕", "[2026]"),
        ("（2026）", "【2026】"),
        ("“先行”", '"先行"'),
        ("２０２６—２０２８", "2026-2028"),
        ("甲，乙；丙", "甲,乙;丙"),
    ],
)
def test_width_case_script_and_brackets_are_one(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_a_folded_text_is_as_long_and_stays_as_it_is(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("云数发 〔2026〕 3 号", "云数发〔2026〕3号"),
        ("用 AI 大模型", "用AI大模型"),
        ("cloud   native", "cloud native"),
        ("山海省　青禾省", "山海省 青禾省"),
        ("算\u200b力\x00", "算力"),
        ("一行 \n 二行", "一行\n二行"),
    ],
)
def test_a_space_stays_only_between_words_of_one_script(text, tidied):
    assert tidy(text) == tidied


def test_chinese_is_nothing_but_chinese():
    assert [is_han(text) for text in ("算力", "算a", "", "𠀀")] == [True, False, False, True]

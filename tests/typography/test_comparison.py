"""The comparison form: copies of one title compare equal, different titles do not."""

import pytest

from editorial.typography import comparison_form, words_only


@pytest.mark.parametrize(
    "copy",
    [
        "## 山海省行动计划（2026—2028年）",
        "**山海省行动计划** (2026—2028 年)",
        "- 山海省 行动计划（2026–2028年）",
        "山海省行动计划（２０２６－２０２８年）",
        "> 山海省行动计划(2026--2028年)",
    ],
)
def test_copies_of_one_title_compare_equal(copy):
    assert comparison_form(copy) == "山海省行动计划(2026-2028年)"


def test_another_year_compares_unequal():
    assert comparison_form("行动计划（2026年）") != comparison_form("行动计划（2027年）")


def test_words_only_drops_book_marks_and_quotation_marks():
    assert words_only("《“算力”白皮书（2026年）》") == words_only("算力白皮书(2026年)")
    assert words_only("算力白皮书") != words_only("算力蓝皮书")

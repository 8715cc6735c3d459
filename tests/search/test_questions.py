"""Questions: whatever is typed is text, bounded before the work begins."""

import pytest

from editorial.search import read_question
from editorial.search.questions import words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("算力", ("算力",)),
        ("  算力　補貼 ", ("算力", "补贴")),
        ("“先行 先试” 算力", ("先行 先试", "算力")),
        ('"cloud native"', ("cloud native",)),
        ("AI 大模型", ("ai", "大模型")),
        ("“AI 大模型”", ("ai大模型",)),
        ("算力 算力", ("算力",)),
        ("云数发[2026]3", ("云数发(2026)3号",)),
        ("云数发 〔2026〕 3号 解读", ("云数发(2026)3号", "解读")),
        ('" * : ; % \\ -', ()),
        ("NEAR(a b)", ("near(a", "b)")),
        ("", ()),
    ],
)
def test_words_are_what_stands_between_spaces(typed, words):
    assert words_of(typed) == words


def test_a_question_has_words_filters_order_and_page():
    question = read_question(
        {
            "q": "ＡＩ 算力",
            "year": "2026",
            "region": "山海省",
            "sort": "date",
            "page": "3",
            "x": "y",
        }
    )

    assert (question.typed, question.words) == ("ＡＩ 算力", ("ai", "算力"))
    assert question.labels == {"year": "2026", "region": "山海省"}
    assert (question.order, question.page, question.is_cut) == ("date", 3, False)


@pytest.mark.parametrize(
    "typed", ["算" * 10_000, "a b c d e f g h i j k l", "\x00" * 5 + "算" * 101]
)
def test_a_long_question_is_cut_and_says_so(typed):
    question = read_question({"q": typed})

    assert question.is_cut
    assert len(question.typed) <= 100
    assert len(question.words) <= 10


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1e3", "99999", "9" * 5000, "", "²"])
def test_a_page_that_cannot_be_is_none(page):
    assert read_question({"page": page}).page == 0


def test_control_characters_are_not_looked_for():
    assert read_question({"q": "算\x00\x1b力\u200b", "year": "20\x0026"}).words == ("算力",)

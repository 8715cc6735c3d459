"""Hints: pinyin, words that sound alike, parts of what was typed; each of them finds something."""

import pytest

from editorial import search
from editorial.models import Issue
from editorial.search.sounds import syllables_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _archive(db):
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    cast.make_article(issue, title="县域算力与人工智能行动", body="<p>绿色数据要素，在西安。</p>")
    cast.make_article(issue, title="公共数据流通规则", body="<p>数据要素，蒜粒。</p>")
    search.index_issue(issue)


def heard(typed: str) -> str | None:
    question = search.heard(search.read_question({"q": typed}))
    return question and question.typed


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("suanli", ["suan", "li"]),
        ("rengongzhineng", ["ren", "gong", "zhi", "neng"]),
        ("xi'an", ["xi", "an"]),
        ("lvse", ["lv", "se"]),
        ("token", []),
        ("gpt", []),
        ("z" * 100, []),
    ],
)
def test_letters_are_divided_into_syllables_or_are_no_pinyin(letters, syllables):
    assert syllables_of(letters) == syllables


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("suanli", "算力"),
        ("SuanLi", "算力"),
        ("suan li", "算力"),
        ("rengongzhineng", "人工智能"),
        ("gonggongshuju", "公共数据"),
        ("xianyu 人工", "县域 人工"),
        ("liuliang", None),
        ("token", None),
        ("算力", None),
    ],
)
def test_pinyin_is_read_as_words_of_the_archive(typed, word):
    assert heard(typed) == word


def hints(**given) -> list[tuple[str, str, int]]:
    found = search.hints(search.read_question(given))
    return [(hint.why, hint.question.typed, hint.count) for hint in found]


def test_a_word_that_sounds_the_same_is_offered():
    assert hints(q="蒜力") == [("您要找的可能是", "算力", 1)]


def test_of_words_that_are_nowhere_together_each_is_offered():
    assert hints(q="算力 流通") == [("只查找", "算力", 1), ("只查找", "流通", 1)]


def test_of_a_long_word_the_longest_parts_are_offered():
    assert hints(q="公共数据交易法") == [("只查找", "公共数据", 1)]


def test_without_its_filter_a_question_is_offered_again():
    assert hints(q="算力", year="1990")[0] == ("不限范围，查找", "算力", 1)


def test_for_what_is_like_nothing_there_is_no_hint():
    assert hints(q="鑫鑫鑫") == []

"""Nothing is missed and nothing is made up: 200 random words against a plain scan of the texts."""

import importlib
import random

import pytest

from editorial import search
from editorial.models import Article, Entry
from editorial.search.folding import fold
from editorial.search.questions import PAGE_SIZE
from tests import corpus

pytestmark = pytest.mark.django_db
ISSUES, WORDS = 8, 200


@pytest.fixture
def archive(db):
    """72 articles of some 700 characters, indexed; their entries, newest first."""
    corpus.publish(0, ISSUES, characters=700)
    search.rebuild()
    return list(Entry.objects.order_by("-rank"))


def random_words(entries) -> list[str]:
    """Pieces of one to six characters out of the texts, every length as often."""
    chance, words = random.Random(11), []
    while len(words) < WORDS:
        text = chance.choice(entries).text
        at, size = chance.randrange(len(text) - 6), len(words) % 6 + 1
        piece = text[at : at + size]
        if piece.isalnum():
            words.append(piece)
    return words


def found(typed: str, **asked) -> list[int]:
    """The articles on all pages, in their order."""
    keys, page = [], 1
    while True:
        answer = search.ask(search.read_question({"q": typed, "page": str(page), **asked}))
        keys += [article.pk for article in answer.articles]
        if page >= answer.pages:
            return keys
        page += 1


@pytest.mark.parametrize("most_looked_into", [150, 5], ids=["few candidates", "many candidates"])
def test_every_word_is_found_where_it_stands_and_nowhere_else(
    archive, most_looked_into, monkeypatch
):
    asking = importlib.import_module("editorial.search.ask")
    monkeypatch.setattr(asking, "MOST_LOOKED_INTO", most_looked_into)

    wrong = {}
    for word in random_words(archive):
        scanned = {entry.pk for entry in archive if fold(word) in fold(entry.text)}
        if sorted(found(word)) != sorted(scanned):
            wrong[word] = scanned ^ set(found(word))

    assert wrong == {}


def test_the_order_is_titles_then_what_matters_then_mentions_newest_first(archive):
    for word in ("算力", "公共数据", "管理办法", "山海"):
        order = found(word)

        titled = [entry.pk for entry in archive if word in entry.text.split("\n")[0]]
        assert titled == order[: len(titled)]
        assert found(word, sort="date") == [e.pk for e in archive if word in e.folded]


def test_two_words_are_both_there(archive):
    scanned = {entry.pk for entry in archive if "算力" in entry.folded and "县域" in entry.folded}

    assert 0 < len(scanned) < len(archive)
    assert set(found("算力 县域")) == scanned


def test_the_values_of_a_filter_are_counted_as_a_scan_would(archive):
    answer = search.ask(search.read_question({"q": "算力", "region": "山海省"}))

    having = [entry for entry in archive if "算力" in entry.folded]
    assert answer.total == sum(entry.region == "山海省" for entry in having)
    assert dict(answer.facets["region"]) == {
        region: sum(entry.region == region for entry in having)
        for region in {entry.region for entry in having if entry.region}
    }
    assert dict(answer.facets["form"]) == {
        form: sum(entry.form == form and entry.region == "山海省" for entry in having)
        for form in {entry.form for entry in having if entry.region == "山海省"}
    }


@pytest.mark.parametrize("issues", [1, 6])
def test_an_answer_costs_the_same_queries_however_large_the_archive(
    issues, django_assert_num_queries
):
    corpus.publish(0, issues, characters=200)
    search.rebuild()

    with django_assert_num_queries(4):
        assert search.ask(search.read_question({"q": "数据"})).total
    with django_assert_num_queries(5):
        assert search.ask(search.read_question({"q": "山海省"})).total


def test_a_page_holds_twenty_and_the_last_one_the_rest(archive):
    total = search.ask(search.read_question({"q": "数据"})).total
    last = search.ask(search.read_question({"q": "数据", "page": str(-(-total // PAGE_SIZE))}))

    assert len(last.articles) == (total - 1) % PAGE_SIZE + 1
    assert Article.objects.published().count() == ISSUES * corpus.ARTICLES_AN_ISSUE

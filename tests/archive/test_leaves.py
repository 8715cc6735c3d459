"""Leaves: prepared by the worker, shown only while they are made of the words that stand there."""

import pytest
from django.urls import reverse

from editorial import richtext
from editorial.archive import keep_leaves, leaves, reading
from editorial.models import Correction, Edition, EditorsNote, Entry, Issue, Leaf, Upload
from editorial.models.addresses import address
from tests import cast
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return shelf.make_published(46)


def shown() -> leaves.Parts:
    """The second article of the issue, as its page takes it."""
    article = reading.find_article(2026, 46, 2)
    edition, _ = reading.editions_of(article)
    return leaves.parts_of(article, reading.openings_of(article, edition))


def test_an_article_is_shown_alike_with_and_without_its_leaf(issue):
    without = shown()

    assert keep_leaves() == 3
    assert shown() == without


def test_a_leaf_is_taken_instead_of_being_made(issue):
    keep_leaves()
    Leaf.objects.update(body="<p>从书页来。</p>")

    assert shown().body == "<p>从书页来。</p>"


def retitle(article) -> None:
    article.title = "公共服务场景指导意见（试行）"
    article.save()


def rewrite(article) -> None:
    article.body = "<p>改过的正文。</p>"
    article.save()


def rewrite_note(article) -> None:
    EditorsNote.objects.filter(article=article).update(body="<p>改过的说明。</p>")


def lead_elsewhere(article) -> None:
    article.full_text_url = "https://example.org/full"
    article.save()


def set_anew(article) -> None:
    openings = {str(article.pk): [[4, 1, 0], [5, 2, 0]]}
    shelf.make_edition(article.issue, openings=openings)


@pytest.mark.parametrize("change", [retitle, rewrite, rewrite_note, lead_elsewhere, set_anew])
def test_a_leaf_of_other_words_is_not_shown(issue, change):
    keep_leaves()
    Leaf.objects.update(body="<p>从书页来。</p>")

    change(issue.articles.get(position=2))

    assert shown().body != "<p>从书页来。</p>"


def test_a_leaf_with_another_alternative_text_is_not_shown(issue):
    upload = shelf.make_picture(alt_text="旧说明")
    article = issue.articles.get(position=2)
    article.body = richtext.sanitise(f'<figure><img src="{upload.path}" alt=""></figure>')
    article.save()
    keep_leaves()

    Upload.objects.update(alt_text="新说明")

    assert 'alt="新说明"' in shown().body


def test_nothing_is_made_twice(issue):
    keep_leaves()

    assert keep_leaves() == 0


@pytest.mark.parametrize("change", ["edition", "correction", "version"])
def test_leaves_of_an_earlier_state_are_made_anew(issue, change):
    keep_leaves()

    if change == "edition":
        shelf.make_edition(issue)
    elif change == "correction":
        article = issue.articles.get(position=2)
        Correction.objects.create(issue=issue, article=article, number=1, note="原文有误。")
    else:
        Issue.objects.update(version=2)

    assert keep_leaves() == 3


def test_a_proof_makes_no_leaf_anew(issue):
    keep_leaves()
    shelf.make_edition(issue, kind=Edition.Kind.PROOF)

    assert keep_leaves() == 0


def test_leaves_of_a_withdrawn_issue_go(issue):
    keep_leaves()
    shelf.hide(issue, Issue.State.WITHDRAWN, -1)

    assert keep_leaves() == 0
    assert not Leaf.objects.exists()


def test_a_round_that_has_no_time_leaves_the_rest_to_the_next(issue):
    assert keep_leaves(seconds=-1) == 0
    assert keep_leaves() == 3


def test_an_entry_that_does_not_know_its_length_is_told(issue):
    article = issue.articles.get(position=2)
    Entry.objects.create(article=article, slot=1, rank=1, text="", folded="")
    keep_leaves()

    assert Entry.objects.get().characters == richtext.character_count(article.body)


@pytest.mark.parametrize("numbers", [(2026,), (2026, 46), (1, 2, 3)])
def test_addresses_of_numbers_are_those_of_reverse(numbers):
    name = ("archive:year", "archive:issue", "archive:article")[len(numbers) - 1]

    assert address(name, *numbers) == reverse(name, args=numbers)


def test_the_contents_of_an_issue_that_is_not_indexed_know_their_lengths(issue):
    line = reading.contents(issue).lines[0]

    assert line.characters == richtext.character_count(cast.Article.objects.get(position=1).body)

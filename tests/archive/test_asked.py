"""Questions put together once: the same rows as the queryset, with other values and at any hour."""

import datetime as dt

import pytest
from django.utils import timezone

from editorial import search
from editorial.archive.asked import Asked
from editorial.models import Article, Entry, Issue
from tests import cast
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db


def test_it_is_asked_again_with_other_values():
    first, second = shelf.make_published(46), shelf.make_published(47)
    numbered = Asked(lambda year, number: Issue.objects.published().numbered(year, number))

    assert numbered(2026, 46) == [first]
    assert numbered(2026, 47) == [second]
    assert numbered(2025, 47) == []


def test_the_hour_is_that_of_each_asking():
    issue = shelf.make_published(46)
    public = Asked(lambda: Issue.objects.published())
    assert public() == [issue]

    issue.publish_at = timezone.now() + dt.timedelta(hours=1)
    issue.save()

    assert public() == []


def test_what_belongs_to_a_row_comes_with_it(django_assert_num_queries):
    issue = shelf.make_published(46)
    search.index_issue(issue)
    asked = Asked(
        lambda issue: (
            Article.objects.filter(issue=issue)
            .select_related("issue", "section", "editors_note", "entry")
            .order_by("position")
        )
    )
    asked(issue.pk)

    with django_assert_num_queries(1):
        articles = asked(issue.pk)
        notes = [getattr(each, "editors_note", None) for each in articles]
        told = [(each.issue.number, each.section.name, each.entry.bodies) for each in articles]

    assert [note and note.body for note in notes] == [None, "<p>编者说明。</p>", None]
    assert told == [
        (46, "国策要论", ["山海省数据局"]),
        (46, "国策要论", ["山海省数据局"]),
        (46, "前沿观察", ["山海省数据局"]),
    ]


def test_a_column_left_out_is_read_when_it_is_wanted(django_assert_num_queries):
    cast.make_article(shelf.make_published(46), position=4, title="另一篇")
    titles = Asked(lambda position: Article.objects.filter(position=position).only("title"))

    (article,) = titles(4)

    assert article.title == "另一篇"
    with django_assert_num_queries(1):
        assert article.source == "山海省数据局"


def test_values_come_as_tuples():
    search.index_issue(shelf.make_published(46))
    asked = Asked(lambda rank: Entry.objects.filter(rank__gt=rank).values_list("body", "bodies"))

    assert asked(0) == [("山海省数据局", ["山海省数据局"])] * 3

"""Conditional requests: 304 before anything is rendered, and never once a page has changed."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from editorial import workflow
from editorial.archive import freshness
from editorial.models import Correction, Edition, Publication, Record
from tests import cast
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db
URL = "/2026/46/2/"
RENDERED = (
    *("/", "/issues/", "/2026/", "/2026/46/", URL, "/search/?q=数据", "/policy/"),
    *("/2026/46/cover.svg", "/feed/", "/sitemap.xml"),
)


def again(client, url=URL, etag=""):
    """The status of the same question by somebody who holds the answer of ``etag``."""
    return client.get(url, headers={"If-None-Match": etag}).status_code


def correct(issue) -> None:
    article = issue.articles.get(position=2)
    article.title = "公共服务场景指导意见（试行）"
    article.save()


def redesign(issue) -> None:
    Publication.objects.update(strapline="新的副题")


def finish_edition(issue) -> None:
    shelf.make_edition(issue, pages=12)


def finish_late_edition(issue) -> None:
    """Ordered before the newest one was made, and ready after it."""
    Edition.objects.update(state=Edition.State.READY, finished_at=timezone.now())


def note_correction(issue) -> None:
    article = issue.articles.get(position=2)
    Correction.objects.create(issue=issue, article=article, number=1, note="原文有误。")


def publish_another(issue) -> None:
    shelf.make_published(47)


@pytest.mark.parametrize("url", RENDERED)
def test_what_has_not_changed_is_said_in_two_queries(client, issue, url, django_assert_num_queries):
    etag = client.get(url)["ETag"]

    with django_assert_num_queries(2):
        assert again(client, url, etag) == 304


@pytest.mark.parametrize("url", RENDERED)
def test_what_was_made_is_given_to_the_next_reader_in_two_queries(
    client, issue, url, django_assert_num_queries
):
    first = client.get(url)

    with django_assert_num_queries(2):
        second = client.get(url)

    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


@pytest.mark.parametrize(
    "change", [correct, redesign, finish_edition, note_correction, publish_another]
)
def test_a_change_of_the_archive_is_seen_at_once(client, issue, change):
    etag = client.get(URL)["ETag"]

    change(issue)

    assert again(client, etag=etag) == 200
    assert client.get(URL)["ETag"] != etag


def test_an_edition_that_is_ready_late_is_seen(client, issue):
    shelf.make_edition(issue, state=Edition.State.RENDERING)
    shelf.make_published(47)
    etag = client.get("/2026/46/")["ETag"]

    finish_late_edition(issue)

    assert again(client, "/2026/46/", etag) == 200


def test_a_withdrawn_issue_is_gone_for_those_who_hold_it_too(client, issue, newsroom):
    etag = client.get(URL)["ETag"]

    workflow.perform(issue, "withdraw", by=newsroom["zhou"], reason="数据有误。")

    assert again(client, etag=etag) == 410


def test_the_hour_of_a_planned_issue_changes_the_pages(client, issue):
    later = shelf.make_published(47)
    type(later).objects.filter(pk=later.pk).update(
        publish_at=timezone.now() + dt.timedelta(hours=1)
    )
    etag = client.get("/")["ETag"]
    assert again(client, "/", etag) == 304

    type(later).objects.filter(pk=later.pk).update(publish_at=timezone.now())

    assert again(client, "/", etag) == 200


def test_a_record_that_is_written_late_is_seen(client, issue):
    """Of two transactions, the one that took the lower key may end last."""
    for key in (900, 902):
        Record.objects.create(pk=key, subject="云麓", verb="submit", label="送审")
    etag = client.get(URL)["ETag"]

    Record.objects.create(pk=901, subject="云麓", verb="submit", label="送审")

    assert again(client, etag=etag) == 200


def test_work_on_another_page_gives_every_address_its_own_tag(client, issue):
    assert client.get("/2026/46/1/")["ETag"] != client.get(URL)["ETag"]


def test_a_page_that_does_not_exist_is_never_unchanged(client, issue):
    etag = client.get(URL)["ETag"]

    assert again(client, "/2026/46/9/", etag) == 404
    assert again(client, "/2026/46/9/", "*") == 404


def test_what_is_not_there_is_not_kept_by_caches(client, issue):
    assert client.get("/2026/46/9/").has_header("ETag") is False
    shelf.hide(issue, "withdrawn", -1)
    assert client.get(URL)["Cache-Control"] == "public, no-cache"


def test_internal_matter_is_not_confirmed_to_strangers(client, issue):
    reader = cast.make_user("reader")
    shelf.make_internal()
    client.force_login(reader)
    etag = client.get(URL)["ETag"]
    held = client.get(URL, headers={"If-None-Match": etag})
    assert (held.status_code, held["Cache-Control"]) == (304, "private, no-cache")
    assert held["Vary"] == "Cookie"

    client.logout()

    assert again(client, etag=etag) == 302


def test_becoming_internal_ends_what_was_public(client, issue):
    etag = client.get(URL)["ETag"]

    shelf.make_internal()

    assert again(client, etag=etag) == 302


def test_editions_and_hours_are_found_by_their_indexes(issue):
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            pytest.skip("the plan is told in SQLite's words")
        cursor.execute(f"EXPLAIN QUERY PLAN {freshness._question()}", ["ready", "published", "2"])
        steps = " ".join(row[3] for row in cursor.fetchall())

    assert "SEARCH editorial_edition USING COVERING INDEX editions_as_finished" in steps
    assert "SEARCH editorial_issue USING COVERING INDEX issues_by_their_hour" in steps

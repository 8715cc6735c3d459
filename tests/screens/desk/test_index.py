"""编务台, the first page: the issue in the making and what waits for whom."""

import datetime as dt

import pytest
from django.utils import timezone

from editorial import workflow
from editorial.models import Article, Edition, EditorsNote, Issue, Manuscript, User
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
INDEX = "/desk/"


def waiting(client):
    return [(each.label, each.subject) for each in client.get(INDEX).context["waiting"]]


def test_the_earliest_issue_in_the_making_is_shown(at_desk):
    cast.make_issue(45, state=Issue.State.PUBLISHED)
    cast.make_issue(48)
    here = cast.make_issue(47)

    context = at_desk("lin").get(INDEX).context

    assert context["issue"] == here
    coming = [place.issue and place.issue.number for place in context["coming"]]
    assert coming == [47, 48, None, None, None, None, None, None]


def test_the_band_shows_what_is_done_and_what_is_next(at_desk):
    cast.make_issue(47, state=Issue.State.PROOFING)

    steps = at_desk("lin").get(INDEX).context["steps"]

    shown = [(step.label, step.is_done, step.is_here) for step in steps]
    assert shown == [
        ("组稿", True, False),
        ("校样", False, True),
        ("签发", False, False),
        ("出版", False, False),
    ]


def test_rows_tell_characters_pages_and_where_the_article_begins(at_desk, issue):
    article = cast.make_article(issue, body="<p>一二三四五六七八九十。</p>", note="编者按")
    Edition.objects.create(
        issue=issue, kind="proof", state="ready", start_pages={str(article.pk): 7},
        article_pages={str(article.pk): 3}, pages=9,
    )  # fmt: skip

    row = at_desk("lin").get(INDEX).context["groups"][0].rows[0]

    assert (row.characters, row.folio, row.pages) == (14, 7, 3)


def test_faults_of_an_article_are_in_sight_with_a_link(at_desk, issue):
    article = cast.make_article(issue, title="无源的", source="", note="有")

    response = at_desk("lin").get(INDEX)

    assert "《无源的》缺少来源，请在“来源”栏补上。" in text_of(response)
    assert f"/desk/editorial/article/{article.pk}/change/#id_source" in response.content.decode()


def test_an_unfinished_article_past_its_date_is_overdue(at_desk, issue):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    cast.make_article(issue, due_date=yesterday)
    cast.make_article(issue, due_date=yesterday, state=Article.State.FINAL)

    rows = at_desk("lin").get(INDEX).context["groups"][0].rows

    assert [row.is_overdue for row in rows] == [True, False]


def test_what_is_submitted_waits_for_reviewers_but_not_for_its_submitter(at_desk, newsroom, issue):
    article = cast.make_article(issue, title="等审的")
    other = cast.make_article(issue, title="也等审的")
    workflow.perform(article, "submit", by=newsroom["chen"])
    workflow.perform(other, "submit", by=newsroom["lin"])

    reviews = {who: waiting(at_desk(who))[:2] for who in ("chen", "wu", "lin", "root")}

    assert reviews == {
        "chen": [("初审", "也等审的"), ("转入校样", "2026年第47期")],
        "wu": [("转入校样", "2026年第47期")],
        "lin": [],
        "root": [("初审", "等审的"), ("初审", "也等审的")],
    }


def test_what_was_sent_back_waits_for_its_editor(at_desk, newsroom, issue):
    cast.make_article(
        issue, title="退回的", state=Article.State.SENT_BACK, assignee=newsroom["lin"]
    )
    cast.make_article(issue, title="在写的", assignee=newsroom["lin"])
    cast.make_article(issue, title="别人的", assignee=newsroom["chen"])

    assert waiting(at_desk("lin")) == [("退回修改", "退回的"), ("编辑", "在写的")]


def test_the_way_forward_of_an_issue_waits_for_who_may_take_it(at_desk):
    cast.make_issue(47, state=Issue.State.SIGNED_OFF)

    assert waiting(at_desk("zhou")) == [("出版", "2026年第47期")]
    assert waiting(at_desk("chen")) == []


def test_recent_moves_are_listed(at_desk, newsroom, issue):
    workflow.perform(cast.make_article(issue, title="走一步"), "submit", by=newsroom["lin"])

    assert "林编辑 送审 走一步" in text_of(at_desk("xiao").get(INDEX))


def test_an_empty_newsroom_is_told_where_to_begin(at_desk):
    response = at_desk("lin").get(INDEX)

    assert "还没有任何一期" in text_of(response)
    assert b"/desk/editorial/manuscript/import/" in response.content


def test_staff_without_a_role_see_no_issue(at_desk, issue, client):
    cast.make_user("new", "新成员")
    client.force_login(User.objects.get(username="new"))

    text = text_of(client.get(INDEX))

    assert "2026年第47期" not in text
    assert "您还没有角色" in text


def test_the_first_page_costs_the_same_whatever_the_number_of_articles(
    at_desk, newsroom, issue, django_assert_num_queries
):
    client = at_desk("chen")
    _add_articles(issue, newsroom, 2)
    with CountedQueries() as few:
        client.get(INDEX)
    _add_articles(issue, newsroom, 10)

    with CountedQueries() as many:
        client.get(INDEX)

    assert many.count == few.count
    assert many.count <= 26


def _add_articles(issue, newsroom, count):
    for n in range(count):
        article = cast.make_article(issue, assignee=newsroom["lin"])
        if n % 2:
            EditorsNote.objects.create(article=article, body="<p>按。</p>")
            workflow.perform(article, "submit", by=newsroom["lin"])


class CountedQueries:
    """How many queries ran inside the block."""

    def __enter__(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self._captured = CaptureQueriesContext(connection)
        self._captured.__enter__()
        return self

    def __exit__(self, *exception):
        self._captured.__exit__(*exception)
        self.count = len(self._captured)


def test_a_manuscript_that_waits_is_named_to_those_who_may_check_it(at_desk):
    Manuscript.objects.create(name="第47期.txt", digest="d" * 64)
    Manuscript.objects.create(name="第46期.txt", digest="e" * 64, state="stored")

    assert waiting(at_desk("lin")) == [("核对来稿", "第47期.txt")]
    assert waiting(at_desk("xiao")) == []

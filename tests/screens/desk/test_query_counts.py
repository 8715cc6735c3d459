"""Lists and forms cost the same number of queries whatever they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import workflow
from editorial.models import Article, Edition, Issue, Manuscript, Upload
from tests import cast

pytestmark = pytest.mark.django_db
LISTS = ("issue", "article", "upload", "edition", "record", "manuscript", "user")


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(newsroom, numbers):
    """An issue each with articles, pictures, editions, records and a manuscript."""
    for number in numbers:
        issue = cast.make_issue(number)
        for _ in range(2):
            article = cast.make_article(issue, assignee=newsroom["lin"], note="按")
            upload = Upload.objects.create(name=f"{article.pk:032x}.png", width=1, height=1)
            article.pictures.add(upload)
            workflow.perform(article, "submit", by=newsroom["lin"])
        Edition.objects.create(
            issue=issue, kind="proof", state="ready", ordered_by=newsroom["xiao"]
        )
        Manuscript.objects.create(
            name=f"{number}.txt", digest=str(number), issue=issue, received_by=newsroom["lin"]
        )
        cast.make_user(f"member{number}", role="责任编辑")


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_with_three_rows_and_with_many(newsroom, at_desk, model):
    client = at_desk("root")
    url = reverse(f"admin:editorial_{model}_changelist")
    fill(newsroom, range(1, 4))
    few = queries(client, url)
    fill(newsroom, range(4, 12))

    assert queries(client, url) == few
    assert few <= 20


def test_the_issue_form_costs_the_same_with_few_and_with_many_articles(newsroom, at_desk):
    fill(newsroom, [1])
    issue = Issue.objects.get()
    client = at_desk("zhou")
    url = reverse("admin:editorial_issue_change", args=[issue.pk])
    few = queries(client, url)
    for _ in range(8):
        cast.make_article(issue, assignee=newsroom["chen"], note="按")

    # 全部送审 asks who wrote them: once, however many drafts there are.
    assert queries(client, url) <= few + 4
    assert few <= 55


def test_the_article_form_stays_below_forty_queries(newsroom, at_desk):
    fill(newsroom, [1])
    draft = cast.make_article(Issue.objects.get())

    assert queries(at_desk("lin"), reverse("admin:editorial_article_change", args=[draft.pk])) <= 40
    assert Article.objects.count() == 3

"""The door: what perform writes, and what it refuses."""

import pytest

from editorial import workflow
from editorial.models import Article, Record
from tests import cast

pytestmark = pytest.mark.django_db


def test_submit_moves_a_draft_and_records_who(newsroom):
    article = cast.make_article(cast.make_issue(1), title="算力普惠方案")

    record = workflow.perform(article, "submit", by=newsroom["lin"])

    assert article.state == Article.State.SUBMITTED
    assert (record.label, record.subject, record.by) == ("送审", "算力普惠方案", newsroom["lin"])
    assert Record.objects.count() == 1

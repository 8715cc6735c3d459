"""Article 文章: its place in print, its titles, its note and its history."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from editorial.models import Article, Attachment, EditorsNote, Issue
from tests import cast

pytestmark = pytest.mark.django_db


def test_one_article_stands_at_each_position():
    issue = cast.make_issue(1)
    cast.make_article(issue, position=2)

    with pytest.raises(IntegrityError):
        cast.make_article(issue, position=2)


def test_another_issue_has_positions_of_its_own():
    cast.make_article(cast.make_issue(1), position=1)
    cast.make_article(cast.make_issue(2), position=1)

    assert Article.objects.filter(position=1).count() == 2


def test_positions_start_at_one():
    with pytest.raises(IntegrityError):
        cast.make_article(cast.make_issue(1), position=0)


def test_print_order_goes_by_section_first():
    issue = cast.make_issue(1)
    cast.make_article(issue, title="丙", section="前沿观察", position=1)
    cast.make_article(issue, title="乙", section="地方新政", position=3)
    cast.make_article(issue, title="甲", section="国策要论", position=2)
    cast.make_article(issue, title="丁", section="国策要论", position=4)

    titles = [article.title for article in issue.articles.in_print_order()]

    assert titles == ["甲", "丁", "乙", "丙"]


def test_the_next_position_follows_the_last_one():
    issue = cast.make_issue(1)
    assert issue.articles.next_position() == 1

    cast.make_article(issue, position=7)
    assert issue.articles.next_position() == 8


def test_an_article_has_one_note():
    article = cast.make_article(cast.make_issue(1), note="按语。")

    with pytest.raises(IntegrityError), transaction.atomic():
        EditorsNote.objects.create(article=article, body="<p>又一则。</p>")

    assert str(article.editors_note) == f"《{article.title}》编者按"


@pytest.mark.parametrize(
    ("title", "lines", "plain"),
    [
        ("云上政务", ["云上政务"], "云上政务"),
        ("云上政务\n一网通办", ["云上政务", "一网通办"], "云上政务一网通办"),
        ("云上政务 \r\n\n 一网通办", ["云上政务", "一网通办"], "云上政务一网通办"),
        (" \n", [], ""),
    ],
)
def test_a_title_breaks_on_paper_and_is_one_line_elsewhere(title, lines, plain):
    article = Article(title=title)

    assert (article.title_lines, article.plain_title, str(article)) == (lines, plain, plain)


def test_the_contents_may_use_a_shorter_title():
    assert Article(title="长\n标题").title_in_contents == "长标题"
    assert Article(title="长\n标题", contents_title="短题").title_in_contents == "短题"


def test_attachments_come_in_their_order():
    article = cast.make_article(cast.make_issue(1))
    for position, title in ((2, "任务清单"), (1, "名单")):
        Attachment.objects.create(article=article, position=position, title=title)

    assert [str(each) for each in article.attachments.all()] == ["名单", "任务清单"]


def test_published_articles_are_those_of_published_issues():
    out, in_the_making = cast.make_issue(1, state=Issue.State.PUBLISHED), cast.make_issue(2)
    cast.make_article(out, title="公开了")
    cast.make_article(in_the_making, title="还没有")

    assert [article.title for article in Article.objects.published()] == ["公开了"]


def test_an_issue_with_articles_cannot_be_deleted():
    issue = cast.make_issue(1)
    cast.make_article(issue)

    with pytest.raises(ProtectedError):
        issue.delete()


def test_history_keeps_every_version_of_the_words():
    article = cast.make_article(cast.make_issue(1), body="<p>一稿</p>")
    article.body = "<p>二稿</p>"
    article.save()

    bodies = [row.body for row in article.history.order_by("history_id")]

    assert bodies == ["<p>一稿</p>", "<p>二稿</p>"]

"""Buttons from the table, the view behind them, and all faults at once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial import workflow
from editorial.models import Article, Edition, Issue, Record, text_digest
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db


def move_url(subject, verb):
    return reverse(f"admin:editorial_{subject._meta.model_name}_move", args=[subject.pk, verb])


def labels(response):
    return [button.label for button in response.context["buttons"]]


def page(client, subject):
    return client.get(
        reverse(f"admin:editorial_{subject._meta.model_name}_change", args=[subject.pk])
    )


def test_buttons_are_the_moves_open_to_this_person(at_desk, newsroom, issue):
    article = cast.make_article(issue)
    workflow.perform(article, "submit", by=newsroom["lin"])

    seen = {who: labels(page(at_desk(who), article)) for who in ("lin", "chen", "zhou", "xiao")}

    assert seen == {
        "lin": ["撤回送审"],
        "chen": ["初审通过", "退回"],
        "zhou": [],
        "xiao": [],
    }


def test_a_move_is_made_and_recorded(at_desk, newsroom, issue):
    article = cast.make_article(issue, title="算力方案")

    response = at_desk("lin").post(move_url(article, "submit"), follow=True)

    article.refresh_from_db()
    assert article.state == Article.State.FIRST_REVIEW
    assert Record.objects.get().by == newsroom["lin"]
    assert "已送审：算力方案。" in text_of(response)
    assert [record.label for record in response.context["records"]] == ["送审"]


def test_a_refused_move_lists_every_fault_with_a_link_to_its_place(at_desk, issue):
    article = cast.make_article(issue, title="缺这缺那", source="", body="")

    response = at_desk("lin").post(move_url(article, "submit"))

    article.refresh_from_db()
    page_url = reverse("admin:editorial_article_change", args=[article.pk])
    assert (response.status_code, article.state) == (409, Article.State.DRAFT)
    assert [(p.sentence, p.url) for p in response.context["places"]] == [
        ("《缺这缺那》还没有正文，请写入或导入正文。", f"{page_url}#id_body"),
        ("《缺这缺那》缺少来源，请在“来源”栏补上。", f"{page_url}#id_source"),
    ]


def test_a_move_without_its_reason_is_refused_and_asked_for_again(at_desk, newsroom, issue):
    article = cast.make_article(issue)
    workflow.perform(article, "submit", by=newsroom["lin"])

    response = at_desk("chen").post(move_url(article, "send_back"), {"reason": " "})

    assert "退回要写明理由，请在“理由”栏填写。" in text_of(response)
    assert b'<textarea name="reason"' in response.content


def test_a_reason_that_was_typed_survives_a_refusal(at_desk, issue):
    article = cast.make_article(issue)

    response = at_desk("chen").post(move_url(article, "send_back"), {"reason": "第三段数据有误"})

    assert response.status_code == 409
    assert "第三段数据有误" in response.content.decode()


def test_a_move_is_never_made_by_following_a_link(at_desk, issue):
    article = cast.make_article(issue)

    response = at_desk("lin").get(move_url(article, "submit"))

    article.refresh_from_db()
    assert (response.status_code, article.state) == (405, Article.State.DRAFT)


def test_an_unknown_move_is_refused_with_a_sentence(at_desk, issue):
    response = at_desk("zhou").post(move_url(issue, "explode"))

    assert response.status_code == 409
    assert "没有这个操作，请刷新页面后重试。" in text_of(response)


def test_an_issue_that_does_not_exist_is_not_found(at_desk, issue):
    url = reverse("admin:editorial_issue_move", args=[issue.pk + 1, "publish"])

    assert at_desk("zhou").post(url).status_code == 404


def test_all_drafts_are_submitted_at_once(at_desk, issue):
    cast.make_article(issue)
    cast.make_article(issue, state=Article.State.SENT_BACK)
    cast.make_article(issue, state=Article.State.FINAL)

    url = reverse("admin:editorial_issue_all", args=[issue.pk, "submit"])
    response = at_desk("lin").post(url, follow=True)

    states = list(issue.articles.in_print_order().values_list("state", flat=True))
    assert states == ["first_review", "first_review", "final"]
    assert "已送审 2 篇文章。" in text_of(response)


def test_all_or_none_are_submitted_and_every_fault_is_named(at_desk, issue):
    cast.make_article(issue, title="齐全的")
    cast.make_article(issue, title="无源的", source="")
    cast.make_article(issue, title="无文的", body="", state=Article.State.SENT_BACK)

    url = reverse("admin:editorial_issue_all", args=[issue.pk, "submit"])
    response = at_desk("lin").post(url)

    states = issue.articles.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["draft", "draft", "sent_back"]
    assert [place.sentence for place in response.context["places"]] == [
        "《无源的》缺少来源，请在“来源”栏补上。",
        "《无文的》还没有正文，请写入或导入正文。",
    ]


def test_nothing_to_move_is_said(at_desk, issue):
    url = reverse("admin:editorial_issue_all", args=[issue.pk, "approve"])

    response = at_desk("chen").post(url, follow=True)

    assert "没有可以初审通过的文章。" in text_of(response)


def test_bulk_buttons_say_how_many_they_move(at_desk, issue):
    cast.make_article(issue)
    cast.make_article(issue)

    seen = {who: page(at_desk(who), issue).context["bulk_buttons"] for who in ("lin", "xiao")}

    assert [button["label"] for button in seen["lin"]] == ["全部送审（2 篇）"]
    assert seen["xiao"] == []


def signed_off_issue():
    issue = cast.make_issue(46, state=Issue.State.SIGNED_OFF)
    cast.make_article(issue, state=Article.State.FINAL)
    Edition.objects.create(
        issue=issue, kind=Edition.Kind.WEB, state=Edition.State.READY, digest=text_digest(issue)
    )
    return issue


def test_publishing_opens_the_issue_now(at_desk):
    issue = signed_off_issue()

    at_desk("zhou").post(move_url(issue, "publish"), {"publish_at": ""})

    issue.refresh_from_db()
    assert issue.is_published


def test_publishing_at_a_set_time_says_when(at_desk):
    issue = signed_off_issue()
    at = timezone.localtime().replace(second=0, microsecond=0) + dt.timedelta(days=2)

    typed = {"publish_at": f"{at:%Y-%m-%dT%H:%M}"}
    response = at_desk("zhou").post(move_url(issue, "publish"), typed, follow=True)

    issue.refresh_from_db()
    assert (issue.state, issue.publish_at, issue.is_published) == ("published", at, False)
    assert f"定于 {at:%Y-%m-%d %H:%M} 公开。" in text_of(response)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2020-01-01T08:00", "公开时间 2020-01-01 08:00 已经过去"),
        ("下星期五", "公开时间请写成“2026-11-27 08:00”的样子。"),
    ],
)
def test_an_hour_that_cannot_be_meant_publishes_nothing(at_desk, typed, sentence):
    issue = signed_off_issue()

    response = at_desk("zhou").post(move_url(issue, "publish"), {"publish_at": typed})

    issue.refresh_from_db()
    assert issue.state == Issue.State.SIGNED_OFF
    assert sentence in text_of(response)

"""审读意见 on the article form: read, made, answered, dealt with; never on the public site."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial import comments, roles
from editorial.models import Comment, Issue
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(newsroom, issue):
    return cast.make_article(issue)


def page_of(client, article) -> str:
    return text_of(client.get(reverse("admin:editorial_article_change", args=[article.pk])))


def act_url(comment, act: str) -> str:
    return reverse(
        "admin:editorial_article_comment_act", args=[comment.article_id, comment.pk, act]
    )


def test_the_form_shows_passage_words_writer_answer_and_end(newsroom, at_desk, article):
    thread = Comment.objects.create(
        article=article, quote="服务网络", body="请核对。", author_name="沈审读"
    )
    comments.answer(thread, "已核对。", by=newsroom["lin"])
    comments.resolve(thread, by=newsroom["chen"])

    page = page_of(at_desk("xiao"), article)

    assert "1 条，全部已处理" in page
    assert "服务网络 请核对。 沈审读 （来稿批注）" in page
    assert "已核对。 林编辑 答复" in page
    assert "已处理：陈执编" in page


def test_a_remark_goes_from_the_form_to_the_form(at_desk, article):
    client = at_desk("xiao")
    url = reverse("admin:editorial_article_comment", args=[article.pk])

    response = client.post(url, {"quote": "服务网络", "body": "请<b>核对</b>。"}, follow=True)

    assert response.redirect_chain[-1][0].endswith(f"/{article.pk}/change/#comments")
    page = text_of(response)
    assert "已提出审读意见。" in page
    assert "1 条，1 条待处理" in page
    assert "请&lt;b&gt;核对&lt;/b&gt;。 萧校对" in page


def test_an_answer_and_the_end_of_a_thread(at_desk, article):
    thread = Comment.objects.create(article=article, body="请核对。", author_name="沈审读")
    client = at_desk("lin")

    client.post(act_url(thread, "answer"), {"body": "已核对。"})
    client.post(act_url(thread, "resolve"))
    assert Comment.objects.threads().get().is_resolved
    client.post(act_url(thread, "reopen"))

    thread = Comment.objects.threads().get()
    assert ([each.body for each in thread.replies.all()], thread.is_resolved) == (
        ["已核对。"], False,
    )  # fmt: skip


def test_a_refusal_is_a_sentence_on_the_form(at_desk, article):
    thread = Comment.objects.create(article=article, body="请核对。", author_name="沈审读")

    response = at_desk("xiao").post(act_url(thread, "resolve"), follow=True)

    assert "审读意见要由责任编辑、执行编辑、副总编辑、总编辑来处理，请转交。" in text_of(response)


def test_a_comment_of_another_article_is_not_found(at_desk, issue, article):
    other = cast.make_article(issue)
    thread = Comment.objects.create(article=other, body="请核对。")
    url = reverse("admin:editorial_article_comment_act", args=[article.pk, thread.pk, "resolve"])

    assert at_desk("lin").post(url).status_code == 404
    assert at_desk("lin").post(act_url(thread, "resolve")).status_code == 302


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_role_may_read_and_make_remarks(role):
    assert {"view_comment", "add_comment"} <= roles.permissions_of(role)


def test_readers_never_see_them(at_desk, article):
    Comment.objects.create(article=article, body="不可外传的意见", author_name="沈审读")
    Issue.objects.update(state="published", publish_at="2026-01-01T00:00:00Z")

    public = Client().get(article.get_absolute_url())

    assert public.status_code == 200
    assert "不可外传的意见" not in public.content.decode()
    assert "不可外传的意见" in page_of(at_desk("lin"), article)


def test_they_move_with_their_article(at_desk, article):
    Comment.objects.create(article=article, body="请核对。", author_name="沈审读")
    target = cast.make_issue(48)

    url = reverse("admin:editorial_article_transfer", args=[article.pk])
    at_desk("lin").post(url, {"issue": target.pk})

    article.refresh_from_db()
    assert (article.issue, article.comments.count()) == (target, 1)


def test_the_form_costs_the_same_with_many_threads(
    newsroom, at_desk, article, django_assert_max_num_queries
):
    client = at_desk("lin")
    for at in range(12):
        thread = comments.add(article, f"请核对第 {at} 处。", by=newsroom["xiao"])
        comments.answer(thread, f"已核对第 {at} 处。", by=newsroom["lin"])
        comments.resolve(thread, by=newsroom["lin"])

    with django_assert_max_num_queries(42):
        assert "12 条，全部已处理" in page_of(client, article)

"""审读意见 in the database: one writer, one thread, nothing deleted."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from editorial.models import Comment
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return cast.make_article(cast.make_issue(1))


def comment_on(article, **fields) -> Comment:
    fields.setdefault("body", "请核对。")
    return Comment.objects.create(article=article, **fields)


def test_threads_come_oldest_first_with_their_answers_in_two_queries(
    article, django_assert_num_queries
):
    first, second = comment_on(article), comment_on(article, body="再核。")
    comment_on(article, parent=second, body="已改。")
    comment_on(article, parent=first, body="已核。")

    with django_assert_num_queries(2):
        found = [
            (thread.body, [answer.body for answer in thread.replies.all()])
            for thread in article.comments.threads()
        ]

    assert found == [("请核对。", ["已核。"]), ("再核。", ["已改。"])]


def test_only_threads_nobody_dealt_with_are_unresolved(article):
    comment_on(article, resolved_at=timezone.now())
    waiting = comment_on(article)
    comment_on(article, parent=waiting)

    assert list(article.comments.unresolved()) == [waiting]


@pytest.mark.parametrize(("name", "writer"), [("沈审读", "沈审读"), ("", "来稿批注")])
def test_a_writer_who_is_no_member_of_staff_goes_by_name(article, name, writer):
    assert comment_on(article, author_name=name).writer == writer


def test_a_member_of_staff_goes_by_their_own_name(article):
    lin = cast.make_user("lin", "林编辑")

    assert str(comment_on(article, author=lin)) == "林编辑：请核对。"
    with pytest.raises(IntegrityError):
        comment_on(article, author=lin, author_name="沈审读")


def test_an_empty_comment_is_refused(article):
    with pytest.raises(IntegrityError):
        comment_on(article, body="")


@pytest.mark.parametrize("fields", [{"quote": "网络"}, {"resolved_at": timezone.now()}])
def test_an_answer_has_no_passage_and_no_end_of_its_own(article, fields):
    thread = comment_on(article)

    with pytest.raises(IntegrityError):
        comment_on(article, parent=thread, **fields)


def test_nobody_resolves_a_comment_without_a_time(article):
    with pytest.raises(IntegrityError):
        comment_on(article, resolved_by=cast.make_user("lin"))


def test_comments_are_kept(article):
    comment = comment_on(article)

    with pytest.raises(TypeError):
        comment.delete()
    with pytest.raises(TypeError):
        Comment.objects.all().delete()
    assert Comment.objects.get() == comment

"""An article as it will read: the passages of its remarks marked, changed blocks pointed at."""

import pytest

from editorial import comments, marked
from editorial.models import Comment
from tests import cast

pytestmark = pytest.mark.django_db
BODY = "<h2>一、总体目标</h2><p>到明年底，全省建成服务网络。</p><p>费用另计。</p>"


@pytest.fixture
def article(newsroom):
    return cast.make_article(
        cast.make_issue(1), title="算力普惠\n行动方案", body=BODY, note="按语。"
    )


def remark(article, newsroom, quote):
    return comments.add(article, f"请核对{quote}。", by=newsroom["xiao"], quote=quote)


def test_a_remark_keeps_the_part_and_the_words_around_its_passage(newsroom, article):
    made = remark(article, newsroom, "全省建成")

    assert (made.part, made.before, made.after) == (
        Comment.Part.BODY,
        "一、总体目标到明年底，",
        "服务网络。费用另计。",
    )


def test_of_words_in_title_and_body_those_are_meant_whose_surroundings_fit(newsroom, article):
    article.title = "建成服务网络"

    made = comments.add(
        article,
        "请核对。",
        by=newsroom["xiao"],
        quote="服务网络",
        before="全省建成",
        after="。费用",
    )
    whole = comments.add(article, "题目太长。", by=newsroom["xiao"], quote="建成服务网络")

    assert (made.part, whole.part) == (Comment.Part.BODY, Comment.Part.TITLE)


def test_title_note_and_body_are_marked_where_their_remarks_stand(newsroom, article):
    title, note, body = (remark(article, newsroom, each) for each in ("方案", "按语", "服务网络"))

    shown = marked.marked(article, list(article.comments.threads()))

    assert f'行动<mark class="passage" data-comments="{title.pk}"' in shown.title
    assert f'<mark class="passage" data-comments="{note.pk}"' in shown.note
    assert f'全省建成<mark class="passage" data-comments="{body.pk}"' in shown.body


def test_what_was_dealt_with_is_not_marked_any_more(newsroom, article):
    made = remark(article, newsroom, "服务网络")
    comments.resolve(made, by=newsroom["lin"])

    shown = marked.marked(article, list(article.comments.threads()))

    assert "<mark" not in shown.body
    assert shown.found[made.pk] == marked.Found("found", "服务网络")


def test_a_changed_passage_is_marked_as_it_reads_now_and_a_lost_one_not(newsroom, article):
    changed, lost = remark(article, newsroom, "全省建成服务网络"), remark(article, newsroom, "费用")
    article.body = "<h2>一、总体目标</h2><p>到明年底，全省都建成服务网络。</p>"

    shown = marked.marked(article, list(article.comments.threads()))

    assert shown.found == {
        changed.pk: marked.Found("changed", "全省都建成服务网络"),
        lost.pk: marked.Found("lost"),
    }
    assert "passage changed" in shown.body


def test_a_changed_block_can_be_gone_to(article):
    shown = marked.marked(article, [], changed=frozenset({1}))

    assert '<span id="change-1" class="change-at"></span><p' in shown.body

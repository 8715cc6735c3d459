"""The acts on 审读意见: who may, what is written, what is recorded, what is refused."""

import pytest

from editorial import comments, workflow
from editorial.models import Comment, Record
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(newsroom):
    return cast.make_article(cast.make_issue(1), note="本期部署三项任务。")


def refusal_of(act, *arguments, **more) -> str:
    with pytest.raises(comments.Refused) as refused:
        act(*arguments, **more)
    return refused.value.message


def records() -> list[tuple]:
    rows = Record.objects.order_by("pk")
    return [(each.by.username, each.verb, each.label, each.reason) for each in rows]


def test_control_characters_of_a_remark_are_left_out(article, newsroom):
    remark = comments.add(article, "核\x00\x07🌾。", by=newsroom["xiao"])

    assert remark.body == "核🌾。"


@pytest.mark.parametrize("quote", ["统一调度的服务网络", "三项任务", "行动方案", ""])
def test_a_remark_is_made_on_a_passage_of_text_note_or_title(newsroom, article, quote):
    made = comments.add(article, " 请核对。\r\n另查出处。 ", by=newsroom["xiao"], quote=quote)

    assert (made.body, made.quote) == ("请核对。\n另查出处。", quote)
    assert (made.author, made.author_name) == (newsroom["xiao"], "")


def test_a_passage_that_is_not_there_is_refused(newsroom, article):
    assert refusal_of(comments.add, article, "请核对。", by=newsroom["lin"], quote="海洋经济") == (
        "文章里没有找到“海洋经济”，请照抄正文、编者按或标题中的几个字，或把这一栏留空。"
    )
    assert not Comment.objects.exists()


def test_each_act_leaves_a_record_on_the_article(newsroom, article):
    lin, xiao = newsroom["lin"], newsroom["xiao"]

    made = comments.add(article, "请核对。", by=xiao, quote="服务网络")
    comments.answer(made, "已核对。", by=lin)
    comments.resolve(made, by=lin)
    comments.reopen(made, by=xiao)

    assert records() == [
        ("xiao", "comment", "提出意见", "“服务网络”：请核对。"),
        ("lin", "answer_comment", "答复意见", "已核对。"),
        ("lin", "resolve_comment", "处理意见", "“服务网络”：请核对。"),
        ("xiao", "reopen_comment", "重开意见", "“服务网络”：请核对。"),
    ]
    assert set(article.records.values_list("issue", "subject")) == {
        (article.issue_id, str(article))
    }


def test_an_answer_to_an_answer_stays_in_the_thread(newsroom, article):
    thread = comments.add(article, "请核对。", by=newsroom["xiao"])
    first = comments.answer(thread, "已核对。", by=newsroom["lin"])

    assert comments.answer(first, "好。", by=newsroom["xiao"]).parent == thread


def test_a_double_click_makes_one_remark_and_one_record(newsroom, article):
    for _ in range(2):
        comments.add(article, "请核对。", by=newsroom["lin"])

    assert (Comment.objects.count(), len(records())) == (1, 1)


def test_of_two_people_who_resolve_at_once_the_second_is_told(newsroom, article):
    made = comments.add(article, "请核对。", by=newsroom["xiao"])
    seen_before = Comment.objects.get()
    comments.resolve(made, by=newsroom["lin"])

    assert refusal_of(comments.resolve, seen_before, by=newsroom["chen"]) == (
        "这条意见已经由别人处理，请刷新页面后再看。"
    )
    assert Comment.objects.get().resolved_by == newsroom["lin"]


@pytest.mark.parametrize(
    ("who", "may"),
    [("lin", True), ("chen", True), ("root", True), ("xiao", False), ("mei", False)],
)
def test_those_who_write_the_text_deal_with_remarks(newsroom, article, who, may):
    made = comments.add(article, "请核对。", by=newsroom["wu"])

    assert comments.may_resolve(newsroom[who], made) is may
    assert comments.may_comment(newsroom[who], article)


def test_others_are_told_who_deals_with_remarks(newsroom, article):
    made = comments.add(article, "请核对。", by=newsroom["wu"])

    assert refusal_of(comments.resolve, made, by=newsroom["xiao"]) == (
        "审读意见要由责任编辑、执行编辑、副总编辑、总编辑来处理，请转交。"
    )


def test_remarks_are_made_while_the_text_is_locked_for_review(newsroom, article):
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert comments.add(article, "请核对。", by=newsroom["chen"]).pk


def test_once_the_issue_is_out_they_are_only_read(newsroom, article):
    made = comments.add(article, "请核对。", by=newsroom["xiao"])
    type(article.issue).objects.update(state="published")
    article.issue.refresh_from_db()
    made.article = article

    assert refusal_of(comments.answer, made, "已核对。", by=newsroom["lin"]) == (
        f"{article.issue}已经出版，审读意见只供查阅；出版后的更正请报总编辑。"
    )


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (" \r\n ", "意见是空的，请写明意见后再提交。"),
        ("长" * 4_001, "意见有 4001 个字，超过 4000 个字的上限，请分成几条提交。"),
    ],
)
def test_no_words_and_too_many_are_refused(newsroom, article, body, sentence):
    assert refusal_of(comments.add, article, body, by=newsroom["lin"]) == sentence

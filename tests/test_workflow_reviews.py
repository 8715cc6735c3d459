"""三审: whose words, whose level; merged levels; what becomes of a finished text that changes."""

import pytest

from editorial import workflow
from editorial.models import Article, EditorsNote, Publication, Record, contributors
from tests import cast
from tests.scenes import article_in

pytestmark = pytest.mark.django_db


def said(article, verb, by, **more) -> list[str]:
    with pytest.raises(workflow.Refused) as refusal:
        workflow.perform(article, verb, by=by, **more)
    return [finding.message for finding in refusal.value.findings]


def save_as(person, row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = person
    row.save()


def also(person, role):
    """The same person in a second role."""
    from django.contrib.auth.models import Group

    person.groups.add(Group.objects.get(name=role))
    return type(person).objects.get(pk=person.pk)


# --- Nobody reviews what they wrote ---------------------------------------------------------


def test_who_wrote_a_sentence_does_not_review_it(newsroom):
    article = cast.make_article(cast.make_issue(1), title="算力普惠方案")
    save_as(newsroom["chen"], article, body="<p>陈执编补写的一段。</p>")
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert said(article, "approve", newsroom["chen"]) == [
        "《算力普惠方案》有您写的文字，请由另一位来做初审。"
    ]
    assert workflow.reviews(newsroom["chen"], article) is False


def test_who_wrote_the_editors_note_does_not_review_it(newsroom):
    article = cast.make_article(cast.make_issue(1), title="算力普惠方案")
    note = EditorsNote(article=article, body="<p>按语。</p>")
    save_as(newsroom["chen"], note)
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert said(article, "approve", newsroom["chen"]) == [
        "《算力普惠方案》有您写的文字，请由另一位来做初审。"
    ]


def test_who_only_arranged_or_assigned_it_may_review_it(newsroom):
    article = cast.make_article(cast.make_issue(1))
    save_as(newsroom["chen"], article, position=7, assignee=newsroom["lin"])
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert contributors([article.pk]) == {}
    assert workflow.perform(article, "approve", by=newsroom["chen"]).to_state == "second_review"


def test_contributors_are_told_apart_article_by_article(newsroom):
    issue = cast.make_issue(1)
    one, two = (cast.make_article(issue, title=title) for title in "甲乙")
    save_as(newsroom["chen"], one, source="青禾省数据局")
    save_as(newsroom["wu"], two, title="乙，改题")
    save_as(newsroom["lin"], two, due_date="2026-01-02")

    found = contributors([one.pk, two.pk])

    assert found == {one.pk: {newsroom["chen"].pk}, two.pk: {newsroom["wu"].pk}}


def test_nobody_reviews_two_levels_of_one_article(newsroom):
    wu = also(newsroom["wu"], "执行编辑")
    article = article_in("first_review", newsroom)
    workflow.perform(article, "approve", by=wu)

    assert said(article, "approve", wu) == ["《算力普惠方案》的初审是您做的，复审请由另一位来做。"]


def test_a_new_course_of_review_is_open_to_the_same_people(newsroom):
    article = article_in("final_review", newsroom)
    workflow.perform(article, "send_back", by=newsroom["zhou"], reason="数字有误。")
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert workflow.perform(article, "approve", by=newsroom["chen"]).to_state == "second_review"


@pytest.mark.parametrize("state", ["first_review", "second_review", "final_review"])
def test_who_submitted_may_take_it_back_from_every_level(state, newsroom):
    article = article_in(state, newsroom)

    assert workflow.perform(article, "recall", by=newsroom["lin"]).to_state == "draft"


# --- Merged levels --------------------------------------------------------------------------


def walked(newsroom, article) -> list[tuple]:
    """(label, remark) of each move from submission to 定稿."""
    workflow.perform(article, "submit", by=newsroom["lin"])
    for name in ("chen", "wu", "zhou"):
        if workflow.reviews(newsroom[name], article):
            workflow.perform(article, "approve", by=newsroom[name])
    assert article.state == Article.State.FINAL
    return list(article.records.order_by("pk").values_list("label", "remark"))


@pytest.mark.parametrize(
    ("levels", "moves"),
    [
        (3, [("送审", ""), ("初审通过", ""), ("复审通过", ""), ("终审定稿", "")]),
        (2, [("送审", ""), ("初审通过", "合并审级：复审并入终审"), ("终审定稿", "")]),
        (1, [("送审", "合并审级：初审、复审并入终审"), ("终审定稿", "")]),
    ],
)
def test_the_record_says_which_levels_were_merged(levels, moves, newsroom):
    article = cast.make_article(cast.make_issue(1))
    Publication.objects.update(review_levels=levels)

    assert walked(newsroom, article) == moves


def test_an_article_at_a_level_that_was_merged_away_is_still_reviewed_there(newsroom):
    article = article_in("second_review", newsroom)
    Publication.objects.update(review_levels=2)

    assert workflow.perform(article, "approve", by=newsroom["wu"]).to_state == "final_review"


# --- A finished text that changes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "levels", "state", "remark"),
    [
        ("first_review", 3, "first_review", "改动了正文、来源"),
        ("first_review", 1, "final_review", "改动了正文、来源；合并审级：初审、复审并入终审"),
        ("final_review", 3, "final_review", "改动了正文、来源"),
    ],
)
def test_a_finished_text_falls_back_as_the_publication_says(
    setting, levels, state, remark, newsroom
):
    article = article_in("final", newsroom)
    Publication.objects.update(after_edit=setting, review_levels=levels)

    record = workflow.fall_back(article, by=newsroom["lin"], changed=["正文", "来源"])

    assert (article.state, record.label, record.remark) == (state, "改后重审", remark)
    assert Article.objects.get().state == state


@pytest.mark.parametrize("state", ["draft", "sent_back"])
def test_a_text_in_writing_does_not_fall_back(state, newsroom):
    article = article_in(state, newsroom)
    before = Record.objects.count()

    assert workflow.fall_back(article, by=newsroom["lin"], changed=["正文"]) is None
    assert (Article.objects.get().state, Record.objects.count()) == (state, before)


def test_who_changed_the_finished_text_does_not_review_the_change(newsroom):
    article = article_in("final", newsroom)
    workflow.fall_back(article, by=newsroom["chen"], changed=["正文"])

    assert said(article, "approve", newsroom["chen"]) == [
        "《算力普惠方案》是您自己送审的，请由另一位来做初审。"
    ]
    assert workflow.reviews(newsroom["root"], article) is True


def test_falling_back_is_no_button(newsroom):
    article = article_in("final", newsroom)

    assert said(article, "fall_back", newsroom["lin"]) == ["没有这个操作，请刷新页面后重试。"]

"""The one door: wrong hands, reasons and faults in exact sentences; and what it writes."""

import datetime as dt

import pytest
from django.utils import timezone

from editorial import workflow
from editorial.models import Article, Edition, Issue, Record
from editorial.workflow import door
from tests import cast
from tests.scenes import article_in, issue_in

pytestmark = pytest.mark.django_db

# (state, verb) of every move an issue can make.
ISSUE_MOVES = (
    ("assembling", "start_proofing"),
    ("proofing", "return_to_assembly"),
    ("proofing", "sign_off"),
    ("signed_off", "revoke_sign_off"),
    ("signed_off", "publish"),
    ("published", "withdraw"),
    ("withdrawn", "restore"),
)
WITH_REASON = {"send_back", "return_to_assembly", "revoke_sign_off", "withdraw", "restore"}


def sentences(refusal) -> list[str]:
    return [finding.message for finding in refusal.value.findings]


def refusal_of(subject, verb, **how):
    with pytest.raises(workflow.Refused) as refusal:
        workflow.perform(subject, verb, **how)
    return sentences(refusal)


def test_an_inactive_person_may_nothing(newsroom):
    newsroom["zhou"].is_active = False
    article = article_in("draft", newsroom)

    assert workflow.moves_open_to(newsroom["zhou"], article) == []
    assert workflow.may_edit(newsroom["zhou"], article) is False
    assert refusal_of(article, "submit", by=newsroom["zhou"]) == [
        "送审要由责任编辑、执行编辑、副总编辑、总编辑来做，请转交。"
    ]


# --- Wrong hands, reasons, faults: the exact sentences --------------------------------------


def test_a_role_that_may_not_is_told_who_may(newsroom):
    issue = issue_in("signed_off")

    said = refusal_of(issue, "publish", by=newsroom["lin"])

    assert said == ["出版要由总编辑来做，请转交。"]


def test_a_move_from_the_wrong_state_says_how_things_stand(newsroom):
    article = article_in("draft", newsroom)

    said = refusal_of(article, "approve", by=newsroom["zhou"])

    assert said == [
        "《算力普惠方案》现在是“草稿”，不能初审通过；可能有人刚刚移动过它，请刷新页面。",
        "初审通过要由执行编辑来做，请转交。",
    ]


@pytest.mark.parametrize("reviewer", ["chen", "root"])
def test_nobody_approves_what_they_submitted(reviewer, newsroom):
    article = article_in("first_review", newsroom, submitter=reviewer)

    said = refusal_of(article, "approve", by=newsroom[reviewer])

    assert said == ["《算力普惠方案》是您自己送审的，请由另一位来做初审。"]


def test_the_last_submission_counts_not_an_earlier_one(newsroom):
    article = article_in("first_review", newsroom, submitter="chen")
    workflow.perform(article, "recall", by=newsroom["chen"])
    workflow.perform(article, "submit", by=newsroom["lin"])

    workflow.perform(article, "approve", by=newsroom["chen"])

    assert article.state == "second_review"


def test_only_who_submitted_may_recall(newsroom):
    article = article_in("first_review", newsroom, submitter="chen")

    said = refusal_of(article, "recall", by=newsroom["lin"])

    assert said == ["《算力普惠方案》不是您送审的，只有送审人能撤回；审稿人可以退回。"]


@pytest.mark.parametrize(("state", "verb"), ISSUE_MOVES)
def test_an_issues_move_needs_a_reason_or_does_not(state, verb, newsroom):
    issue = issue_in(state)

    if verb in WITH_REASON:
        said = refusal_of(issue, verb, by=newsroom["zhou"], reason="  \n")
        label = workflow.find_move(issue, verb).label
        assert said == [f"{label}要写明理由，请在“理由”栏填写。"]
    else:
        assert workflow.perform(issue, verb, by=newsroom["zhou"]).reason == ""


def test_sending_back_needs_a_reason_and_keeps_it(newsroom):
    article = article_in("first_review", newsroom)

    assert refusal_of(article, "send_back", by=newsroom["chen"]) == [
        "退回要写明理由，请在“理由”栏填写。"
    ]
    record = workflow.perform(article, "send_back", by=newsroom["chen"], reason=" 数字有误。 ")

    assert record.reason == "数字有误。"


def test_all_objections_are_named_at_once(newsroom):
    article = article_in("final", newsroom)
    Issue.objects.update(state=Issue.State.SIGNED_OFF)
    article.issue.refresh_from_db()

    said = refusal_of(article, "send_back", by=newsroom["lin"])

    assert said == [
        "退回要由执行编辑、副总编辑、总编辑来做，请转交。",
        "2026年第1期已经签发，文章不能再移动。",
        "退回要写明理由，请在“理由”栏填写。",
    ]


@pytest.mark.parametrize("state", ["signed_off", "published", "withdrawn"])
def test_articles_of_a_closed_issue_stand_still(state, newsroom):
    article = article_in("first_review", newsroom)
    Issue.objects.update(state=state)

    moves = workflow.moves_open_to(newsroom["chen"], Article.objects.get())

    assert moves == []
    assert refusal_of(article, "approve", by=newsroom["chen"]) == [
        f"2026年第1期已经{Issue.State(state).label}，文章不能再移动。"
    ]


def test_an_unknown_verb_is_refused_in_chinese(newsroom):
    article = article_in("draft", newsroom)

    assert refusal_of(article, "publish", by=newsroom["zhou"]) == [
        "没有这个操作，请刷新页面后重试。"
    ]


def test_an_unfinished_article_is_not_submitted(newsroom):
    article = cast.make_article(cast.make_issue(1), title="算力普惠方案", body=" ", source="")

    said = refusal_of(article, "submit", by=newsroom["lin"])

    assert said == [
        "《算力普惠方案》还没有正文，请写入或导入正文。",
        "《算力普惠方案》缺少来源，请在“来源”栏补上。",
    ]


def test_a_missing_editors_note_is_a_warning_that_stops_nobody(newsroom):
    article = article_in("draft", newsroom)

    found = workflow.faults(article, "submit")

    assert [(each.severity, each.message) for each in found] == [
        ("warning", "《算力普惠方案》没有编者按，国策要论的文章应有一则。")
    ]
    assert workflow.perform(article, "submit", by=newsroom["lin"]).to_state == "first_review"


def test_an_empty_issue_does_not_go_to_proof(newsroom):
    issue = cast.make_issue(1)

    assert refusal_of(issue, "start_proofing", by=newsroom["chen"]) == [
        "2026年第1期还没有文章，请先导入来稿或添加文章。"
    ]


def test_sign_off_waits_for_every_article_and_a_proof(newsroom):
    issue = cast.make_issue(1, state=Issue.State.PROOFING)
    cast.make_article(issue, title="算力普惠方案", note="按语。", state=Article.State.FINAL)
    cast.make_article(issue, title="数据要素之问", note="按语。", state=Article.State.FIRST_REVIEW)

    said = refusal_of(issue, "sign_off", by=newsroom["zhou"])

    assert said == [
        "《数据要素之问》还是“初审”，全部文章定稿后才能签发。",
        "2026年第1期还没有校样，请先排版。",
        "2026年第1期的一校还没有签字。",
        "2026年第1期的二校还没有签字。",
        "2026年第1期的三校还没有签字。",
    ]


def test_a_proof_of_an_older_text_is_no_proof(newsroom):
    issue = issue_in("proofing", signed=0)
    Article.objects.update(body="<p>改过了。</p>")

    assert refusal_of(issue, "sign_off", by=newsroom["zhou"]) == [
        "校样排好之后文字或版式又改过，请重新排版。",
        "2026年第1期的一校还没有签字。",
        "2026年第1期的二校还没有签字。",
        "2026年第1期的三校还没有签字。",
    ]


@pytest.mark.parametrize(
    ("state", "fault", "sentence"),
    [
        ("queued", "", "网络版还在排队，请稍候再试。"),
        ("rendering", "", "网络版还在排版中，请稍候再试。"),
        ("failed", "内存不足", "网络版没有排成（内存不足），请改正后重新排版。"),
    ],
)
def test_publishing_waits_for_the_web_edition(state, fault, sentence, newsroom):
    issue = issue_in("signed_off")
    Edition.objects.create(issue=issue, kind=Edition.Kind.WEB, state=state, fault=fault)

    assert refusal_of(issue, "publish", by=newsroom["zhou"]) == [sentence]


# --- What the door writes -------------------------------------------------------------------


def test_submit_moves_a_draft_and_records_who(newsroom):
    article = cast.make_article(cast.make_issue(1), title="算力普惠方案")

    record = workflow.perform(article, "submit", by=newsroom["lin"])

    assert article.state == Article.State.FIRST_REVIEW
    assert (record.label, record.subject, record.by) == ("送审", "算力普惠方案", newsroom["lin"])
    assert Record.objects.count() == 1


def test_a_record_keeps_the_whole_move(newsroom):
    issue = issue_in("published")

    workflow.perform(issue, "withdraw", by=newsroom["zhou"], reason="版权有疑问。")

    record = Record.objects.first()
    assert (record.issue, record.article, record.subject) == (issue, None, "2026年第1期")
    assert (record.verb, record.from_state, record.to_state) == (
        "withdraw",
        "published",
        "withdrawn",
    )
    assert record.reason == "版权有疑问。"


def test_records_cannot_be_changed_or_removed(newsroom):
    article = cast.make_article(cast.make_issue(1))
    record = workflow.perform(article, "submit", by=newsroom["lin"])

    for attempt in (
        record.delete,
        Record.objects.all().delete,
        lambda: Record.objects.update(reason="改写"),
        lambda: Record.objects.filter(pk=record.pk).update(by=newsroom["zhou"]),
    ):
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    assert Record.objects.get().by == newsroom["lin"]


def test_sign_off_orders_the_web_edition_once(newsroom):
    issue = issue_in("proofing")
    Edition.objects.filter(kind=Edition.Kind.WEB).delete()

    workflow.perform(issue, "sign_off", by=newsroom["zhou"])

    ordered = Edition.objects.get(kind=Edition.Kind.WEB)
    assert (ordered.state, ordered.ordered_by) == (Edition.State.QUEUED, newsroom["zhou"])


def test_of_two_people_at_once_the_second_is_refused(newsroom):
    article = article_in("first_review", newsroom)
    seen_by_second = Article.objects.get()
    move = workflow.find_move(article, "approve")
    workflow.perform(article, "approve", by=newsroom["chen"])

    with pytest.raises(workflow.Refused) as refusal:
        door.make(move, seen_by_second, newsroom["root"], "")

    assert sentences(refusal) == ["《算力普惠方案》刚刚被别人移动过，请刷新页面。"]


def test_a_page_that_is_out_of_date_moves_nothing(newsroom):
    article = article_in("final_review", newsroom)
    stale = Article.objects.get()
    workflow.perform(article, "approve", by=newsroom["zhou"])

    said = refusal_of(stale, "send_back", by=newsroom["lin"], reason="再看看。")

    assert said == ["退回要由执行编辑、副总编辑、总编辑来做，请转交。"]


def test_a_second_click_moves_nothing_further(newsroom):
    article = article_in("first_review", newsroom)
    workflow.perform(article, "approve", by=newsroom["chen"])

    said = refusal_of(Article.objects.get(), "approve", by=newsroom["chen"])

    assert said == ["复审通过要由副总编辑来做，请转交。"]
    assert Article.objects.get().state == "second_review"


def test_a_second_click_of_the_administrator_is_not_a_second_level(newsroom):
    article = article_in("first_review", newsroom)
    workflow.perform(article, "approve", by=newsroom["root"])

    said = refusal_of(Article.objects.get(), "approve", by=newsroom["root"])

    assert said == ["《算力普惠方案》的初审是您做的，复审请由另一位来做。"]


# --- Several at once ------------------------------------------------------------------------


def test_perform_all_moves_every_article(newsroom):
    articles = [article_in("first_review", newsroom, title=title) for title in ("甲", "乙")]

    records = workflow.perform_all(articles, "approve", by=newsroom["chen"])

    assert [record.subject for record in records] == ["甲", "乙"]
    assert set(Article.objects.values_list("state", flat=True)) == {"second_review"}


def test_perform_all_moves_none_if_one_is_refused(newsroom):
    articles = [
        article_in("first_review", newsroom, title="甲"),
        article_in("draft", newsroom, title="乙"),
        article_in("first_review", newsroom, title="丙", submitter="chen"),
    ]
    before = Record.objects.count()

    with pytest.raises(workflow.Refused) as refusal:
        workflow.perform_all(articles, "approve", by=newsroom["chen"])

    assert sentences(refusal) == [
        "《乙》现在是“草稿”，不能初审通过；可能有人刚刚移动过它，请刷新页面。",
        "《丙》是您自己送审的，请由另一位来做初审。",
    ]
    states = Article.objects.order_by("position").values_list("state", flat=True)
    assert list(states) == ["first_review", "draft", "first_review"]
    assert Record.objects.count() == before


# --- Published: decided by a person, and the hour has come ----------------------------------


@pytest.mark.parametrize(
    ("hours", "is_open"), [(-1, True), (1, False)], ids=["hour has come", "hour lies ahead"]
)
def test_published_waits_for_its_hour(hours, is_open, newsroom):
    issue = issue_in("signed_off")
    opening = timezone.now() + dt.timedelta(hours=hours)

    workflow.perform(issue, "publish", by=newsroom["zhou"], publish_at=opening)

    assert (issue.state, issue.publish_at) == ("published", opening)
    assert issue.is_published is is_open
    assert Issue.objects.published().exists() is is_open
    assert Article.objects.published().exists() is is_open


@pytest.mark.parametrize("state", ["assembling", "proofing", "signed_off", "withdrawn"])
def test_only_the_state_published_is_published(state):
    issue = issue_in(state, publish_at=timezone.now() - dt.timedelta(days=1))

    assert issue.is_published is False
    assert Issue.objects.published().count() == 0
    assert Article.objects.published().count() == 0


def test_publishing_without_an_hour_opens_at_once(newsroom):
    issue = issue_in("signed_off")
    before = timezone.now()

    workflow.perform(issue, "publish", by=newsroom["zhou"])

    assert before <= issue.publish_at <= timezone.now()
    assert issue.is_published is True


def test_restoring_keeps_the_first_hour(newsroom):
    first = timezone.now() - dt.timedelta(days=3)
    issue = issue_in("published", publish_at=first)
    workflow.perform(issue, "withdraw", by=newsroom["zhou"], reason="核实。")

    workflow.perform(issue, "restore", by=newsroom["zhou"], reason="已核实。")

    assert Issue.objects.published().get().publish_at == first

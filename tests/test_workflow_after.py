"""After 签发: the promised hour, 取消定时, 更正, 撤刊; and what cannot happen by accident."""

import datetime as dt

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from editorial import workflow
from editorial.models import Article, Correction, Edition, Issue, Record
from tests import cast
from tests.scenes import issue_in

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def tomorrow() -> dt.datetime:
    return timezone.localtime().replace(second=0, microsecond=0) + 24 * HOUR


def said(subject, verb, by, **more) -> list[str]:
    with pytest.raises(workflow.Refused) as refusal:
        workflow.perform(subject, verb, by=by, **more)
    return [finding.message for finding in refusal.value.findings]


def promised(at) -> Issue:
    """Signed off for an hour; the web edition is ready."""
    return issue_in("signed_off", publish_at=at)


# --- The promised hour ----------------------------------------------------------------------


def test_signing_off_for_an_hour_publishes_when_the_web_edition_is_there(newsroom):
    issue = issue_in("proofing")
    Edition.objects.filter(kind="web").delete()
    at = tomorrow()

    record = workflow.perform(issue, "sign_off", by=newsroom["zhou"], publish_at=at)
    assert (issue.state, record.remark) == ("signed_off", f"定于 {at:%Y-%m-%d %H:%M} 公开")
    assert workflow.keep_promises() == []
    proof = issue.editions.get(kind="proof")
    Edition.objects.filter(kind="web").update(state="ready", digest=proof.digest)
    assert workflow.keep_promises() == [issue]

    issue.refresh_from_db()
    assert (issue.state, issue.publish_at, issue.is_published) == ("published", at, False)
    last = Record.objects.latest("pk")
    assert (last.verb, last.by) == ("publish", None)
    assert last.remark == f"按签发时的安排；定于 {at:%Y-%m-%d %H:%M} 公开"


def test_a_promise_is_kept_once_however_often_it_is_looked_at():
    promised(tomorrow())

    assert [len(workflow.keep_promises()) for _ in range(3)] == [1, 0, 0]
    assert Record.objects.filter(verb="publish").count() == 1


@pytest.mark.parametrize(("late", "is_kept"), [(HOUR / 2, True), (2 * HOUR, False)])
def test_an_hour_long_past_is_not_caught_up_with(late, is_kept):
    """A machine that stood still, or a clock that jumped: readers get nothing by surprise."""
    issue = promised(timezone.now() - late)

    assert workflow.is_too_late(issue) is not is_kept
    assert workflow.keep_promises() == ([issue] if is_kept else [])


def test_an_issue_that_is_open_stays_so_when_the_clock_is_put_back_and_forth():
    """The state is the decision; the hour only says from when on it can be read."""
    issue = issue_in("published", publish_at=timezone.now() - HOUR)
    Issue.objects.update(publish_at=timezone.now() + HOUR)
    assert Issue.objects.published().count() == 0
    assert workflow.keep_promises() == []

    Issue.objects.update(publish_at=timezone.now() - HOUR)

    assert Issue.objects.published().get() == issue
    assert Record.objects.filter(verb="publish").count() == 0


def test_only_who_may_publish_sets_the_hour(newsroom):
    issue = issue_in("proofing")

    assert said(issue, "sign_off", newsroom["wu"], publish_at=tomorrow()) == [
        "公开时间要由总编辑来定；请把时间留空，只签发。"
    ]
    assert workflow.perform(issue, "sign_off", by=newsroom["wu"]).remark == ""


@pytest.mark.parametrize("state", ["signed_off", "published"])
def test_taking_it_back_takes_the_hour_back(state, newsroom):
    issue = issue_in(state, publish_at=tomorrow())
    verb = {"signed_off": "revoke_sign_off", "published": "unschedule"}[state]

    workflow.perform(issue, verb, by=newsroom["zhou"], reason="还要核一个数字。")

    assert Issue.objects.get().publish_at is None
    assert workflow.keep_promises() == []


def test_what_readers_can_see_is_not_unscheduled(newsroom):
    issue = issue_in("published")

    assert said(issue, "unschedule", newsroom["zhou"], reason="核。") == [
        "2026年第1期已经公开，不能取消定时；要撤下请用“撤刊”。"
    ]


def test_what_readers_never_saw_is_not_withdrawn(newsroom):
    issue = issue_in("published", publish_at=tomorrow())

    assert said(issue, "withdraw", newsroom["zhou"], reason="核。") == [
        "2026年第1期还没有到公开时间，不能撤刊；要停下请用“取消定时”。"
    ]


# --- 更正 -----------------------------------------------------------------------------------


def test_a_correction_is_numbered_recorded_and_set_anew(newsroom):
    issue = issue_in("published")
    printed = Edition.objects.create(issue=issue, kind="print", state="ready", digest="d" * 64)
    article = Article.objects.get()

    one = workflow.correct(article, by=newsroom["zhou"], note=" 首段“三”应为“二”。 ")
    two = workflow.correct(article, by=newsroom["root"], note="标题已改正。")

    assert [(each.number, each.note) for each in (one, two)] == [
        (1, "首段“三”应为“二”。"),
        (2, "标题已改正。"),
    ]
    record = Record.objects.filter(verb="correct").first()
    assert (record.remark, record.reason) == ("更正第2号《算力普惠方案》", "标题已改正。")
    assert list(issue.editions.waiting().values_list("kind", flat=True)) == ["web"]
    assert Edition.objects.get(kind="print") == printed


@pytest.mark.parametrize("who", ["lin", "chen", "wu", "mei", "xiao"])
def test_only_the_chief_corrects(who, newsroom):
    issue = issue_in("published")
    article = Article.objects.get()

    assert workflow.may_correct(newsroom[who], article) is False
    with pytest.raises(workflow.Refused, match=r"^更正要由总编辑来做，请转交。$"):
        workflow.correct(article, by=newsroom[who], note="改正。")
    assert (Correction.objects.count(), issue.editions.waiting().count()) == (0, 0)


def test_a_correction_needs_its_note(newsroom):
    issue_in("published")

    with pytest.raises(workflow.Refused, match="更正要写明理由"):
        workflow.correct(Article.objects.get(), by=newsroom["zhou"], note=" ")


@pytest.mark.parametrize("state", ["assembling", "proofing", "signed_off", "withdrawn"])
def test_what_is_not_public_is_not_corrected(state, newsroom):
    issue_in(state)

    with pytest.raises(workflow.Refused, match="不能更正"):
        workflow.correct(Article.objects.get(), by=newsroom["zhou"], note="改正。")


def test_a_correction_during_the_rendering_is_set_in_another_edition(newsroom):
    issue = issue_in("published")
    article = Article.objects.get()
    workflow.correct(article, by=newsroom["zhou"], note="改正。")
    stale = issue.editions.waiting().get()
    Article.objects.update(body="<p>又改了一处。</p>")
    Edition.objects.filter(pk=stale.pk).update(state="ready", digest="0" * 64)

    workflow.keep_promises()

    assert issue.editions.waiting().get(kind="web").pk > stale.pk


# --- Who leaves -----------------------------------------------------------------------------


def test_who_wrote_or_moved_anything_cannot_be_removed(newsroom):
    article = cast.make_article(cast.make_issue(1), assignee=newsroom["lin"])
    workflow.perform(article, "submit", by=newsroom["chen"])

    for name in ("lin", "chen"):
        with pytest.raises(ProtectedError):
            newsroom[name].delete()
    assert (article.assignee, Record.objects.get().by) == (newsroom["lin"], newsroom["chen"])

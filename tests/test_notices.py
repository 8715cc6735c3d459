"""通知: who is told what and when, on screen and by mail, once; never of what one did oneself."""

import datetime as dt
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from editorial import comments, notices, workflow
from editorial.models import Article, Edition, Notice
from editorial.typesetting import give_up, store
from tests import cast

pytestmark = pytest.mark.django_db


def told(**about) -> list[tuple]:
    """(who, kind, text) of what is unread, in the order of writing."""
    found = Notice.objects.filter(read_at=None, **about).order_by("pk").select_related("to")
    return [(each.to.username, each.kind, each.text) for each in found]


@pytest.fixture
def issue(newsroom):
    return cast.make_issue(47)


@pytest.fixture
def article(issue, newsroom):
    return cast.make_article(issue, title="甲文", assignee=newsroom["lin"])


@pytest.fixture
def by_mail(settings, newsroom):
    """A mail server, and an address for everybody."""
    settings.MAIL_IS_ON = True
    for person in newsroom.values():
        person.email = f"{person.username}@example.org"
        person.save()


def ready(issue, kind, **fields):
    return Edition.objects.create(issue=issue, kind=kind, **fields)


# --- On screen ------------------------------------------------------------------------------


def test_what_is_submitted_is_told_to_who_reviews_next(article, newsroom):
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert told() == [("chen", "review", "《甲文》（2026年第47期）等您初审：林编辑送审。")]


def test_nobody_is_told_to_review_their_own_words(issue, newsroom):
    cast.make_user("li", "李执编", "执行编辑")
    own = cast.make_article(issue, title="乙文", assignee=newsroom["chen"])
    own.history.update(history_user=newsroom["chen"])

    workflow.perform(own, "submit", by=newsroom["chen"])

    assert [who for who, _, _ in told()] == ["li"]


def test_each_level_is_told_in_turn_and_what_is_done_is_settled(article, newsroom):
    workflow.perform(article, "submit", by=newsroom["lin"])
    workflow.perform(article, "approve", by=newsroom["chen"])

    assert [(who, kind) for who, kind, _ in told()] == [("wu", "review")]
    workflow.perform(article, "recall", by=newsroom["lin"])
    assert told() == []


def test_what_comes_back_is_told_to_editor_and_sender_with_the_reason(article, newsroom):
    workflow.perform(article, "submit", by=newsroom["zhou"])
    workflow.perform(article, "send_back", by=newsroom["chen"], reason="数字待核")

    text = "陈执编退回了《甲文》（2026年第47期），请修改后再送审。"
    assert told() == [("lin", "returned", text), ("zhou", "returned", text)]
    assert Notice.objects.first().detail == "理由：数字待核"


def test_who_is_asked_to_write_hears_of_it_but_not_from_themselves(issue, newsroom):
    lin = newsroom["lin"]
    asked = cast.make_article(issue, title="丙文", assignee=lin, due_date=dt.date(2026, 11, 18))

    notices.assigned(asked, by=newsroom["chen"])
    notices.assigned(asked, by=newsroom["chen"])
    notices.assigned(cast.make_article(issue, assignee=lin), by=lin)

    text = "陈执编把2026年第47期的《丙文》交给您写，11 月 18 日交稿。"
    assert told() == [("lin", "assigned", text)]


def test_the_day_before_and_the_day_after_are_told_once(issue, newsroom):
    lin, friday = newsroom["lin"], dt.date(2026, 11, 20)
    due = {"assignee": lin, "due_date": friday}
    cast.make_article(issue, title="丁文", **due)
    cast.make_article(issue, title="已定", state=Article.State.FINAL, **due)
    cast.make_article(cast.make_issue(46, state="published"), title="已刊", **due)

    for days in (-2, -1, -1, 0, 1, 2):
        notices.tell_due(friday + dt.timedelta(days=days))

    assert told() == [
        ("lin", "due", "《丁文》（2026年第47期）明天交稿（11 月 20 日）。"),
        ("lin", "due", "《丁文》（2026年第47期）已过交稿日期（11 月 20 日）。"),
    ]


def test_who_ordered_a_proof_hears_that_it_is_ready_and_so_does_the_proofreader(issue, newsroom):
    proof = ready(issue, "proof", state="ready", number=2, pages=60, ordered_by=newsroom["chen"])

    store.tell(proof.pk)
    store.tell(proof.pk)

    text = "2026年第47期第2次校样排好了，共 60 页。"
    assert told() == [("chen", "press", text), ("xiao", "press", text)]


def test_a_proof_that_failed_is_told_with_its_fault(issue, newsroom):
    proof = ready(issue, "web", state="rendering", attempt=3, ordered_by=newsroom["chen"])

    give_up(Edition.objects.filter(pk=proof.pk, state="rendering"), "内存不够。")

    assert told() == [("chen", "press", "2026年第47期网络版没有排成。")]
    assert Notice.objects.get().detail == "内存不够。"


def test_everybody_with_a_role_hears_that_an_issue_is_out(issue, newsroom):
    issue.state = "signed_off"
    issue.save()
    at = timezone.make_aware(dt.datetime(2099, 1, 2, 8, 0))
    web = ready(issue, "web", state="ready")
    web.digest = workflow.checks.text_digest(issue)
    web.save()

    workflow.perform(issue, "publish", by=newsroom["zhou"], publish_at=at)

    assert {who for who, _, _ in told()} == {"lin", "chen", "wu", "mei", "xiao"}
    assert told()[0][2] == "2026年第47期定于 1 月 2 日 08:00 公开。"


def test_a_remark_goes_to_the_editor_and_an_answer_to_all_who_spoke(article, newsroom):
    thread = comments.add(article, "请核对年份。", by=newsroom["xiao"], quote="明年底")
    comments.answer(thread, "已核对。", by=newsroom["lin"])

    assert told() == [
        ("lin", "comment", "萧校对对《甲文》（2026年第47期）提了审读意见。"),
        ("xiao", "comment", "林编辑对《甲文》（2026年第47期）答复了一条审读意见。"),
    ]
    assert Notice.objects.first().path.endswith("/change/#comments")


def test_who_has_left_or_does_not_want_it_is_told_nothing(article, newsroom):
    newsroom["lin"].is_active = False
    newsroom["lin"].save()
    notices.choose(newsroom["chen"], "review", on_screen=False, by_mail=True)
    newsroom["chen"].save()

    workflow.perform(article, "submit", by=newsroom["wu"])
    comments.add(article, "再看。", by=newsroom["xiao"])

    assert told() == []


# --- By mail --------------------------------------------------------------------------------


def test_without_a_mail_server_nothing_waits_to_be_mailed(article, newsroom):
    newsroom["chen"].email = "chen@example.org"
    newsroom["chen"].save()
    workflow.perform(article, "submit", by=newsroom["lin"])

    assert Notice.objects.get().mail == ""
    assert (notices.send_waiting(), mail.outbox) == (0, [])


def test_one_mail_tells_all_that_waits_in_plain_text_and_html(by_mail, issue, newsroom):
    for title in ("甲<文>", "乙文"):
        cast.make_article(issue, title=title, assignee=newsroom["lin"])
    articles = list(issue.articles.order_by("pk"))
    workflow.perform_all(articles, "submit", by=newsroom["lin"])

    assert (notices.send_waiting(), notices.send_waiting()) == (1, 0)

    (sent,) = mail.outbox
    first = "《甲<文>》（2026年第47期）等您初审：林编辑送审。"
    assert (sent.to, sent.subject) == (
        ["chen@example.org"],
        f"【大数据发展动态编辑部】2 条通知：{first}",
    )
    place = f"http://testserver/desk/editorial/article/{articles[0].pk}/review/"
    assert f"· {first}\n  {place}" in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert f'<a href="{place}">《甲&lt;文&gt;》' in html


def test_a_kind_comes_by_mail_or_not_as_each_person_chose(by_mail, article, newsroom):
    notices.choose(newsroom["chen"], "review", on_screen=True, by_mail=False)
    newsroom["chen"].save()

    workflow.perform(article, "submit", by=newsroom["lin"])

    assert (notices.send_waiting(), len(told())) == (0, 1)


def test_who_wants_one_mail_a_day_gets_it_next_morning(by_mail, article, newsroom):
    newsroom["chen"].daily_mail = True
    newsroom["chen"].save()
    workflow.perform(article, "submit", by=newsroom["lin"])

    after = timezone.localtime(Notice.objects.get().mail_after)
    assert (after.hour, after.minute) == (8, 0)
    assert dt.timedelta() < after - timezone.now() <= dt.timedelta(days=1)
    assert notices.send_waiting() == 0


def test_what_was_read_or_done_meanwhile_is_not_mailed(by_mail, article, newsroom):
    workflow.perform(article, "submit", by=newsroom["lin"])
    workflow.perform(article, "recall", by=newsroom["lin"])
    workflow.perform(article, "submit", by=newsroom["lin"])
    Notice.objects.read_now()

    assert notices.send_waiting() == 0
    assert set(Notice.objects.values_list("mail", flat=True)) == {""}


class Broken(EmailBackend):
    """A server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("gone")


def test_a_mail_that_failed_is_tried_again_later_and_given_up_in_the_end(
    by_mail, article, newsroom, settings
):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    workflow.perform(article, "submit", by=newsroom["lin"])

    states = []
    for _ in range(7):
        notices.send_waiting()
        states.append(Notice.objects.get().mail)
        Notice.objects.update(mail_after=timezone.now())

    assert states == ["waiting"] * 5 + ["failed"] * 2
    assert Notice.objects.get().attempts == 6


def test_a_mail_whose_process_died_half_way_is_not_sent_twice(by_mail, article, newsroom):
    workflow.perform(article, "submit", by=newsroom["lin"])
    long_ago = timezone.now() - dt.timedelta(hours=1)
    Notice.objects.update(mail="sending", claim="x", claimed_at=long_ago)

    assert notices.send_waiting() == 0
    assert Notice.objects.get().mail == "failed"


def test_the_queue_is_told_when_the_move_is_committed_and_only_then(
    by_mail, article, newsroom, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        workflow.perform(article, "submit", by=newsroom["lin"])
        assert mail.outbox == []

    assert [each.__name__ for each in callbacks] == ["_queue"]

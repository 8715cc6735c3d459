"""外审: who may ask whom, until when a link holds, what is noted of it, how often it is used."""

import datetime as dt
from smtplib import SMTPServerDisconnected

import pytest
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend as EmailBackend
from django.utils import timezone

from editorial import invitations
from editorial.models import Invitation, Issue, Record
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def article(newsroom):
    return cast.make_article(cast.make_issue(1))


@pytest.fixture
def invitation(newsroom, article):
    return invitations.invite(article, by=newsroom["lin"], name=" 沈审读 ", days=3)


def admit(invitation, token=""):
    return invitations.admit(token or invitations.token_of(invitation), address="10.0.0.1")


def refusal_of(act, *arguments, **more) -> str:
    with pytest.raises(invitations.Refused) as refused:
        act(*arguments, **more)
    return refused.value.message


def verbs() -> list[tuple]:
    rows = Record.objects.order_by("pk").select_related("by")
    return [(each.verb, each.by and each.by.username, each.remark) for each in rows]


def test_a_link_leads_to_its_article_and_its_making_is_recorded(invitation, article):
    assert admit(invitation).article == article
    assert verbs() == [("invite", "lin", "外审 沈审读，3 天内有效")]


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "2" + t[1:], lambda t: "x"])
def test_a_link_that_was_not_sent_leads_nowhere(invitation, change):
    with pytest.raises(invitations.Unknown):
        admit(invitation, change(invitations.token_of(invitation)))


def test_the_key_alone_opens_nothing_and_no_two_links_share_one(newsroom, invitation, article):
    other = invitations.invite(article, by=newsroom["lin"], name="陆审读")

    assert other.key != invitation.key
    with pytest.raises(invitations.Unknown):
        admit(invitation, f"{invitation.pk}-{invitation.key}")


def ended(invitation) -> str:
    with pytest.raises(invitations.Ended) as told:
        admit(invitation)
    return str(told.value)


def test_it_ends_with_its_day(invitation):
    Invitation.objects.update(expires_at=timezone.now())

    assert ended(invitation) == "这个审读链接已经到期。"


def test_it_ends_at_once_when_it_is_withdrawn(newsroom, invitation):
    invitations.withdraw(invitation, by=newsroom["lin"])

    assert ended(invitation) == "编辑部已经收回这个审读链接。"
    assert verbs()[-1] == ("withdraw_invitation", "lin", "外审 沈审读")


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_it_ends_with_the_issue(invitation, state):
    Issue.objects.update(state=state)

    assert ended(invitation) == "这篇文章的审读已经结束，谢谢。"


def test_the_first_opening_is_recorded_and_looking_again_soon_is_the_same_one(invitation):
    for _ in range(2):
        invitations.note_opening(admit(invitation))
    Invitation.objects.update(last_opened_at=timezone.now() - dt.timedelta(hours=2))
    invitations.note_opening(admit(invitation))

    invitation.refresh_from_db()
    assert invitation.times_opened == 2
    assert verbs()[1:] == [("open_invitation", None, "外审 沈审读")]


def test_a_remark_from_outside_is_signed_with_the_invited_name(invitation, article):
    made = invitations.remark(invitation, "请列出处。", quote="服务网络")

    assert (made.writer, made.is_from_outside, made.is_from_manuscript) == ("沈审读", True, False)
    assert (made.part, made.quote, list(article.comments.unresolved())) == (
        "body",
        "服务网络",
        [made],
    )
    assert verbs()[-1] == ("comment", None, "外审 沈审读")


def test_the_sender_hears_of_a_remark_from_outside(newsroom, invitation):
    invitations.remark(invitation, "请列出处。")

    told = newsroom["lin"].notices.get()
    assert told.text.startswith("沈审读对《")


def test_remarks_come_no_faster_than_anybody_writes(invitation, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_AT_ONCE", 2)
    for n in range(2):
        invitations.remark(invitation, f"意见之{n}。")

    assert refusal_of(invitations.remark, invitation, "意见之三。") == (
        "意见提得太快，请过几分钟再提；写好的意见还在下面。"
    )


def test_guessing_is_stopped_and_stops_nobody_who_holds_a_link(invitation, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_GUESSES", 2)
    for _ in range(2):
        with pytest.raises(invitations.Unknown):
            admit(invitation, "guess")

    with pytest.raises(invitations.TooOften):
        admit(invitation, "guess")
    assert admit(invitation) == invitation


def test_a_link_that_is_asked_all_the_time_is_stopped(invitation, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_LOOKS", 2)
    for _ in range(2):
        admit(invitation)

    with pytest.raises(invitations.TooOften):
        admit(invitation)


def test_whoever_writes_may_ask_and_nobody_else(newsroom, article):
    may = {name for name, person in newsroom.items() if invitations.may_invite(person, article)}

    assert may == {"lin", "chen", "wu", "zhou", "root"}
    assert refusal_of(invitations.invite, article, by=newsroom["xiao"], name="沈审读") == (
        "外审链接要由责任编辑、执行编辑、副总编辑、总编辑来发，请转交。"
    )


def test_the_sender_and_those_who_lead_may_withdraw(newsroom, invitation):
    editor = cast.make_user("qian", "钱编辑", "责任编辑")

    people = {**newsroom, "qian": editor}.items()
    may = {name for name, person in people if invitations.may_withdraw(person, invitation)}

    assert may == {"lin", "chen", "wu", "zhou", "root"}
    assert refusal_of(invitations.withdraw, invitation, by=editor) == (
        "这个链接不是您发的，请由林编辑或执行编辑以上的编辑收回。"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "请填写外审人的姓名。"),
        ({"days": 61}, "有效期请填 1 至 60 天。"),
    ],
)
def test_a_name_and_an_end_are_needed(newsroom, article, changes, sentence):
    asked = {"by": newsroom["lin"], "name": "沈审读"} | changes

    assert refusal_of(invitations.invite, article, **asked) == sentence


def test_what_is_not_written_yet_and_what_is_out_is_not_sent(newsroom, article):
    empty = cast.make_article(article.issue, title="约稿一篇", body="")
    assert refusal_of(invitations.invite, empty, by=newsroom["lin"], name="沈审读") == (
        "《约稿一篇》还没有正文，写好之后再请外审。"
    )

    article.issue.state = Issue.State.PUBLISHED
    assert refusal_of(invitations.invite, article, by=newsroom["lin"], name="沈审读") == (
        "2026年第1期已经出版，不再请外审。"
    )


def test_invitations_are_kept(invitation):
    for delete in (invitation.delete, Invitation.objects.all().delete):
        with pytest.raises(TypeError):
            delete()


# --- The letter -----------------------------------------------------------------------------


class Broken(EmailBackend):
    """A server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("gone")


def test_the_link_is_mailed_once_to_the_address_that_was_given(newsroom, article, mailoutbox):
    sent = invitations.invite(article, by=newsroom["lin"], name="沈审读", email="s@example.org")

    assert (invitations.mail_waiting(), invitations.mail_waiting()) == (1, 0)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["s@example.org"], f"请审读《{article}》")
    assert invitations.address_of(sent) in letter.body
    sent.refresh_from_db()
    assert sent.mailed_at is not None


def test_nothing_is_mailed_without_an_address_or_after_the_link_was_withdrawn(
    newsroom, article, invitation, mailoutbox
):
    other = invitations.invite(article, by=newsroom["lin"], name="陆审读", email="l@example.org")
    invitations.withdraw(other, by=newsroom["lin"])

    assert invitations.mail_waiting() == 0
    assert mailoutbox == []


def test_a_letter_that_failed_waits_for_the_server_a_day_long(newsroom, article, settings):
    invitations.invite(article, by=newsroom["lin"], name="沈审读", email="s@example.org")
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"
    assert invitations.mail_waiting() == 0

    settings.EMAIL_BACKEND = backend
    assert invitations.mail_waiting() == 1

    Invitation.objects.update(mailed_at=None, sent_at=timezone.now() - dt.timedelta(days=2))
    assert invitations.mail_waiting() == 0

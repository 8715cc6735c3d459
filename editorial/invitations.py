"""INVITATIONS 外审: a link that lets one person from outside read one article, and ends.

The link is the whole right: whoever holds it reads that article and remarks on it, nothing else.
It is signed, so that none can be made up; its row says until when it holds and whether it was
withdrawn, and is asked at every step.
"""

import datetime as dt
import logging
from smtplib import SMTPException

from celery import current_app
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from editorial import comments, roles
from editorial.models import Article, Comment, Invitation, Issue, Record

logger = logging.getLogger(__name__)

SALT = "editorial.invitation"
USUAL_DAYS = 14
MOST_DAYS = 60
SEVERAL = 30  # minutes in which several openings count as one
MOST_COMMENTS = 200  # by one link
MOST_AT_ONCE = 20  # comments by one link in ten minutes
MOST_LOOKS = 300  # requests by one link in ten minutes
MOST_GUESSES = 60  # links that do not exist, from one address in ten minutes
SPAN = dt.timedelta(minutes=10)
TASK = "editorial.mail_invitations"
LETTERS_WAIT = dt.timedelta(days=1)  # for a mail server that is down; later ones would surprise

NO_NAME = "请填写外审人的姓名。"
WRONG_DAYS = "有效期请填 1 至 {most} 天。"
NOT_YOURS = "外审链接要由{roles}来发，请转交。"
NOT_YOURS_TO_END = "这个链接不是您发的，请由{name}或执行编辑以上的编辑收回。"
NO_TEXT = "《{article}》还没有正文，写好之后再请外审。"
CLOSED = "{issue}已经{state}，不再请外审。"
ENDED_ALREADY = "这个链接已经收回了。"
TOO_MANY = "意见提得太快，请过几分钟再提；写好的意见还在下面。"
ENOUGH = "用这个链接提的意见已有 {most} 条，不能再提；请直接联系编辑部。"


class Refused(Exception):
    """An act that was not done. The message is a Chinese sentence."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class Ended(Exception):
    """The link led somewhere once. The message says to its holder why it no longer does."""


class Unknown(Exception):
    """No such link was ever sent."""


class TooOften(Exception):
    """More requests than anybody reads with."""


# --- The newsroom's side --------------------------------------------------------------------


def may_invite(user, article: Article) -> bool:
    """Those who write, while the issue is in the making."""
    held = roles.roles_of(user)
    return bool(held & {*roles.WRITERS, roles.ADMINISTRATOR}) and _is_in_the_making(article)


def may_withdraw(user, invitation: Invitation) -> bool:
    """Who sent it, and those who lead."""
    held = roles.roles_of(user)
    is_own = bool(held) and invitation.sent_by_id == user.pk
    return is_own or bool(held & {*roles.REVIEWERS, roles.ADMINISTRATOR})


def invite(
    article: Article, *, by, name: str, email: str = "", message: str = "", days: int = USUAL_DAYS
) -> Invitation:
    """A new link for one person. Raises ``Refused``."""
    _refuse_invitation(article, by, name, days)
    with transaction.atomic():
        made = Invitation.objects.create(
            article=article, name=name.strip(), email=email.strip(), message=message.strip(),
            sent_by=by, expires_at=timezone.now() + dt.timedelta(days=days),
        )  # fmt: skip
        _record(made, by, "invite", "请外审", f"外审 {made.name}，{days} 天内有效")
        if made.email:
            transaction.on_commit(_order_letter)
    return made


def _refuse_invitation(article, by, name, days) -> None:
    issue = article.issue
    if not _is_in_the_making(article):
        raise Refused(CLOSED.format(issue=issue, state=issue.get_state_display()))
    if not may_invite(by, article):
        raise Refused(NOT_YOURS.format(roles="、".join(roles.WRITERS)))
    if not name.strip():
        raise Refused(NO_NAME)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(WRONG_DAYS.format(most=MOST_DAYS))
    if not article.body.strip():
        raise Refused(NO_TEXT.format(article=article))


def withdraw(invitation: Invitation, *, by) -> None:
    """From this moment on the link leads nowhere. Compare and set."""
    if not may_withdraw(by, invitation):
        raise Refused(NOT_YOURS_TO_END.format(name=invitation.sent_by))
    with transaction.atomic():
        here = Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None)
        if not here.update(withdrawn_at=timezone.now(), withdrawn_by=by):
            raise Refused(ENDED_ALREADY)
        _record(invitation, by, "withdraw_invitation", "收回外审", f"外审 {invitation.name}")
    invitation.refresh_from_db()


def token_of(invitation: Invitation) -> str:
    """What the link ends with. It is a right to read: show it only to who may invite."""
    return signing.Signer(salt=SALT, sep="~").sign(f"{invitation.pk}-{invitation.key}")


def address_of(invitation: Invitation) -> str:
    """The whole link, as it is sent."""
    return settings.SITE_URL + reverse("outside:article", args=[token_of(invitation)])


SUBJECT = "请审读《{title}》"
LETTER = (
    "{name}：您好！请审读《{title}》，打开下面的链接就能看到全文，选中文字即可提意见，不用登录：\n"
    "{address}\n链接 {at:%m 月 %d 日 %H:%M} 到期，请不要转给别人。\n{message}\n{sender}"
)


def letter(invitation: Invitation) -> tuple[str, str]:
    """(subject, words) of the letter that brings the link."""
    title = invitation.article.plain_title
    words = LETTER.format(
        name=invitation.name,
        title=title,
        address=address_of(invitation),
        at=timezone.localtime(invitation.expires_at),
        message=invitation.message,
        sender=invitation.sent_by,
    )
    return SUBJECT.format(title=title), words


def _order_letter() -> None:
    """Tell the queue. A deaf broker delays the letter: the scheduler asks again."""
    try:
        current_app.send_task(TASK)
    except (OperationalError, OSError) as error:
        logger.error("letters could not be queued: %s", error)


def mail_waiting() -> int:
    """Send the letters that were not sent yet, for a day at most; how many went out."""
    now = timezone.now()
    waiting = Invitation.objects.filter(
        mailed_at=None, withdrawn_at=None, expires_at__gt=now, sent_at__gt=now - LETTERS_WAIT
    ).exclude(email="")
    return sum(_mail(each) for each in waiting.select_related("article", "sent_by"))


def _mail(invitation) -> bool:
    """One letter, by whichever process takes it first; answers come to who asked."""
    here = Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None)
    if not here.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return False
    subject, words = letter(invitation)
    answers = [invitation.sent_by.email] if invitation.sent_by.email else None
    try:
        EmailMessage(subject, words, to=[invitation.email], reply_to=answers).send()
    except (SMTPException, OSError) as error:
        logger.error("the letter of invitation %s was not sent: %s", invitation.pk, error)
        here.update(mailed_at=None)
        return False
    return True


# --- The visitor's side ---------------------------------------------------------------------


def admit(token: str, *, address: str) -> Invitation:
    """The invitation behind a link, with its article. One query.

    Raises ``Unknown``, ``Ended`` (with a sentence for the visitor) or ``TooOften``; ``address``
    is where the request came from.
    """
    invitation = _behind(token)
    if invitation is None:
        _count(f"guess-{address}", MOST_GUESSES)
        raise Unknown
    _count(f"look-{invitation.pk}", MOST_LOOKS)
    if invitation.withdrawn_at is not None:
        raise Ended("编辑部已经收回这个审读链接。")
    if invitation.is_expired:
        raise Ended("这个审读链接已经到期。")
    if not _is_in_the_making(invitation.article):
        raise Ended("这篇文章的审读已经结束，谢谢。")
    return invitation


def _behind(token: str) -> Invitation | None:
    try:
        pk, _, key = signing.Signer(salt=SALT, sep="~").unsign(token).partition("-")
    except signing.BadSignature:
        return None
    needed = ("article__issue", "article__section", "article__editors_note")
    return Invitation.objects.select_related(*needed).filter(pk=pk, key=key).first()


def note_opening(invitation: Invitation) -> None:
    """When it was first read, when last, how often; the first time is recorded for all to see."""
    now = timezone.now()
    last = invitation.last_opened_at
    if last is not None and now - last < dt.timedelta(minutes=SEVERAL):
        return
    with transaction.atomic():
        here = Invitation.objects.filter(pk=invitation.pk)
        is_first = here.filter(first_opened_at=None).update(first_opened_at=now)
        here.update(
            first_opened_at=Coalesce("first_opened_at", now),
            last_opened_at=now,
            times_opened=F("times_opened") + 1,
        )
        if is_first:
            _record(invitation, None, "open_invitation", "打开外审", f"外审 {invitation.name}")


def remark(invitation: Invitation, body: str, *, quote="", before="", after="") -> Comment:
    """A comment by the visitor. Raises ``Refused`` and ``comments.Refused``."""
    made = invitation.comments.all()
    if made.filter(created_at__gte=timezone.now() - SPAN).count() >= MOST_AT_ONCE:
        raise Refused(TOO_MANY)
    if made.count() >= MOST_COMMENTS:
        raise Refused(ENOUGH.format(most=MOST_COMMENTS))
    return comments.add_from_outside(invitation, body, quote=quote, before=before, after=after)


def finish(invitation: Invitation) -> None:
    """The visitor has read it all; said once, more remarks are welcome."""
    with transaction.atomic():
        here = Invitation.objects.filter(pk=invitation.pk, finished_at=None)
        if here.update(finished_at=timezone.now()):
            _record(invitation, None, "finish_invitation", "外审完毕", f"外审 {invitation.name}")


def _is_in_the_making(article) -> bool:
    return article.issue.state not in (Issue.State.PUBLISHED, Issue.State.WITHDRAWN)


def _count(name: str, most: int) -> None:
    """Raises ``TooOften`` when this happened more often than that within ten minutes."""
    key = f"outside-{name}"
    cache.add(key, 0, SPAN.total_seconds())
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out in between
        return
    if count > most:
        raise TooOften


def _record(invitation, by, verb, label, remark) -> None:
    article = invitation.article
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=str(article)[:200], verb=verb,
        label=label, from_state=article.state, to_state=article.state, remark=remark[:200],
    )  # fmt: skip

"""Notices as mail: all that waits for a person in one, retried when the server fails, never twice.

A batch belongs to whoever set its ``claim``. A process that dies between handing the mail over and
saying so leaves its batch claimed: that one is given up, since the mail may well have arrived.
"""

import datetime as dt
import logging
import secrets
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from editorial.models import Notice, Publication, User

logger = logging.getLogger(__name__)

Mail = Notice.Mail
# Minutes to wait after each failure; after the last one the mail is given up.
WAITS = (1, 5, 15, 60, 240)
UNCERTAIN = dt.timedelta(minutes=15)  # claimed so long ago, by a process that must be dead
MOST_LINES = 50  # notices told in one mail


def is_mail_on() -> bool:
    """Whether letters arrive: without a mail server they are printed to the console."""
    return settings.MAIL_ARRIVES


def send_waiting() -> int:
    """Send each person what waits for them; how many mails went out. One query when none does."""
    if not settings.MAIL_IS_ON:
        return 0
    _give_up_uncertain()
    people = Notice.objects.to_be_mailed().order_by().values_list("to", flat=True).distinct()
    return sum(_send_to(person) for person in User.objects.filter(pk__in=list(people)))


def _send_to(person) -> bool:
    batch = _claim(person)
    notices = [] if batch is None else _worth_sending(batch, person)
    if not notices:
        return False
    try:
        _message(person, notices).send()
    except (SMTPException, OSError) as error:
        logger.error("mail to %s was not sent: %s", person.username, error)
        _put_back(batch)
        return False
    batch.filter(mail=Mail.SENDING).update(mail=Mail.SENT)
    return True


def _claim(person):
    """What waits for this person, taken by compare-and-set, so that one process sends it."""
    token = secrets.token_hex(16)
    waiting = Notice.objects.to_be_mailed().filter(to=person)
    taken = {"mail": Mail.SENDING, "claim": token, "claimed_at": timezone.now()}
    rows = waiting.update(**taken, attempts=F("attempts") + 1)
    return Notice.objects.filter(claim=token) if rows else None


def _worth_sending(batch, person) -> list[Notice]:
    """Without what was read on screen meanwhile, and nothing for who has left."""
    has_left = not (person.is_active and person.is_staff and person.email)
    (batch if has_left else batch.filter(read_at__isnull=False)).update(mail=Mail.NONE)
    return list(batch.filter(mail=Mail.SENDING).select_related("by").order_by("at", "pk"))


def _put_back(batch) -> None:
    """Each waits for its next turn, or is given up after the last."""
    for notice in batch.filter(mail=Mail.SENDING):
        is_last = notice.attempts > len(WAITS)
        minutes = WAITS[min(notice.attempts, len(WAITS)) - 1]
        later = timezone.now() + dt.timedelta(minutes=minutes)
        state = Mail.FAILED if is_last else Mail.WAITING
        batch.filter(pk=notice.pk).update(mail=state, mail_after=later)


def _give_up_uncertain() -> None:
    lost = Notice.objects.filter(mail=Mail.SENDING, claimed_at__lt=timezone.now() - UNCERTAIN)
    if count := lost.update(mail=Mail.FAILED):
        logger.error("%s notices were being mailed when their process died; not sent again", count)


def _message(person, notices) -> EmailMultiAlternatives:
    """Plain text and HTML, with a link to each place."""
    count = len(notices)
    told = notices[0].text if count == 1 else f"{count} 条通知：{notices[0].text}"
    name = Publication.current().name
    context = {
        "person": person,
        "name": name,
        "notices": notices[:MOST_LINES],
        "left_out": max(0, count - MOST_LINES),
        "site": settings.SITE_URL,
    }
    message = EmailMultiAlternatives(
        f"【{name}编辑部】{told}"[:150],
        render_to_string("mail/notices.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers=_headers(notices),
    )
    message.attach_alternative(render_to_string("mail/notices.html", context), "text/html")
    return message


def _headers(notices) -> dict[str, str]:
    """The name of the mail is that of its batch: should it arrive twice, readers see one."""
    host = urlsplit(settings.SITE_URL).hostname
    return {
        "Message-ID": f"<{notices[0].claim}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }

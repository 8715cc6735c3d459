"""One notice for each who should know; none for who did it, none for who has left."""

import datetime as dt
import logging

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from editorial.models import Notice
from editorial.notices.kinds import wants_mail, wants_screen

logger = logging.getLogger(__name__)

TASK = "editorial.mail_notices"
DAILY_HOUR = 8  # local time, of the one mail a day


def tell(kind, people, text, *, key, path, by=None, article=None, detail="") -> list[Notice]:
    """Write the notices. Those already told under this key are left alone.

    Belongs into the transaction of what is told: the mail goes out only when that commits.
    """
    whole = " ".join(text.split())
    rows = [
        Notice(
            to=person, kind=kind, key=key, text=whole[:300], detail=detail, path=path, by=by,
            article=article, is_shown=wants_screen(person, kind), **_mail_of(person, kind),
        )
        for person in _who(people, by)
    ]  # fmt: skip
    wanted = [row for row in rows if row.is_shown or row.mail]
    told = Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    if any(row.mail for row in told):
        transaction.on_commit(_queue)
    return told


def _who(people, by) -> list:
    """Each once, active members of staff, without the one who did it."""
    found = {person.pk: person for person in people if person is not None}
    return [
        person
        for person in found.values()
        if person.is_active and person.is_staff and person.pk != getattr(by, "pk", None)
    ]


def _mail_of(person, kind) -> dict:
    if not (settings.MAIL_IS_ON and wants_mail(person, kind)):
        return {}
    return {"mail": Notice.Mail.WAITING, "mail_after": _hour_of(person)}


def _hour_of(person) -> dt.datetime:
    """Now, or the next morning's mail for who wants one a day."""
    now = timezone.localtime()
    if not person.daily_mail:
        return now
    morning = now.replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    return morning if now < morning else morning + dt.timedelta(days=1)


def _queue() -> None:
    """Tell the queue. A deaf broker delays the mail: the scheduler asks again."""
    try:
        current_app.send_task(TASK)
    except (OperationalError, OSError) as error:
        logger.error("mails could not be queued: %s", error)

"""NOTICES 通知: something happened → who should know → on screen and by mail, once each.

The row is the truth: it is written in the transaction of what it tells of, shown by the desk, and
mailed by ``send_waiting``, which the queue calls after the commit and again until it is done.
"""

from editorial.notices.due import tell_due
from editorial.notices.kinds import KINDS, Kind, choose, wants_mail, wants_screen
from editorial.notices.mail import is_mail_on, send_waiting
from editorial.notices.occasions import (
    assigned,
    commented,
    edition_finished,
    published,
    returned,
    settle,
    to_review,
)

__all__ = [
    "KINDS",
    "Kind",
    "assigned",
    "choose",
    "commented",
    "edition_finished",
    "is_mail_on",
    "published",
    "returned",
    "send_waiting",
    "settle",
    "tell_due",
    "to_review",
    "wants_mail",
    "wants_screen",
]

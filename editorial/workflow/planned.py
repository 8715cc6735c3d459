"""Promises: an issue signed off for an hour is published when its web edition is there."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from editorial.models import Edition, Issue, text_digest
from editorial.workflow.door import Refused, hold, make
from editorial.workflow.table import faults, find_move

logger = logging.getLogger(__name__)

# An hour that passed longer ago than this is not caught up with: readers would get, on some
# other day, what was meant for that one. The desk says so instead.
GRACE = dt.timedelta(hours=1)
CORRECTED_WITHIN = dt.timedelta(days=2)


def keep_promises() -> list[Issue]:
    """Publish what was signed off for an hour, and set again what was corrected meanwhile.

    Called every few seconds by any number of schedulers; nothing is kept between two calls, so
    a restart forgets nothing. Two queries when there is nothing to do.
    """
    promised = Issue.objects.filter(state=Issue.State.SIGNED_OFF, publish_at__isnull=False)
    published = [issue for issue in promised if not is_too_late(issue) and _publish(issue)]
    _set_corrected_anew()
    return published


def is_too_late(issue) -> bool:
    """Whether the hour it was signed off for passed before its web edition was there."""
    is_promised = issue.state == Issue.State.SIGNED_OFF and issue.publish_at is not None
    return is_promised and issue.publish_at < timezone.now() - GRACE


def _publish(issue) -> bool:
    """The move of the table, without a person: they decided when they signed off."""
    try:
        with transaction.atomic():
            hold(issue)
            move = find_move(issue, "publish")
            is_due = issue.state in move.sources and issue.publish_at is not None
            if not is_due or any(each.is_error for each in faults(issue, "publish")):
                return False
            make(move, issue, None, "", issue.publish_at, remark="按签发时的安排")
    except Refused as refusal:
        logger.info("%s was published by somebody else: %s", issue, refusal)
        return False
    return True


def _set_corrected_anew() -> None:
    """A correction that came while the web edition was being made is not in it yet."""
    since = timezone.now() - CORRECTED_WITHIN
    recent = Issue.objects.published().filter(corrections__at__gte=since).distinct()
    for issue in recent:
        newest = issue.editions.filter(kind=Edition.Kind.WEB).order_by("pk").last()
        if newest and newest.is_ready and newest.digest != text_digest(issue):
            Edition.objects.order(issue, Edition.Kind.WEB)

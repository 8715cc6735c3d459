"""Lost work: orders whose message vanished and renders whose process died are taken up again."""

import datetime as dt

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from editorial.models import Edition
from editorial.models.edition import ATTEMPTS, HEARTBEAT_SECONDS, send_to_press
from editorial.typesetting.store import tell

PATIENCE_SECONDS = 15  # a queued edition that no press has taken for so long is sent again
SILENCE_SECONDS = 5  # after so long the desk says that no press is at work

WORN_OUT = (
    f"排版进程连续 {ATTEMPTS} 次中途停止（多半是内存不够或机器重启），已不再重试。"
    "请管理员查看排版进程的日志，再重新排版。"
)


def sweep() -> list[int]:
    """Send lost editions to the press again; returns their ids. Three queries when all is well."""
    _bring_back_from_the_future()
    sent = _take_back_the_dead() + _lost_messages()
    for pk in sent:
        send_to_press(pk)
    return sent


def _bring_back_from_the_future() -> None:
    """Hours later than now, left by a clock that was set back: nobody would ever seem silent."""
    ahead = Edition.objects.waiting().filter(heartbeat__gt=_ago(-HEARTBEAT_SECONDS))
    ahead.update(heartbeat=Now())


def _take_back_the_dead() -> list[int]:
    silent = Edition.objects.filter(
        state=Edition.State.RENDERING, heartbeat__lt=_ago(HEARTBEAT_SECONDS)
    )
    return [pk for pk, attempt in silent.values_list("pk", "attempt") if take_back(pk, attempt)]


def take_back(edition_pk: int, attempt: int) -> bool:
    """A render whose process is gone: queued again, or failed for good. True when queued."""
    row = Edition.objects.filter(pk=edition_pk, attempt=attempt, state=Edition.State.RENDERING)
    if attempt >= ATTEMPTS:
        give_up(row, WORN_OUT)
        return False
    return bool(
        row.update(state=Edition.State.QUEUED, step="排版进程中断，重新排队", heartbeat=Now())
    )


def give_up(row, sentence: str) -> None:
    """Fail the editions of this queryset, with what the editor should read."""
    found = list(row.values_list("pk", flat=True))
    failed = {"state": Edition.State.FAILED, "fault": sentence, "step": ""}
    if row.update(**failed, finished_at=Now()):
        for pk in found:
            tell(pk)


def _lost_messages() -> list[int]:
    """Queued for long while no press is at work. ``heartbeat`` keeps when it was last sent.

    One that has just finished is between two orders: a long queue is not sent twice.
    """
    at_work = Q(state=Edition.State.RENDERING) | Q(finished_at__gte=_ago(PATIENCE_SECONDS))
    if Edition.objects.filter(at_work).exists():
        return []
    late = Edition.objects.filter(state=Edition.State.QUEUED, heartbeat__lt=_ago(PATIENCE_SECONDS))
    found = list(late.order_by("pk").values_list("pk", flat=True))
    Edition.objects.filter(pk__in=found, state=Edition.State.QUEUED).update(heartbeat=Now())
    return found


def is_unattended(edition: Edition) -> bool:
    """Whether the order has waited some seconds while no press is at work: nobody may be there."""
    waited = timezone.now() - edition.ordered_at
    if edition.state != Edition.State.QUEUED or waited.total_seconds() < SILENCE_SECONDS:
        return False
    return not is_at_work(SILENCE_SECONDS)


def is_at_work(seconds: float = HEARTBEAT_SECONDS) -> bool:
    """Whether a press renders, or has just finished: ``seconds`` ago at most."""
    alive = Q(state=Edition.State.RENDERING, heartbeat__gte=_ago(HEARTBEAT_SECONDS))
    recent = Q(finished_at__gte=_ago(seconds))
    return Edition.objects.filter(alive | recent).exists()


def _ago(seconds: float):
    """By the clock of the database, which the heartbeats go by as well."""
    return Now() - dt.timedelta(seconds=seconds)

"""Lost work: orders whose message vanished and renders whose process died are taken up again."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from editorial.models import Edition
from editorial.models.edition import ATTEMPTS, HEARTBEAT_SECONDS, send_to_press

PATIENCE_SECONDS = 15  # a queued edition that no press has taken for so long is sent again
SILENCE_SECONDS = 5  # after so long the desk says that no press is at work

WORN_OUT = (
    f"排版进程连续 {ATTEMPTS} 次中途停止（多半是内存不够或机器重启），已不再重试。"
    "请管理员查看排版进程的日志，再重新排版。"
)


def sweep() -> list[int]:
    """Send lost editions to the press again; returns their ids. Two queries when all is well."""
    sent = _take_back_the_dead() + _lost_messages()
    for pk in sent:
        send_to_press(pk)
    return sent


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
        row.update(
            state=Edition.State.QUEUED, step="排版进程中断，重新排队", heartbeat=timezone.now()
        )
    )


def give_up(row, sentence: str) -> None:
    """Fail the editions of this queryset, with what the editor should read."""
    row.update(state=Edition.State.FAILED, fault=sentence, step="", finished_at=timezone.now())


def _lost_messages() -> list[int]:
    """Queued for long while no press is at work. ``heartbeat`` keeps when it was last sent."""
    if Edition.objects.filter(state=Edition.State.RENDERING).exists():
        return []
    late = Edition.objects.filter(state=Edition.State.QUEUED, heartbeat__lt=_ago(PATIENCE_SECONDS))
    found = list(late.order_by("pk").values_list("pk", flat=True))
    Edition.objects.filter(pk__in=found, state=Edition.State.QUEUED).update(
        heartbeat=timezone.now()
    )
    return found


def is_unattended(edition: Edition) -> bool:
    """Whether the order has waited some seconds while no press is at work: nobody may be there."""
    if edition.state != Edition.State.QUEUED or edition.ordered_at > _ago(SILENCE_SECONDS):
        return False
    alive = Q(state=Edition.State.RENDERING, heartbeat__gte=_ago(HEARTBEAT_SECONDS))
    recent = Q(finished_at__gte=_ago(SILENCE_SECONDS))
    return not Edition.objects.filter(alive | recent).exists()


def _ago(seconds: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(seconds=seconds)

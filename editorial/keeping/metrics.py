"""METRICS: counts for Prometheus, read off the database, so that any web process tells the same."""

from collections.abc import Iterator

from django.db.models import Count, Sum
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from editorial.keeping import health
from editorial.models import Backup, Edition, Issue, Worker


class Newsroom:
    """A collector of ``prometheus_client``: asks when it is asked. Seven queries."""

    def collect(self) -> Iterator:
        yield from _editions()
        yield _gauge("oldest_waiting_seconds", "Age of the order that waits longest",
                     health.oldest_waiting_seconds())  # fmt: skip
        yield _gauge("workers", "Workers heard of in the last minute",
                     Worker.objects.present().count())  # fmt: skip
        yield _gauge("published_issues", "Issues that readers see",
                     Issue.objects.published().count())  # fmt: skip
        free = health.free_bytes()
        if free is not None:
            yield _gauge("storage_free_bytes", "Room left for uploads and PDFs", free)
        last = Backup.objects.first()
        if last is not None:
            age = (timezone.now() - last.made_at).total_seconds()
            yield _gauge("backup_age_seconds", "Age of the last backup", age)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"newsroom_{name}", words, value=value)


def _editions() -> Iterator:
    rows = Edition.objects.order_by().values_list("kind", "state")
    counted = list(rows.annotate(n=Count("pk"), seconds=Sum("seconds")))
    unfinished = GaugeMetricFamily(
        "newsroom_editions_unfinished", "Orders waiting or being made", labels=("kind", "state")
    )
    finished = CounterMetricFamily(
        "newsroom_editions_finished", "Editions made or given up", labels=("kind", "state")
    )
    seconds = CounterMetricFamily(
        "newsroom_render_seconds", "Time spent on finished editions", labels=("kind",)
    )
    for kind, state, count, taken in counted:
        family = unfinished if state in Edition.UNFINISHED else finished
        family.add_metric((kind, state), count)
        if state == Edition.State.READY:
            seconds.add_metric((kind,), taken)
    yield from (unfinished, finished, seconds)


def text() -> bytes:
    registry = CollectorRegistry()
    registry.register(Newsroom())
    return generate_latest(registry)

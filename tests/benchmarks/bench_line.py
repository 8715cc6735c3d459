"""Click → finished edition in a warm worker, for a whole real issue; its size; the memory used."""

import statistics
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, manuscript

TIMES = 5


def measure(house):
    from editorial import intake

    path = manuscript()
    issue = intake.import_manuscript(path.read_bytes(), path.name, by=None).issue
    with house.worker() as worker:
        _order(issue)  # the first one warms the worker up
        made = [_order(issue) for _ in range(TIMES)]
        peaks: dict[int, float] = {}
        _touch(issue)
        _order(issue, meanwhile=lambda: peaks.update(_peaks(worker.pid)))
        shares = [_share_megabytes(pid) for pid in _family(worker.pid)]
    edition = made[0][1]
    waits = [seconds for seconds, _ in made]
    yield Figure(
        f"click → finished proof ({edition.pages} pages)", statistics.median(waits), "s", most=2.5
    )
    yield Figure("  of which in the press", statistics.median(e.seconds for _, e in made), "s")
    yield Figure("PDF", edition.size / 1_000_000, "MB", most=1.0)
    yield Figure(
        "largest process of the worker, forks among them", max(peaks.values()), "MB", most=200
    )
    yield Figure("  its own share of memory at rest (PSS)", max(shares), "MB")


def _order(issue, meanwhile=lambda: None) -> tuple[float, object]:
    """Seconds from the order to the ready row, as a page that asks every 0.02 s sees it."""
    from editorial.models import Edition

    began = time.perf_counter()
    edition = Edition.objects.order(issue, Edition.Kind.PROOF)
    while edition.is_unfinished:
        time.sleep(0.02)
        meanwhile()
        edition.refresh_from_db()
    assert edition.is_ready, edition.fault
    return time.perf_counter() - began, edition


def _touch(issue) -> None:
    """Change every article, so that all of the issue is set anew."""
    for article in issue.articles.all():
        article.body += "<p>又及。</p>"
        article.save(update_fields=["body"])


def _family(pid: int) -> list[int]:
    """The process and all that come from it, now."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []  # it has just ended
    return [pid, *(each for child in told for each in _family(int(child)))]


def _peaks(pid: int) -> dict[int, float]:
    return {each: _megabytes(each, "status", "VmHWM") for each in _family(pid)}


def _share_megabytes(pid: int) -> float:
    return _megabytes(pid, "smaps_rollup", "Pss")


def _megabytes(pid: int, file: str, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    told = [int(line.split()[1]) for line in lines if line.startswith(f"{name}:")]
    return told[0] / 1024 if told else 0.0

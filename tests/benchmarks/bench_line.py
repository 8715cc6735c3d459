"""Click → finished edition in a warm worker, for a whole real issue; its size; the memory used."""

import statistics
import subprocess
import time

from tests.benchmarks.figures import Figure, manuscript

TIMES = 5


def measure(house):
    from editorial import intake

    path = manuscript()
    issue = intake.import_manuscript(path.read_bytes(), path.name, by=None).issue
    with house.worker() as worker:
        _order(issue)  # the first one warms the worker up
        made = [_order(issue) for _ in range(TIMES)]
        memory = max(_peak_megabytes(pid) for pid in _family(worker.pid))
    edition = made[0][1]
    waits = [seconds for seconds, _ in made]
    yield Figure(
        f"click → finished proof ({edition.pages} pages)", statistics.median(waits), "s", most=2.5
    )
    yield Figure("  of which in the press", statistics.median(e.seconds for _, e in made), "s")
    yield Figure("PDF", edition.size / 1_000_000, "MB", most=1.5)
    yield Figure("largest worker process, peak", memory, "MB", most=450)


def _order(issue) -> tuple[float, object]:
    """Seconds from the order to the ready row, as a page that asks every 0.02 s sees it."""
    from editorial.models import Edition

    began = time.perf_counter()
    edition = Edition.objects.order(issue, Edition.Kind.PROOF)
    while edition.is_unfinished:
        time.sleep(0.02)
        edition.refresh_from_db()
    assert edition.is_ready, edition.fault
    return time.perf_counter() - began, edition


def _family(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-g", str(pid)], capture_output=True, text=True).stdout
    return [int(line) for line in listed.split()]


def _peak_megabytes(pid: int) -> float:
    with open(f"/proc/{pid}/status") as file:
        peak = next(line for line in file if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024

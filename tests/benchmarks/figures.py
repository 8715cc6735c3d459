"""What benchmarks share: a figure with its limit, a stopwatch, and the largest real manuscript."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import servers

REAL = servers.ROOT.parent / "shared" / "manuscripts"


@dataclass(frozen=True)
class Figure:
    """One measured median; ``most`` or ``least`` is what it may be, in the same unit."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    def line(self) -> str:
        limits = [f"≤ {self.most:g}"] if self.most is not None else []
        limits += [f"≥ {self.least:g}"] if self.least is not None else []
        is_kept = (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )
        limit = " ".join(limits)
        verdict = "" if not limits else "ok" if is_kept else "MISSED"
        return f"{self.name:<56}{self.value:>9.2f} {self.unit:<8}{limit:>8}  {verdict}".rstrip()


def seconds_of(act: Callable[[], object], times: int = 5) -> float:
    """Median seconds of several runs after one that warms up."""
    act()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def manuscript() -> Path:
    """The largest real manuscript; without the real ones, the invented one of the tests."""
    real = sorted(REAL.glob("*.txt"), key=lambda path: path.stat().st_size)
    return real[-1] if real else servers.ROOT / "tests" / "manuscript.txt"

"""Axes: round steps, zero at the same height on both sides, every number inside."""

import math
from dataclasses import dataclass

# (step, how much worse it reads than 1, 2 or 5)
_STEPS = ((1, 1.0), (1.5, 1.1), (2, 1.0), (2.5, 1.05), (3, 1.1), (4, 1.08), (5, 1.0), (6, 1.1),
          (8, 1.1), (10, 1.0))  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """Values from ``lo`` to ``hi`` in ``count`` equal steps."""

    lo: float
    step: float
    count: int

    @property
    def hi(self) -> float:
        return self.lo + self.step * self.count

    @property
    def ticks(self) -> list[float]:
        return [round(self.lo + self.step * n, 10) for n in range(self.count + 1)]

    @property
    def decimals(self) -> int:
        """Decimals that tell all ticks apart."""
        return next(
            (
                places
                for places in range(8)
                if all(math.isclose(round(t, places), t, abs_tol=1e-9) for t in self.ticks)
            ),
            8,
        )

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the foot, 1 at the top."""
        return (value - self.lo) / (self.hi - self.lo)


def _round_up(value: float) -> tuple[float, float]:
    """The smallest round step not below the value, and how badly it reads."""
    if value <= 0:
        return 0.0, 1.0
    power = 10 ** math.floor(math.log10(value))
    for factor, cost in _STEPS:
        if factor * power >= value * (1 - 1e-9):
            return factor * power, cost
    raise AssertionError(value)


def axes(ranges: list[tuple[float, float]]) -> list[Axis]:
    """One axis a range (lowest, highest value), all with zero at the same tick."""
    ranges = [_with_zero(*each) for each in ranges]
    below, above = any(lo < 0 for lo, _ in ranges), any(hi > 0 for _, hi in ranges)
    choices = [
        _fitted(ranges, down, total - down)
        for total in (4, 5, 6)
        for down in range(total + 1)
        if (down > 0) == below and (total - down > 0) == above
    ]
    return min(choices, key=lambda choice: choice[0])[1]


def _with_zero(lo: float, hi: float) -> tuple[float, float]:
    lo, hi = min(lo, 0.0), max(hi, 0.0)
    return (lo, 1.0) if lo == hi else (lo, hi)


def _fitted(ranges, down: int, up: int) -> tuple[float, list[Axis]]:
    """Axes with so many steps below and above zero, and how much room they waste."""
    waste, made = 0.0, []
    for lo, hi in ranges:
        needed = max(hi / up if up else 0.0, -lo / down if down else 0.0)
        step, cost = _round_up(needed)
        made.append(Axis(-step * down, step, down + up))
        waste += cost * step * (down + up) / (hi - lo)
    return waste, made


def floating_axis(lo: float, hi: float) -> Axis:
    """For lines far from zero: an axis that begins near the lowest value."""
    step, _ = _round_up((hi - lo) / 4 or abs(hi) / 4 or 1.0)
    foot = math.floor(lo / step + 1e-9) * step
    count = max(1, math.ceil((hi - foot) / step - 1e-9))
    return Axis(foot, step, count)


def far_from_zero(lo: float, hi: float) -> bool:
    """Whether an axis from zero would flatten the line: the span is under 40 % of the height."""
    return lo > 0 and hi - lo < 0.4 * hi

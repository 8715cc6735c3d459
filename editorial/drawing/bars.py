"""Bars: side by side in each slot, their numbers above them where all of them fit."""

import itertools
from dataclasses import dataclass

from editorial.drawing import svg
from editorial.drawing.frame import SMALL, Frame
from editorial.drawing.palette import series_name
from editorial.drawing.scale import Axis
from editorial.drawing.table import Series

WIDEST = 44
SHORT = 20  # a bar that holds no number
AROUND_POINT = 26  # a number above or below its point, and half of another number
PALE = frozenset({1})  # series whose colour bears dark words only


@dataclass(frozen=True)
class Bars:
    """The bars of a chart; ``series`` are (palette index, series) from left to right in a slot."""

    frame: Frame
    axis: Axis
    series: tuple[tuple[int, Series], ...]

    @property
    def width(self) -> float:
        share = 0.66 if len(self.series) == 1 else 0.8
        return min(WIDEST, self.frame.slot * share / max(1, len(self.series)))

    def x(self, place: int, n: int) -> float:
        """The middle of a bar."""
        return self.frame.x(n) + (place + 0.5 - len(self.series) / 2) * self.width

    def end(self, place: int, n: int) -> float | None:
        """Where a bar ends, in the drawing's y; None for a missing number."""
        cell = self.series[place][1].cells[n]
        return None if cell is None else self.frame.y(cell.value, self.axis)

    def under(self, x: float, y: float, width: float) -> int | None:
        """The palette index of the bar below the whole of a label, if there is one."""
        zero = self.frame.y(0, self.axis)
        for place, (index, each) in enumerate(self.series):
            for n in range(len(each.cells)):
                end = self.end(place, n)
                if end is None or abs(x - self.x(place, n)) + width / 2 > self.width / 2:
                    continue
                if min(zero, end) <= y <= max(zero, end):
                    return index
        return None

    def draw(self, colours, *, points: dict[int, list[float]] | None = None) -> str:
        """All bars. Where lines have ``points``, slot → their y, the numbers stand at the bars'
        feet, out of the way, or upon a bar that is too short, where the lines leave room.
        """
        labelled = self._fit_outside() if points is None else self._fit_inside()
        drawn = []
        for place, (index, each) in enumerate(self.series):
            for n, cell in enumerate(each.cells):
                if cell is None:
                    continue
                drawn.append(self._bar(place, n, index, colours))
                if labelled:
                    drawn.append(self._number(place, n, index, colours, points))
        return "".join(drawn)

    def _label_width(self, place: int, n: int) -> float:
        return svg.text_width(self.series[place][1].label(n), SMALL)

    def _fit_inside(self) -> bool:
        return all(
            self._label_width(place, n) <= self.width - 3
            for place, (_, each) in enumerate(self.series)
            for n in range(len(each.cells))
        )

    def _fit_outside(self) -> bool:
        """Whether no number touches its neighbour: apart sideways, or at another height."""
        placed = [
            (self.x(place, n), self._label_width(place, n), self.end(place, n))
            for n in range(self.frame.slots)
            for place in range(len(self.series))
            if self.end(place, n) is not None
        ]
        return all(
            b[0] - a[0] >= (a[1] + b[1]) / 2 + 3 or abs(a[2] - b[2]) >= SMALL + 2
            for a, b in itertools.pairwise(placed)
        )

    def _number(self, place: int, n: int, index: int, colours, points) -> str:
        if points is None:
            return self._outer_number(place, n, index, colours)
        if abs(self.frame.y(0, self.axis) - self.end(place, n)) >= SHORT:
            return self._inner_number(place, n, index, colours)
        is_clear = self._is_clear(place, n, points.get(n, ()))
        return self._outer_number(place, n, index, colours) if is_clear else ""

    def _is_clear(self, place: int, n: int, points) -> bool:
        """Whether the number beyond a bar's end touches no point of a line, nor its number."""
        middle = self.end(place, n) - 5 - SMALL / 2
        if self.series[place][1].cells[n].value < 0:
            middle = self.end(place, n) + 13 - SMALL / 2
        return all(abs(middle - point) > AROUND_POINT for point in points)

    def _bar(self, place: int, n: int, index: int, colours) -> str:
        zero, end, name = self.frame.y(0, self.axis), self.end(place, n), series_name(index)
        return svg.tag(
            "rect", x=self.x(place, n) - self.width / 2 + 1, y=min(zero, end),
            width=self.width - 2, height=abs(zero - end),
            fill=colours[name], class_=f"{name} fill",
        )  # fmt: skip

    def _outer_number(self, place: int, n: int, index: int, colours) -> str:
        series = self.series[place][1]
        y = self.end(place, n) + (-5 if series.cells[n].value >= 0 else 13)
        style = {"anchor": "middle", "fill": colours["ink"], "class_": "ink"}
        return svg.text(series.label(n), self.x(place, n), y, size=SMALL, **style)

    def _inner_number(self, place: int, n: int, index: int, colours) -> str:
        zero, end = self.frame.y(0, self.axis), self.end(place, n)
        y = zero - 7 if end < zero else zero + 15
        label = self.series[place][1].label(n)
        style = {"anchor": "middle"} | on_bar(index, colours)
        return svg.text(label, self.x(place, n), y, size=SMALL, **style)


def on_bar(index: int, colours) -> dict:
    """How words on a bar are coloured. On a pale one they stay dark in every theme."""
    if index % 6 in PALE:
        return {"fill": colours["ink"]}
    return {"fill": colours["paper"], "class_": "paper"}

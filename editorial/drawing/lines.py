"""Lines with their points; a missing number leaves a gap, never a bridge."""

import itertools

from editorial.drawing import svg, words
from editorial.drawing.bars import Bars, on_bar
from editorial.drawing.frame import SMALL, Frame
from editorial.drawing.palette import series_name
from editorial.drawing.scale import Axis
from editorial.drawing.table import Series

MOST_POINTS = 40  # beyond this, points would touch
DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 2", "1 3")  # tells lines apart without colour


def lines(frame: Frame, axis: Axis, series, colours, *, bars: Bars | None = None) -> str:
    """The lines of the series (palette index, series), then the numbers on top of them.

    ``bars`` are those already drawn, so that a number upon one of them can be read.
    """
    drawn = [
        _line(frame, axis, each, index, place, colours)
        for place, (index, each) in enumerate(series)
    ]
    if len(series) <= 2:
        drawn.append(_numbers(frame, axis, [each for _, each in series], bars, colours))
    else:
        drawn.append(_last_numbers(frame, axis, series, colours))
    return "".join(drawn)


def _line(frame, axis, series, index, place, colours) -> str:
    name = series_name(index)
    style = {"stroke": colours[name], "stroke_width": 2, "class_": f"{name} stroke"}
    path = svg.tag(
        "path", d=_path(frame, axis, series), fill="none", stroke_linejoin="round",
        stroke_dasharray=DASHES[place % len(DASHES)], **style,
    )  # fmt: skip
    if len(series.cells) > MOST_POINTS:
        return path
    return path + "".join(
        svg.tag("circle", cx=frame.x(n), cy=frame.y(cell.value, axis), r=3,
                **{**style, "fill": colours["paper"]})
        for n, cell in enumerate(series.cells)
        if cell is not None
    )  # fmt: skip


def _path(frame, axis, series) -> str:
    steps, pen_down = [], False
    for n, cell in enumerate(series.cells):
        if cell is None:
            pen_down = False
            continue
        point = f"{svg.number(frame.x(n))} {svg.number(frame.y(cell.value, axis))}"
        steps.append(("L" if pen_down else "M") + point)
        pen_down = True
    return "".join(steps)


def _numbers(frame, axis, series: list[Series], bars, colours) -> str:
    """Of one line: above each point, below in a valley; of two: outside of both."""
    drawn = []
    for place, each in enumerate(series):
        labels = [each.label(n) for n in range(len(each.cells))]
        for n in words.shown(labels, frame.slot, SMALL):
            if each.cells[n] is None:
                continue
            other = series[1 - place].cells[n] if len(series) == 2 else None
            below = _is_lower(each.cells[n], other, place) if other else _is_valley(each, n)
            y = frame.y(each.cells[n].value, axis)
            y += 17 if below and y + 19 < frame.bottom else -8
            x = frame.inside(frame.x(n), svg.text_width(labels[n], SMALL))
            drawn.append(_number(labels[n], x, y, bars, colours))
    return "".join(drawn)


def _number(label, x, y, bars, colours) -> str:
    """A number where it lies: plain upon a bar, with a halo elsewhere."""
    bar = bars.under(x, y - SMALL / 3, svg.text_width(label, SMALL)) if bars else None
    if bar is None:
        return _haloed(label, x, y, "middle", colours)
    return svg.text(label, x, y, size=SMALL, anchor="middle", **on_bar(bar, colours))


def _is_lower(cell, other, place: int) -> bool:
    """Whether this line runs below the other here; of equals, the second does."""
    return (cell.value, -place) < (other.value, place - 1)


def _is_valley(series: Series, n: int) -> bool:
    """Whether the line comes down to this point and goes up from it."""
    near = [series.cells[m] for m in (n - 1, n + 1) if 0 <= m < len(series.cells)]
    near = [cell.value for cell in near if cell is not None]
    value = series.cells[n].value
    return bool(near) and all(value <= each for each in near) and any(value < v for v in near)


def _last_numbers(frame, axis, series, colours) -> str:
    """Of many lines: each line's last number at its end, pushed apart where they would touch."""
    ends = []
    for _, each in series:
        last = max((n for n, cell in enumerate(each.cells) if cell is not None), default=None)
        if last is not None:
            ends.append([frame.y(each.cells[last].value, axis) + 4, last, each.label(last)])
    ends.sort()
    for before, after in itertools.pairwise(ends):
        after[0] = max(after[0], before[0] + 12)
    return "".join(_haloed(label, frame.x(n) + 7, y, "start", colours) for y, n, label in ends)


def _haloed(label, x, y, anchor, colours) -> str:
    """A number that stays readable where it lies upon a line."""
    halo = svg.text(
        label, x, y, size=SMALL, anchor=anchor, fill=colours["paper"],
        stroke=colours["paper"], stroke_width=3, stroke_linejoin="round", class_="halo",
    )  # fmt: skip
    return halo + svg.text(label, x, y, size=SMALL, anchor=anchor, fill=colours["ink"],
                           class_="ink")  # fmt: skip

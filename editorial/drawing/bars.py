"""Bars: side by side in each slot, their numbers above them where all of them fit."""

from editorial.drawing import svg
from editorial.drawing.frame import SMALL, Frame
from editorial.drawing.palette import series_name
from editorial.drawing.scale import Axis
from editorial.drawing.table import Series

WIDEST = 44


def bars(frame: Frame, axis: Axis, series: list[tuple[int, Series]], colours, *, inside=False):
    """Bars of the series (palette index, series). ``inside`` puts numbers at the bars' foot."""
    width = min(WIDEST, frame.slot * 0.66 / len(series))
    labelled = _numbers_fit(series, frame.slot * 0.94 / len(series), width, inside)
    drawn = []
    for place, (index, each) in enumerate(series):
        for n, cell in enumerate(each.cells):
            if cell is None:
                continue
            x = frame.x(n) + (place - len(series) / 2) * width
            drawn.append(_bar(frame, axis, cell.value, x, width, index, colours))
            if labelled:
                number = _inner_number if inside else _outer_number
                drawn.append(number(frame, axis, cell.value, each.label(n), x + width / 2, colours))
    return "".join(drawn)


def _numbers_fit(series, room: float, width: float, inside: bool) -> bool:
    widest = max(
        svg.text_width(each.label(n), SMALL) for _, each in series for n in range(len(each.cells))
    )
    return widest <= (width - 2 if inside else room)


def _bar(frame, axis, value, x, width, index, colours) -> str:
    zero, end = frame.y(0, axis), frame.y(value, axis)
    name = series_name(index)
    return svg.tag(
        "rect", x=x + 1, y=min(zero, end), width=width - 2, height=abs(zero - end),
        fill=colours[name], class_=f"{name} fill",
    )  # fmt: skip


def _outer_number(frame, axis, value, label, x, colours) -> str:
    y = frame.y(value, axis) + (-5 if value >= 0 else 13)
    return svg.text(label, x, y, size=SMALL, anchor="middle", fill=colours["ink"], class_="ink")


def _inner_number(frame, axis, value, label, x, colours) -> str:
    zero = frame.y(0, axis)
    if abs(zero - frame.y(value, axis)) < 20:
        return ""
    y = zero - 7 if value >= 0 else zero + 15
    return svg.text(label, x, y, size=SMALL, anchor="middle", fill=colours["paper"], class_="paper")

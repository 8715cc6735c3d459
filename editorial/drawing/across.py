"""Bars across the page: for labels too long to stand below an axis."""

from editorial.drawing import svg, words
from editorial.drawing.frame import LEADING, SMALL
from editorial.drawing.palette import series_name
from editorial.drawing.scale import axes
from editorial.drawing.table import Table

BAR = 14


def bars_across(table: Table, width: float, top: float, colours) -> tuple[str, float]:
    """A row a label, its bars from a common zero, the number behind each; and the height."""
    values = [value for series in table.series for value in series.values]
    axis = axes([(min(values), max(values))])[0]
    column = min(width * 0.42, max(svg.text_width(label, SMALL) for label in table.labels) + 8)
    number = max(
        svg.text_width(series.label(n), SMALL)
        for series in table.series
        for n in range(len(table.labels))
    )
    left = column + (number + 8 if min(values) < 0 else 0)
    span = (left, width - number - 8)
    drawn, y = [], top + 4
    for n, label in enumerate(table.labels):
        lines = words.wrapped(label, column - 8, SMALL)
        height = max(len(lines) * LEADING, len(table.series) * (BAR + 2)) + 8
        drawn.append(_label(lines, column - 8, y + height / 2, colours))
        drawn.append(_row(table, n, axis, span, y + height / 2, colours))
        y += height
    zero = _x(0, axis, span)
    drawn.append(
        svg.line(zero, top, zero, y, stroke=colours["mute"], stroke_width=1, class_="mute stroke")
    )
    return "".join(drawn), y + 4


def _x(value: float, axis, span) -> float:
    return span[0] + (span[1] - span[0]) * axis.share(value)


def _label(lines, right, middle, colours) -> str:
    first = middle + 4 - (len(lines) - 1) * (LEADING - 1) / 2
    return "".join(
        svg.text(line, right, first + n * (LEADING - 1), size=SMALL, anchor="end",
                 fill=colours["ink"], class_="ink")
        for n, line in enumerate(lines)
    )  # fmt: skip


def _row(table, n, axis, span, middle, colours) -> str:
    drawn = []
    for index, series in enumerate(table.series):
        cell = series.cells[n]
        if cell is None:
            continue
        y = middle + (index - len(table.series) / 2) * (BAR + 2) + 1
        zero, end = _x(0, axis, span), _x(cell.value, axis, span)
        name = series_name(index)
        drawn.append(svg.tag("rect", x=min(zero, end), y=y, width=abs(end - zero), height=BAR,
                             fill=colours[name], class_=f"{name} fill"))  # fmt: skip
        x, anchor = (end + 5, "start") if cell.value >= 0 else (end - 5, "end")
        drawn.append(svg.text(series.label(n), x, y + BAR - 3, size=SMALL, anchor=anchor,
                              fill=colours["ink"], class_="ink"))  # fmt: skip
    return "".join(drawn)

"""Charts: the door. Rows of a table → one SVG of bars, lines, both, or a ring."""

from collections.abc import Mapping, Sequence
from html import escape

from editorial.drawing import svg, words
from editorial.drawing.across import bars_across
from editorial.drawing.bars import Bars
from editorial.drawing.frame import (
    LEADING,
    SMALL,
    Frame,
    axis_words,
    grid,
    label_lines,
    labels_below,
    legend,
    ticks_width,
)
from editorial.drawing.lines import lines
from editorial.drawing.palette import filled_palette
from editorial.drawing.pie import pie
from editorial.drawing.scale import Axis, axes, far_from_zero, floating_axis
from editorial.drawing.table import Series, Table, read

KINDS = {"bar": "柱形图", "line": "折线图", "pie": "饼图", "combined": "柱线组合图"}
WIDTH, PLOT = 656.0, 208.0  # the printed line of 41 characters at 16 units each; plot height


def chart(
    rows: Sequence[Sequence[str]],
    kind: str,
    *,
    title: str = "",
    colours: Mapping[str, str] | None = None,
    width: float = WIDTH,
) -> str:
    """The rows as a chart: header row first, labels in the first column.

    ``width`` is that of the viewBox; type is 11–12 units, so 656 suits a page and 360 a phone.
    ``colours`` replaces entries of ``CHART_COLOURS``. Every shape also carries the name of its
    colour as a class, so that a stylesheet can give it another.
    """
    if kind not in KINDS:
        raise ValueError(f"没有“{kind}”这种图表，可用的有：{'、'.join(KINDS)}。")
    if not 240 <= width <= 2000:
        raise ValueError(f"图表宽度 {width:g} 不合适，应在 240 到 2000 之间。")
    table, palette = read(rows), filled_palette(colours)
    content, height = _drawn(table, kind, width, palette)
    name = f"{title}（{KINDS[kind]}）" if title else KINDS[kind]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {svg.number(width)} '
        f'{svg.number(height)}" role="img" aria-label="{escape(name)}" '
        f'font-family="{svg.FACES}">{content}</svg>'
    )


def _drawn(table: Table, kind: str, width: float, colours) -> tuple[str, float]:
    if kind == "pie":
        return pie(table, width, colours)
    line_places = _line_places(table, kind)
    drawn, top = legend(table, line_places, width, colours)
    if kind == "bar" and _labels_are_long(table, width):
        content, height = bars_across(table, width, top, colours)
    else:
        content, height = _upright(table, line_places, width, top, colours)
    return drawn + content, height


def _labels_are_long(table: Table, width: float) -> bool:
    """Whether names need more than three lines below bars of this many slots."""
    if words.are_times(table.labels):
        return False
    slot = (width - 60) / len(table.labels)
    return not words.fits(table.labels, slot - 4, SMALL, lines=3)


def _line_places(table: Table, kind: str) -> frozenset[int]:
    """Which series are drawn as lines: in a combined chart those with the second unit."""
    units = list(dict.fromkeys(series.unit for series in table.series))
    everything = frozenset(range(len(table.series)))
    if kind != "combined":
        if len(units) > 1:
            raise ValueError(f"图表各列单位不同（{_listed(units)}），请改用组合图。")
        return everything if kind == "line" else frozenset()
    if len(table.series) < 2:
        raise ValueError("组合图至少要有两列数字：柱一列，线一列。")
    if len(units) > 2:
        raise ValueError(f"组合图最多用两种单位，现在有 {len(units)} 种（{_listed(units)}）。")
    if len(units) == 1:
        return frozenset({len(table.series) - 1})
    return frozenset(n for n in everything if table.series[n].unit == units[1])


def _listed(units) -> str:
    return "、".join(f"“{unit or '无单位'}”" for unit in units)


def _range(series: list[Series]) -> tuple[float, float]:
    values = [value for each in series for value in each.values] or [0.0]
    return min(values), max(values)


def _axes(table: Table, line_places) -> list[Axis]:
    """One axis, or two when bars and lines have different units."""
    lined = [table.series[n] for n in sorted(line_places)]
    barred = [each for n, each in enumerate(table.series) if n not in line_places]
    if lined and barred and lined[0].unit != barred[0].unit:
        return axes([_range(barred), _range(lined)])
    everything = _range(list(table.series))
    if not barred and far_from_zero(*everything):
        return [floating_axis(*everything)]
    return axes([everything])


def _upright(table: Table, line_places, width, top, colours) -> tuple[str, float]:
    """Bars and lines above labels, one axis at each side at most; and the height."""
    found = _axes(table, line_places)
    barred = [(n, each) for n, each in enumerate(table.series) if n not in line_places]
    lined = [(n, each) for n, each in enumerate(table.series) if n in line_places]
    at_left = (barred or lined)[0][1]
    at_right = lined[0][1] if len(found) == 2 else None
    alone = len(table.series) == 1
    if not alone and any(each.unit and not each.sign for each in (at_left, at_right) if each):
        top += LEADING
    frame = Frame(
        left=ticks_width(found[0], at_left) + 10,
        right=width - (ticks_width(found[1], at_right) + 10 if at_right else _tail(table, lined)),
        top=top + 8,
        bottom=top + 8 + PLOT,
        slots=len(table.labels),
    )
    drawn = grid(frame, found[0], colours)
    drawn += axis_words(frame, found[0], at_left, colours, unit=not alone)
    if at_right:
        drawn += axis_words(frame, found[1], at_right, colours, right=True)
    drawn += labels_below(frame, table.labels, colours)
    bars = Bars(frame, found[0], tuple(barred))
    drawn += bars.draw(colours, points=_points(frame, found[-1], lined) if lined else None)
    if lined:
        drawn += lines(frame, found[-1], lined, colours, bars=bars)
    return drawn, frame.bottom + label_lines(table.labels, frame.slot) * (LEADING - 1) + 8


def _points(frame: Frame, axis: Axis, lined) -> dict[int, list[float]]:
    """Slot → where the lines pass it, in the drawing's y."""
    found: dict[int, list[float]] = {}
    for _, series in lined:
        for n, cell in enumerate(series.cells):
            if cell is not None:
                found.setdefault(n, []).append(frame.y(cell.value, axis))
    return found


def _tail(table: Table, lined) -> float:
    """Room at the right for the last numbers of three lines and more."""
    if len(lined) < 3:
        return 2.0
    return max(svg.text_width(each.label(-1), SMALL) for _, each in lined)

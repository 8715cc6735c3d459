"""A ring of shares, its parts listed beside it with number and percentage."""

import math

from editorial.drawing import svg
from editorial.drawing.frame import SIZE, SMALL
from editorial.drawing.palette import series_name
from editorial.drawing.table import Table, written

MOST_PARTS = 12
OUTER, INNER = 100.0, 58.0


def pie(table: Table, width: float, colours) -> tuple[str, float]:
    """The ring with its list, and the height of both."""
    series = _checked(table)
    total = sum(series.values)
    below = width < 480
    rows = len(table.labels)
    height = max(2 * OUTER + 20, rows * 22 + 20) if not below else 2 * OUTER + 34 + rows * 22
    cx, cy = (width / 2, OUTER + 10) if below else (width * 0.25, height / 2)
    x, y = (10, 2 * OUTER + 44) if below else (width * 0.5, height / 2 - (rows - 1) * 11)
    drawn = _ring(series, total, cx, cy, colours)
    drawn += _middle(series, total, cx, cy, colours)
    drawn += _listing(table, total, x, y, width - 4, colours)
    return drawn, height


def _checked(table: Table):
    if len(table.series) != 1:
        raise ValueError(f"饼图只能有一列数字，现在有 {len(table.series)} 列，请删去其余各列。")
    series = table.series[0]
    if len(table.labels) > MOST_PARTS:
        raise ValueError(
            f"饼图有 {len(table.labels)} 项，最多 {MOST_PARTS} 项，请把小项并成“其他”。"
        )
    if any(value < 0 for value in series.values):
        raise ValueError("饼图不能有负数，请改用柱形图。")
    if not sum(series.values):
        raise ValueError("饼图各项都是 0，没有可画的份额。")
    return series


def _part_colour(index: int, colours) -> dict:
    """After six parts the colours come again, paler."""
    name = series_name(index)
    return {
        "fill": colours[name],
        "fill_opacity": None if index < 6 else 0.55,
        "class_": f"{name} fill",
    }


def _ring(series, total, cx, cy, colours) -> str:
    drawn, start = [], 0.0
    for index, cell in enumerate(series.cells):
        share = cell.value / total if cell else 0.0
        if share:
            drawn.append(
                svg.tag(
                    "path", d=_slice(cx, cy, start, start + share), stroke=colours["paper"],
                    stroke_width=1.5, fill_rule="evenodd", **_part_colour(index, colours),
                )
            )  # fmt: skip
        start += share
    return "".join(drawn)


def _slice(cx, cy, start: float, end: float) -> str:
    """A piece of the ring from share to share, clockwise from the top."""
    if end - start > 0.9999:
        return _circle(cx, cy, OUTER) + _circle(cx, cy, INNER)
    large = int(end - start > 0.5)
    a, b = _point(cx, cy, OUTER, start), _point(cx, cy, OUTER, end)
    c, d = _point(cx, cy, INNER, end), _point(cx, cy, INNER, start)
    return f"M{a}A{OUTER:g} {OUTER:g} 0 {large} 1 {b}L{c}A{INNER:g} {INNER:g} 0 {large} 0 {d}Z"


def _circle(cx, cy, radius: float) -> str:
    top, foot = _point(cx, cy, radius, 0), _point(cx, cy, radius, 0.5)
    return f"M{top}A{radius:g} {radius:g} 0 1 1 {foot}A{radius:g} {radius:g} 0 1 1 {top}Z"


def _point(cx, cy, radius: float, share: float) -> str:
    angle = math.tau * share
    x, y = cx + radius * math.sin(angle), cy - radius * math.cos(angle)
    return f"{svg.number(x)} {svg.number(y)}"


def _middle(series, total, cx, cy, colours) -> str:
    """The name in the hole; the sum as well, unless the numbers are shares already."""
    style = {"anchor": "middle", "fill": colours["mute"], "class_": "mute"}
    name = series.name if svg.text_width(series.name, SMALL) < 2 * INNER - 16 else ""
    if series.sign:
        return svg.text(name, cx, cy + 4, size=SMALL, **style) if name else ""
    decimals = max(cell.decimals for cell in series.cells if cell)
    drawn = svg.text(written(total, decimals, series), cx, cy + 2, size=18, anchor="middle",
                     fill=colours["ink"], class_="ink")  # fmt: skip
    under = f"合计（{series.unit}）" if series.unit else "合计"
    return drawn + svg.text(under, cx, cy + 20, size=SMALL, **style)


def _listing(table, total, x, y, right, colours) -> str:
    series, drawn = table.series[0], []
    room = right - x - 22 - 60
    number_at = right - (0 if series.sign else 62)
    for index, label in enumerate(table.labels):
        cell, base = series.cells[index], y + index * 22
        ink = {"size": SIZE, "fill": colours["ink"], "class_": "ink"}
        drawn.append(svg.tag("rect", x=x, y=base - 6, width=12, height=12,
                             **_part_colour(index, colours)))  # fmt: skip
        drawn.append(svg.text(_shortened(label, room), x + 22, base + 4.5, **ink))
        drawn.append(
            svg.text(series.label(index) or "—", number_at, base + 4.5, anchor="end", **ink)
        )
        if cell and not series.sign:
            mute = {"size": SIZE, "fill": colours["mute"], "class_": "mute"}
            share = f"{cell.value / total:.1%}"
            drawn.append(svg.text(share, right, base + 4.5, anchor="end", **mute))
    return "".join(drawn)


def _shortened(label: str, room: float) -> str:
    while svg.text_width(label, SIZE) > room and len(label) > 2:
        label = label[:-2] + "…"
    return label

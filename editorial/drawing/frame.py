"""What stands round the data: legend, grid, axes and labels."""

from dataclasses import dataclass

from editorial.drawing import svg, words
from editorial.drawing.palette import series_name
from editorial.drawing.scale import Axis
from editorial.drawing.table import Series, Table, written

SIZE = 12  # type size, in units of the viewBox
SMALL = 11
LEADING = 15


@dataclass(frozen=True)
class Frame:
    """The plot's edges in viewBox units, and how many slots lie side by side in it."""

    left: float
    right: float
    top: float
    bottom: float
    slots: int

    @property
    def slot(self) -> float:
        return (self.right - self.left) / self.slots

    def x(self, index: int) -> float:
        """The middle of a slot."""
        return self.left + self.slot * (index + 0.5)

    def inside(self, x: float, width: float) -> float:
        """The middle of a label this wide, moved so that it does not stand out at the right."""
        return min(x, self.right + 2 - width / 2)

    def y(self, value: float, axis: Axis) -> float:
        return self.bottom - (self.bottom - self.top) * axis.share(value)


def tick_labels(axis: Axis, series: Series) -> list[str]:
    return [written(tick, axis.decimals, series) + series.sign for tick in axis.ticks]


def ticks_width(axis: Axis, series: Series) -> float:
    return max(svg.text_width(label, SMALL) for label in tick_labels(axis, series))


def legend(table: Table, lines: frozenset[int], width: float, colours) -> tuple[str, float]:
    """The names of the series from the top left corner, and the height they take."""
    drawn, x, y = [], 0.0, 12.0
    for index, series in enumerate(table.series):
        words_ = _legend_words(series, alone=len(table.series) == 1)
        mark = 0 if len(table.series) == 1 else 22
        wide = mark + svg.text_width(words_, SIZE)
        if x and x + wide > width:
            x, y = 0.0, y + LEADING + 3
        if mark:
            drawn.append(_legend_mark(index, index in lines, x, y, colours))
        drawn.append(svg.text(words_, x + mark, y, size=SIZE, fill=colours["ink"], class_="ink"))
        x += wide + 20
    return "".join(drawn), y + 12


def _legend_words(series: Series, *, alone: bool) -> str:
    """A single series says its unit; several say it at their axis."""
    return f"{series.name}（{series.unit}）" if alone and series.unit else series.name


def _legend_mark(index: int, is_line: bool, x: float, y: float, colours) -> str:
    name = series_name(index)
    if not is_line:
        return svg.tag(
            "rect", x=x, y=y - 10, width=14, height=10, fill=colours[name], class_=f"{name} fill"
        )
    stroke = {"stroke": colours[name], "class_": f"{name} stroke", "stroke_width": 2}
    return svg.line(x, y - 4.5, x + 16, y - 4.5, **stroke) + svg.tag(
        "circle", cx=x + 8, cy=y - 4.5, r=3, **{**stroke, "fill": colours["paper"]}
    )


def grid(frame: Frame, axis: Axis, colours) -> str:
    """A hair line a tick; the line of zero (or of the foot) in mute."""
    ground = 0.0 if axis.lo <= 0 <= axis.hi else axis.lo
    drawn = []
    for tick in axis.ticks:
        y, strong = frame.y(tick, axis), abs(tick - ground) < axis.step / 1000
        name = "mute" if strong else "rule"
        drawn.append(
            svg.line(
                frame.left, y, frame.right, y,
                stroke=colours[name], stroke_width=1 if strong else 0.75, class_=f"{name} stroke",
            )
        )  # fmt: skip
    return "".join(drawn)


def axis_words(frame: Frame, axis: Axis, series: Series, colours, *, right=False, unit=True) -> str:
    """The numbers beside the ticks, and the unit above them unless it stands in the legend."""
    x, anchor = (frame.right + 6, "start") if right else (frame.left - 6, "end")
    style = {"size": SMALL, "anchor": anchor, "fill": colours["mute"], "class_": "mute"}
    drawn = [
        svg.text(label, x, frame.y(tick, axis) + 4, **style)
        for tick, label in zip(axis.ticks, tick_labels(axis, series), strict=True)
    ]
    if unit and series.unit and not series.sign:
        x, style["anchor"] = (frame.right + 6, "end") if right else (0, "start")
        edge = x + ticks_width(axis, series) if right else x
        drawn.append(svg.text(series.unit, edge, frame.top - 11, **style))
    return "".join(drawn)


def label_lines(labels, slot: float) -> int:
    """Lines that the labels below the plot need: up to three."""
    shown = words.shown(labels, slot, SMALL, lines=3)
    every = shown[1] - shown[0] if len(shown) > 1 else len(labels)
    return max(len(words.wrapped(labels[n], slot * every - 4, SMALL)) for n in shown)


def labels_below(frame: Frame, labels, colours) -> str:
    shown = words.shown(labels, frame.slot, SMALL, lines=3)
    every = shown[1] - shown[0] if len(shown) > 1 else len(labels)
    drawn = []
    for index in shown:
        lines = words.wrapped(labels[index], frame.slot * every - 4, SMALL)
        for n, line in enumerate(lines):
            x = frame.inside(frame.x(index), svg.text_width(line, SMALL))
            y = frame.bottom + 16 + n * (LEADING - 1)
            style = {"anchor": "middle", "fill": colours["ink"], "class_": "ink"}
            drawn.append(svg.text(line, x, y, size=SMALL, **style))
    return "".join(drawn)

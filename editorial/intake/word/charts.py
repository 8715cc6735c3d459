"""Charts of a Word file: the numbers that Word keeps beside the drawing → rows of a table."""

import re
from datetime import date, timedelta

from editorial.intake.tables import FROM_ABOVE, FROM_LEFT
from editorial.intake.word.names import integer, local

# What the press can draw (see ``drawing``): more is kept as a table.
MOST_SERIES, MOST_ROWS = 6, 120
_MOST_POINTS = 2_000
_LONGEST = 60  # characters of a name
_PLOTS = {
    "barChart": "bar", "bar3DChart": "bar", "lineChart": "line", "line3DChart": "line",
    "areaChart": "line", "area3DChart": "line", "pieChart": "pie", "pie3DChart": "pie",
    "doughnutChart": "pie", "ofPieChart": "pie",
}  # fmt: skip
_DAY_ZERO = date(1899, 12, 30)


def chart_lines(root) -> tuple[list[str], bool]:
    """(the rows with the rule that says which chart, whether it can be drawn as one).

    No rows when Word keeps no numbers, or the plot is none that a table can hold.
    """
    plots = [each for each in root.iter() if local(each) in _PLOTS]
    known = {name for name in map(local, root.iter()) if name.endswith("Chart")}
    if not plots or known - set(_PLOTS):
        return [], False
    # Lines are drawn over the bars, whichever Word names first.
    plots.sort(key=lambda plot: _PLOTS[local(plot)] == "line")
    series = [(_PLOTS[local(plot)], each) for plot in plots for each in _all(plot, "ser")]
    kinds = [kind for kind, _ in series]
    rows = _rows([each for _, each in series], _title(root))
    if len(rows) < 2:
        return [], False
    kind = _kind(kinds, rows)
    rule = f"|{f'--{kind}--' if kind else '---'}|" + "---|" * len(series)
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], rule, *lines[1:]], bool(kind)


def _kind(kinds: list[str], rows: list[list[str]]) -> str:
    """The chart that the press draws of these series; empty when it draws none."""
    if len(kinds) > MOST_SERIES or len(rows) > MOST_ROWS + 1:
        return ""
    if not any(cell for row in rows[1:] for cell in row[1:]):
        return ""
    if set(kinds) == {"bar", "line"}:
        return "combined" if kinds.count("line") == 1 else ""
    is_one = len(set(kinds)) == 1 and not (kinds[0] == "pie" and len(kinds) > 1)
    return kinds[0] if is_one else ""


def _rows(series: list, title: str) -> list[list[str]]:
    """Names on top, labels on the left; as many rows as the longest series has points."""
    names = [_name(each, at) for at, each in enumerate(series, 1)]
    columns = [_points(_first(each, "val")) for each in series]
    labels = next(filter(None, (_points(_first(each, "cat")) for each in series)), {})
    count = max((max(points) + 1 for points in (*columns, labels) if points), default=0)
    body = [
        [labels.get(at, str(at + 1)), *(points.get(at, "") for points in columns)]
        for at in range(count)
    ]
    return [[title, *names], *body] if any(columns) else []


def _name(series, at: int) -> str:
    points = _points(_first(series, "tx"))
    return points.get(0) or f"系列{at}"


def _title(root) -> str:
    title = next((each for each in root.iter() if local(each) == "title"), None)
    if title is None or local(title.getparent()) != "chart":
        return ""
    return _cell("".join(each.text or "" for each in title.iter() if local(each) == "t"))


def _points(holder) -> dict[int, str]:
    """Place → text of the first cache below an element, numbers as Word shows them."""
    names = ("strCache", "numCache", "lvl", "strLit", "numLit")
    if holder is None:
        return {}
    cache = next((each for each in holder.iter() if local(each) in names), None)
    if cache is None:
        plain = _first(holder, "v")
        return {0: _cell(plain.text or "")} if plain is not None else {}
    code = _first(cache, "formatCode")
    code = (code.text or "") if code is not None else ""
    found = {}
    for point in list(_all(cache, "pt"))[:_MOST_POINTS]:
        value = _first(point, "v")
        own = point.get("formatCode") or code
        at = integer(point.get("idx"), high=_MOST_POINTS)
        found[at] = _cell(_shown((value.text or "") if value is not None else "", own))
    return found


def _shown(text: str, code: str) -> str:
    """A number under its format code: percentages, years and days; no more digits than it has."""
    try:
        value = float(text)
    except ValueError:
        return text
    if abs(value) >= 1e15 or value != value:
        return text
    if "%" in code:
        decimals = len(code.partition(".")[2].partition("%")[0])
        return f"{value * 100:.{min(decimals, 6)}f}%"
    if re.search(r"y", code, re.I) and 1 <= value < 200_000:
        return _day(int(value), code.lower())
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _day(serial: int, code: str) -> str:
    day = _DAY_ZERO + timedelta(days=serial)
    parts = (("y", f"{day.year}年"), ("m", f"{day.month}月"), ("d", f"{day.day}日"))
    return "".join(text for letter, text in parts if letter in code)


def _cell(text: str) -> str:
    """On one line, and nothing in it that a table would take for its own marks."""
    text = " ".join(text.split())[:_LONGEST].translate(str.maketrans("|", "｜"))
    return f"“{text}”" if text in (FROM_LEFT, FROM_ABOVE) else text


def _first(holder, name: str):
    return next(_all(holder, name), None)


def _all(holder, name: str):
    return (each for each in holder if local(each) == name)

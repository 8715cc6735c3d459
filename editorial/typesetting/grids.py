"""Tables before they are set: figures aligned on the decimal point, small type for many columns."""

import re

from lxml.html import builder

from editorial.richtext import HEADING_LEVELS
from editorial.typesetting.places import TURNED
from editorial.typography import width

# Advances of Noto Sans CJK SC, in em; everything else in a figure is half an em, more or less.
ADVANCES = {".": 0.278, ",": 0.278, "-": 0.347, "%": 0.921, "‰": 1.2} | dict.fromkeys(
    "0123456789+−", 0.555
)
_FIGURE = re.compile(r"([+\-−–]?\d[\d,]*)((?:\.\d+)?[%‰]?)")
_NOTHING = ("", "-", "—", "–", "——", "…", "/", "无", "*")
_UNIT = re.compile(r"([^（]*)(（[^（）]{1,6}）)?(.*)", re.DOTALL)
LONGEST_LABEL, LONGEST_LABEL_SMALL = 6, 4  # em: of a row that is not broken
MANY, FAR_TOO_MANY = 8, 14  # columns: set small; turned


def cells(rows):
    """(row, column, cell) of every cell, the columns that spans from above take counted."""
    taken: dict[int, int] = {}  # column → first row that is free again
    for n, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > n:
                column += 1
            wide, high = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            yield n, column, cell
            for each in range(column, column + wide):
                taken[each] = n + high
            column += wide


def body_rows(table) -> list:
    return table.xpath("./tbody/tr | ./tr")


def space_below(table) -> None:
    """The line between a table and a heading belongs to the table, for a heading at the head of a
    page has none above it.
    """
    following = table.getnext()
    is_before = following is not None and following.tag in HEADING_LEVELS
    (table.classes.add if is_before else table.classes.discard)("before-heading")


def align_figures(table) -> None:
    """Figures of a column one under the other: units under units, tenths under tenths."""
    columns: dict[int, list] = {}
    for _, column, cell in cells(body_rows(table)):
        if int(cell.get("colspan") or 1) == 1 and cell.tag == "td":
            columns.setdefault(column, []).append(cell)
    for found in columns.values():
        _align([_holder(cell) for cell in found])


def _holder(cell):
    """The element that holds the words of a cell: itself, or its only paragraph."""
    return cell[0] if len(cell) == 1 and cell[0].tag == "p" and not cell.text else cell


def _align(holders) -> None:
    told = [(each, each.text_content().strip()) for each in holders]
    figures = [(each, _FIGURE.fullmatch(words)) for each, words in told if words not in _NOTHING]
    if len(figures) < 2 or not all(match for _, match in figures):
        return
    whole = max(_width(match[1]) for _, match in figures)
    rest = max(_width(match[2]) for _, match in figures)
    for holder, match in figures:
        before, after = whole - _width(match[1]), rest - _width(match[2])
        if (before or after) and len(holder) == 0:
            number = builder.SPAN(match[0], style=f"padding:0 {after:.3f}em 0 {before:.3f}em")
            holder.text = None
            holder.append(number)


def _width(words: str) -> float:
    return sum(ADVANCES.get(character, 0.5) for character in words)


def choose_type(table) -> None:
    """Small type for a table of many columns; one of far too many stands on a page turned."""
    rows = table.xpath(".//tr")
    columns = max((column + 1 for _, column, _ in cells(rows)), default=0)
    if columns > MANY:
        table.classes.add("small")
    if columns > FAR_TOO_MANY:
        turn(table)


def keep_whole(table) -> None:
    """Short labels of rows, and units in brackets of heads, are not broken."""
    longest = LONGEST_LABEL_SMALL if "small" in table.classes else LONGEST_LABEL
    for _, column, cell in cells(body_rows(table)):
        if column == 0 and width(cell.text_content().strip()) <= longest:
            cell.classes.add("whole")
    for cell in table.xpath("./thead/tr/*[not(*)]"):
        before, unit, after = _UNIT.match(cell.text or "").groups()
        if unit:
            cell.text = before
            cell.append(builder.SPAN(unit, builder.CLASS("unit")))
            cell[0].tail = after


def turn(table) -> None:
    """Put the table across a page of its own."""
    page = builder.DIV(builder.CLASS(TURNED))
    page.tail, table.tail = table.tail, None
    table.addprevious(page)
    page.append(table)


def is_turned(table) -> bool:
    return table.getparent().get("class") == TURNED

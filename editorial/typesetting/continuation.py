"""Tables that go on overleaf: a rule where they break, 续表 and the heads again, labels repeated.

A table that breaks is made into two. A label that spans rows on both sides is said again, since
nobody should have to leaf back for it.
"""

from copy import deepcopy
from functools import partial

import lxml.html
from lxml.html import builder

from editorial.typesetting.grids import body_rows, cells, is_turned, turn

CONTINUED = "（续表）"
RESTS = 1_000_000  # numbers of the tables that go on
EDGE = 0.04  # lines: what rounding and half a rule may add


def mend(copy, sheets):
    """(page, rank, change) of the first table that is too wide, or breaks."""
    for table in copy.tree.xpath('//div[@class="body"]//table[@data-n]'):
        page = sheets.first_page(int(table.get("data-n")))
        if page is None:
            continue
        if _is_too_wide(table, sheets) and (narrower := _narrower(table)):
            return page, 1, narrower
        rows = body_rows(table)
        at = _turned_break(table, rows, sheets) if is_turned(table) else _break(rows, sheets)
        if at:
            last = sheets.first_page(_number(rows[at - 1]))
            return last, 1, partial(_split, table, rows, at)
    return None


def _number(element) -> int:
    return int(element.get("data-n"))


def _is_too_wide(table, sheets) -> bool:
    wide, measure = sheets.widths.get(_number(table), (0.0, 0.0))
    return wide > (max(sheets.rooms) if is_turned(table) else measure) + EDGE


def _narrower(table):
    """What may still be done for a table that is too wide: small type, then a page turned."""
    if "small" not in table.classes:
        return partial(table.classes.add, "small")
    return None if is_turned(table) else partial(turn, table)


def _break(rows, sheets) -> int:
    """The first row that stands overleaf, or 0."""
    pages = [sheets.first_page(_number(row)) for row in rows]
    for n in range(1, len(rows)):
        if None not in pages[n - 1 : n + 1] and pages[n - 1] < pages[n]:
            return _kept_together(rows, pages, n)
    return 0


def _turned_break(table, rows, sheets) -> int:
    """The first row that a turned page has no room for, or 0."""
    start = sheets.pieces[_number(table)][0]
    for n, row in enumerate(rows):
        # A row may be nowhere: what overflows a cell of a turned table is not set.
        piece, *_ = sheets.pieces.get(_number(row)) or (start,)
        if n and (piece.page > start.page or piece.bottom - start.top > sheets.across):
            return n
    return 0


def _kept_together(rows, pages, n: int) -> int:
    """The row at which to break: a label does not stay behind with only one of its rows."""
    start = _group_start(rows, n)
    held = sum(page == pages[n - 1] for page in pages[:start])
    return start if n - start == 1 and held >= 2 else n


def _group_start(rows, n: int) -> int:
    """The first row of the group, under one label, to which row ``n`` belongs."""
    for start in range(n - 1, -1, -1):
        if start + _span_at(rows, start) > n:
            return start
    return n


def _span_at(rows, start: int) -> int:
    return max((int(cell.get("rowspan") or 1) for cell in rows[start]), default=1)


def _split(table, rows, at: int) -> None:
    """Row ``at`` and those after it, in a table of their own on the next page."""
    rest = builder.TABLE(**dict(table.attrib))
    rest.attrib.pop("id", None)
    rest.set("data-n", str(RESTS + _number(rows[at])))
    rest.set("class", f"{table.get('class') or ''} continued".strip())
    rest.append(_heading(table, rows[at]))
    for part in table.xpath("./colgroup | ./thead"):
        rest.append(_again(part))
    body = builder.TBODY()
    spanning = _spanning(rows, at)
    for row in rows[at:]:
        body.append(row)
    _say_again(rows[at], spanning)
    rest.append(body)
    rest.tail, table.tail = table.tail, None
    place = table.getparent() if is_turned(table) else table
    place.addnext(rest)
    if place is not table:
        turn(rest)
    table.set("class", f"{table.get('class') or ''} goes-on".strip())


def _heading(table, first):
    caption = table.find("caption")
    words = caption.text_content().strip() if caption is not None else ""
    is_second = words.endswith(CONTINUED)
    found = builder.CAPTION(words if is_second else words + CONTINUED)
    if words in ("", CONTINUED):
        found.set("class", "bare")
    if first.get("data-row"):  # the page opens at this row, see ``openings``
        found.set("data-row", first.get("data-row"))
    return found


def _again(part):
    """A copy without anchors, which must stay single, and without the notes of calls."""
    found = deepcopy(part)
    for each in found.iter():
        each.attrib.pop("id", None)
        each.attrib.pop("data-n", None)
    for group in found.xpath('.//span[@class="foot"]'):
        group.drop_tree()
    found.tail = None
    return found


def _spanning(rows, at: int) -> list[tuple[int, lxml.html.HtmlElement, int]]:
    """(column, cell, rows that are left) of cells that reach over the break; they are cut short."""
    found = []
    for n, column, cell in cells(rows):
        left = n + int(cell.get("rowspan") or 1) - at
        if n < at and left > 0:
            cell.set("rowspan", str(at - n))
            found.append((column, cell, left))
    return found


def _say_again(row, spanning) -> None:
    for column, cell, left in sorted(spanning, key=lambda each: each[0]):
        again = _again(cell)
        again.set("rowspan", str(left))
        place = sum(_column_in(row, n) < column for n in range(len(row)))
        row.insert(place, again)


def _column_in(row, n: int) -> int:
    return sum(int(cell.get("colspan") or 1) for cell in row[:n])

"""Tables that a text holds as HTML → Markdown rows, as programs that read pages write them.

A table takes one line, its rows parted by ``ROW_END``; the lines below keep their numbers.
"""

import re

from lxml import etree

from editorial.intake.lines import LeftOut
from editorial.intake.tables import FROM_ABOVE, FROM_LEFT

ROW_END = "\u2028"  # never in a text whose line ends have been made newlines
MARKS = "网页表格的标记"
MOST_COLUMNS = 60
MOST_ROWS = 2000
MOST_TABLES = 300
_TAG = re.compile(r"</?table\b[^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def without_web_tables(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The text with Markdown rows for every HTML table, and the marks that this saved."""
    pieces, left = [], []
    end, line = 0, 1
    for start, stop in _places(text):
        source = text[start:stop]
        made = _rows_of(source)
        made += "\n" * source.count("\n") if made else ""
        line += text.count("\n", end, start)
        if made and len(made) <= len(source):
            pieces += [text[end:start], made]
            left.append(LeftOut(line, len(source) - len(made), MARKS))
        else:
            pieces.append(text[end:stop])
        end, line = stop, line + source.count("\n")
    return "".join(pieces) + text[end:], tuple(left)


def _places(text: str) -> list[tuple[int, int]]:
    """Where tables stand that have their lines to themselves; of nested ones the innermost."""
    found, start = [], None
    for tag in _TAG.finditer(text):
        if not tag.group().startswith("</"):
            start = tag.start()
            continue
        is_table = start is not None and not (found and start < found[-1][1])
        if is_table and _is_alone(text, start, tag.end()):
            found.append((start, tag.end()))
        start = None
        if len(found) == MOST_TABLES:
            break
    return found


def _is_alone(text: str, start: int, stop: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[stop : (text.find("\n", stop) + 1 or len(text) + 1) - 1]
    return not before.strip() and not after.strip()


def _rows_of(source: str) -> str:
    root = etree.HTML(source)
    tables = [] if root is None else root.findall(".//table")
    if len(tables) != 1:
        return ""
    grid: list[list[str]] = []
    heads: list[bool] = []
    reach: dict[int, int] = {}  # column → rows that a cell from above still covers
    for row in tables[0].iter("tr"):
        cells = [each for each in row if each.tag in ("td", "th")]
        grid.append(_row(cells, reach))
        heads.append(bool(cells) and (row.getparent().tag == "thead" or _is_head(cells)))
    if not any(grid) or len(grid) > MOST_ROWS or max(map(len, grid)) > MOST_COLUMNS:
        return ""
    lines = [f"|{'|'.join(row)}|" for row in grid if row]
    count = next((at for at, is_head in enumerate(heads) if not is_head), 0)
    if count:
        lines.insert(count, f"|{'|'.join(['--'] * max(map(len, grid)))}|")
    return ROW_END.join(lines)


def _is_head(cells) -> bool:
    return all(each.tag == "th" for each in cells)


def _row(cells, reach: dict[int, int]) -> list[str]:
    """One row of the grid: what cells say, and where a cell goes on from the left or above."""
    row: list[str] = []
    waiting = list(cells)
    while waiting or reach.get(len(row), 0):
        column = len(row)
        if reach.get(column, 0):
            reach[column] -= 1
            row.append(FROM_ABOVE)
            continue
        cell = waiting.pop(0)
        columns, rows = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", MOST_ROWS)
        row += [_words(cell), *[FROM_LEFT] * (columns - 1)]
        reach.update({column + at: rows - 1 for at in range(columns)})
        if len(row) > MOST_COLUMNS:
            break
    return row


def _span(cell, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), most) if value.isdecimal() and int(value) else 1


def _words(cell) -> str:
    text = _SPACES.sub(" ", "".join(cell.itertext())).strip().replace("|", "｜")
    return f" {text} " if text else " "

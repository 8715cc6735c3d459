"""Table blocks: Markdown rows → HTML. ``<<`` joins a cell to its left, ``^^`` to the one above.

A rule that begins with ``--bar--`` (line, pie, combined) makes of the table the data of a chart.
"""

import re
from collections.abc import Callable

from editorial.intake.lines import Block

FROM_LEFT, FROM_ABOVE = "<<", "^^"
_SEPARATOR_CELL = re.compile(r"^:?-{2,}:?$|^--(?:bar|line|pie|combined)--$")
_CHART = re.compile(r"^\|--(bar|line|pie|combined)--\|", re.MULTILINE)


def cells_of(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def chart_kind(rows: str) -> str:
    """What chart these rows are the data of; empty for a table."""
    found = _CHART.search(rows)
    return found.group(1) if found else ""


def _is_rule(cells: list[str]) -> bool:
    """|---|:--:| between the head of a table and its rows."""
    return any(cells) and all(_SEPARATOR_CELL.match(cell) for cell in cells if cell)


def _head_and_rows(block: Block) -> tuple[list[list[str]], list[list[str]]]:
    """The rows above the first rule, and the others; rules themselves are left out."""
    rows = [cells_of(part) for part in block.parts]
    rule = next((at for at, row in enumerate(rows) if _is_rule(row)), 0)
    return rows[:rule], [row for row in rows[rule:] if not _is_rule(row)]


def words_in_table(block: Block) -> list[str]:
    """The cells that hold words, as written."""
    return [
        cell
        for part in _head_and_rows(block)
        for at, row in enumerate(part)
        for column, cell in enumerate(row)
        if not _is_left(row, column) and not _is_above(part, at, column)
    ]


def table_html(block: Block, write: Callable[[str], str]) -> str:
    """The table; ``write`` turns the text of a cell into HTML."""
    head, rest = _head_and_rows(block)
    parts = [_part(head, "thead", "th", write), _part(rest, "tbody", "td", write)]
    return f"<table>{''.join(parts)}</table>"


def _part(rows: list[list[str]], part: str, tag: str, write) -> str:
    lines = "".join(f"<tr>{_row(rows, at, tag, write)}</tr>" for at in range(len(rows)))
    return f"<{part}>{lines}</{part}>" if rows else ""


def _row(rows: list[list[str]], at: int, tag: str, write) -> str:
    made = ""
    for column, cell in enumerate(rows[at]):
        if _is_left(rows[at], column) or _is_above(rows, at, column):
            continue
        spans = _span("colspan", _columns(rows[at], column)) + _span(
            "rowspan", _rows(rows, at, column)
        )
        made += f"<{tag}{spans}>{write(cell)}</{tag}>"
    return made


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _columns(row: list[str], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == FROM_LEFT:
        end += 1
    return end - column


def _rows(rows: list[list[str]], at: int, column: int) -> int:
    end = at + 1
    while end < len(rows) and _is_above(rows, end, column):
        end += 1
    return end - at


def _is_left(row: list[str], column: int) -> bool:
    """Whether this cell belongs to the one on its left; the first cell of a row never does."""
    return row[column] == FROM_LEFT and column > 0


def _is_above(rows: list[list[str]], at: int, column: int) -> bool:
    """Whether this cell belongs to the one above it, which must be as wide and begin there."""
    if at == 0 or column >= len(rows[at]) or rows[at][column] != FROM_ABOVE:
        return False
    above = rows[at - 1]
    if column >= len(above) or _is_left(above, column):
        return False
    return _columns(above, column) == _columns(rows[at], column)

"""Tables of Word → Markdown rows: ``<<`` goes on from the left, ``^^`` from above."""

from collections.abc import Callable

from editorial.intake.grammar import note_label, source_of
from editorial.intake.tables import FROM_ABOVE, FROM_LEFT
from editorial.intake.word.blocks import Cell, Table

_MOST_PARAGRAPHS = 12  # of a cell; more are no cell but a page
_PIPE = str.maketrans("|", "｜")


def is_layout(table: Table) -> bool:
    """A frame around text rather than a table: one column, or cells that hold whole pages."""
    if all(len(row) <= 1 for row in table.rows):
        return True
    return any(_is_page(cell) for row in table.rows for cell in row)


def _is_page(cell: Cell) -> bool:
    texts = [_plain(block) for block in cell.blocks if not isinstance(block, Table)]
    texts = [text for text in texts if text]
    if len(texts) > _MOST_PARAGRAPHS:
        return True
    return any(note_label(text) is not None or source_of(text) is not None for text in texts[1:])


def _plain(paragraph) -> str:
    return "".join(each.text for each in paragraph.pieces if each.kind == "text").strip()


def table_lines(table: Table, write: Callable) -> list[str]:
    """One line a row, and |---| below the head."""
    rows = [_row(row, write, is_first=at == 0) for at, row in enumerate(table.rows)]
    columns = max((len(row) for row in rows), default=0)
    lines = ["| " + " | ".join(row + [""] * (columns - len(row))) + " |" for row in rows]
    head = table.head or _bold_rows(table)
    if 0 < head < len(lines):
        lines.insert(head, "|" + "---|" * columns)
    return lines if columns else []


def _row(cells: tuple[Cell, ...], write: Callable, *, is_first: bool) -> list[str]:
    made: list[str] = []
    for cell in cells:
        texts = [write(block) for block in cell.blocks]
        text = "<br>".join(each for each in texts if each).translate(_PIPE)
        is_lower = cell.goes_on and not is_first and not text
        made += [FROM_ABOVE if is_lower else text, *[FROM_LEFT] * (cell.columns - 1)]
    return made


def _bold_rows(table: Table) -> int:
    """1 when the first row is all bold and the second is not: a head without the setting."""
    if len(table.rows) < 2:
        return 0
    return int(_is_bold(table.rows[0]) and not _is_bold(table.rows[1]))


def _is_bold(row: tuple[Cell, ...]) -> bool:
    words = [
        piece
        for cell in row
        for block in cell.blocks
        if not isinstance(block, Table)
        for piece in block.pieces
        if piece.kind == "text" and piece.text.strip()
    ]
    return bool(words) and all(piece.look.bold for piece in words)


def nested(table: Table, write: Callable) -> str:
    """A table inside a cell: each of its paragraphs on a line of its own."""
    cells = (cell for row in table.rows for cell in row)
    texts = (write(block) for cell in cells for block in cell.blocks)
    return "<br>".join(text for text in texts if text)


def rows_as_text(cells: list[list[str]], stands_alone: Callable[[str], bool]) -> list[str]:
    """A row of a masthead or a contents list: its cells on one line, a tab between them."""
    lines = []
    if cells and cells[0] and stands_alone(cells[0][0]):
        lines, cells = cells[0], cells[1:]
    first = "\t".join(texts[0] for texts in cells if texts)
    lines = lines + ([first] if first else [])
    return lines + [text for texts in cells for text in texts[1:]]

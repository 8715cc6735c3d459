"""Tables and figures of a page → HTML in our vocabulary, as blocks that are right as they are."""

import html
from collections.abc import Callable

from editorial.intake.pasted.blocks import Grid, Group, Slot, Words

_MOST_PARAGRAPHS = 12  # of a cell, and of a figure; more are no cell but a page
Write = Callable[[Words], str]


def is_layout(grid: Grid) -> bool:
    """A frame around text rather than a table: one column, or cells that hold whole pages."""
    if all(len(slots) <= 1 for _, slots in grid.rows):
        return True
    return any(len(slot.items) > _MOST_PARAGRAPHS for _, slots in grid.rows for slot in slots)


def items_of(grid: Grid) -> list:
    """What a layout holds, row by row."""
    inside = [item for _, slots in grid.rows for slot in slots for item in slot.items]
    return [*grid.caption, *inside]


def is_page(group: Group) -> bool:
    """A figure that some page wraps around its text."""
    if group.tag != "figure" or group.name:
        return False
    others = [each for each in group.items if isinstance(each, Words) and not _is_caption(each)]
    has_table = any(isinstance(each, Grid) for each in group.items) and not group.chart
    return has_table or len([each for each in others if _has_words(each)]) > 3


def table_html(grid: Grid, write: Write) -> str:
    head, body = _parts(grid)
    caption = items_html(grid.caption, write)
    caption = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{caption}{_part('thead', head, write)}{_part('tbody', body, write)}</table>"


def _parts(grid: Grid) -> tuple[list[list[Slot]], list[list[Slot]]]:
    """The rows of the head and the others; a bold first row is a head without the tag."""
    rows = [(is_head, slots) for is_head, slots in grid.rows if slots]
    count = 0
    while count < len(rows) - 1 and (
        rows[count][0] or all(each.is_head for each in rows[count][1])
    ):
        count += 1
    if not count and len(rows) > 1 and _is_bold(rows[0][1]) and not _is_bold(rows[1][1]):
        count = 1
    # A cell that reaches down takes its rows along into the head.
    reach = max(
        (at + slot.rows for at, (_, row) in enumerate(rows[:count]) for slot in row), default=0
    )
    count = max(count, min(reach, len(rows) - 1)) if count else 0
    return [slots for _, slots in rows[:count]], [slots for _, slots in rows[count:]]


def _is_bold(slots: list[Slot]) -> bool:
    words = [
        piece
        for slot in slots
        for item in slot.items
        if isinstance(item, Words)
        for piece in item.paragraph.pieces
        if piece.kind == "text" and piece.text.strip()
    ]
    return bool(words) and all(piece.look.bold for piece in words)


def _part(part: str, rows: list[list[Slot]], write: Write) -> str:
    tag = "th" if part == "thead" else ""
    lines = "".join(f"<tr>{''.join(_cell(slot, tag, write) for slot in row)}</tr>" for row in rows)
    return f"<{part}>{lines}</{part}>" if rows else ""


def _cell(slot: Slot, tag: str, write: Write) -> str:
    tag = tag or ("th" if slot.is_head else "td")
    said = _attribute("colspan", slot.columns) + _attribute("rowspan", slot.rows)
    scope = f' scope="{slot.scope}"' if slot.scope and tag == "th" else ""
    return f"<{tag}{said}{scope}>{items_html(slot.items, write)}</{tag}>"


def _attribute(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def items_html(items: list, write: Write) -> str:
    """Paragraphs one below the other, those of a table among them as well."""
    made = []
    for item in items:
        if isinstance(item, Words):
            made.append(write(item))
        elif isinstance(item, Grid):
            made.append(items_html(items_of(item), write))
    return "<br>".join(each for each in made if each)


def group_html(group: Group, write: Write) -> str:
    """A figure with its caption, a list of contents or a quotation; nothing if it is empty."""
    if group.tag != "figure":
        lines = "".join(f"<p>{items_html([each], write)}</p>" for each in group.items)
        opening = f'<{group.tag} class="{group.name}">' if group.name else f"<{group.tag}>"
        return f"{opening}{lines}</{group.tag}>" if lines else ""
    shown = [each for each in group.items if not _is_caption(each)]
    parts = "".join(
        table_html(each, write) if isinstance(each, Grid) else write(each) for each in shown
    )
    caption = "<br>".join(write(each) for each in group.items if _is_caption(each))
    inside = parts + (f"<figcaption>{caption}</figcaption>" if caption else "")
    chart = f' data-chart="{html.escape(group.chart)}"' if group.chart else ""
    name = f' class="{group.name}"' if group.name else ""
    return f"<figure{name}{chart}>{inside}</figure>" if inside else ""


def _is_caption(item) -> bool:
    return isinstance(item, Words) and item.tag == "figcaption"


def _has_words(words: Words) -> bool:
    return any(piece.kind == "text" and piece.text.strip() for piece in words.paragraph.pieces)

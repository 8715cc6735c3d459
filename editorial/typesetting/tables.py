"""Table rows of whole lines, so that the text below a table stands on the grid again.

WeasyPrint 70.0 gives a row the height of its words. Where the stylesheet says ``--row-pitch``,
each cell is padded, half above and half below, to a multiple of that length.
"""

PX = 4 / 3  # CSS pixels to a pt
SLACK = 0.5  # px: what rounding may add


def install() -> None:
    """Replace WeasyPrint's layout of blocks, cells among them; a second call changes nothing."""
    from weasyprint.formatting_structure.boxes import TableCellBox
    from weasyprint.layout import block

    if block.block_container_layout is not _block_layout:
        _block_layout.original = block.block_container_layout
        _block_layout.cell = TableCellBox
        block.block_container_layout = _block_layout


def _block_layout(context, box, *more, **rest):
    """A block as WeasyPrint lays it out; a cell that ends here, with what it lacks to a row."""
    found = _block_layout.original(context, box, *more, **rest)
    cell, resume_at, *_ = found
    if not isinstance(cell, _block_layout.cell) or resume_at is not None:
        return found
    if pitch := row_pitch(box.style):
        _pad(cell, -(cell.border_height() - SLACK) % pitch - SLACK)
    return found


def row_pitch(style) -> float:
    """``--row-pitch`` in px, or 0 where the stylesheet says none."""
    tokens = [each for each in style["__row_pitch"] if each.type != "whitespace"]
    if tokens and tokens[0].type == "function":  # var(--line): the length is the design's
        named = next(each for each in tokens[0].arguments if each.type == "ident")
        tokens = style[named.value.replace("-", "_")]
    lengths = [each for each in tokens if each.type == "dimension"]
    return lengths[0].value * PX if lengths and lengths[0].lower_unit == "pt" else 0.0


def _pad(cell, extra: float) -> None:
    from weasyprint.layout.table import add_top_padding

    if extra > 0:
        add_top_padding(cell, extra / 2)
        cell.padding_bottom += extra / 2

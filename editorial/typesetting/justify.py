"""Justification and squeeze of Chinese, which WeasyPrint 70.0 does not do: a runtime extension.

WeasyPrint opens only spaces, so that lines of Chinese end raggedly. Here the gaps between Chinese
characters count too, and each run of them gets its share as Pango letter spacing. Adjacent marks
give up their blank half through the OpenType feature ``halt``. Every name that is replaced is
listed in ``install``; a test guards the version.
"""

from itertools import accumulate

from editorial.typography import elastic_spans, halved_marks, is_elastic, spare_marks, width

VERSION = "70.0"
WIDEST = 0.5  # em: a gap wider than this reads as a hole, and the line stays ragged
HOLE = 0.4  # em: room at a line's end that tells of a character kept back by 禁则
TOLERANCE = 0.01  # em


class WrongVersion(RuntimeError):
    """The extension was written for another WeasyPrint."""


def install() -> None:
    """Replace three functions of WeasyPrint; a second call changes nothing."""
    import weasyprint
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    if weasyprint.__version__ != VERSION:
        raise WrongVersion(f"made for WeasyPrint {VERSION}, found {weasyprint.__version__}")
    if line_break.Layout.set_text is not _set_text:
        _set_text.original = line_break.Layout.set_text
        line_break.Layout.set_text = _set_text
        inline.justify_line = justify_line
        split_first_line.original = inline.split_first_line
        inline.split_first_line = split_first_line


def _set_text(layout, text, justify=False):
    """Pango layout's text with halved marks, and on drawing with opened gaps."""
    _set_text.original(layout, text)
    marks = {*halved_marks(layout.text), *getattr(layout, "squeezed", ())}
    share = layout.justification_spacing if justify else 0
    if not (marks or share):
        return
    from weasyprint.text.ffi import TO_UNITS, ffi, pango

    offsets = [0, *accumulate(len(character.encode()) for character in layout.text)]
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)

    def add(change, attribute, span):
        attribute.start_index, attribute.end_index = offsets[span[0]], offsets[span[1]]
        change(attributes, attribute)

    for span in sorted(marks):
        add(pango.pango_attr_list_insert, pango.pango_attr_font_features_new(b"halt 1"), span)
    if share:
        own = layout.style["letter_spacing"]
        units = int((share + (0 if own == "normal" else own)) * TO_UNITS)
        for span in elastic_spans(layout.text):
            add(pango.pango_attr_list_change, pango.pango_attr_letter_spacing_new(units), span)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def split_first_line(text, style, context, max_width, spacing, is_line_start=True, minimum=False):
    """WeasyPrint's line, drawn together where that lets in what 禁则 kept back (挤进).

    A closing mark may not begin a line, so Pango sends the character before it down as well and
    leaves a hole. Halving one or two marks of the line makes room for both.
    """
    found = split_first_line.original(
        text, style, context, max_width, spacing, is_line_start, minimum
    )
    if max_width is None or minimum or style["text_align_all"] != "justify":
        return found
    return _drawn_together(found, text, style, max_width, spacing) or found


def _drawn_together(found, text, style, max_width, spacing):
    _, length, resume_at, line_width, *_ = found
    em, data = style["font_size"], text.encode()
    hole = max_width - line_width
    unit = b""
    if hole > -TOLERANCE * em:
        if resume_at is None or hole < HOLE * em or data[length:resume_at].strip(b" "):
            return None
        unit = _next_unit(data[resume_at:], style["lang"])
        if not unit or width(unit.decode()) * em > hole + em + TOLERANCE * em:
            return None
    end = (length if resume_at is None else resume_at) + len(unit)
    line = data[:end].decode().rstrip(" ")
    spare = spare_marks(line)
    for count in range(1, len(spare) + 1):
        if squeezed := _fitted(line, spare[:count], style, max_width, spacing):
            return *squeezed[:2], end if end < len(data) else None, *squeezed[2:]
    return None


def _next_unit(data: bytes, lang) -> bytes:
    """What stands between here and the next place where the line may break."""
    from weasyprint.text.line_break import get_log_attrs

    ahead = data[:96].decode(errors="ignore")
    breaks = get_log_attrs(ahead, lang)
    for n in range(1, len(ahead) + 1):
        if breaks[n].is_line_break:
            return ahead[:n].encode()
    return b""


def _fitted(line, marks, style, max_width, spacing):
    """(layout, length, width, height, baseline) of the line with these marks halved, if it fits."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import FROM_UNITS, pango

    layout = line_break.Layout(style, spacing, max_width)
    layout.squeezed = tuple(marks)
    layout.set_text(line)
    first, _ = layout.get_first_line()
    wide, high = line_break.line_size(first, style)
    if wide > max_width + TOLERANCE * style["font_size"]:
        return None
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    length = first.length
    layout.deactivate()
    return layout, length, wide, high, baseline


def justify_line(context, line, extra_width):
    """Share the line's slack out among its gaps (in the place of WeasyPrint's own)."""
    leaves = list(_leaves(line))
    gaps = sum(leaf.gaps for leaf in leaves)
    if leaves:
        gaps -= leaves[0].lead + leaves[-1].trail
    if gaps <= 0 or extra_width / gaps > WIDEST * line.style["font_size"]:
        return
    _open(line, extra_width / gaps, 0.0, is_first=True)


class _Leaf:
    """A text box's gaps: each elastic character has half a gap on either side.

    Pango drops the halves at both ends of a layout, so these are added between boxes by hand.
    """

    def __init__(self, text: str):
        self.gaps = sum(end - start for start, end in elastic_spans(text))
        self.lead = 0.5 if text and is_elastic(text[0]) else 0.0
        self.trail = 0.5 if text and is_elastic(text[-1]) else 0.0


def _leaves(box):
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield _Leaf(child.text)
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            yield from _leaves(child)
        elif child.is_in_normal_flow():
            yield _Leaf("")


def _open(box, share, x, *, is_first):
    """Move and widen the box and all in it by ``share`` a gap; returns the shift at its end."""
    from weasyprint.formatting_structure import boxes

    before = x
    box.position_x += x
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            x = _open_text(child, share, x, is_first=is_first)
            is_first = False
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            x = _open(child, share, x, is_first=is_first)
            is_first = False
        elif child.is_in_normal_flow():
            child.translate(x, 0)
            is_first = False
    box.width += x - before
    return x


def _open_text(box, share, x, *, is_first):
    leaf = _Leaf(box.text)
    if not is_first:
        x += leaf.lead * share
    inner = (leaf.gaps - leaf.lead - leaf.trail) * share
    box.position_x += x
    box.width += inner
    box.justification_spacing = box.pango_layout.justification_spacing = share
    return x + inner + leaf.trail * share

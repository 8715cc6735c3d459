"""Justification and squeeze of Chinese, which WeasyPrint 70.0 does not do: a runtime extension.

WeasyPrint opens only spaces, so that lines of Chinese end raggedly. Here the gaps between Chinese
characters count too, and each run of them gets its share as Pango letter spacing. Adjacent marks
give up their blank half through the OpenType feature ``halt``. Every name that is replaced is
listed in ``install``; a test guards the version.
"""

from itertools import accumulate

from editorial.typography.squeeze import halved_marks
from editorial.typography.stretch import elastic_spans, is_elastic

VERSION = "70.0"
WIDEST = 0.5  # em: a gap wider than this reads as a hole, and the line stays ragged


class WrongVersion(RuntimeError):
    """The extension was written for another WeasyPrint."""


def install() -> None:
    """Replace two functions of WeasyPrint; a second call changes nothing."""
    import weasyprint
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    if weasyprint.__version__ != VERSION:
        raise WrongVersion(f"made for WeasyPrint {VERSION}, found {weasyprint.__version__}")
    if line_break.Layout.set_text is not _set_text:
        _set_text.original = line_break.Layout.set_text
        line_break.Layout.set_text = _set_text
        inline.justify_line = justify_line


def _set_text(layout, text, justify=False):
    """Pango layout's text with halved marks, and on drawing with opened gaps."""
    _set_text.original(layout, text)
    marks = halved_marks(layout.text)
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

    for span in marks:
        add(pango.pango_attr_list_insert, pango.pango_attr_font_features_new(b"halt 1"), span)
    if share:
        own = layout.style["letter_spacing"]
        units = int((share + (0 if own == "normal" else own)) * TO_UNITS)
        for span in elastic_spans(layout.text):
            add(pango.pango_attr_list_change, pango.pango_attr_letter_spacing_new(units), span)
    pango.pango_layout_set_attributes(layout.layout, attributes)


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

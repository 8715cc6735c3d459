"""Justification and squeeze of Chinese, which WeasyPrint 70.0 does not do: a runtime extension.

WeasyPrint opens only spaces, so that lines of Chinese end raggedly. Here the gaps between Chinese
characters count too, and each run of them gets its share as Pango letter spacing. The gap at a
border of Chinese and Latin is a part of the line's width, the same on every line. Adjacent marks
give up their blank half through the OpenType feature ``halt``. Every name that is replaced is
listed in ``install``; a test guards the version. ``drawn`` puts on paper what is measured here.
"""

import re
from itertools import accumulate

from editorial.typesetting import drawn, engine, gaps
from editorial.typesetting.leaves import leaves_of, off_centre
from editorial.typography import (
    borders,
    breaks_at_quotes,
    drawn_in,
    elastic_spans,
    halved_marks,
    is_alone,
    is_han,
    torn,
    width,
)

VERSION = "70.0"
WIDEST = 0.5  # em: a gap wider than this reads as a hole, and the line stays ragged
HOLE = 0.4  # em: room at a line's end that tells of a character kept back by 禁则
TOLERANCE = 0.01  # em
ROUNDING = 0.001  # px
AHEAD = 1.15  # of a line: how much text is shown to Pango at first
MARGIN = 8  # characters beyond that, among which the text may break
SHORTEST = 8  # em: shorter lines, as in narrow cells, have nothing to give
WIDEST_DROP = 3.5  # em: what is taken down with an orphan leaves no more than this open
WIDEST_TORN = 10.0  # em: the same of what is taken down to stay whole
MOST_TORN = 16  # characters of the next line that tell whether something is torn
FEW = 20  # bytes: a character with its marks takes no more
WIDEST_LINE = 10_000  # px: beyond it widths are asked for, not lines
_FREE = re.compile("[\u4e00-\u9fff]{3}")


class WrongVersion(RuntimeError):
    """The extension was written for another WeasyPrint."""


def install() -> None:
    """Replace six functions of WeasyPrint; a second call changes nothing."""
    import weasyprint
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    if weasyprint.__version__ != VERSION:
        raise WrongVersion(f"made for WeasyPrint {VERSION}, found {weasyprint.__version__}")
    if line_break.Layout.set_text is not _set_text:
        _set_text.original = line_break.Layout.set_text
        line_break.Layout.set_text = _set_text
        drawn.first_line.original = line_break.Layout.get_first_line
        line_break.Layout.get_first_line = drawn.first_line
        inline.justify_line = justify_line
        text_align.original, inline.text_align = inline.text_align, text_align
        split_first_line.original = inline.split_first_line
        inline.split_first_line = preferred.split_first_line = split_first_line


def _set_text(layout, text, justify=False):
    """Pango layout's text with halved marks, and on drawing with opened gaps."""
    _set_text.original(layout, text)
    layout.is_fresh = justify
    marks = halved_marks(layout.text)
    share = layout.justification_spacing if justify else 0
    if not (marks or share):
        return
    offsets = [0, *accumulate(len(character.encode()) for character in layout.text)]
    ffi, pango = engine.ffi, engine.pango
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
        units = int((share + (0 if own == "normal" else own)) * engine.TO_UNITS)
        for span in elastic_spans(layout.text):
            add(pango.pango_attr_list_change, pango.pango_attr_letter_spacing_new(units), span)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def split_first_line(text, style, context, max_width, spacing, is_line_start=True, minimum=False):
    """WeasyPrint's line, drawn together where that lets in what 禁则 kept back (挤进).

    A closing mark may not begin a line, so Pango sends the character before it down as well and
    leaves a hole. Narrowing the marks of the line makes room for both. Beside a quotation mark
    it keeps back even more than there is reason to.
    """
    more = (spacing, is_line_start, minimum)
    found = _first_line(text, style, context, max_width, *more)
    if max_width is None or minimum:
        return found
    is_justified = style["text_align_all"] == "justify"
    if is_justified:
        found = _drawn_together(found, text, style, max_width, spacing) or found
    found = _with_company(found, text, style, context, max_width, *more) or found
    return (is_justified and _untorn(found, text, style, context, max_width, *more)) or found


def _untorn(found, text, style, context, max_width, *more):
    """The line with all of a number and its unit, or of a 文号, or without any of it."""
    layout, _, resume_at, line_width, *_ = found
    em = style["font_size"]
    if resume_at is None or line_width < SHORTEST * em:
        return None
    ended = len(layout.text)
    apart = torn(layout.text, text[ended : ended + MOST_TORN])
    if not apart:
        return None
    data = text.encode()
    whole = data[:resume_at] + _next_unit(data[resume_at:], style["lang"])
    if fitted := _fitted(whole.decode(), style, max_width, more[0]):
        return *fitted[:2], len(whole) if len(whole) < len(data) else None, *fitted[2:]
    end = len(data[:resume_at].decode()) - apart
    shorter = _first_line(text[:end], style, context, max_width, *more) if end > 0 else found
    if shorter[2] is not None or line_width - shorter[3] > WIDEST_TORN * em:
        return None
    return *shorter[:2], len(text[:end].encode()), *shorter[3:]


def _with_company(found, text, style, context, max_width, *more):
    """The line without its last character, where one alone would be left for the next (孤字).

    The line is opened for it by a fortieth of an em between its characters, which nobody sees.
    """
    length, resume_at, line_width = found[1:4]
    em = style["font_size"]
    if resume_at is None or line_width < SHORTEST * em or not is_alone(_rest(text, resume_at)):
        return None
    shorter = _first_line(text, style, context, min(max_width, line_width - em / 4), *more)
    is_near = line_width - shorter[3] < WIDEST_DROP * em
    return shorter if is_near and 0 < shorter[1] < length else None


def _rest(text: str, resume_at: int) -> str:
    """What is left for the next line, or nothing where that is clearly more than a character."""
    data = text.encode()
    return data[resume_at:].decode() if len(data) - resume_at <= FEW else ""


def _first_line(text, style, context, max_width, *more):
    """WeasyPrint's line in the room that the gaps at its borders leave; they count as width."""
    gap = gaps.GAP * style["font_size"]
    found = _shown(text, style, context, max_width, *more)
    met = len(borders(found[0].text))
    if met and max_width is not None and found[3] + met * gap > max_width:
        found = _shown(text, style, context, max(0, max_width - met * gap), *more)
        if fewer := met - len(borders(found[0].text)):  # one of them went down with its line
            wider = max_width - (met - fewer) * gap
            longer = _shown(text, style, context, max(0, wider), *more)
            found = longer if len(borders(longer[0].text)) == met - fewer else found
    return _gapped(found, gap)


def _gapped(found, gap: float):
    """The line, as wide as it is with its gaps, which are noted on its layout."""
    layout, length, resume_at, line_width, *rest = found
    met = borders(layout.text)
    if met:
        layout.edges = _sides(layout.text, met, gap)
    return layout, length, resume_at, line_width + len(met) * gap, *rest


def _sides(text: str, met: list[int], gap: float) -> dict[int, tuple[float, float]]:
    """Place of a Latin character → px before it and after it, where it meets Chinese."""
    found: dict[int, tuple[float, float]] = {}
    for place in met:
        if is_han(text[place - 1]):
            found[place] = gap, found.get(place, (0.0, 0.0))[1]
        else:
            found[place - 1] = found.get(place - 1, (0.0, 0.0))[0], gap
    return found


def _shown(text, style, context, max_width, *more):
    """WeasyPrint's line; of a long Chinese paragraph Pango is shown little more than a line.

    WeasyPrint shows it four, and all of it where it asks for the narrowest line, for the width of
    a column, character by character: the time for a cell grew with its square. Where the line
    ends well before the end of the piece, among characters that may break anywhere, the rest of
    the text cannot change it.
    """
    if max_width is not None and style["font_size"] and max_width < WIDEST_LINE:
        size = max(MARGIN, int(max_width / style["font_size"] * AHEAD)) + MARGIN
        if len(text) > size and _FREE.search(text, size - MARGIN + 1, size):
            found = split_first_line.original(text[:size], style, context, max_width, *more)
            if found[2] is not None and found[2] <= len(text[: size - MARGIN].encode()):
                return found
    return split_first_line.original(text, style, context, max_width, *more)


def _drawn_together(found, text, style, max_width, spacing):
    _, length, resume_at, line_width, *_ = found
    em, data = style["font_size"], text.encode()
    hole = max_width - line_width
    units = [b""]
    if hole > -TOLERANCE * em:
        if resume_at is None or hole < HOLE * em or data[length:resume_at].strip(b" "):
            return None
        units = _units_within(hole / em + 1 + TOLERANCE, data[resume_at:], style["lang"])
    for unit in units:
        end = (length if resume_at is None else resume_at) + len(unit)
        if fitted := _fitted(data[:end].decode().rstrip(" "), style, max_width, spacing):
            return *fitted[:2], end if end < len(data) else None, *fitted[2:]
    return None


def _units_within(room: float, data: bytes, lang) -> list[bytes]:
    """What might come up to the line, the most of it first; ``room`` in em."""
    found, unit = [], b""
    while more := _next_unit(data[len(unit) :], lang):
        unit += more
        if width(unit.decode()) > room:
            break
        found.insert(0, unit)
    return found


def _next_unit(data: bytes, lang) -> bytes:
    """What stands between here and the next place where the line may break."""
    ahead = data[:96].decode(errors="ignore")
    breaks = engine.line_break.get_log_attrs(ahead, lang)
    at_quotes = breaks_at_quotes(ahead)
    for n in range(1, len(ahead) + 1):
        if breaks[n].is_line_break or n in at_quotes:
            return ahead[:n].encode()
    return b""


def _fitted(line, style, max_width, spacing):
    """(layout, length, width, height, baseline) of the line with its marks narrowed, if it fits."""
    layout = engine.line_break.Layout(style, spacing, max_width)
    layout.set_text(line)
    first, _ = layout.get_first_line()
    wide, high = engine.line_break.line_size(first, style)
    em = style["font_size"]
    met = borders(line)
    wide += len(met) * gaps.GAP * em
    shares = drawn_in(line, (wide - max_width) / em)
    if wide > max_width and not shares:
        return None
    # Were it wider by a rounding, after a run-in all of the text would go down.
    wide = min(wide, max_width - ROUNDING)
    layout.narrower = {place: share * em for place, share in shares.items()}
    layout.edges = _sides(line, met, gaps.GAP * em)
    baseline = engine.pango.pango_layout_get_baseline(layout.layout) * engine.FROM_UNITS
    length = first.length
    layout.deactivate()
    return layout, length, wide, high, baseline


def text_align(context, line, available_width, last):
    """WeasyPrint's alignment, of a line whose words in other type have their gaps as well."""
    room = available_width - line.width
    is_justified = line.style["text_align_all"] == "justify" and not last
    if room <= 0 or not is_justified:  # otherwise WeasyPrint's asks to justify it
        _share_out(line, max(room, 0.0), is_full=is_justified)
    offset = text_align.original(context, line, available_width, last)
    return offset + off_centre(line) if line.style["text_align_all"] == "center" else offset


def justify_line(context, line, extra_width):
    """Share the line's slack out among its gaps (in the place of WeasyPrint's own)."""
    _share_out(line, extra_width, is_full=True)


def _share_out(line, slack: float, *, is_full: bool) -> None:
    """Close up marks that meet in two boxes, open the borders between boxes, as far as there is
    room, then, in a full line, every gap.
    """
    em, found = line.style["font_size"], leaves_of(line)
    tucked = sum([leaf.tuck for leaf in found]) if len(found) > 1 else 0.0
    slack += tucked
    met = sum(leaf.met.bit_count() for leaf in found)
    at_border = min(gaps.GAP * em, slack / met) if met else 0.0
    open_to = sum(leaf.gaps for leaf in found)
    if found:
        open_to -= found[0].lead + found[-1].trail
    share = (slack - at_border * met) / open_to if is_full and open_to > 0 else 0.0
    if share > WIDEST * em:
        share = 0.0
    if share or at_border or tucked:
        _open(line, share, at_border, 0.0, iter(found), is_first=True)


def _open(box, share, at_border, x, leaves, *, is_first):
    """Move and widen the box and all in it by its gaps; returns the shift at its end."""
    before = x
    box.position_x += x
    for child in box.children:
        if not isinstance(child, engine.boxes.TextBox) and not child.is_in_normal_flow():
            continue
        if isinstance(child, engine.boxes.InlineBox):
            x = _open(child, share, at_border, x, leaves, is_first=is_first)
        elif isinstance(child, engine.boxes.TextBox):
            x = _open_text(child, share, at_border, x, next(leaves), is_first=is_first)
        else:
            next(leaves)
            child.translate(x, 0)
        is_first = False
    box.width += x - before
    return x


def _open_text(box, share, at_border, x, leaf, *, is_first):
    if not is_first:
        x += leaf.lead * share
    inner = (leaf.gaps - leaf.lead - leaf.trail) * share + leaf.met.bit_count() * at_border
    inner -= leaf.tuck
    box.position_x += x
    box.width += inner
    layout = box.pango_layout
    box.justification_spacing = layout.justification_spacing = share
    if leaf.met and at_border:
        layout.edges = leaf.edges(getattr(layout, "edges", {}), at_border)
    return x + inner + leaf.trail * share

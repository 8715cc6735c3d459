"""A line's glyphs → the operators of the PDF, as WeasyPrint 70.0 writes them, in one reading.

WeasyPrint asks Pango for every number of every glyph, and measures each glyph on each page anew.
Here a run is read in one piece, and a glyph is measured once a process. What is out of the common
(glyphs that are missing, raised, or pictures) is left to WeasyPrint.
"""

import struct

from editorial.typesetting import engine

GLYPH = struct.Struct("=Iiii4x")  # PangoGlyphInfo: glyph, width, x and y offset, flags
MISSING = 0x0FFFFFFF  # PANGO_GLYPH_EMPTY; from here on a number stands for no glyph
OLDEST_PANGO = 14802  # an older one does not tell the size of its fonts

_measured: dict[tuple, dict[int, int]] = {}  # (face, size) → glyph → width, in 1000ths of an em
_known: dict[object, tuple] = {}  # Pango's font → (key, description, size)


def install() -> None:
    """Replace the drawing of lines in WeasyPrint; a second call changes nothing."""
    from weasyprint.draw import text
    from weasyprint.pdf import stream
    from weasyprint.text.ffi import ffi, pango

    if text.draw_first_line is draw_first_line or pango.pango_version() < OLDEST_PANGO:
        return
    draw_first_line.original = text.draw_first_line
    text.draw_first_line = draw_first_line
    ffi.cdef("void * g_object_ref (void * object);")
    _font_key.original = stream.get_pango_font_key
    stream.get_pango_font_key = _font_key


def _font_key(pango_font) -> tuple:
    """What a font is known by. It is held, so that no other comes to stand at its address."""
    found = _known.get(pango_font)
    if found is None:
        engine.gobject.g_object_ref(pango_font)
        found = _known[pango_font] = _font_key.original(pango_font)
    return found


def draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix) -> list:
    """The line as WeasyPrint draws it; gives what is to be drawn as pictures: nothing."""
    is_common = text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.text.strip()
    if is_common and textbox.style["font_size"] >= 1e-6:
        layout = textbox.pango_layout
        engine.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        runs = _read(line, stream)
        if runs is not None:
            stream.set_text_matrix(*matrix.values)
            _show(runs, stream, layout)
            return []
    return draw_first_line.original(stream, textbox, text_overflow, block_ellipsis, matrix)


def _read(line, stream) -> list[tuple] | None:
    """(Pango's run, font, size, glyphs) of each run; None where one is out of the common."""
    runs, each = [], line.runs[0]
    while each != engine.ffi.NULL:
        run, each = each.data, each.next
        font, size = stream.add_font(run.item.analysis.font)
        numbers = engine.ffi.buffer(run.glyphs.glyphs, run.glyphs.num_glyphs * GLYPH.size)
        glyphs = list(GLYPH.iter_unpack(numbers))
        if font.bitmap or font.svg or font.png or font.colr or not all(map(_is_plain, glyphs)):
            return None
        runs.append((run, font, size, glyphs))
    return runs


def _is_plain(glyph: tuple) -> bool:
    return glyph[0] < MISSING and not glyph[3]


def _show(runs, stream, layout) -> None:
    told, before = "", None
    for run, font, size, glyphs in runs:
        pango_font = run.item.analysis.font
        if pango_font != before:
            before = pango_font
            if told:
                stream.show_text(told)
            told = ""
            stream.set_font_size(font.hash, size)
        _learn(run, font, size, glyphs, layout)
        if written := _written(glyphs, font.widths, size):
            told += f"<{written}>" if written[-1] != "<" else f"<{written[:-1]}"
    stream.show_text(told)


def _learn(run, font, size, glyphs, layout) -> None:
    """Tell the file's font the text and the width of each glyph that it has not met yet."""
    numbers = [each[0] for each in glyphs]
    met = dict.fromkeys(numbers)
    new = [glyph for glyph in met if glyph not in font.to_unicode]
    if new:
        texts = _texts(run, layout.text.encode())
        font.to_unicode.update((glyph, texts(numbers.index(glyph))) for glyph in new)
    new = [glyph for glyph in met if glyph not in font.widths]
    if new:
        known = _measured.setdefault((font.hash, size), {})
        for glyph in new:
            if glyph not in known:
                known[glyph] = _width(run.item.analysis.font, glyph, size)
            font.widths[glyph] = known[glyph]


def _texts(run, utf8: bytes):
    """What stands in the text for the glyph at a place of the run."""
    item, clusters = run.item, list(run.glyphs.log_clusters[0 : run.glyphs.num_glyphs])
    ends = (
        [item.length, *clusters[:-1]] if item.analysis.level % 2 else [*clusters[1:], item.length]
    )

    def text(n: int) -> str:
        return utf8[item.offset + clusters[n] : item.offset + ends[n]].decode()

    return text


def _width(pango_font, glyph: int, size: float) -> int:
    ink, logical = engine.ffi.new("PangoRectangle *"), engine.ffi.new("PangoRectangle *")
    engine.pango.pango_font_get_glyph_extents(pango_font, glyph, ink, logical)
    return round(logical.width * 1000 * engine.FROM_UNITS / size)


def _written(glyphs, widths, size: float) -> str:
    """Glyphs in hexadecimal, with what is moved between them in 1000ths of an em."""
    told, around = [], {}  # (own width, width here, offset) → what stands before it and after it
    for glyph, width, x_offset, _ in glyphs:
        key = widths[glyph], width, x_offset
        found = around.get(key)
        if found is None:
            found = around[key] = _moves(*key, size)
        told += found[0], _hexadecimal[glyph], found[1]
    return "".join(told)


def _moves(own: int, width: int, x_offset: int, size: float) -> tuple[str, str]:
    moved = x_offset / size
    kerning = own + moved - width * 1000 * engine.FROM_UNITS / size
    return f">{-moved}<" if moved else "", f">{int(kerning)}<" if kerning else ""


class _Hexadecimal(dict):
    """Number of a glyph → four digits."""

    def __missing__(self, glyph: int) -> str:
        found = self[glyph] = f"{glyph:04x}"
        return found


_hexadecimal = _Hexadecimal()

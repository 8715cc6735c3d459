"""A line as it is drawn: marks narrowed, gaps where Chinese and Latin meet; see ``justify``.

What was decided when the line was set hangs on its layout: ``narrower``, place of a mark → px it
gives; ``edges``, place of a Latin character → px before it and after it.
"""

from editorial.typesetting import engine, gaps


def first_line(layout):
    """Pango's line (in the place of ``Layout.get_first_line``), with all that when it is drawn."""
    found = first_line.original(layout)
    narrower, edges = getattr(layout, "narrower", None), getattr(layout, "edges", None)
    if (narrower or edges) and getattr(layout, "is_fresh", False):
        layout.is_fresh = False
        marks, sides = _by_byte(layout.text, narrower or {}), _by_byte(layout.text, edges or {})
        for run in _runs(found[0]):
            _narrow(run, marks)
            _set_gaps(run, sides, layout.style["font_size"])
    return found


def _by_byte(text: str, by_place: dict) -> dict:
    return {len(text[:place].encode()): told for place, told in by_place.items()}


def _runs(line):
    each = line.runs[0]
    while each != engine.ffi.NULL:
        yield each.data
        each = each.next


def _narrow(run, shares: dict[int, float]) -> None:
    """Take from the width of marks; ``shares`` in px, by byte."""
    for n in range(run.glyphs.num_glyphs if shares else 0):
        share = shares.get(run.item.offset + run.glyphs.log_clusters[n], 0.0)
        run.glyphs.glyphs[n].geometry.width -= round(share * engine.TO_UNITS)


def _set_gaps(run, sides: dict[int, tuple[float, float]], em: float) -> None:
    """Exchange the glyphs of a run that meet Chinese; ``sides`` by byte, in px."""
    glyphs, start = run.glyphs, run.item.offset
    places = [n for n in range(glyphs.num_glyphs) if start + glyphs.log_clusters[n] in sides]
    variants = gaps.gapped(run.item.analysis.font) if places else {}
    for n in places:
        before, after = sides[start + glyphs.log_clusters[n]]
        side = (gaps.BEFORE if before else 0) | (gaps.AFTER if after else 0)
        glyph = glyphs.glyphs[n]
        own = 0.0  # the blank that the glyph brings before itself
        if glyph.glyph in variants:
            glyph.glyph = variants[glyph.glyph] + gaps.SIDES.index(side)
            own = gaps.GAP * em
        if before:
            glyph.geometry.x_offset += round((before - own) * engine.TO_UNITS)
        glyph.geometry.width += int((before + after) * engine.TO_UNITS)

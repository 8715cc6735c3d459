"""Letters and digits with a gap beside them: glyphs of our own for Chinese–Latin borders.

A gap that is only moved over is read back as a space by every program that copies words out of a
PDF (tried: Poppler, PDFium, pypdf, from a tenth of an em). So each cut face gets, for every digit
and letter, three more glyphs that bring the blank as a part of their width: before it, after it,
on both sides. They mean the same character; no text ever names them, the press puts them in when
it draws a line.
"""

import io
import json
import string

from editorial.typesetting import engine

# em. The printed issues have a quarter beside digits of half an em. Noto's digits are wider, with
# blank of their own: with a fifth, a year or a sum takes the room that it takes there.
GAP = 0.2
GAPPED = string.digits + string.ascii_letters + "%"
BEFORE, AFTER = 1, 2  # sides of a character, to be added up
SIDES = (BEFORE, AFTER, BEFORE | AFTER)

_variants: dict[int, dict[int, int]] = {}  # glyphs of a face → its glyph → the first of its three


def with_gaps(data: bytes) -> tuple[bytes, str]:
    """The face with the glyphs added, and a note of where they are, to be kept beside it."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    plain, cmap = list(font.getGlyphOrder()), font.getBestCmap()
    added = _Added(font)
    places = {}
    for character in GAPPED:
        name = cmap[ord(character)]
        places[font.getGlyphID(name)] = len(plain) + len(added.names)
        for sides in SIDES:
            added.add(name, sides)
    font.setGlyphOrder([*plain, *added.names])
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue(), json.dumps([len(plain) + len(added.names), places])


def remember(note: str) -> None:
    """Know a face that is in use by its note."""
    glyphs, places = json.loads(note)
    _variants[glyphs] = {int(glyph): first for glyph, first in places.items()}


def gapped(pango_font) -> dict[int, int]:
    """Glyph → the first of its three with a gap; empty for a face that is not ours."""
    face = engine.harfbuzz.hb_font_get_face(engine.pango.pango_font_get_hb_font(pango_font))
    return _variants.get(engine.harfbuzz.hb_face_get_glyph_count(face), {})


class _Added:
    """The new glyphs of a CFF face keyed by CID, as all Noto CJK faces are."""

    def __init__(self, font):
        self.font, self.names = font, []
        self.top = font["CFF "].cff.topDictIndex[0]
        self.em = font["head"].unitsPerEm
        self.drawn = font.getGlyphSet()
        taken = set(self.top.charset)
        free = (f"cid{number:05d}" for number in range(1, 65535))
        self.free = (name for name in free if name not in taken)

    def add(self, name: str, sides: int) -> None:
        new, gap = next(self.free), round(GAP * self.em)
        left = gap if sides & BEFORE else 0
        wide, bearing = self.font["hmtx"][name]
        wide += left + (gap if sides & AFTER else 0)
        self._draw(name, new, wide, left)
        self.font["hmtx"][new] = (wide, bearing + left)
        if "vmtx" in self.font:
            self.font["vmtx"][new] = self.font["vmtx"][name]
        self.names.append(new)

    def _draw(self, name: str, new: str, wide: int, left: int) -> None:
        from fontTools.pens.t2CharStringPen import T2CharStringPen
        from fontTools.pens.transformPen import TransformPen

        strings = self.top.CharStrings
        _, group = strings.getItemAndSelector(name)
        private = self.top.FDArray[group].Private
        pen = T2CharStringPen(wide - private.nominalWidthX, self.drawn)
        self.drawn[name].draw(TransformPen(pen, (1, 0, 0, 1, left, 0)))
        strings.charStrings[new] = len(strings.charStringsIndex)
        strings.charStringsIndex.append(
            pen.getCharString(private=private, globalSubrs=self.top.GlobalSubrs)
        )
        self.top.FDSelect.gidArray.append(group)
        self.top.charset.append(new)

"""The cases of type: which glyphs of which font a plate uses, and the fonts themselves.

WeasyPrint reads a font file whole for each document that uses it. Here each font is read once a
process; documents get light copies, and plates note only glyphs, so that one file can be made of
plates from many documents, or from another process.
"""

import copy
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from editorial.typesetting import compression

LAST_GLYPH = 0xFFFF
MOST_CUTS = 24  # some 100 kB each


@dataclass(frozen=True, slots=True)
class Used:
    """What a plate uses of a font: its description, and glyphs with their text and width."""

    family: str
    weight: int
    style: int
    ascent: int
    descent: int
    texts: dict[int, str]
    widths: dict[int, int]
    missing: dict[int, int]


_originals: dict[str, object] = {}
_cuts: dict[tuple, bytes] = {}
_ahead: dict[tuple, Future] = {}  # cuts that are being made
_fonts_in_use: list = []  # Pango's fonts must outlive what was read from them


class MissingFont(LookupError):
    """A kept plate speaks of a font that this process does not find."""


def install() -> None:
    """Let WeasyPrint take its fonts from here; a second call changes nothing."""
    from weasyprint.pdf import fonts, stream

    if stream.Font is fonts.Font:
        stream.Font = _font


def _font(pango_font, description, font_size):
    """A font without glyphs yet, in the place of ``weasyprint.pdf.fonts.Font``."""
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import ffi, pango

    name = ffi.string(pango.pango_font_description_to_string(description)).decode()
    if name not in _originals:
        _originals[name] = Font(pango_font, description, font_size)
        _originals[name].file_content = b""  # some 5 MB; read again when it is cut down
    return _blank(_originals[name])


def _blank(font):
    blank = copy.copy(font)
    blank.widths, blank.to_unicode, blank.missing = {}, {}, {}
    blank.get_unused_glyph_id = partial(_number_for_missing, blank)
    blank.subset = partial(_cut_down, blank)
    return blank


@contextmanager
def cut_ahead(plates, hinting: bool = False) -> Iterator[None]:
    """Meanwhile a second thread cuts down what these plates use of each font, and packs it.

    HarfBuzz and zlib need no Python, so that the first thread puts the pages together at the same
    time: 35 to 50 ms a file.
    """
    wanted: dict = {}  # hash → font
    for plate in plates:
        for key, case in (*plate.cases.items(), *_used_over(plate)):
            font = wanted.get(key)
            if font is None:
                font = wanted[key] = _blank(_original(key, case))
            font.to_unicode |= case.texts
            font.missing |= case.missing
    with ThreadPoolExecutor(max_workers=1) as thread:
        for font in wanted.values():
            key = _key_of_cut(font, font.to_unicode, hinting)
            if key not in _cuts:
                _ahead[key] = thread.submit(_cut, font, font.to_unicode, hinting)
        for cut in list(_ahead.values()):
            thread.submit(lambda cut=cut: compression.packed(cut.result()))
        try:
            yield
        finally:
            _ahead.clear()


def _used_over(plate):
    for each in getattr(plate, "over", ()):
        yield from each.cases.items()


def _cut_down(font, glyphs, hinting) -> None:
    """Give the font the file to embed: these glyphs alone. The last cuts are at hand."""
    key = _key_of_cut(font, glyphs, hinting)
    cut = _cuts.pop(key, None)
    if cut is None:
        cut = _ahead[key].result() if key in _ahead else _cut(font, glyphs, hinting)
    font.file_content = _cuts[key] = cut
    if len(_cuts) > MOST_CUTS:
        del _cuts[next(iter(_cuts))]


def _key_of_cut(font, glyphs, hinting) -> tuple:
    return font.hash, tuple(sorted(glyphs)), hinting, bool(font.missing)


def _cut(font, glyphs, hinting) -> bytes:
    """The file of these glyphs alone; the whole one, some 5 MB, where there is nothing to cut."""
    font.file_content = b""
    type(font).subset(font, glyphs, hinting)
    return font.file_content or _whole(font)


def _whole(font) -> bytes:
    from weasyprint.text.fonts import get_hb_object_data

    return get_hb_object_data(font.hb_face)


def _number_for_missing(font, character: int) -> int:
    """A glyph number for a character that the font lacks: the same on every plate."""
    room = LAST_GLYPH - font.glyph_count
    number = font.glyph_count + character % room if room > 0 else LAST_GLYPH
    return font.missing.setdefault(character, number)


def used(fonts: dict) -> dict[str, Used]:
    """The fonts of a drawn page by their hash, which is the same in every process."""
    return {
        font.hash: Used(
            family=font.family,
            weight=font.weight,
            style=font.style,
            ascent=font.ascent,
            descent=font.descent,
            texts=font.to_unicode,
            widths=font.widths,
            missing=font.missing,
        )
        for font in fonts.values()
    }


def fill(fonts: dict, cases: dict[str, Used]) -> None:
    """Add what a plate uses to the fonts of the file. The first plate's word counts."""
    for key, case in cases.items():
        font = fonts.get(key)
        if font is None:
            font = fonts[key] = _blank(_original(key, case))
            font.ascent, font.descent = case.ascent, case.descent
        for glyph, text in case.texts.items():
            font.to_unicode.setdefault(glyph, text)
        for glyph, width in case.widths.items():
            font.widths.setdefault(glyph, width)
        for character, glyph in case.missing.items():
            font.missing.setdefault(character, glyph)


def _original(key: str, case: Used):
    for font in _originals.values():
        if font.hash == key:
            return font
    return _load(case, key)


def _load(case: Used, key: str):
    """A font that no page of this process has used yet, found by its description."""
    from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango

    from editorial.typesetting.layout import workshop

    _, configuration = workshop()
    describe = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    family = ffi.new("char[]", case.family.encode())
    pango.pango_font_description_set_family(describe, family)
    pango.pango_font_description_set_weight(describe, case.weight)
    pango.pango_font_description_set_style(describe, case.style)
    pango.pango_font_description_set_absolute_size(describe, 10 * TO_UNITS)
    context = ffi.gc(
        pango.pango_font_map_create_context(configuration.font_map), gobject.g_object_unref
    )
    found = pango.pango_font_map_load_font(configuration.font_map, context, describe)
    _fonts_in_use.append(ffi.gc(found, gobject.g_object_unref))
    from weasyprint.text.fonts import get_pango_font_key

    _, description, size = get_pango_font_key(found)
    font = _font(found, description, size)
    if font.hash != key:
        raise MissingFont(case.family)
    return font

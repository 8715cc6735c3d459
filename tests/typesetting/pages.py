"""Reading laid-out pages: lines with their places in pt, measured from the page's corner."""

import ctypes
import io

import pypdfium2
from pypdf import PdfReader
from pypdfium2 import raw

from editorial.typesetting.places import Line

TOP, LEFT, LINE, RIGHT = 88.0, 72.0, 25.0, 72.0 + 451.276


def off_grid(line: Line) -> float:
    """How far the line stands from the nearest line of the grid, in pt."""
    return abs((line.y - TOP + LINE / 2) % LINE - LINE / 2)


def lines_of(page) -> list[Line]:
    """The lines of a page's type area, top down."""
    return page.places.lines


def reader(sheets) -> PdfReader:
    return PdfReader(io.BytesIO(sheets.pdf))


def text_of(sheets, number: int) -> str:
    """The words of a sheet, counted from 1, as a reader of the PDF copies them."""
    return reader(sheets).pages[number - 1].extract_text().replace("\n", "")


def outline_of(sheets) -> list:
    """The bookmarks as nested lists of titles."""

    def titles(items):
        return [titles(each) if isinstance(each, list) else each.title for each in items]

    return titles(reader(sheets).outline)


def origins(sheets, number: int) -> list[tuple[str, float]]:
    """(character, x in pt) of a sheet, counted from 1, in the order in which it is drawn."""
    words = pypdfium2.PdfDocument(sheets.pdf)[number - 1].get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for n in range(words.count_chars()):
        raw.FPDFText_GetCharOrigin(words.raw, n, x, y)
        found.append((chr(raw.FPDFText_GetUnicode(words.raw, n)), x.value))
    return found

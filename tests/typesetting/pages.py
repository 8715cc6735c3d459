"""Reading laid-out pages: lines with their places in pt, measured from the page's corner."""

import io
from dataclasses import dataclass

from pypdf import PdfReader
from weasyprint.formatting_structure import boxes

TOP, LEFT, LINE, RIGHT = 88.0, 72.0, 25.0, 72.0 + 451.276


@dataclass(frozen=True)
class Line:
    text: str
    x: float
    y: float
    width: float
    height: float
    ends_block: bool  # the last line of its paragraph, or of the part on this page

    @property
    def off_grid(self) -> float:
        """How far the line stands from the nearest line of the grid, in pt."""
        return abs((self.y - TOP + LINE / 2) % LINE - LINE / 2)


def lines_of(page) -> list[Line]:
    """The lines of a page's type area, top down; margin boxes left out."""
    found = []
    _walk(page._page_box, found)
    return sorted(found, key=lambda line: (line.y, line.x))


def _walk(box, found) -> None:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox):
            continue
        if isinstance(child, boxes.LineBox):
            found.append(_line(child, ends_block=child is box.children[-1]))
        else:
            _walk(child, found)


def _line(box, *, ends_block) -> Line:
    words = [each for each in box.descendants() if isinstance(each, boxes.TextBox)]
    text = "".join(each.text for each in words)
    left = min((each.position_x for each in words), default=box.position_x)
    right = max((each.position_x + each.width for each in words), default=left)
    return Line(
        text=text,
        x=left * 0.75,
        y=box.position_y * 0.75,
        width=(right - left) * 0.75,
        height=box.height * 0.75,
        ends_block=ends_block,
    )


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

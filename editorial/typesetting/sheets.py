"""What stands where on freshly laid-out pages, by the numbers the press gave to elements.

Lengths are in lines of the grid, from the top of the type area; pages count from 0.
"""

from dataclasses import dataclass

from editorial.typesetting import engine

PX = 4 / 3  # CSS pixels to a pt


@dataclass(slots=True)
class Piece:
    """As much of an element as one page holds."""

    page: int
    top: float
    bottom: float
    lines: int = 0  # of words


class Sheets:
    """The pages of a ``weasyprint.Document``. ``pieces``: number of an element → its pieces."""

    def __init__(self, document):
        self.pieces: dict[int, list[Piece]] = {}
        self.ends: list[float] = []  # where words and pictures of a page end
        self.rooms: list[float] = []  # how many lines a page holds
        self.widths: dict[int, tuple[float, float]] = {}  # table → its width, that of the page
        for number, page in enumerate(document.pages):
            self._read(number, page._page_box)

    def first_page(self, number: int) -> int | None:
        pieces = self.pieces.get(number)
        return pieces[0].page if pieces else None

    def _read(self, page: int, box) -> None:
        self.page, self.top = page, box.content_box_y()
        self.pitch = pitch(box.children[0].style) or 25.0 * PX
        self.measure, self.across = box.width, box.width / self.pitch
        self.rooms.append(box.height / self.pitch)
        self.ends.append(0.0)
        self._walk(box, None)

    def _walk(self, box, piece) -> None:
        for child in getattr(box, "children", ()):
            if isinstance(child, engine.boxes.MarginBox):
                continue
            if isinstance(child, engine.AbsolutePlaceholder):
                self._walk_aside(child._box)
                continue
            self._ends_at(child, engine.boxes)
            if isinstance(child, engine.boxes.LineBox) and piece:
                piece.lines += 1
            self._walk(child, self._piece(child, engine.boxes) or piece)

    def _walk_aside(self, box) -> None:
        """A group of notes: read, but no part of what fills the page."""
        end = self.ends[-1]
        self._piece(box, None)
        self._walk(box, None)
        self.ends[-1] = end

    def _ends_at(self, box, boxes) -> None:
        if isinstance(box, boxes.LineBox | boxes.TableRowBox | boxes.ReplacedBox):
            bottom = (box.position_y + box.margin_height() - self.top) / self.pitch
            self.ends[-1] = max(self.ends[-1], bottom)

    def _piece(self, box, boxes) -> Piece | None:
        told = box.element.get("data-n") if box.element is not None else None
        if told is None or "::" in box.element_tag:
            return None
        number = int(told)
        if boxes and isinstance(box, boxes.TableBox):
            self.widths[number] = (box.border_width() / self.pitch, self.measure / self.pitch)
        found = self.pieces.setdefault(number, [])
        if found and found[-1].page == self.page:
            return found[-1]
        top = (box.position_y - self.top) / self.pitch
        found.append(Piece(self.page, top, top + box.margin_height() / self.pitch))
        return found[-1]


def pitch(style) -> float:
    """The variable ``--line`` in px, or 0 where the stylesheets say none."""
    lengths = [each for each in style["__line"] or () if each.type == "dimension"]
    return lengths[0].value * PX if lengths and lengths[0].lower_unit == "pt" else 0.0

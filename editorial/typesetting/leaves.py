"""LEAVES of a line: its pieces of text, one type each, and how those side by side meet."""

from editorial.typesetting import engine, gaps
from editorial.typography import (
    CLOSING,
    HALF,
    OPENING,
    borders,
    elastic_spans,
    is_elastic,
    is_han,
    share_blank,
)

TOUCH = 0.01  # em
TUCK = 0.49  # em: half a mark; Poppler copies what steps back by a full half as a line of its own


class Leaf:
    """A text box's gaps: each elastic character has half a gap on either side.

    Pango drops the halves at both ends of a layout, so these are added between boxes by hand.
    ``met``: the ends at which Latin letters of the box meet Chinese of another; ``tuck``: px by
    which the next box comes nearer, since the blank halves of two marks meet there.
    """

    def __init__(self, box):
        self.box, self.text = box, getattr(box, "text", "")
        text = self.text
        self.gaps = sum(end - start for start, end in elastic_spans(text))
        self.lead = 0.5 if text and is_elastic(text[0]) else 0.0
        self.trail = 0.5 if text and is_elastic(text[-1]) else 0.0
        self.met, self.tuck = 0, 0.0

    def meets(self, following: "Leaf") -> None:
        """Note where this text and the next one on the line meet."""
        if share_blank(self.text, following.text) and self._touches(following):
            layout, last = self.box.pango_layout, len(self.text) - 1
            em = self.box.style["font_size"]
            self.tuck = TUCK * em - getattr(layout, "narrower", {}).get(last, 0.0)
        if self.text and borders(self.text[-1] + following.text[:1]):
            if is_han(self.text[-1]):
                following.met |= gaps.BEFORE
            else:
                self.met |= gaps.AFTER

    def _touches(self, following: "Leaf") -> bool:
        """Whether no margin or padding stands between the two."""
        between = following.box.position_x - self.box.position_x - self.box.width
        return abs(between) < TOUCH * self.box.style["font_size"]

    def edges(self, known: dict, gap: float) -> dict[int, tuple[float, float]]:
        """The edges of its layout, with the gaps at its ends."""
        found = dict(known)
        if self.met & gaps.BEFORE:
            found[0] = gap, found.get(0, (0.0, 0.0))[1]
        if self.met & gaps.AFTER:
            last = len(self.text) - 1
            found[last] = found.get(last, (0.0, 0.0))[0], gap
        return found


def leaves_of(box) -> list[Leaf]:
    """The leaves of a line, text and other; small letters above or below the line meet nothing."""
    found, size = [], None
    for child in ends(box):
        leaf = Leaf(child)
        if found and size == child.style["font_size"]:
            found[-1].meets(leaf)
        found.append(leaf)
        size = child.style["font_size"]
    return found


def ends(box):
    """The boxes of a line that hold no others, in their order."""
    for child in box.children:
        if isinstance(child, engine.boxes.InlineBox) and child.is_in_normal_flow():
            yield from ends(child)
        elif child.is_in_normal_flow():
            yield child


def off_centre(line) -> float:
    """px by which the ink of the line stands to the left of its middle, for the blank half of a
    mark at either end (试行）: what is centred is what one sees.
    """
    found = list(ends(line))
    blank = 0.0
    if found and getattr(found[-1], "text", "").endswith(tuple(CLOSING)):
        blank += HALF * found[-1].style["font_size"]
    if found and getattr(found[0], "text", "").startswith(tuple(OPENING)):
        blank -= HALF * found[0].style["font_size"]
    return blank / 2

"""Where each page of an article opens: at which block of its body, and how far into it.

Blocks are the top-level elements of the stored body, counted from 1 and written into the HTML by
``body.split_footnotes``. How far is told in characters without white space, in a table in rows.
"""

import re

_SPACE = re.compile(r"\s+")


class Openings:
    """Asked for every element, line and picture of a document, in the order of its pages."""

    def __init__(self):
        self.passed: dict[int, int] = {}  # block → characters laid out so far
        self.tables: set[int] = set()
        self.block, self.row = 0, 0
        self.found: tuple[int, int] | None = None

    def begin_page(self) -> None:
        self.found = None

    def enter(self, element) -> tuple[int, int]:
        """Go into an element; what is given back leads out of it again by ``leave``."""
        outside = self.block, self.row
        if element is None:
            return outside
        self.block = int(element.get("data-block", self.block))
        self.row = int(element.get("data-row", self.row))
        if element.tag == "table" and element.get("data-block"):
            self.tables.add(self.block)
        return outside

    def leave_body(self) -> tuple[int, int]:
        """Go where nothing is counted, as into notes at the foot; ``leave`` leads back."""
        outside, (self.block, self.row) = (self.block, self.row), (0, 0)
        return outside

    def leave(self, outside: tuple[int, int]) -> None:
        self.block, self.row = outside

    def see(self, words: str) -> None:
        """A line of ``words``, or a picture where there are none."""
        if not self.block or self._is_said_again():
            return
        before = self.passed.setdefault(self.block, 0)
        if self.found is None:
            self.found = self.block, max(0, self.row - 1) if self.row else before
        if not self.row:
            self.passed[self.block] += len(_SPACE.sub("", words))

    def _is_said_again(self) -> bool:
        """The head and the label of a table that goes on from the page before."""
        return not self.row and self.block in self.tables and self.block in self.passed

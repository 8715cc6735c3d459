"""An article laid out, looked at, and laid out again until notes, tables and figures sit well.

WeasyPrint decides where a page ends only while setting it. What a compositor then mends, the
makers of ``MENDERS`` mend here, one page after the other: notes go to the foot of the page that
calls them, a table that breaks gets its heading again, text fills the room before a figure. A
mend on one page never changes an earlier one, so that this ends; what would take too many rounds
stays as it was set.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import lxml.html

from editorial.typesetting import continuation, filling, footnotes
from editorial.typesetting.sheets import PX, Sheets

ASKING = ("<table", "<figure", 'class="footnote-ref"')  # what may need a second look
NUMBERED = ("p", "figure", "table", "tr", "sup", "h2", "h3", "h4", "h5")
MOST_ROUNDS = 40
MENDERS = (footnotes.mend, continuation.mend, filling.mend)


@dataclass
class Copy:
    """An article's document on its way through the rounds. ``feet``: page → lines for notes."""

    tree: object
    feet: dict[int, int] = field(default_factory=dict)
    pitch: float = 25.0  # pt
    lowered: set[int] = field(default_factory=set)  # pages that gave lines back
    firm: set[int] = field(default_factory=set)  # pages that give none back any more

    @property
    def html(self) -> str:
        return lxml.html.tostring(self.tree, encoding="unicode", doctype="<!DOCTYPE html>")

    @property
    def css(self) -> str:
        """Pages whose text ends early, for the notes below it."""
        rule = "@page words:nth({} of words) {{ padding-bottom: {:.4f}pt }}"
        lengths = {page: lines * self.pitch for page, lines in self.feet.items()}
        return "".join(rule.format(page + 1, length) for page, length in lengths.items())


def fitted(html: str, lay: Callable[[str, str], object]):
    """The document that ``lay`` makes of HTML and more CSS, with everything in its place."""
    if "<article" not in html or not any(sign in html for sign in ASKING):
        return lay(html, "")
    try:
        return _fitted(html, lay, has_feet=True)
    except footnotes.TooLong:
        return _fitted(html, lay, has_feet=False)


def _fitted(html, lay, *, has_feet: bool):
    copy = Copy(lxml.html.document_fromstring(html))
    for number, element in enumerate(copy.tree.iter(*NUMBERED), 1):
        element.set("data-n", str(number))
    if has_feet:
        footnotes.set_at_calls(copy.tree)
    for _ in range(MOST_ROUNDS):
        document = lay(copy.html, copy.css)
        if not _mend(copy, Sheets(document)):
            return document
    return lay(html, "")


def _mend(copy: Copy, sheets: Sheets) -> bool:
    """Make the first mend that is wanted; whether there was one."""
    copy.pitch = sheets.pitch / PX
    wanted = [found for mend in MENDERS if (found := mend(copy, sheets))]
    if not wanted:
        return False
    _, _, change = min(wanted, key=lambda each: each[:2])
    change()
    return True

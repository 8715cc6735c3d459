"""Two versions of one text, paragraph by paragraph: who changed what, and what to keep."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from editorial import richtext
from editorial.admin.worded import lines_of
from editorial.typography import GONE, NEW, differences

SAME, THEIRS, MINE, BOTH = "same", "theirs", "mine", "both"


@dataclass(frozen=True)
class Piece:
    """One paragraph (heading, table, figure …) as HTML on either side; what is proposed."""

    theirs: str
    mine: str
    proposed: str  # SAME, THEIRS, MINE; BOTH where both changed it and the editor has to say

    @property
    def runs(self) -> list:
        """What differs in its words; empty where only styles do."""
        old, new = ("\n".join(lines_of(html)) for html in (self.theirs, self.mine))
        return differences(old, new) if old != new else []

    @property
    def their_runs(self) -> list:
        return [run for run in self.runs if run[0] != NEW]

    @property
    def my_runs(self) -> list:
        return [run for run in self.runs if run[0] != GONE]


def blocks(html: str) -> list[str]:
    """The paragraphs of a body, each as HTML."""
    found = []
    for child in richtext.fragment(html):
        child.tail = None
        found.append(richtext.as_html(child).strip())
    return found


def pieces(base: str, theirs: str, mine: str) -> list[Piece]:
    """Both texts in one list: what is alike once, what differs as pairs.

    ``base`` is the text both began with; a side that left a paragraph alone gives way.
    """
    known, one, other = set(blocks(base)), blocks(theirs), blocks(mine)
    found = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [Piece(block, block, SAME) for block in one[a:b]]
        else:
            pairs = zip_longest(one[a:b], other[c:d], fillvalue="")
            found += [Piece(*pair, _proposed(known, *pair)) for pair in pairs]
    return found


def _proposed(known: set[str], theirs: str, mine: str) -> str:
    if not theirs:
        return THEIRS if mine in known else MINE  # they took it out; or I put it in
    if not mine:
        return MINE if theirs in known else THEIRS  # I took it out; or they put it in
    they_left_it, i_left_it = theirs in known, mine in known
    if they_left_it == i_left_it:
        return BOTH
    return MINE if they_left_it else THEIRS

"""Squeeze 挤压: which marks give up their blank half, because a neighbour's blank meets it.

After W3C CLREQ, "compression of adjacent punctuation marks", and GB/T 15834—2011's
allowance for marks that stand side by side.
"""

import re

OPENING = "（《〈「『【〔〖“‘"
CLOSING = "，。、；：！？）》〉」』】〕〗”’"

# A closing mark before any other mark, and an opening mark after another opening mark. The
# look-behind keeps English apostrophes out.
_ADJACENT = re.compile(
    f"(?<![A-Za-z])[{CLOSING}](?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]"
)

_CLOSING_MARK = re.compile(f"(?<![A-Za-z])[{CLOSING}]")


def halved_marks(text: str) -> list[tuple[int, int]]:
    """(start, end) of each mark to be set half an em wide, in characters."""
    return [match.span() for match in _ADJACENT.finditer(text)]


def spare_marks(text: str) -> list[tuple[int, int]]:
    """Marks that may still be halved to draw a line together, the last one first.

    Two at most: a line gives up to one em of its punctuation.
    """
    taken = set(halved_marks(text))
    found = [match.span() for match in _CLOSING_MARK.finditer(text)]
    return [span for span in reversed(found) if span not in taken][:2]

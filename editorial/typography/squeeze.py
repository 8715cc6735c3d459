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


def halved_marks(text: str) -> list[tuple[int, int]]:
    """(start, end) of each mark to be set half an em wide, in characters."""
    return [match.span() for match in _ADJACENT.finditer(text)]

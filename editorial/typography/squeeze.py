"""Squeeze 挤压: which marks give up their blank half, because a neighbour's blank meets it.

After W3C CLREQ, "compression of adjacent punctuation marks", and GB/T 15834—2011's
allowance for marks that stand side by side.
"""

import re

OPENING = "（《〈「『【〔〖“‘"
CLOSING = "，。、；：！？）》〉」』】〕〗”’"

# The mark ’ behind a letter is an English apostrophe, which has no blank half.
_CLOSING = f"(?:(?<![A-Za-z])’|[{CLOSING.replace('’', '')}])"
# A closing mark before any other mark, and an opening mark after another opening mark.
_ADJACENT = re.compile(f"{_CLOSING}(?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]")

# The same where two runs of text meet.
_SHARED = re.compile(f"{_CLOSING}[{CLOSING}{OPENING}]|[{OPENING}][{OPENING}]")

HALF, MOST_SQUEEZE = 0.5, 1.0  # em: of a mark, and of a line
QUARTER = 0.25  # em: what each mark gives at most where nothing but the line's measure asks for it
_CLOSING_MARK = re.compile(_CLOSING)


def halved_marks(text: str) -> list[tuple[int, int]]:
    """(start, end) of each mark to be set half an em wide, in characters."""
    return [match.span() for match in _ADJACENT.finditer(text)]


def share_blank(before: str, after: str) -> bool:
    """Whether the mark that ends one run of text meets the one that begins the next."""
    end = before[-2:]
    return bool(_SHARED.match(end + after[:1], len(end) - 1)) if end else False


def spare_marks(text: str) -> list[tuple[int, int]]:
    """Marks that may still be narrowed to draw a line together, the last one first."""
    taken = set(halved_marks(text))
    found = [match.span() for match in _CLOSING_MARK.finditer(text)]
    return [span for span in reversed(found) if span not in taken]


def drawn_in(line: str, over: float) -> dict[int, float]:
    """Place of a mark → em it gives, so that a line that is ``over`` em too long finds room.

    Where a closing mark must come in, since none may begin a line, marks give all they have;
    where only a word or a character would, half of it, or the line looks cramped for nothing.
    """
    marks = spare_marks(line)
    if line[-1:] not in CLOSING and over > QUARTER * len(marks):
        return {}
    return squeeze_shares(marks, len(line), over)


def squeeze_shares(marks: list[tuple[int, int]], length: int, over: float) -> dict[int, float]:
    """Place of a mark → em it gives, of ``over`` em in all; empty for nothing, or too much.

    A mark at the line's end gives its blank first, since nobody misses it there; the others of
    the line give alike, so that none looks cramped. No mark gives more than its blank half, no
    line more than one em.
    """
    if over <= 0 or over > min(MOST_SQUEEZE, HALF * len(marks)):
        return {}
    shares, rest = {}, [start for start, _ in marks]
    if rest and marks[0][1] == length:
        shares[rest.pop(0)] = min(over, HALF)
        over -= min(over, HALF)
    return shares | {place: over / len(rest) for place in rest}

"""What must stay on one line: a number and what it counts, 第 and its number, a 文号.

Nor may a line begin with what joins two words, as the dot, the plus and the dash of 甲—乙 do
(W3C CLREQ, "prohibition rules for line start"); two dashes are a 破折号, which may.
"""

import re

from editorial.typography.characters import HAN
from editorial.typography.squeeze import OPENING

_JOINT = re.compile(r"[·+～–]|—(?!—)")
_FIRST = "〔·+～–—"  # of what goes on a line earlier: see _WHOLE and _JOINT
_JOINED = re.compile(rf"[{OPENING}]*[{HAN}]$")
MOST = 16  # characters on either side of a break that are looked at
# The code of the agency is read only inside brackets: elsewhere nobody can tell where it begins.
_WHOLE = re.compile(
    rf"(?:(?<=[（(])[{HAN}]{{1,9}})?〔\d{{4}}〕\d{{1,5}}号"
    rf"|(?<![0-9A-Za-z.,—–-])第?\d[\d.,]*(?:[—–-]\d[\d.,]*)?[{HAN}]"
    r"|第\d"
)


def torn(before: str, after: str) -> int:
    """How many characters of a line's end belong to what begins the next one; 0 for none.

    Marks that open what goes down go with it: none may end a line.
    """
    if not _may_tear(before[-1:], after[:1]):
        return 0
    end = before[-MOST:]
    if _JOINT.match(after) and (word := _JOINED.search(end)):
        return len(word[0])
    for match in _WHOLE.finditer(end + after[:MOST]):
        if match.start() < len(end) < match.end():
            return len(end) - len(end[: match.start()].rstrip(OPENING))
    return 0


def _may_tear(last: str, first: str) -> bool:
    """Cheaply, since it is asked for every line."""
    return last.isdigit() or last in ("第", "〕") or (first != "" and first in _FIRST)

"""What changed between two editions: pages compared by what stands on them, not by number.

A page's mark says whose page it is and what it shows. An article that moved, or began on a later
folio, has the same marks as before, and its pages count as unchanged.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

FRONT, BACK = "front", "back"
NAMES = {FRONT: "封面、版权页与要目", BACK: "单位简介"}


@dataclass(frozen=True)
class Change:
    """A page (from 1) of the old file, the new one, or both; where only one is given, the other
    has no counterpart. ``part`` is an article's id as text, or a name in ``NAMES``."""

    part: str
    old: int | None
    new: int | None


def page_marks(formes) -> list[list[str]]:
    """``[part, what the page shows]`` for each page, from (part, plates) in printed order."""
    return [[part, plate.places.digest] for part, plates in formes for plate in plates]


def changed_pages(old: list, new: list) -> list[Change]:
    """The pages that differ, in the order of the new file; pages without counterpart too."""
    before, after = _by_part(old), _by_part(new)
    found = []
    for part in dict.fromkeys([*after, *before]):
        found += _changes(part, before.get(part, []), after.get(part, []))
    return sorted(found, key=lambda change: (change.new or change.old, change.new is None))


def _by_part(marks) -> dict[str, list[tuple[int, str]]]:
    parts: dict[str, list] = {}
    for number, (part, digest) in enumerate(marks, 1):
        parts.setdefault(part, []).append((number, digest))
    return parts


def _changes(part, before, after):
    alike = SequenceMatcher(None, [each for _, each in before], [each for _, each in after])
    for kind, a, b, c, d in alike.get_opcodes():
        if kind == "equal":
            continue
        for n in range(max(b - a, d - c)):
            old = before[a + n][0] if a + n < b else None
            new = after[c + n][0] if c + n < d else None
            yield Change(part, old, new)

"""What differs between two texts, by characters and words: a paragraph is never marked whole."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from editorial.typography.characters import HAN

SAME, GONE, NEW = "same", "gone", "new"
Run = tuple[str, str]  # (SAME, GONE or NEW; the characters)

# A Latin word or a number counts as one; every Chinese character and every mark by itself.
_TOKENS = re.compile(rf"[A-Za-z]+|\d+(?:[.,]\d+)*%?|[{HAN}]|\s+|.", re.DOTALL)
_SHORT = 2  # tokens: so little in common between two changes is no landmark
# Pairs of tokens beyond which the matcher of the standard library takes too long: it looks for
# the longest stretch in common again and again, the other one for the fewest changes, once.
_MANY = 250_000
_ALIKE = 40  # percent of two paragraphs in common: less, and the one did not become the other
_MOST_PAIRS = 4_000


def differences(old: str, new: str) -> list[Run]:
    """Runs that give ``old`` without the new ones and ``new`` without those that are gone."""
    one, other = _TOKENS.findall(old), _TOKENS.findall(new)
    codes = _codes(one, other)
    runs: list[Run] = []
    gone = fresh = ""
    for at, (kind, a, b, c, d) in enumerate(codes):
        before, after = "".join(one[a:b]), "".join(other[c:d])
        is_landmark = kind == "equal" and (b - a > _SHORT or at in (0, len(codes) - 1))
        if is_landmark:
            runs += _changed(gone, fresh)
            runs.append((SAME, before))
            gone = fresh = ""
        elif kind == "equal" and not (gone or fresh):
            runs.append((SAME, before))
        else:
            gone, fresh = gone + before, fresh + after
    return runs + _changed(gone, fresh)


def _codes(one: list[str], other: list[str]) -> list[tuple[str, int, int, int, int]]:
    if len(one) * len(other) > _MANY:
        return [tuple(code) for code in Indel.opcodes(one, other)]
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _changed(gone: str, fresh: str) -> list[Run]:
    """The two sides of a change."""
    return [(kind, text) for kind, text in ((GONE, gone), (NEW, fresh)) if text]


def paragraphs_changed(old: list[str], new: list[str]) -> Iterator[list[Run]]:
    """The paragraphs that differ, each as runs; those that stayed the same are passed over."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            for before, after in paired(old[a:b], new[c:d]):
                yield differences(before, after)


def paired(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Which paragraph became which, in order: one that came or went stands opposite nothing."""
    if len(old) * len(new) in (0, 1) or len(old) * len(new) > _MOST_PAIRS:
        return list(zip_longest(old, new, fillvalue=""))
    alike = [[_likeness(one, other) for other in new] for one in old]
    best = _best_from(alike)
    found, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if alike[a][b] and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            found.append((old[a], new[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            found.append((old[a], ""))
            a += 1
        else:
            found.append(("", new[b]))
            b += 1
    return found + [(one, "") for one in old[a:]] + [("", other) for other in new[b:]]


def _likeness(one: str, other: str) -> float:
    return fuzz.ratio(one, other, score_cutoff=_ALIKE)


def _best_from(alike: list[list[float]]) -> list[list[float]]:
    """How much can be in common from each pair on: the last first."""
    rows, columns = len(alike), len(alike[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for a in reversed(range(rows)):
        for b in reversed(range(columns)):
            together = alike[a][b] + best[a + 1][b + 1]
            best[a][b] = max(together, best[a + 1][b], best[a][b + 1])
    return best

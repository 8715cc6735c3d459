"""What differs between two texts, by characters and words: a paragraph is never marked whole."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from editorial.typography.characters import HAN

SAME, GONE, NEW = "same", "gone", "new"
Run = tuple[str, str]  # (SAME, GONE or NEW; the characters)

# A Latin word or a number counts as one; every Chinese character and every mark by itself.
_TOKENS = re.compile(rf"[A-Za-z]+|\d+(?:[.,]\d+)*%?|[{HAN}]|\s+|.", re.DOTALL)
_SHORT = 2  # tokens: so little in common between two changes is no landmark


def differences(old: str, new: str) -> list[Run]:
    """Runs that give ``old`` without the new ones and ``new`` without those that are gone."""
    one, other = _TOKENS.findall(old), _TOKENS.findall(new)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
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


def _changed(gone: str, fresh: str) -> list[Run]:
    """The two sides of a change."""
    return [(kind, text) for kind, text in ((GONE, gone), (NEW, fresh)) if text]


def paragraphs_changed(old: list[str], new: list[str]) -> Iterator[list[Run]]:
    """The paragraphs that differ, each as runs; those that stayed the same are passed over."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            for before, after in zip_longest(old[a:b], new[c:d], fillvalue=""):
                yield differences(before, after)

"""FOLDING: one form for what readers take for the same: width, case, script, brackets.

Every character becomes exactly one character, so a place in the folded text is the same place in
the text itself: a passage is shown in its own script.
"""

import re
import unicodedata
from functools import cache

import opencc

# Marks that people type for one another → the one that is compared.
SAME = {
    **dict.fromkeys("〔[［【（〖{｛", "("),
    **dict.fromkeys("〕]］】）〗}｝", ")"),
    **dict.fromkeys("“”„‟＂「」『』﹁﹂", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("—–‒―−‐‑－﹣", "-"),
    **dict.fromkeys("·•‧・●", "·"),
    "～": "~",
    "〜": "~",
}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class _Table(dict):
    """Code point → folded character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> str:
    if char in SAME:
        return SAME[char]
    for change in (lambda c: unicodedata.normalize("NFKC", c), str.lower, _simplified):
        changed = change(char)
        char = changed if len(changed) == 1 else char
    return SAME.get(char, char)


def _simplified(char: str) -> str:
    return _simplifier().convert(char) if _HAN.match(char) else char


_TABLE = _Table()


def fold(text: str) -> str:
    """The text as it is compared, character for character."""
    return text.translate(_TABLE)


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_GAP = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LATIN = re.compile(r"[A-Za-z0-9]")


def seen(line: str) -> str:
    """A line without unseen characters, with single spaces."""
    return _GAP.sub(" ", _UNSEEN.sub("", line)).strip()


def tidy(text: str) -> str:
    """Lines without unseen characters; a space stays only between two words of one script."""
    lines = (seen(line) for line in text.split("\n"))
    return "\n".join(re.sub(r"(?<=(.)) (?=(.))", _needed, line) for line in lines)


def _needed(gap: re.Match) -> str:
    before, after = gap[1], gap[2]
    is_between_han = bool(_HAN.match(before) and _HAN.match(after))
    is_between_latin = bool(_LATIN.match(before) and _LATIN.match(after))
    return " " if is_between_han or is_between_latin else ""


def is_han(text: str) -> bool:
    """Whether the text is Chinese characters and nothing else."""
    return bool(text) and all(_HAN.match(char) for char in text)

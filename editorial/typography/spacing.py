"""Spaces: dropped where the typesetter sets the gap, kept where they carry meaning."""

import re

from editorial.typography.characters import HAN, MARKS

# A space between two ideographs means something when both sides are words: two issuing bodies.
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}])[^\\S\\n]+(?=[{HAN}])")
_AT_CHINESE = re.compile(f"(?<=[{HAN}{MARKS}])[^\\S\\n]+|[^\\S\\n]+(?=[{HAN}{MARKS}])")
_BEFORE_PER_CENT = re.compile(r"(?<=\d)[^\S\n]+(?=[%‰℃])")
_RUN = re.compile(r"[^\S\n]+")
_WORD = re.compile(f"[{HAN}]{{2}}")
_KEPT = "\ue000"


def set_spacing(text: str) -> str:
    """The text with spaces only inside Latin text and between two Chinese words."""
    text = _BETWEEN_HAN.sub(_keep_between_words, text.strip())
    text = _AT_CHINESE.sub("", text)
    return _RUN.sub(" ", _BEFORE_PER_CENT.sub("", text)).replace(_KEPT, " ")


def drop_all_between_han(text: str) -> str:
    """Letter-spaced labels and names closed up: 编 者 按 → 编者按."""
    return _BETWEEN_HAN.sub("", text.strip())


def _keep_between_words(gap: re.Match) -> str:
    before, after = (
        gap.string[max(0, gap.start() - 2) : gap.start()],
        gap.string[gap.end() : gap.end() + 2],
    )
    return _KEPT if _WORD.match(before) and _WORD.match(after) else ""

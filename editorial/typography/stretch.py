"""Stretch 齐行: where a line of Chinese may be opened up to reach the margin.

Between Chinese characters and marks, and at spaces; never inside numbers, Latin words, or the
two-em marks —— and …… (W3C CLREQ, "justification").
"""

import re

# Ideographs, radicals, CJK marks and full-width forms, as the inside of a character class.
CHINESE = (
    "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_ELASTIC = re.compile(f"[{CHINESE}“”‘’·\u00a0 ]+")
_ELASTIC_CHARACTER = re.compile(f"[{CHINESE}“”‘’·\u00a0 ]")


def elastic_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of the runs, in characters, on both sides of whose characters it may give."""
    return [match.span() for match in _ELASTIC.finditer(text)]


def is_elastic(character: str) -> bool:
    """Whether a line may be opened beside this character."""
    return bool(_ELASTIC_CHARACTER.match(character))

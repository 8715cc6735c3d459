"""Borders: no typed spaces where Chinese meets Latin letters or digits; the press sets the gap."""

import re

from editorial.typography.characters import HAN
from editorial.typography.stretch import CHINESE

_LATIN = "0-9A-Za-z%‰°.,:;)\\]"
_BORDER = re.compile(
    f"(?<=[{CHINESE}“”‘’]) +(?=[0-9A-Za-z(\\[+±≥≤])|(?<=[{_LATIN}]) +(?=[{CHINESE}“‘])"
)

_MEETING = re.compile(f"(?<=[{HAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[{HAN}])")


def close_borders(text: str) -> str:
    """The text without spaces between Chinese and Latin; spaces between Latin words stay."""
    return _BORDER.sub("", text)


def borders(text: str) -> list[int]:
    """Where an ideograph meets a Latin letter or a digit: places of the second of the two.

    Marks bring their own blank, and need no gap (W3C CLREQ, "mixed text composition").
    """
    return [match.start() for match in _MEETING.finditer(text)]

"""Borders: no typed spaces where Chinese meets Latin letters or digits; the press sets the gap."""

import re

from editorial.typography.stretch import CHINESE

_LATIN = "0-9A-Za-z%‰°.,:;)\\]"
_BORDER = re.compile(
    f"(?<=[{CHINESE}“”‘’]) +(?=[0-9A-Za-z(\\[+±≥≤])|(?<=[{_LATIN}]) +(?=[{CHINESE}“‘])"
)


def close_borders(text: str) -> str:
    """The text without spaces between Chinese and Latin; spaces between Latin words stay."""
    return _BORDER.sub("", text)

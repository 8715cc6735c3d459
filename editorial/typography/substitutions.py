"""Characters that a recognition program put in place of others, where that is certain."""

import re

from editorial.typography.characters import HAN

_AND = re.compile(f"(?<=[{HAN}”》）)])\\s+and\\s+(?=[{HAN}“《（])")
_ONLY_A_NUMBER = re.compile(r"[（(]?[^（()）]{1,4}[）)]$")
_DASH_BETWEEN_DIGITS = re.compile(r"(?<=\d)一(?=\d)")
_DASH_BEFORE_YEAR = re.compile(r"(?<=\d年)一(?=\d{4}年)")
_DASH_PARAGRAPH = re.compile(
    r"^(?:一一(?![对列落说介回分核排解记查比过道标])|--+|──+|――+|－－+)(?=\S)"
)
_DOUBTFUL_DASH = re.compile(f"“[{HAN}]一[{HAN}]一[{HAN}]”")


def restore_and(text: str) -> str:
    """`` and `` between Chinese words becomes 和."""
    return _AND.sub(_he, text)


def _he(found: re.Match) -> str:
    before = found.string[max(0, found.start() - 8) : found.start()]
    return found.group() if _ONLY_A_NUMBER.match(before) else "和"


def restore_dashes(text: str) -> str:
    """A dash read as 一: between digits, and doubled at the head of a paragraph."""
    text = _DASH_BETWEEN_DIGITS.sub("—", text)
    text = _DASH_BEFORE_YEAR.sub("—", text)
    return _DASH_PARAGRAPH.sub(lambda found: "—" * len(found.group()), text)


def doubtful_dashes(text: str) -> list[str]:
    """Places where 一 may stand for a dash and only a reader can tell: “山一海一岸”."""
    return _DOUBTFUL_DASH.findall(text)

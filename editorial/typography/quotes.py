"""Quotation marks at the turn of a line: “ opens and ” closes, so a line may break outside them.

Unicode's line breaking (UAX #14, rule LB19) cannot tell in which language a quotation mark opens
or closes, and forbids a break on both sides of it; in Chinese that leaves holes.
"""

import re

from editorial.typography.characters import HAN
from editorial.typography.squeeze import CLOSING, OPENING

_OUTSIDE = re.compile(
    f"(?<=[{HAN}{CLOSING}])(?=[“‘])|(?:(?<=”)|(?<=[^A-Za-z]’))(?=[{HAN}{OPENING}])"
)


def breaks_at_quotes(text: str) -> set[int]:
    """Places before which a line may begin, for all that Unicode forbids it."""
    return {match.start() for match in _OUTSIDE.finditer(text)}

"""PICTURES 图片: where one is used, another in its place, a piece cut from it, one taken away.

A picture file is never changed: a cut and a replacement are pictures of their own, which take the
old one's place wherever words may still be changed. What was signed off, and every version in
history, keeps the picture it had.
"""

from editorial.pictures.cut import COVER, FIGURE, PURPOSES, Box, cut
from editorial.pictures.exchange import Exchange, exchange, replace
from editorial.pictures.keep import remove, sweep_files
from editorial.pictures.refusal import Refused
from editorial.pictures.uses import Uses, uses_of

__all__ = [
    "COVER",
    "FIGURE",
    "PURPOSES",
    "Box",
    "Exchange",
    "Refused",
    "Uses",
    "cut",
    "exchange",
    "remove",
    "replace",
    "sweep_files",
    "uses_of",
]

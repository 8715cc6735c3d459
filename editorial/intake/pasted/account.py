"""ACCOUNT: whether every word that a page showed is in the body, or named as left out."""

import unicodedata
from collections import Counter
from itertools import chain

from editorial import richtext
from editorial.intake.pasted import signs
from editorial.intake.pasted.blocks import Grid, Words
from editorial.intake.pasted.lines import Manuscript
from editorial.intake.pasted.reader import Reader
from editorial.intake.pasted.tables import items_of
from editorial.typography import letters

# What mending writes in another way: 和 for “and”, a dash for 一, quotation marks and brackets.
_MENDED = set("and和一")


def words_in(reader: Reader) -> str:
    """Everything shown, without white space: footnotes and typed numbers as well."""
    items = chain(reader.items, *reader.notes.values())
    return letters("".join(_texts(items)))


def _texts(items):
    for item in items:
        if isinstance(item, Words):
            pieces = (each for each in item.paragraph.pieces if each.kind == "text")
            text = "".join(signs.plain(piece.text) for piece in pieces)
            yield item.paragraph.number + text if text.strip() else ""
        else:
            yield from _texts(items_of(item) if isinstance(item, Grid) else item.items)


def lost_between(words: str, body: str, manuscript: Manuscript) -> str:
    """The characters that are neither in the body nor named as left out; as a rule none."""
    there = _counted(richtext.plain_text(body))
    for line in manuscript.lines:
        there += _counted("".join(text for text, _ in line.removed))
    missing = _counted(words) - there
    return "".join(missing.elements())


def _counted(text: str) -> Counter:
    """Letters, digits and ideographs, however wide they were typed."""
    plain = unicodedata.normalize("NFKC", text)
    counted = Counter(plain)
    for character in [each for each in counted if each in _MENDED or not each.isalnum()]:
        del counted[character]
    return counted

"""Lists of a page → the numbers that its reader sees before the items."""

from dataclasses import dataclass

from editorial.intake.word.numbering import BULLET
from editorial.intake.word.numbers import numeral

_HAN = "chineseCountingThousand"
# list-style-type, or the type of an <ol> → (format of the number, what follows it).
_KINDS = {
    "cjk-ideographic": (_HAN, "、"), "simp-chinese-informal": (_HAN, "、"),
    "trad-chinese-informal": (_HAN, "、"), "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "cjk-decimal": ("ideographDigital", "、"), "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."), "lower-latin": ("lowerLetter", "."),
    "a": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."), "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."), "i": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
}  # fmt: skip
_OF_TYPE = {"A": "upper-alpha", "I": "upper-roman"}
_LARGEST = 9999
# What Word prints before an item without a number, in Symbol, Wingdings or as text.
_BULLETS = set("·•●○■□◆◇▪▫★☆➢➤❖✓✔►▶–—-*oØ§lnuüv")


@dataclass
class Listing:
    """One <ul> or <ol> that is open: how it counts, and how far it has come."""

    kind: str
    value: int = 1

    def next(self, said: str) -> str:
        """What stands before the next item; ``said`` is its own value attribute."""
        if self.kind in ("bullet", "none"):
            return BULLET if self.kind == "bullet" else ""
        value = int(said) if said.isdecimal() and int(said) <= _LARGEST else self.value
        self.value = value + 1
        form, after = _KINDS.get(self.kind, ("decimal", "."))
        return numeral(value, form) + after


def listing(tag: str, said: str, style: str, start: str) -> Listing:
    """A list that opens: ``said`` is its type attribute, ``style`` its list-style-type."""
    if style == "none":
        return Listing("none")
    if tag != "ol" and (not style or style in ("disc", "circle", "square")):
        return Listing("bullet")
    begin = int(start) if start.isdecimal() and int(start) <= _LARGEST else 1
    return Listing(style or _OF_TYPE.get(said, said) or "decimal", begin)


def number_as_typed(text: str) -> str:
    """Word's own number of an item as text; a bullet whatever its shape."""
    text = "".join(text.split())
    is_bullet = len(text) == 1 and (text in _BULLETS or "\ue000" <= text <= "\uf8ff")
    return BULLET if is_bullet else text

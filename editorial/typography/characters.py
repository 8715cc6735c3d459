"""Which characters are Chinese, how wide they are, and which do not show at all."""

import re
import unicodedata

# Ideographs, and the marks that are only ever written among them.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～"

_HAN = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"[{HAN}{MARKS}]")
_INVISIBLE_CATEGORIES = ("Cc", "Cf", "Cs")
_KEPT_CONTROLS = "\t\n"


def is_han(character: str) -> bool:
    """Whether this is one ideograph."""
    return bool(_HAN.match(character))


def is_chinese(character: str) -> bool:
    """Whether this is an ideograph or a Chinese mark: full width on the page."""
    return bool(_CHINESE.match(character))


def has_han(text: str) -> bool:
    """Whether a Chinese character stands anywhere in it."""
    return bool(_HAN.search(text))


class _Widths(dict):
    """Each character once looked up: W for a wide one, n for others, nothing for white space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_wide = unicodedata.east_asian_width(character) in "WFA"
        self[code] = "" if character.isspace() else "W" if is_wide else "n"
        return self[code]


_WIDTHS = _Widths()


def width(text: str) -> float:
    """Width on the page in em, white space left out: 1 for wide characters, 0.5 for others."""
    shapes = text.translate(_WIDTHS)
    return (len(shapes) + shapes.count("W")) / 2


def is_invisible(character: str) -> bool:
    """Controls, zero-width characters and noncharacters: nothing that can be printed."""
    if character in _KEPT_CONTROLS:
        return False
    return (
        unicodedata.category(character) in _INVISIBLE_CATEGORIES
        or ord(character) & 0xFFFE == 0xFFFE
    )


def letters(text: str) -> str:
    """The text without white space: what is counted when nothing may be lost."""
    return "".join(text.split())

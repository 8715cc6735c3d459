"""The few shapes that drawings are made of, and how wide a line of text is."""

import unicodedata
from html import escape

FACES = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC',"
    "'Microsoft YaHei',sans-serif"
)


def number(value: float) -> str:
    """A coordinate: two decimals at most, no trailing zeros, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def tag(name: str, content: str = "", **attributes) -> str:
    """One element. ``font_size=12`` becomes ``font-size="12"``; None leaves an attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value) -> str:
    return number(value) if isinstance(value, int | float) else escape(str(value))


def text(words: str, x: float, y: float, *, size: float = 12, anchor: str = "start", **more) -> str:
    """One line of text; ``y`` is its baseline."""
    anchor = None if anchor == "start" else anchor
    return tag(
        "text", escape(words, quote=False), x=x, y=y, font_size=size, text_anchor=anchor, **more
    )


def line(x1: float, y1: float, x2: float, y2: float, **more) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **more)


# Widths in Hei, in em; a Chinese character is 1, other letters and digits 0.56.
_NARROW = {".": 0.28, ",": 0.28, ":": 0.28, " ": 0.23, "(": 0.34, ")": 0.34, "-": 0.35}
_WIDE = {"%": 0.92, "‰": 1.3, "—": 1.0, "−": 0.56}


def text_width(words: str, size: float = 12) -> float:
    """The width of a line of text in Hei, near enough to set labels by."""
    return size * sum(_em(each) for each in words)


def _em(character: str) -> float:
    known = _NARROW.get(character) or _WIDE.get(character)
    return known or (1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.56)

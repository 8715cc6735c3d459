"""Captions that a page sets below its pictures with a sign: ▲ 数据港一角."""

from editorial.intake.pasted.blocks import Group, Words
from editorial.typography import width

_SIGNS = ("▲", "△", "▼", "↑", "⬆")
_LONGEST = 60.0  # em


def with_captions(items: list) -> list:
    """Pictures and the signed line below them as figures; a line whose picture is elsewhere too."""
    made: list = []
    for item in items:
        if not _is_signed(item):
            made.append(item)
            continue
        item.tag = "figcaption"
        shown = [made.pop()] if made and _is_picture(made[-1]) else []
        made.append(Group("figure", items=[*shown, item]))
    return made


def _is_signed(item) -> bool:
    text = _text(item) if isinstance(item, Words) else ""
    return text.startswith(_SIGNS) and width(text) <= _LONGEST


def _is_picture(item) -> bool:
    if not isinstance(item, Words) or _text(item):
        return False
    return any(piece.kind == "picture" for piece in item.paragraph.pieces)


def _text(words: Words) -> str:
    pieces = (each.text for each in words.paragraph.pieces if each.kind == "text")
    return "".join(pieces).strip()

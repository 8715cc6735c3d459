"""Stand-ins: what must pass the grammar untouched, as characters that no text can hold.

U+FDD0 … U+FDEF are noncharacters. They stand for marks that the stages would take for Markdown,
and for tags and whole blocks that are right as they are; at the end they become HTML again.
"""

import html
import re
from collections.abc import Callable

HASH, STARS, UNDERS, LESS, SLASH, BRACKET, PICTURE_MARK = (chr(0xFDD0 + n) for n in range(7))
OPEN, CLOSE, BLOCK = (chr(0xFDD8 + n) for n in range(3))  # each is followed by its digits
_DIGITS = "".join(chr(0xFDE0 + n) for n in range(16))
NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")
KEPT_BLOCK = re.compile(f"^{BLOCK}([{_DIGITS}]+)$")
_TAGS = re.compile(f"([{OPEN}{CLOSE}])([{_DIGITS}]{{4}})")
_LITERAL = {
    HASH: "#", STARS: "**", UNDERS: "__", LESS: "&lt;", SLASH: "\\", BRACKET: "[",
    PICTURE_MARK: "![",
}  # fmt: skip
_HASHES = re.compile(r"#(?![#\s])|#(?=#+[^#\s])")
_MARKDOWN = re.compile(r"\*\*|__|<|\\|!\[|\[(?=\^|[^\[\]]*\]\()")
_STAND_IN = {
    "**": STARS, "__": UNDERS, "<": LESS, "\\": SLASH, "![": PICTURE_MARK, "[": BRACKET,
}  # fmt: skip
_TYPED_BOLD = re.compile(r"\*\*[^*\s][^*]*\*\*")
MOST = 5000  # links and the like of one text
MOST_BLOCKS = 16**4


def literal(text: str) -> str:
    """Typed marks as stand-ins: they stay words. Typed ``**bold**`` and ``# `` are marks."""
    if _TYPED_BOLD.search(text):
        text = _HASHES.sub(HASH, text)
        return re.sub(r"<|\\|!\[|\[(?=\^|[^\[\]]*\]\()", lambda m: _STAND_IN[m[0]], text)
    return _MARKDOWN.sub(lambda m: _STAND_IN[m[0]], _HASHES.sub(HASH, text))


def number(value: int) -> str:
    """Four digits that are no characters."""
    return "".join(_DIGITS[value >> shift & 15] for shift in (12, 8, 4, 0))


def value_of(digits: str) -> int:
    return sum(
        _DIGITS.index(each) << shift for each, shift in zip(digits, (12, 8, 4, 0), strict=True)
    )


def written(markup: str, tags: list[tuple[str, str]]) -> str:
    """The HTML with every stand-in put back; ``tags`` are pairs of opening and closing tags."""

    def put_back(found: re.Match) -> str:
        return tags[value_of(found[2])][found[1] == CLOSE]

    markup = _TAGS.sub(put_back, markup)
    return NONCHARACTERS.sub(lambda found: _LITERAL.get(found[0], ""), markup)


def plain(text: str) -> str:
    """The words without tags, marks as typed."""
    return NONCHARACTERS.sub(lambda m: html.unescape(_LITERAL.get(m[0], "")), _TAGS.sub("", text))


def balanced(text: str) -> str:
    """Every tag that opens in a line closes in it, the inner one first; others are dropped."""
    if OPEN not in text and CLOSE not in text:
        return text
    made, open_tags = [], []
    for piece in re.split(f"([{OPEN}{CLOSE}][{_DIGITS}]{{4}})", text):
        if piece[:1] == OPEN:
            open_tags.append(piece[1:])
        elif piece[:1] == CLOSE:
            if piece[1:] not in open_tags:
                continue
            while open_tags[-1] != piece[1:]:
                made.append(CLOSE + open_tags.pop())
            open_tags.pop()
        made.append(piece)
    return "".join([*made, *(CLOSE + each for each in reversed(open_tags))])


def after_number(text: str, length_of_marker: Callable[[str], int]) -> str:
    """Tags at the head of a line go behind its number, those at its end before its full stop."""
    lead = re.match(f"(?:{OPEN}[{_DIGITS}]{{4}})+", text)
    if lead:
        rest = text[lead.end() :]
        size = length_of_marker(_TAGS.sub("", rest))
        text = rest[:size] + lead[0] + rest[size:]
    tail = re.search(f"([。；！？.;!?]+)((?:{CLOSE}[{_DIGITS}]{{4}})+)$", text)
    return text[: tail.start()] + tail[2] + tail[1] if tail else text

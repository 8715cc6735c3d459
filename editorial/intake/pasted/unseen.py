"""Characters that nobody sees: taken out and counted by kind, line ends of all sorts made one."""

import re

DIRECTION, ZERO_WIDTH, CONTROL = "文字方向标记", "零宽字符", "控制字符"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_CONTROL = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u0600-\u0605\u06dd\u070f\u08e2\u206a-\u206f"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0001\U000e0020-\U000e007f\ud800-\udfff"
)
_KINDS = (
    (DIRECTION, re.compile(f"[{_DIRECTION}]")),
    (ZERO_WIDTH, re.compile(f"[{_ZERO_WIDTH}]")),
    (CONTROL, re.compile(f"[{_CONTROL}]")),
)
_ANY = re.compile(f"[{_DIRECTION}{_ZERO_WIDTH}{_CONTROL}]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def without_unseen(text: str, counts: dict[str, int]) -> str:
    """The text without them; ``counts`` is counted on."""
    if not _ANY.search(text):
        return text
    for kind, pattern in _KINDS:
        text, count = pattern.subn("", text)
        if count:
            counts[kind] = counts.get(kind, 0) + count
    return text


def with_line_ends(text: str) -> str:
    return _LINE_ENDS.sub("\n", text)

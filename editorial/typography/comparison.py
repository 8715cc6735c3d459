"""The comparison form: two copies of one title compare equal. Only for comparing, never stored."""

import re
import unicodedata

_LEADING_MARKS = re.compile(r"^(?:\s|#|>|[-*+]\s)+")
_DASHES = re.compile("[-‐‑‒–—―─⸺⸻﹘﹣－−]+")
_IGNORED = re.compile(r"[\s#*]+")
_NOT_A_WORD = re.compile(r"[\W_]+")


def comparison_form(text: str) -> str:
    """The text without ``#``, ``*``, ``- `` and white space, NFKC, all dashes one."""
    bare = _IGNORED.sub("", _LEADING_MARKS.sub("", text))
    return _DASHES.sub("-", unicodedata.normalize("NFKC", bare))


def words_only(text: str) -> str:
    """The comparison form without any punctuation: the last resort for a title copied badly."""
    return _NOT_A_WORD.sub("", comparison_form(text)).casefold()

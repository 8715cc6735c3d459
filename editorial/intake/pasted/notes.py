"""Footnotes as programs write them: Word's #_ftn1, LibreOffice's #sdfootnote1sym, our own #fn-1."""

import re

_NAME = re.compile(
    r"^_?(?:ftn|edn|fn|fnt|sdfootnote|sdendnote|footnote|endnote|cite_note|note)"
    r"[-_:]?[\w.:-]{0,40}$",
    re.IGNORECASE,
)
_BACK = re.compile(r"ref|anc$|back", re.IGNORECASE)
_REFERENCE = re.compile(r"""href\s*=\s*["']?\s*#([\w.:-]{1,60})""", re.IGNORECASE)
_TARGET = re.compile(r"""\bid\s*=\s*["']?\s*([\w.:-]{1,60})""", re.IGNORECASE)


def is_note_name(name: str) -> bool:
    """Whether this names a footnote, or the place that refers to one."""
    return bool(_NAME.match(name))


def note_name(name: str) -> str:
    """The one name of a footnote for its text and for what refers to it; empty for other names."""
    if not _NAME.match(name) or _BACK.search(name):
        return ""
    return name.lower().removeprefix("_").removesuffix("sym")


def notes_in(markup: str) -> frozenset[str]:
    """The footnotes of a page that are referred to and whose text is there."""
    wanted = {note_name(name) for name in _REFERENCE.findall(markup)}
    there = {note_name(name) for name in _TARGET.findall(markup)}
    return frozenset((wanted & there) - {""})

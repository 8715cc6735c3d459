"""Titles: which space is a line break, which separates two issuing bodies, which is noise."""

import re

from editorial.intake.grammar import (
    ends_article,
    ends_sentence,
    is_addressee,
    is_bilingual,
    is_document_number,
    is_qr,
    marker_of,
)
from editorial.intake.lines import Line
from editorial.intake.masthead import is_masthead_line
from editorial.typography import comparison_form, has_han, mend, width

_GAP = re.compile(r"\s+")
_BRACKETS = "（(〔【["
_LONGEST_NOTE = 12  # paragraphs
LINE_WIDTH = 24.0  # em: a title breaks at about 24 characters


def title_of(parts: tuple[str, ...], contents_title: str = "") -> str:
    """The title as stored: ``\\n`` for a manual break, a space between joint issuers.

    ``parts`` are the lines on which the manuscript prints it. A space the contents list does not
    print is a break; one it prints before a bracket is a habit of the page, and breaks only a
    title too long for one line.
    """
    raw = "\n".join(parts)
    pieces = _GAP.split(raw.strip())
    made = pieces[0]
    for gap, piece in zip(_GAP.findall(raw.strip()), pieces[1:], strict=True):
        made += _separator(made, gap, piece, contents_title, raw) + piece
    lines = [mend(line) for line in made.split("\n")]
    return "\n".join(line for line in lines if line)


def _separator(before: str, gap: str, after: str, contents_title: str, raw: str) -> str:
    is_break = "\n" in gap
    if not is_break and not _touches_chinese(before, after):
        return " "
    printed = _has_space_at(contents_title, len(comparison_form(before)))
    if is_break:
        return " " if printed and after[0] not in _BRACKETS else "\n"
    if not _both_chinese(before, after):
        return ""
    if not printed:
        return "\n" if contents_title or after[0] not in _BRACKETS else ""
    if after[0] in _BRACKETS or before[-1] in "）)”》":
        return "\n" if width(raw) > LINE_WIDTH else ""
    return " "


def _touches_chinese(before: str, after: str) -> bool:
    return _is_wide(before[-1]) or _is_wide(after[0])


def _both_chinese(before: str, after: str) -> bool:
    return (_is_wide(before[-1]) or before[-1] in ")]") and (
        _is_wide(after[0]) or after[0] in _BRACKETS
    )


def _is_wide(character: str) -> bool:
    return has_han(character) or character in "（）〔〕【】《》“”—：，、"


def _has_space_at(title: str, at: int) -> bool:
    """Whether this title has white space after its first ``at`` characters (comparison form)."""
    gaps = (found.start() for found in _GAP.finditer(title))
    return any(len(comparison_form(title[:gap])) == at for gap in gaps)


# --- Without a contents list ------------------------------------------------------------------


def title_place(lines: tuple[Line, ...], at: int) -> tuple[int, int]:
    """(position, number of lines) of what looks most like a title from ``at`` on; size 0: none.

    A note and its paragraphs may stand above it, nothing else.
    """
    for place in range(at, min(len(lines), at + _LONGEST_NOTE)):
        if marker_of(lines[place].text) is not None:
            break  # the text has begun
        if may_be_title(lines[place]):
            return place, _title_size(lines, place)
        if place == at and not _is_prose(lines[place].text):
            break
    return at, 0


def may_be_title(line: Line) -> bool:
    text = line.text
    if not has_han(text) or not 6 <= width(text) <= 80 or ends_sentence(text):
        return False
    if re.search("[。；]|[，、]$", text) or is_qr(text):
        return False
    is_other = is_document_number(text) or is_addressee(text) or is_masthead_line(line)
    return not is_other and marker_of(text) is None and not ends_article(text)


def _is_prose(text: str) -> bool:
    return "。" in text or width(text) > 80


def _title_size(lines: tuple[Line, ...], at: int) -> int:
    """One line, or two: a year in brackets, or two alike above the first of the text."""
    if at + 2 >= len(lines):
        return 1
    one, other, after = lines[at : at + 3]
    if is_document_number(other.text) or is_bilingual(other.text):
        return 1
    if other.text[0] in _BRACKETS and other.text[-1] in "）)" and width(other.text) <= LINE_WIDTH:
        return 2
    is_alike = bool(one.hashes) == bool(other.hashes) and may_be_title(other)
    return 2 if is_alike and not may_be_title(after) else 1

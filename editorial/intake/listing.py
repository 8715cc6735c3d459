"""LISTING: the lines of the contents list, one entry each, and the page beside a title."""

import re
from dataclasses import replace
from itertools import pairwise

from editorial.intake.grammar import SECTIONS, note_label
from editorial.intake.lines import Line
from editorial.typography import width, words_only

PAGE_FIRST = re.compile(
    r"^[PpＰ第]?\.?\s*(\d{1,3})\s*页?(?:[\s　.、．·|｜/:：—-]+|(?=[^\d\s]))(.*\S)$"
)
GLUED_PAGE = re.compile(r"^(\d{2})((?:19|20)\d\d.*\S)$")
PAGE_LAST = re.compile(
    r"^(.*?\S)(?:[\s　]*[.…·．。•—_-]{2,}[\s　]*|[\s　]*…[\s　]*|[\s　]+[（(/]?\s*|[（(/]\s*)"
    r"[PpＰ]?\.?(\d{1,3})\s*[）)]?$"
)
_SECTION_WITHIN = re.compile(f"(?:(?<=\\s)|^)({'|'.join(SECTIONS)})(?=[\\s：:]|$)[\\s：:]*")
_PAGE_WITHIN = re.compile(r"(?:(?<=\s)|^)\d{2,3}\s+(?=\D|(?:19|20)\d\d)")
LEADERS = re.compile(r"[\s.…·．•_]+$")
MOST_LINES = 1000
LONGEST_ENTRY = 200


def parted(lines: tuple[Line, ...], start: int) -> tuple[Line, ...]:
    """The lines with those of the list that hold several entries, or a section with one, apart."""
    texts = [line.text for line in lines[start : start + MOST_LINES]]
    stop = next((at for at, text in enumerate(texts) if not _may_be_listed(text)), len(texts))
    titles = titles_in_body(lines[start + stop :])
    made = [
        replace(line, text=text)
        for line in lines[start : start + stop]
        for text in _entries_on(line.text, titles)
    ]
    return (*lines[:start], *made, *lines[start + stop :])


def _may_be_listed(text: str) -> bool:
    return note_label(text) is None and "。" not in text


def _entries_on(text: str, titles: set[str]) -> list[str]:
    """What a line lists: cut at names of sections, and at pages that count up to known titles."""
    pieces = [piece.strip() for piece in _SECTION_WITHIN.split(text) if piece.strip()]
    if len(pieces) < 2 or not all(each in SECTIONS or PAGE_FIRST.match(each) for each in pieces):
        pieces = [text]
    return [entry for piece in pieces for entry in _cut_at_pages(piece, titles)]


def _cut_at_pages(text: str, titles: set[str]) -> list[str]:
    cuts = [found.start() for found in _PAGE_WITHIN.finditer(text)]
    if len(cuts) < 2 or cuts[0]:
        return [text]
    parts = [text[a:b].strip() for a, b in pairwise([*cuts, len(text)])]
    made = parts[:1]
    for part in parts[1:]:
        counts_up = int(part.split()[0]) > int(made[-1].split()[0])
        if counts_up and words_only(without_page(made[-1])) in titles:
            made.append(part)
        else:
            made[-1] = f"{made[-1]} {part}"
    return made


def has_page(text: str) -> bool:
    return split_page(text) is not None


def split_page(text: str) -> tuple[str, str] | None:
    """(title, printed page) of a line that carries a page, before the title or after it."""
    if len(text) > LONGEST_ENTRY:
        return None
    for pattern in (GLUED_PAGE, PAGE_FIRST):
        if found := pattern.match(text):
            return LEADERS.sub("", found.group(2)), found.group(1)
    if found := PAGE_LAST.match(text):
        return LEADERS.sub("", found.group(1)), found.group(2)
    return None


def titles_in_body(lines: tuple[Line, ...]) -> set[str]:
    """The words of every short line of the body, and of two or three lines taken together."""
    forms = [words_only(line.text) for line in lines if width(line.text) <= 80]
    pairs = [a + b for a, b in pairwise(forms)]
    triples = [a + c for a, c in zip(pairs, forms[2:], strict=False)]
    return {*forms, *pairs, *triples} - {""}


def without_page(text: str) -> str:
    found = split_page(text)
    return found[0] if found else text

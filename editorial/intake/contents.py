"""The contents list 本期要目: sections, start pages and titles, wrapped lines joined."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from editorial.intake.grammar import SECTIONS, is_contents_label, note_label
from editorial.intake.lines import Doubt, Line, join_text
from editorial.typography import comparison_form, has_han, letters, width

_PAGE_FIRST = re.compile(
    r"^[PpＰ第]?\.?\s*(\d{1,3})\s*页?(?:[\s　.、．·|｜/:：—-]+|(?=[^\d\s]))(.*\S)$"
)
_GLUED_PAGE = re.compile(r"^(\d{2})((?:19|20)\d\d.*\S)$")
_PAGE_LAST = re.compile(
    r"^(.*?\S)(?:[\s　]*[.…·．。•—_-]{2,}[\s　]*|[\s　]*…[\s　]*|[\s　]+[（(/]?\s*|[（(/]\s*)"
    r"[PpＰ]?\.?(\d{1,3})\s*[）)]?$"
)
_PAGE_ALONE = re.compile(r"^[（(]?[PpＰ]?\.?(\d{1,3})[）)]?$")
_LEADERS = re.compile(r"[\s.…·．•_]+$")
_LONGEST_SECTION = 10
_LONGEST_ENTRY = 200


@dataclass(frozen=True)
class Entry:
    """One line of the list; ``page`` is None when no number is printed."""

    section: str
    title: str
    page: int | None
    page_printed: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Contents:
    entries: tuple[Entry, ...]
    sections: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def find_contents(lines: tuple[Line, ...]) -> int | None:
    """The position of the label 本期要目; a bare 目录 counts only when a section follows."""
    for at, line in enumerate(lines):
        if not is_contents_label(line.text):
            continue
        if "本期" in letters(line.text) or _is_followed_by_entries(lines, at):
            return at
    return None


def _is_followed_by_entries(lines, at: int) -> bool:
    return any(
        section_name(line.text) in SECTIONS or _has_page(line.text)
        for line in lines[at + 1 : at + 3]
    )


def section_name(text: str) -> str:
    """The letters of a section line without its ornaments."""
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


def read_contents(lines: tuple[Line, ...], start: int) -> tuple[Contents, int]:
    """The list that begins after ``start``, and the position of the first line after it."""
    end = _end(lines, start + 1)
    titles = _titles_in_body(lines[end:])
    entries = _entries(lines[start + 1 : end], titles)
    end = _give_back(lines, start + 1, end, entries)
    sections = tuple(dict.fromkeys(entry.section for entry in entries))
    doubts = [
        Doubt(
            next(e.lines[0] for e in entries if e.section == name),
            "section",
            f"“{name}”不是现有的栏目，已新设并排在最后，请核对栏目名和次序。",
        )
        for name in sections
        if name and name not in SECTIONS
    ]
    return Contents(tuple(entries), sections, tuple(doubts)), end


def _end(lines: tuple[Line, ...], start: int) -> int:
    """Where the body begins: a note's label, prose, or the first title printed once more."""
    seen: set[str] = set()
    for at in range(start, len(lines)):
        text = lines[at].text
        if note_label(text) is not None or _is_prose(text):
            return _before_title(lines, start, at)
        title = _bare_title(text)
        if title and len(title) > 6 and title in seen and not _has_page(text):
            return at
        seen.add(title)
    return len(lines)


def _is_prose(text: str) -> bool:
    return "。" in text or width(text) > 100


def _before_title(lines, start: int, at: int) -> int:
    """Prose without a label: the title above it (and its number) no longer belongs to the list."""
    if note_label(lines[at].text) is not None:
        return at
    listed = {_bare_title(line.text) for line in lines[start:at]}
    for first in range(start + 1, at):
        for size in (1, 2, 3):
            run = lines[first : first + size]
            joined = comparison_form("".join(line.text for line in run))
            is_repeated = joined in listed and not any(_has_page(line.text) for line in run)
            if is_repeated and joined in {_bare_title(line.text) for line in lines[start:first]}:
                return first
    return at


def _bare_title(text: str) -> str:
    found = _split_page(text)
    return comparison_form(found[0] if found else text)


def _has_page(text: str) -> bool:
    return _split_page(text) is not None


def _split_page(text: str) -> tuple[str, str] | None:
    """(title, printed page) of a line that carries a page, before the title or after it."""
    if len(text) > _LONGEST_ENTRY:
        return None
    for pattern in (_GLUED_PAGE, _PAGE_FIRST):
        if found := pattern.match(text):
            return _LEADERS.sub("", found.group(2)), found.group(1)
    if found := _PAGE_LAST.match(text):
        return _LEADERS.sub("", found.group(1)), found.group(2)
    return None


def _titles_in_body(lines: tuple[Line, ...]) -> set[str]:
    """Comparison forms of every line of the body, and of two lines taken together."""
    forms = [comparison_form(line.text) for line in lines if width(line.text) <= 80]
    return set(forms) | {a + b for a, b in pairwise(forms)}


def _entries(lines: tuple[Line, ...], titles: set[str]) -> list[Entry]:
    entries: list[Entry] = []
    section, page_alone, waiting = "", "", None
    trailing = _pages_trail(lines)
    for line in lines:
        text = line.text
        if not text:
            continue
        if section_name(text) in SECTIONS and width(text) <= _LONGEST_SECTION + 6:
            section = section_name(text)
        elif found := _PAGE_ALONE.match(text):
            page_alone = _use_lone_page(entries, found.group(1), trailing)
        elif found := _split_page(text):
            title, page = found
            if waiting and trailing:
                title, start = join_text(waiting.text, title), (waiting.number,)
            else:
                start = ()
            waiting = None
            entries.append(Entry(section, title, int(page), page, (*start, line.number)))
        elif page_alone:
            entries.append(Entry(section, text, int(page_alone), page_alone, (line.number,)))
            page_alone = ""
        elif _is_new_section(line, entries, titles, lines):
            section = text.strip("【】[]◆■●▲★ ")
        elif trailing:
            waiting = line
        elif entries and _continues(entries[-1], line, titles):
            entries[-1] = _continued(entries[-1], line)
        else:
            entries.append(Entry(section, text, None, "", (line.number,)))
    return entries


def _pages_trail(lines) -> bool:
    """Whether most pages stand after their titles."""
    first = sum(1 for line in lines if _PAGE_FIRST.match(line.text) or _GLUED_PAGE.match(line.text))
    last = sum(
        1 for line in lines if not _PAGE_FIRST.match(line.text) and _PAGE_LAST.match(line.text)
    )
    return last > first


def _use_lone_page(entries: list[Entry], page: str, trailing: bool) -> str:
    """A page on a line of its own belongs to the title after it, or before it."""
    if entries and entries[-1].page is None:
        entries[-1] = replace(entries[-1], page=int(page), page_printed=page)
        return ""
    return page


def _is_new_section(line: Line, entries, titles: set[str], lines) -> bool:
    """An unknown name on a line of its own, short, followed by an entry, not part of a title."""
    text = line.text.strip("【】[]◆■●▲★ ")
    if (
        not has_han(text)
        or len(letters(text)) > _LONGEST_SECTION
        or re.search(r"[（(）)《》，。]", text)
    ):
        return False
    if entries and comparison_form(entries[-1].title + text) in titles:
        return False
    if comparison_form(text) in titles:
        return False
    after = next((each for each in lines if each.number > line.number), None)
    return after is not None and (_has_page(after.text) or bool(_PAGE_ALONE.match(after.text)))


def _continues(entry: Entry, line: Line, titles: set[str]) -> bool:
    """Whether a line without a page is the second half of the title before it."""
    joined = comparison_form(entry.title + line.text)
    if joined in titles or any(title.startswith(joined) for title in titles if len(title) < 90):
        return True
    if comparison_form(line.text) in titles:
        return False
    return entry.page is not None


def _continued(entry: Entry, line: Line) -> Entry:
    return replace(
        entry, title=join_text(entry.title, line.text), lines=(*entry.lines, line.number)
    )


def _give_back(lines, start: int, end: int, entries: list[Entry]) -> int:
    """A list without a note after it may have swallowed the first title: return it."""
    if not entries or end >= len(lines) or note_label(lines[end].text) is not None:
        return end
    last = entries[-1]
    first = comparison_form(entries[0].title)
    if len(entries) > 1 and last.page is None and comparison_form(last.title) == first:
        entries.pop()
        return next(at for at in range(start, end) if lines[at].number == last.lines[0])
    return end

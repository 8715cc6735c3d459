"""The contents list 本期要目: sections, start pages and titles, wrapped lines joined."""

import re
from dataclasses import dataclass, replace

from editorial.intake.grammar import SECTIONS, is_contents_label, note_label, source_of
from editorial.intake.lines import Doubt, Line, join_text
from editorial.intake.listing import (
    GLUED_PAGE,
    LEADERS,
    LONGEST_ENTRY,
    MOST_LINES,
    PAGE_FIRST,
    PAGE_LAST,
    has_page,
    parted,
    split_page,
    titles_in_body,
    without_page,
)
from editorial.intake.refusal import Refused
from editorial.typography import comparison_form, has_han, letters, width, words_only

_PAGE_ALONE = re.compile(r"^[（(]?[PpＰ]?\.?(\d{1,3})[）)]?$")
_WRAPPED = re.compile(r"^《([^《》]+)》$")  # all titles of a list may be printed so
_LONGEST_SECTION = 10


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


def find_sections(lines: tuple[Line, ...]) -> int | None:
    """Where a list begins whose label is lost: names of sections above titles, and no text yet."""
    sections = []
    for at, line in enumerate(lines):
        if note_label(line.text) is not None or source_of(line.text) is not None:
            return None
        if _is_section(line.text):
            sections.append(at)
            paged = [each for each in lines[at + 1 : at + 8] if has_page(each.text)]
            if len(paged) > 1 or len(sections) > 1:
                return sections[0]
    return None


def _is_followed_by_entries(lines, at: int) -> bool:
    return any(
        section_name(line.text).startswith(SECTIONS) or has_page(line.text)
        for line in lines[at + 1 : at + 3]
    )


def section_name(text: str) -> str:
    """The letters of a section line without its ornaments."""
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


def read_contents(lines: tuple[Line, ...], start: int) -> tuple[Contents, int]:
    """The list that begins after ``start``, and the position of the first line after it."""
    count, lines = len(lines), parted(lines, start + 1)
    contents, end = _read_contents(lines, start)
    return contents, end - (len(lines) - count)


def _read_contents(lines: tuple[Line, ...], start: int) -> tuple[Contents, int]:
    end = _end(lines, start + 1)
    if end - start > MOST_LINES:
        raise Refused(
            f"“本期要目”下面的标题超过 {MOST_LINES} 行，一期不会有这么多，"
            "请核对目录是否完整、与正文之间是否断开。"
        )
    titles = titles_in_body(lines[end:])
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
    listed = _Listed()
    last = min(len(lines), start + MOST_LINES + 1)
    for at in range(start, last):
        text = lines[at].text
        if note_label(text) is not None or _is_prose(text):
            return _before_title(lines, start, at)
        if listed.has_again(text):
            return at
        listed.add(text)
    return last


class _Listed:
    """The titles of a list so far; the second line of a wrapped title is none of its own.

    A list without pages does not show where an entry begins: there only its first title counts,
    with which the body begins.
    """

    def __init__(self):
        self.forms: set[str] = set()
        self._last = self._entry = ""
        self._has_pages = False

    def add(self, text: str) -> None:
        if _is_section(text):
            return
        if _PAGE_ALONE.match(text):
            self.forms |= {self._last, self._entry}
            self._has_pages, self._last, self._entry = True, "", ""
            return
        form, is_paged = _bare_title(text), has_page(text)
        if is_paged or not self.forms:
            self.forms.add(form)
        if is_paged or self._has_pages or len(self.forms) < 3:
            self.forms |= {self._last + form, self._entry + form}
        self._last = form
        self._entry = form if is_paged else (self._entry + form)[:LONGEST_ENTRY]
        self._has_pages = self._has_pages or is_paged

    def has_again(self, *texts: str) -> bool:
        """Whether these lines, together, are a title that the list has given."""
        form = comparison_form("".join(texts))
        is_title = len(form) > 6 and not form.startswith("(")
        return is_title and form in self.forms and not any(map(has_page, texts))


def _is_section(text: str) -> bool:
    return section_name(text) in SECTIONS and width(text) <= _LONGEST_SECTION + 6


def _is_prose(text: str) -> bool:
    return "。" in text or width(text) > 100


def _before_title(lines, start: int, at: int) -> int:
    """Prose without a label: the title above it (and its number) no longer belongs to the list."""
    if note_label(lines[at].text) is not None:
        return at
    listed = _Listed()
    for first in range(start, at):
        for size in (1, 2, 3):
            if listed.has_again(*(line.text for line in lines[first : first + size])):
                return first
        listed.add(lines[first].text)
    return at


def _bare_title(text: str) -> str:
    return comparison_form(without_page(text))


def _entries(lines: tuple[Line, ...], titles: set[str]) -> list[Entry]:
    lines = tuple(replace(line, text=_without_cells(line.text)) for line in lines if line.text)
    reader = _ListReader(lines, titles)
    at = 0
    while at < len(lines):
        at += reader.take(at)
    return reader.finished()


def _without_cells(text: str) -> str:
    """A row of a table as a line; one that only draws the table is empty."""
    if not (text.startswith("|") and text.endswith("|")):
        return text
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    return " ".join(cell for cell in cells if cell.strip(":- "))


class _ListReader:
    """Reads the list line by line; a title that the body knows decides how many lines it takes."""

    def __init__(self, lines: tuple[Line, ...], titles: set[str]):
        self.lines, self.titles = lines, titles
        self.entries: list[Entry] = []
        self.section, self.page = "", ""
        self.waiting: tuple[Line, ...] = ()
        self.trails = _pages_trail(lines)
        first = next((each.text for each in lines if not _is_section(each.text)), "")
        self.lone_pages_lead = bool(_PAGE_ALONE.match(first))

    def take(self, at: int) -> int:
        """Read what begins at this line; how many lines it took."""
        text = self.lines[at].text
        if not text:
            return 1
        if _is_section(text):
            self.section = section_name(text)
        elif found := _PAGE_ALONE.match(text):
            self._lone_page(found.group(1))
        elif size := self._known_title(at):
            return size
        else:
            self._unknown(self.lines[at])
        return 1

    def finished(self) -> list[Entry]:
        """All entries; lines that waited in vain for a page are titles without one."""
        self._give_up_waiting()
        return self.entries

    def _known_title(self, at: int) -> int:
        for size in (3, 2, 1):
            run = self.lines[at : at + size]
            if len(run) < size or any(_is_apart(line.text) for line in run[1:]):
                continue
            split = [split_page(line.text) for line in run]
            pages = [each[1] for each in split if each]
            texts = [each[0] if each else run[n].text for n, each in enumerate(split)]
            title = texts[0]
            for text in texts[1:]:
                title = join_text(title, text)
            if len(pages) <= 1 and words_only(title) in self.titles:
                self._give_up_waiting()
                self._add(title, pages[0] if pages else "", run)
                return size
        return 0

    def _unknown(self, line: Line) -> None:
        found = split_page(line.text)
        if found:
            title, begun = found[0], self.waiting if self.trails else ()
            for earlier in reversed(begun):
                title = join_text(earlier.text, title)
            self.waiting = ()
            self._add(title, found[1], (*begun, line))
        elif self.page:
            self._add(line.text, "", (line,))
        elif _is_new_section(line, self.entries, self.titles, self.lines):
            self.section = line.text.strip("【】[]◆■●▲★ ")
        elif self.trails:
            self.waiting = (*self.waiting, line)
        elif self.entries and _continues(self.entries[-1], line, self.titles):
            self.entries[-1] = _continued(self.entries[-1], line)
        else:
            self._add(line.text, "", (line,))

    def _add(self, title: str, page: str, lines: tuple[Line, ...]) -> None:
        page, self.page = page or self.page, ""
        title = _WRAPPED.sub(r"\1", LEADERS.sub("", title))
        numbers = tuple(line.number for line in lines)
        self.entries.append(Entry(self.section, title, int(page) if page else None, page, numbers))

    def _lone_page(self, page: str) -> None:
        """A page on a line of its own belongs to the title after it, or before it."""
        self._give_up_waiting()
        if self.entries and self.entries[-1].page is None and not self.lone_pages_lead:
            self.entries[-1] = replace(self.entries[-1], page=int(page), page_printed=page)
        else:
            self.page = page

    def _give_up_waiting(self) -> None:
        lines, self.waiting = self.waiting, ()
        if lines:
            self._add("".join(line.text for line in lines), "", lines)


def _is_apart(text: str) -> bool:
    return not text or _is_section(text) or bool(_PAGE_ALONE.match(text))


def _pages_trail(lines) -> bool:
    """Whether most pages stand after their titles."""
    first = sum(1 for line in lines if PAGE_FIRST.match(line.text) or GLUED_PAGE.match(line.text))
    last = sum(
        1 for line in lines if not PAGE_FIRST.match(line.text) and PAGE_LAST.match(line.text)
    )
    return last > first


def _is_new_section(line: Line, entries, titles: set[str], lines) -> bool:
    """An unknown name on a line of its own, short, followed by an entry, not part of a title."""
    text = line.text.strip("【】[]◆■●▲★ ")
    if (
        not has_han(text)
        or len(letters(text)) > _LONGEST_SECTION
        or re.search(r"[（(）)《》，。]", text)
    ):
        return False
    if entries and words_only(entries[-1].title + text) in titles:
        return False
    if words_only(text) in titles:
        return False
    after = next((each for each in lines if each.number > line.number), None)
    if after is None or words_only(text + without_page(after.text)) in titles:
        return False
    return has_page(after.text) or bool(_PAGE_ALONE.match(after.text))


def _continues(entry: Entry, line: Line, titles: set[str]) -> bool:
    """Whether a line without a page is the second half of the title before it."""
    joined = words_only(entry.title + line.text)
    if joined in titles or any(title.startswith(joined) for title in titles if len(title) < 90):
        return True
    if words_only(line.text) in titles:
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

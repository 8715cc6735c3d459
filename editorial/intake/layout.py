"""LAY OUT: where cover, contents list and articles begin, also in a manuscript that lacks one.

The contents list says which articles there are. Without it, headings, notes and sources have to:
an article begins at its note or its title and ends with its source. What is found that way is a
guess, and every piece of it is doubted.
"""

from dataclasses import dataclass

from editorial.intake.contents import Contents, Entry, find_contents, find_sections, read_contents
from editorial.intake.cover import is_name
from editorial.intake.grammar import (
    PUBLICATION,
    SECTIONS,
    ends_article,
    note_label,
)
from editorial.intake.kinds import likely_section
from editorial.intake.lines import Doubt, Line
from editorial.intake.masthead import is_masthead_line
from editorial.intake.numbers import numbers_in
from editorial.intake.refusal import Refused
from editorial.intake.titles import may_be_title, title_place
from editorial.typography import comparison_form, width, words_only

_PROSE = 45.0  # em
NO_LIST = "来稿里没有“本期要目”"


@dataclass(frozen=True)
class Layout:
    """lines[:front] are cover and masthead page, lines[front:body] the contents list."""

    front: int
    body: int
    contents: Contents


def lay_out(lines: tuple[Line, ...]) -> Layout:
    """The contents list as printed; else one made of what the articles look like.

    Raises ``Refused`` when nothing in the manuscript looks like an article.
    """
    start = find_contents(lines)
    if start is not None:
        contents, end = read_contents(lines, start)
        if contents.entries:
            return Layout(start, end, contents)
        return _guessed(lines, start, start + 1, "“本期要目”下面没有文章标题")
    start = find_sections(lines)
    if start is not None:
        contents, end = read_contents(lines, start - 1)
        message = f"第 {lines[start].number} 行起像是目录，前面没有“本期要目”字样，请核对。"
        doubt = Doubt(lines[start].number, "contents", message)
        return Layout(start, end, _with_doubt(contents, doubt))
    front = _front_ends(lines)
    return _guessed(lines, front, front, NO_LIST)


def _with_doubt(contents: Contents, doubt: Doubt) -> Contents:
    return Contents(contents.entries, contents.sections, (doubt, *contents.doubts))


def _guessed(lines: tuple[Line, ...], front: int, body: int, why: str) -> Layout:
    entries = _sectioned(_articles(lines[body:]))
    if not entries:
        raise Refused(
            f"{why}，也没有找到编者按、“（来源：…）”或文章标题，不像是《{PUBLICATION}》的来稿，"
            "请确认选对了文件。"
        )
    message = (
        f"{why}，{len(entries)} 篇文章的标题和起止是按编者按、标题和来源推断的，栏目也是推断的，"
        "请逐篇核对。"
    )
    first = lines[min(front, len(lines) - 1)].number
    found = Contents(
        tuple(entries),
        tuple(dict.fromkeys(entry.section for entry in entries)),
        (Doubt(first, "contents", message), *map(_doubted, entries)),
    )
    return Layout(front, body, found)


def _doubted(entry: Entry) -> Doubt:
    line = entry.lines[0]
    message = f"第 {line} 行的《{entry.title}》是推断的标题，栏目暂按“{entry.section}”，请核对。"
    return Doubt(line, "title", message)


# --- Cover and masthead page ------------------------------------------------------------------


def _front_ends(lines: tuple[Line, ...]) -> int:
    """After the last line that only a cover or a masthead page prints, and its headline."""
    first = _first_article(lines)
    end = 0
    for at, line in enumerate(lines[:first]):
        if is_name(line.text) or numbers_in(line.text) or is_masthead_line(line):
            end = at + 1
    later = {words_only(line.text) for line in lines[end + 1 :] if width(line.text) <= 80}
    while 0 < end < first and words_only(lines[end].text) in later:
        end += 1
    return end


def _first_article(lines: tuple[Line, ...]) -> int:
    """Where articles have begun for certain: a note, a source, or prose that is no disclaimer."""
    for at, line in enumerate(lines):
        if note_label(line.text) is not None or ends_article(line.text):
            return at
        if "。" in line.text and width(line.text) > _PROSE and not _is_disclaimer(lines, at):
            return at
    return len(lines)


def _is_disclaimer(lines: tuple[Line, ...], at: int) -> bool:
    return any(is_masthead_line(line) for line in lines[max(0, at - 1) : at + 1])


# --- Articles ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    """One guessed article: the lines of its title and what tells its section."""

    title: tuple[Line, ...]
    section: str
    has_note: bool
    source: str


def _articles(lines: tuple[Line, ...]) -> list[_Found]:
    """A title for each stretch up to a source; by headings where nothing else divides the text."""
    lines = tuple(line for line in lines if line.text)
    found, printed, before = [], "", 0
    for begin, stop in _stretches(lines):
        forms = [comparison_form(line.text) for line in lines[before:stop]]
        printed = next((form for form in forms if form in SECTIONS), printed)
        before = stop
        run = tuple(
            line for line in lines[begin:stop] if comparison_form(line.text) not in SECTIONS
        )
        label = next(
            (n for n, line in enumerate(run[:3]) if note_label(line.text) is not None), None
        )
        at, size = title_place(run, 0 if label is None else label + 1)
        if size:
            source = run[-1].text if ends_article(run[-1].text) else ""
            found.append(_Found(run[at : at + size], printed, label is not None, source))
    return found


def _stretches(lines: tuple[Line, ...]) -> list[tuple[int, int]]:
    ends = [at + 1 for at, line in enumerate(lines) if ends_article(line.text)]
    labels = [at for at, line in enumerate(lines) if note_label(line.text) is not None]
    borders = sorted({0, *ends, *labels})
    if len(borders) > 1:
        stops = [*borders[1:], len(lines)]
        spans = list(zip(borders, stops, strict=True))
        return [span for span in spans if _is_article(lines, *span)]
    return _by_headings(lines)


def _is_article(lines: tuple[Line, ...], begin: int, stop: int) -> bool:
    """Whether a stretch has a note or ends with a source, and holds more than that."""
    if begin >= stop or stop - begin < 2:
        return False
    return note_label(lines[begin].text) is not None or ends_article(lines[stop - 1].text)


def _by_headings(lines: tuple[Line, ...]) -> list[tuple[int, int]]:
    """Neither notes nor sources: the marked lines of the least depth that hold no number."""
    marked = [at for at, line in enumerate(lines) if line.hashes and may_be_title(line)]
    least = min((lines[at].hashes for at in marked), default=0)
    starts = [at for at in marked if lines[at].hashes == least]
    spans = zip(starts, [*starts, len(lines)][1:], strict=True)
    return [(a, b) for a, b in spans if any("。" in line.text for line in lines[a:b])]


# --- Sections ---------------------------------------------------------------------------------


def _sectioned(found: list[_Found]) -> list[Entry]:
    """Entries with the section printed above them; else the likely one, never going back."""
    made, reached = [], 0
    for each in found:
        title = "".join(line.text for line in each.title)
        likely = SECTIONS.index(
            each.section or likely_section(title, each.source, has_note=each.has_note)
        )
        reached = likely if each.section else max(reached, likely)
        numbers = tuple(line.number for line in each.title)
        made.append(Entry(SECTIONS[reached], title, None, "", numbers))
    return made

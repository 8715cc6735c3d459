"""SPLIT: the lines after the contents list → one stretch of lines for each article, and the rest.

The contents list says which titles there are; source lines say where articles end; neither ``#``
nor the typography of a page is asked.
"""

import re
from dataclasses import dataclass, field, replace

from editorial.intake.borders import Plot, key_of, moved
from editorial.intake.contents import Contents, Entry
from editorial.intake.corrections import Correction
from editorial.intake.grammar import (
    PUBLICATION,
    SECTIONS,
    ends_article,
    ends_sentence,
    inline_source_at,
    is_source_cut_short,
    marker_of,
    note_label,
    open_marks,
    source_of,
)
from editorial.intake.kinds import likely_section
from editorial.intake.likeness import ALIKE, LONGEST_TITLE, likeness
from editorial.intake.lines import Doubt, LeftOut, Line, join_text, leave_out
from editorial.intake.numbers import numbers_in
from editorial.intake.titles import may_be_title, title_place
from editorial.typography import comparison_form, has_han, width, words_only

_PAGE = re.compile(r"^\d{1,3}$")
_WHOLE_SOURCE = re.compile(r"^[（(【]\s*来\s*源\s*[:：]")
AGAIN = "页眉上重复的标题"
_LONGEST_NOTE = 12  # paragraphs


@dataclass(frozen=True)
class Stretch:
    """The lines of one article: [编者按 …], title, text up to its source."""

    entry: Entry | None
    section: str
    before: tuple[Line, ...]  # the note, with its label
    title: tuple[Line, ...]
    body: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    key: int = 0  # how corrections name the article


@dataclass(frozen=True)
class Body:
    stretches: tuple[Stretch, ...]
    back: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())


@dataclass(frozen=True)
class _Anchor:
    """Where a title stands: lines[at:at+size]; ``exact`` when it equals the contents list."""

    at: int
    size: int
    entry: Entry | None
    exact: bool = True


def split_body(
    lines: tuple[Line, ...], contents: Contents, corrections: tuple[Correction, ...] = ()
) -> Body:
    """Every article's lines, in the order of the contents list, within the corrected borders."""
    lines, left_out = without_furniture(lines)
    lines = _whole_sources(lines)
    anchors, missing = _anchors(lines, contents.entries)
    anchors, missing = _by_position(lines, anchors, missing)
    if not anchors:
        return Body((), lines, tuple(_not_found(entry) for entry in missing), left_out)
    plots, end = _plots(lines, anchors), _end_of_articles(lines, anchors[-1])
    plots, end = moved(lines, plots, end, contents.entries, corrections)
    stretches: list[Stretch] = []
    for n, plot in enumerate(plots):
        stop = plots[n + 1].begin if n + 1 < len(plots) else end
        stretch = _stretch(lines, plot, stop, stretches)
        repeated = [line for line in stretch.body if _repeats_title(line, stretch)]
        left_out += tuple(e for line in repeated for e in leave_out(line.number, line.text, AGAIN))
        body = tuple(line for line in stretch.body if line not in repeated)
        stretches.append(replace(stretch, body=body))
    found = {plot.entry for plot in plots}
    doubts = [_not_found(entry) for entry in missing if entry not in found]
    return Body(_in_contents_order(stretches, contents), lines[end:], tuple(doubts), left_out)


# --- Page furniture ---------------------------------------------------------------------------


def without_furniture(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[LeftOut, ...]]:
    kept, left = [], []
    for line in lines:
        reason = "" if line.restored else _furniture(line)
        if reason:
            left += leave_out(line.number, line.text, reason)
        elif line.text:
            kept.append(line)
    return tuple(kept), tuple(left)


def _furniture(line: Line) -> str:
    form = comparison_form(line.text)
    if not form:
        return ""
    if _PAGE.match(line.text):
        return "页码"
    if form.strip("《》") == PUBLICATION or (PUBLICATION in form and numbers_in(line.text)):
        return "页眉"
    numbers = numbers_in(line.text)
    if numbers and numbers.number and (numbers.running_number or numbers.date):
        return "页眉"
    return "栏目名（已见于本期要目）" if form in SECTIONS else ""


def _repeats_title(line: Line, stretch: Stretch) -> bool:
    """The title as a running head of the pages that follow."""
    title = comparison_form("".join(each.text for each in stretch.title))
    return bool(title) and comparison_form(line.text) == title and not line.restored


def _whole_sources(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """（来源：甲、 takes the line that closes its bracket."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        if last is not None and is_source_cut_short(last.text) and _closes_bracket(last, line):
            text = join_text(last.text, line.text)
            made[-1] = replace(last, text=text, also=(*last.also, line.number, *line.also))
        else:
            made.append(line)
    return tuple(made)


def _closes_bracket(begun: Line, line: Line) -> bool:
    is_end = len(line.text) < 100 and line.text[-1] in "）)" and "。" not in line.text
    return is_end and not open_marks(begun.text + line.text)


# --- Titles -----------------------------------------------------------------------------------


def _anchors(lines, entries: tuple[Entry, ...]) -> tuple[list[_Anchor], list[Entry]]:
    """Titles of the contents list found word for word; then those found without punctuation."""
    found: dict[Entry, _Anchor] = {}
    for form in (comparison_form, words_only):
        places = _title_places(lines, form)
        for entry in entries:
            if entry in found:
                continue
            taken = {at for each in found.values() for at in _span(each.at, each.size)}
            options = [
                place
                for place in places.get(form(entry.title), ())
                if taken.isdisjoint(_span(*place))
            ]
            place = _best_place(lines, options, found, entries, entry)
            if place:
                found[entry] = _Anchor(*place, entry)
    missing = [entry for entry in entries if entry not in found]
    return sorted(found.values(), key=lambda each: each.at), missing


def _span(at: int, size: int) -> range:
    return range(at, at + size)


def _title_places(lines, form) -> dict[str, list[tuple[int, int]]]:
    """Form → [(position, number of lines)] for every run of one to three short lines."""
    forms = [form(line.text) if width(line.text) <= LONGEST_TITLE else "" for line in lines]
    places: dict[str, list[tuple[int, int]]] = {}
    for at in range(len(lines)):
        joined = ""
        for size in (1, 2, 3):
            if at + size > len(lines) or not forms[at + size - 1]:
                break
            joined += forms[at + size - 1]
            places.setdefault(joined, []).append((at, size))
    return places


def _best_place(lines, options, found, entries, entry):
    """The first place after the title before it; a place that follows a note or source first."""
    if not options:
        return None
    before = [found[each].at for each in entries[: entries.index(entry)] if each in found]
    floor = max(before, default=-1)
    later = [place for place in options if place[0] > floor] or options
    return max(later, key=lambda place: (_opens_article(lines, place[0]), -place[0]))


def _opens_article(lines, at: int) -> bool:
    """Whether a title may stand here: at the start, after a source, or below a note."""
    if at == 0 or source_of(lines[at - 1].text) is not None:
        return True
    if inline_source_at(lines[at - 1].text) > 0:
        return True
    return any(note_label(line.text) is not None for line in lines[max(0, at - 7) : at])


def _by_position(lines, anchors: list[_Anchor], missing: list[Entry]):
    """Give what stands between two known articles to the missing titles, in order."""
    made = list(anchors)
    still_missing = list(missing)
    for begin, stop, is_certain in _unclaimed(lines, anchors):
        if not is_certain and not still_missing:
            continue
        entry = _entry_for(lines, begin, stop, made, still_missing)
        at, size, exact = _guess_title(lines, begin, stop, entry)
        if entry in still_missing:
            still_missing.remove(entry)
        made.append(_Anchor(at, size, entry, exact))
    return sorted(made, key=lambda each: each.at), still_missing


def _unclaimed(lines, anchors: list[_Anchor]) -> list[tuple[int, int, bool]]:
    """Stretches that end with a source but hold no known title, and whether each is an article.

    Certain are those with a note, and those that stand between two sources of whole articles.
    """
    sources = [at for at, line in enumerate(lines) if ends_article(line.text)]
    found, begin = [], 0
    starts = _starts(lines, anchors)
    for source in sources:
        inside = [at for at, start in enumerate(starts) if begin <= start <= source]
        stop = source + 1
        has_note = any(note_label(line.text) is not None for line in lines[begin:stop])
        is_alike = _looks_like_article(lines, begin, stop)
        is_between = (
            is_alike
            and begin > 0
            and all(_is_whole_source(lines[at]) for at in (begin - 1, source))
        )
        is_text = begin > 0 and any("。" in line.text for line in lines[begin:source])
        is_whole = is_text and all(_is_whole_source(lines[at]) for at in (begin - 1, source))
        if not inside and (has_note or is_alike or is_whole):
            found.append((begin, stop, has_note or is_between))
        begin = stop
    return found


def _is_whole_source(line: Line) -> bool:
    """（来源：…）, and not the source of a chart."""
    return bool(_WHOLE_SOURCE.match(line.text))


def _looks_like_article(lines, begin: int, stop: int) -> bool:
    """A title-like first line above some prose; not the lines under a chart."""
    text = lines[begin].text
    is_title = 8 <= width(text) <= 60 and not ends_sentence(text) and has_han(text)
    return is_title and marker_of(text) is None and stop - begin >= 3


def _entry_for(lines, begin, stop, anchors, missing: list[Entry]) -> Entry | None:
    """The missing title that fits: most alike, or the only one due at this place."""
    if not missing:
        return None
    alike = [(likeness(lines, begin, stop, entry)[0], entry) for entry in missing]
    score, best = max(alike, key=lambda pair: pair[0])
    if score >= ALIKE:
        return best
    before = [a.entry.lines[0] for a in anchors if a.entry and a.at < begin]
    after = [a.entry.lines[0] for a in anchors if a.entry and a.at >= stop]
    low, high = max(before, default=0), min(after, default=10**9)
    return next((entry for entry in missing if low < entry.lines[0] < high), None)


def _guess_title(lines, begin: int, stop: int, entry: Entry | None) -> tuple[int, int, bool]:
    """Position, number of lines and certainty of a title that the contents list does not give."""
    if entry is not None:
        score, at, size = likeness(lines, begin, stop, entry)
        if score >= ALIKE:
            return at, size, False
    labels = (at for at in range(begin, min(stop, begin + 3)) if note_label(lines[at].text))
    label = next(labels, None)
    has_no_note = label is None and entry is not None and entry.section in SECTIONS[2:]
    if has_no_note and not may_be_title(lines[begin]):
        return begin, 0, False
    at, size = title_place(lines[:stop], begin if label is None else label + 1)
    if size:
        return at, size, False
    return begin, 0, False


# --- Borders ----------------------------------------------------------------------------------


def _starts(lines, anchors: list[_Anchor]) -> list[int]:
    """Where each article begins, never above the title of the one before it."""
    floors = [0, *(anchor.at + anchor.size for anchor in anchors[:-1])]
    return [_start(lines, anchor, floor) for anchor, floor in zip(anchors, floors, strict=False)]


def _start(lines, anchor: _Anchor, floor: int) -> int:
    """The label of the note, at most a few paragraphs above the title; else the title itself.

    Where the label is lost, the note begins below the source of the article before.
    """
    for at in range(anchor.at - 1, floor - 1, -1):
        if note_label(lines[at].text) is not None:
            return at
        if anchor.at - at > _LONGEST_NOTE:
            break
        if ends_article(lines[at].text):
            is_note = any("。" in line.text for line in lines[at + 1 : anchor.at])
            return at + 1 if is_note else anchor.at
    return anchor.at


def _end_of_articles(lines, last: _Anchor) -> int:
    """After the last source; without one, where the organisations' profiles begin."""
    sources = [at for at in range(last.at, len(lines)) if ends_article(lines[at].text)]
    if sources:
        return sources[-1] + 1
    for at in range(last.at + 1, len(lines) - 1):
        english = lines[at + 1].text
        is_name = width(lines[at].text) <= 30 and not ends_sentence(lines[at].text)
        if (
            is_name
            and has_han(lines[at].text)
            and re.match(r"^[A-Z][A-Za-z ,.&'()-]{15,}$", english)
        ):
            return at
    return len(lines)


def _plots(lines, anchors: list[_Anchor]) -> tuple[Plot, ...]:
    """The ground of each article; the first also holds whatever stands above it."""
    made = []
    for n, (anchor, start) in enumerate(zip(anchors, _starts(lines, anchors), strict=True)):
        key = key_of(anchor.entry, lines[min(anchor.at, len(lines) - 1)].number)
        begin = start if n else 0
        made.append(Plot(begin, anchor.at, anchor.size, anchor.entry, key, anchor.exact))
    return tuple(made)


def _stretch(lines, plot: Plot, stop: int, earlier: list[Stretch]) -> Stretch:
    title = lines[plot.at : plot.at + plot.size]
    section = plot.entry.section if plot.entry else _section_of(lines, plot, stop, earlier)
    return Stretch(
        plot.entry,
        section,
        before=lines[plot.begin : plot.at],
        title=title,
        body=lines[plot.at + plot.size : stop],
        doubts=() if plot.is_ruled else _title_doubts(lines, plot, title, section),
        key=plot.key,
    )


def _section_of(lines, plot: Plot, stop: int, earlier: list[Stretch]) -> str:
    """The section of an article that is not listed: the likely one, never one already passed."""
    before = earlier[-1].section if earlier else SECTIONS[0]
    title = "".join(line.text for line in lines[plot.at : plot.at + plot.size])
    source = source_of(lines[stop - 1].text) or ""
    likely = likely_section(title, source, has_note=plot.begin < plot.at)
    is_passed = before not in SECTIONS or SECTIONS.index(likely) < SECTIONS.index(before)
    return before if is_passed else likely


def _title_doubts(lines, anchor: Plot, title: tuple[Line, ...], section: str) -> tuple[Doubt, ...]:
    line = title[0].number if title else lines[min(anchor.at, len(lines) - 1)].number
    printed = "".join(each.text for each in title)
    if anchor.entry is None:
        message = (
            f"第 {line} 行的《{printed or '无题'}》不在本期要目里，暂放在“{section}”，请核对栏目。"
        )
        return (Doubt(line, "title", message),)
    if anchor.exact and comparison_form(printed) == comparison_form(anchor.entry.title):
        return ()
    message = (
        f"本期要目中的《{anchor.entry.title}》与正文第 {line} 行的《{printed}》不一致，请核对标题。"
        if printed
        else f"本期要目中的《{anchor.entry.title}》在正文里没有标题行，已按目录补上，请核对。"
    )
    return (Doubt(line, "title", message),)


def _not_found(entry: Entry) -> Doubt:
    return Doubt(
        entry.lines[0],
        "title",
        f"本期要目中的《{entry.title}》在正文里没有找到，这一篇没有导入，请核对标题或补上全文。",
    )


def _in_contents_order(stretches: list[Stretch], contents: Contents) -> tuple[Stretch, ...]:
    """Articles as listed; one that is not listed stays behind the one it follows."""
    order, last = [], -1
    for n, stretch in enumerate(stretches):
        last = contents.entries.index(stretch.entry) if stretch.entry else last
        order.append((last, n, stretch))
    return tuple(stretch for _, _, stretch in sorted(order, key=lambda each: each[:2]))

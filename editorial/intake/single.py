"""SINGLE: one author's file → a proposal with its article, or with each of those it holds.

The same stages as for an issue; only what cover and contents list say there has to be found in the
lines themselves here (``head``). A file that is an issue is sent to the import of issues.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath

from editorial.intake.article import NO_SOURCE, Draft, read_article
from editorial.intake.borders import Plot, moved
from editorial.intake.clean import clean
from editorial.intake.contents import find_contents, section_name
from editorial.intake.corrections import Correction, correct
from editorial.intake.grammar import (
    SECTIONS,
    inline_source_at,
    is_contents_label,
    is_document_number,
    note_label,
    source_of,
)
from editorial.intake.head import (
    bylines,
    find_head,
    joint_issuers,
    may_be_title,
    named_source,
    who_wrote,
)
from editorial.intake.lines import Doubt, LeftOut, Line, leave_out, remainder
from editorial.intake.numbers import numbers_in
from editorial.intake.read import read
from editorial.intake.reading import Reading
from editorial.intake.refusal import Refused
from editorial.intake.remarks import doubts_about, remarks_left_out, with_remarks
from editorial.intake.review import (
    MOST_ARTICLES,
    WHITE_SPACE,
    Accounting,
    Proposal,
    pictures_in,
    sum_doubts,
    without_seen,
)
from editorial.intake.split import Stretch, without_furniture
from editorial.intake.titles import title_of
from editorial.typography import has_han, letters

BYLINE = "署名与日期，本刊只印来源"
ABOVE = "标题之前的文字"
BEHIND = "最后一篇之后的文字"
IS_ISSUE = (
    "这个文件里有{what}，是完整的一期，不是一篇文章；请在“导入来稿”页整期导入，"
    "或把要用的一篇另存成一个文件。"
)
NO_TITLE = "文件里没有找到标题，已暂用“{title}”，请在“标题”栏改好，或在正文中指定标题行。"
TOOK_BYLINE = "第 {line} 行“{text}”像是署名，文件里没有来源，已填作来源，请核对。"
LEFT_BYLINE = "第 {line} 行“{text}”像是署名或日期，没有放进正文，请核对。"
STRAY_LINE = "第 {line} 行“{text}”在标题之前，没有归属，没有导入，请核对。"
UNTITLED = "无题"
_OF_MASTHEAD = ("主编", "总编辑", "编委会")
_SHORTEST = 3  # lines of another article


@dataclass(frozen=True)
class Single(Proposal):
    """One file as the articles that it holds; mostly one. Nothing has been written."""

    @property
    def label(self) -> str:
        return f"《{self.articles[0].plain_title}》"


def propose_single(data: bytes, name: str, corrections: tuple[Correction, ...] = ()) -> Single:
    """Read, clean, correct, find the head, look through. Raises ``Refused``; writes nothing."""
    reading = read(data, name)
    received = clean(reading)
    _refuse_issue(received)
    lines = correct(received, corrections)
    kept, furniture = without_furniture(lines)
    if not kept:
        raise Refused("这个文件里没有可用的文字，请确认选对了文件后重新导入。")
    begins = _begins(without_furniture(received)[0])
    if len(begins) > MOST_ARTICLES:
        raise Refused(f"这个文件里像是有 {len(begins)} 篇文章，请拆成几个文件分别导入。")
    plots, end = moved(kept, _plots(kept, begins), len(kept), (), corrections)
    made = [_draft(kept, plots, n, end, corrections, name) for n in range(len(plots))]
    drafts = with_remarks(tuple(draft for draft, _ in made), reading.remarks, kept[end:])
    left = [*furniture, *(each for _, aside in made for each in aside)]
    left += [each for line in kept[end:] for each in leave_out(line.number, line.text, BEHIND)]
    behind = [_behind(line) for line in kept[end : end + 1]]
    return without_seen(_single(reading, received, lines, drafts, left, behind), corrections)


def _behind(line: Line) -> Doubt:
    message = f"第 {line.number} 行起的文字在最后一篇之后，没有导入，请核对。"
    return Doubt(line.number, "stray", message)


def _refuse_issue(lines: tuple[Line, ...]) -> None:
    at = find_contents(lines)
    if at is not None and (
        "本期" in letters(lines[at].text) or _names_sections(lines[at + 1 : at + 30])
    ):
        raise Refused(IS_ISSUE.format(what=f"“{lines[at].text[:12]}”（第 {lines[at].number} 行）"))
    for line in lines[:30]:
        found = numbers_in(line.text) if len(line.text) < 60 else None
        if found and found.number and found.running_number and found.date:
            is_several = sum(source_of(each.text) is not None for each in lines) > 1
            has_contents = any(is_contents_label(each.text) for each in lines[:60])
            if is_several or has_contents or _has_masthead(lines[:60]):
                what = f"期号和总期号（第 {line.number} 行）"
                raise Refused(IS_ISSUE.format(what=what))


def _has_masthead(lines) -> bool:
    return any(letters(line.text).startswith(_OF_MASTHEAD) for line in lines)


def _names_sections(lines) -> bool:
    return len({section_name(line.text) for line in lines} & set(SECTIONS)) > 1


# --- Where articles begin ---------------------------------------------------------------------


def _begins(lines: tuple[Line, ...]) -> list[int]:
    """The line numbers at which an article begins, before any correction: they are its keys."""
    found = [lines[0].number] if lines else []
    begin = 0
    for at in range(1, len(lines)):
        if _begins_another(lines, begin, at):
            found.append(lines[at].number)
            begin = at
    return found


def _begins_another(lines, begin: int, at: int) -> bool:
    before = lines[at - 1].text
    is_note = note_label(lines[at].text) is not None
    if not is_note and source_of(before) is None and inline_source_at(before) <= 0:
        return False
    if not any("。" in line.text for line in lines[begin:at]):
        return False  # a source right below the title ends nothing
    if is_note:
        return at - begin >= _SHORTEST
    rest = lines[at : at + 12]
    is_title = may_be_title(lines[at].text) and len(letters(lines[at].text)) >= 6
    return is_title and len(lines) - at >= _SHORTEST and any("。" in each.text for each in rest)


def _plots(lines: tuple[Line, ...], begins: list[int]) -> tuple[Plot, ...]:
    starts = [next((at for at, each in enumerate(lines) if each.number >= n), None) for n in begins]
    pairs = [(at, key) for at, key in zip(starts, begins, strict=True) if at is not None]
    made: list[Plot] = []
    for n, (at, key) in enumerate(pairs):
        stop = pairs[n + 1][0] if n + 1 < len(pairs) else len(lines)
        if at == stop:
            continue
        head = find_head(lines, at, stop)
        made.append(Plot(at, head.at, head.size, None, key))
    return tuple(made)


# --- One article ------------------------------------------------------------------------------


def _draft(
    lines, plots: tuple[Plot, ...], n: int, end: int, corrections, name: str
) -> tuple[Draft, list[LeftOut]]:
    """(the article, what of its ground is in none of its parts)."""
    plot = plots[n]
    stop = plots[n + 1].begin if n + 1 < len(plots) else end
    above, title = lines[plot.begin : plot.at], lines[plot.at : plot.at + plot.size]
    body = lines[plot.at + plot.size : stop]
    note, numbers, stray = _above(above)
    signed = bylines(body, has_source=_has_source(body)) if title else ()
    body = numbers + body[len(signed) :]
    doubts = [*_stray_doubts(stray), *_head_doubts(lines, plot, stop)]
    stretch = Stretch(None, "", note, title, body, tuple(doubts), key=plot.key)
    draft = read_article(stretch, corrections)
    left = [each for line in stray for each in leave_out(line.number, line.text, ABOVE)]
    draft, aside = _with_byline(_titled(draft, title, name), signed)
    in_order = tuple(sorted(draft.doubts, key=lambda each: each.line))
    return replace(draft, doubts=in_order), [*left, *aside]


def _has_source(lines: tuple[Line, ...]) -> bool:
    return any(source_of(each.text) is not None or inline_source_at(each.text) > 0
               for each in lines)  # fmt: skip


def _head_doubts(lines, plot: Plot, stop: int) -> tuple[Doubt, ...]:
    return () if plot.is_ruled else find_head(lines, plot.begin, stop).doubts


def _above(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """What stands above a title: (the note, a document number, what belongs to nothing)."""
    label = next((at for at, each in enumerate(lines) if note_label(each.text) is not None), None)
    before, note = (lines, ()) if label is None else (lines[:label], lines[label:])
    numbers = tuple(line for line in before if is_document_number(line.text))
    rest = tuple(line for line in before if line not in numbers)
    is_prose = label is None and any("。" in line.text for line in rest)
    return (rest, numbers, ()) if is_prose else (note, numbers, rest)


def _stray_doubts(lines: tuple[Line, ...]) -> list[Doubt]:
    return [
        Doubt(each.number, "stray", STRAY_LINE.format(line=each.number, text=each.text[:20]))
        for each in lines
    ]


def _titled(draft: Draft, title: tuple[Line, ...], name: str) -> Draft:
    """The title with its spaces judged; without one, the file's name until an editor knows."""
    if "title" in draft.typed:
        return draft
    parts = tuple(line.text for line in title)
    if parts:
        listed = parts[0] if joint_issuers(parts) else ""
        return replace(draft, title=title_of(parts, listed))
    stem = PurePath(name).stem.strip()
    made = stem if has_han(stem) and not stem.startswith("粘贴的文字") else UNTITLED
    doubt = Doubt(draft.start_line, "title", NO_TITLE.format(title=made))
    doubts = (doubt, *(each for each in draft.doubts))
    return replace(draft, title=made, doubts=doubts)


def _with_byline(draft: Draft, signed: tuple[Line, ...]) -> tuple[Draft, list[LeftOut]]:
    """Author and office: the source where none is given, else left out and said so."""
    left: list[LeftOut] = []
    for line in signed:
        named = named_source(line.text)
        who = named or who_wrote(line.text)
        if who and not draft.source and "source" not in draft.typed:
            draft = _sourced(draft, line, who, is_sure=bool(named))
            left += remainder(line.number, line.text, who, BYLINE)
            continue
        left += leave_out(line.number, line.text, BYLINE)
        message = LEFT_BYLINE.format(line=line.number, text=line.text[:20])
        draft = replace(draft, doubts=(*draft.doubts, Doubt(line.number, "byline", message)))
    return draft, left


def _sourced(draft: Draft, line: Line, who: str, *, is_sure: bool) -> Draft:
    kept = tuple(each for each in draft.doubts if NO_SOURCE not in each.message)
    if is_sure:
        return replace(draft, source=who, doubts=kept)
    message = TOOK_BYLINE.format(line=line.number, text=line.text[:20])
    return replace(draft, source=who, doubts=(*kept, Doubt(line.number, "source", message)))


# --- The whole --------------------------------------------------------------------------------


def _single(reading: Reading, received, lines, drafts, aside, behind) -> Single:
    accounting = Accounting(
        characters_in=reading.characters,
        in_fields=sum(draft.in_fields for draft in drafts),
        in_bodies=sum(draft.in_bodies for draft in drafts),
        left_out=_left_out(reading, lines, drafts, aside),
    )
    pictures, lost = pictures_in(reading, drafts)
    doubts = [*reading.doubts, *lost, *behind, *sum_doubts(accounting)]
    doubts += [each for draft in drafts for each in draft.doubts]
    doubts += doubts_about(reading.remarks, drafts)
    return Single(
        name=reading.name,
        digest=reading.digest,
        encoding=reading.encoding,
        front=None,
        cover_headline="",
        cover_headline_raw="",
        cover_story=None,
        articles=drafts,
        profiles=(),
        doubts=tuple(sorted(doubts, key=lambda each: each.line)),
        mends=dict(sum((draft.mends for draft in drafts), Counter())),
        accounting=accounting,
        received=received,
        lines=lines,
        pictures=pictures,
    )


def _left_out(reading: Reading, lines, drafts, aside) -> tuple[LeftOut, ...]:
    space = sum(character.isspace() for character in reading.text)
    found = [LeftOut(0, space, WHITE_SPACE)] if space else []
    for line in lines:
        for text, reason in line.removed:
            found += leave_out(line.number, text, reason)
    found += [*reading.left_out, *aside, *remarks_left_out(reading.remarks, drafts)]
    for draft in drafts:
        found += draft.left_out
    return tuple(sorted(found, key=lambda each: each.line))

"""A proposal as the desk shows it: outline at the left, paragraphs beside their source lines."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe

from editorial import richtext
from editorial.intake.article import Draft
from editorial.intake.body import body_html
from editorial.intake.clean import MARK
from editorial.intake.lines import Block, Doubt, Line
from editorial.intake.review import Proposal
from editorial.typography import MENDS

KINDS = {
    "run_in": "{level}级标题，接排", "heading": "{level}级标题", "item": "列举项",
    "dash": "破折号段", "note": "注", "caption": "图题", "qr": "二维码", "contents": "报告目录",
    "table": "表格",
    "picture": "图片", "footnote": "脚注", "addressee": "主送机关", "text": "正文",
}  # fmt: skip
LEVELS = (("h1", "一级"), ("h2", "二级"), ("h3", "三级"), ("h4", "四级"), ("text", "正文"))
_MADE = {value: label + "标题" * value.startswith("h") for value, label in LEVELS}
TITLE = "标题"
_NUMERALS = "零一二三四"
_MENDS = {kind: label for kind, label, _ in MENDS}
# Doubts about where an article is and what its parts are, not about its words.
_OF_STRUCTURE = {"title", "source", "note", "body", "stray", "after_source"}
_OF_WORDS = {"lost_text", "no_full_stop", "glued_heading", "numbering", "repeated"}
STEPS = {
    "drop": "删去第 {place} 行", "join": "第 {place} 行并入第 {value} 行的一段",
    "split": "第 {place} 行在第 {value} 个字后断开", "apart": "第 {place} 行另起一段",
    "make": "第 {place} 行改作{value}", "keep": "第 {place} 行不做“{value}”",
    "section": "《{article}》改到栏目“{value}”", "begin": "《{article}》改从第 {value} 行开始",
    "title_at": "《{article}》的标题改为第 {value} 行", "article": "从第 {place} 行另成一篇",
    "merge": "第 {place} 行的一篇并入前一篇", "set_title": "《{article}》标题改为“{value}”",
    "set_document_number": "《{article}》文号改为“{value}”",
    "set_addressee": "《{article}》主送机关改为“{value}”",
    "set_source": "《{article}》来源改为“{value}”", "set_tagline": "刊头语改为“{value}”",
    "set_strapline": "副题改为“{value}”", "set_cover_headline": "封面标题改为“{value}”",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One paragraph or one other line of an article, with the lines that it came from."""

    lines: tuple[tuple[int, str], ...]
    label: str
    place: str
    kind: str = "aside"
    html: str = ""
    block: Block | None = None
    previous: str = ""  # the paragraph that this one could be joined to
    doubts: tuple[Doubt, ...] = ()
    taken_out: int | None = None  # the step that dropped this line

    @property
    def anchor(self) -> int:
        return self.lines[0][0]

    @property
    def element(self) -> str:
        """The id of the row on the page; parts of a split line have their own."""
        return f"line-{self.place.replace('+', '-')}"

    @property
    def numbers(self) -> str:
        return ",".join(str(number) for number, _ in self.lines)

    @property
    def ruling(self) -> str:
        """Which of ``LEVELS`` the paragraph is now."""
        if self.block.kind in ("heading", "run_in"):
            return f"h{self.block.level}"
        return "text" if self.block.kind == "text" else ""


@dataclass(frozen=True)
class Shown:
    """One article of the outline."""

    number: int
    draft: Draft
    title: str = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "title", self.draft.plain_title)

    @property
    def key(self) -> int:
        return self.draft.key

    @property
    def confidence(self) -> tuple[str, str]:
        """(style, label): how sure the reading is, from what it doubts."""
        kinds = {doubt.kind for doubt in self.draft.doubts}
        if kinds & _OF_STRUCTURE or self.draft.title_line is None:
            return "low", "把握低"
        return ("middle", "把握中") if kinds & _OF_WORDS else ("high", "把握高")

    @cached_property
    def headings(self) -> list[Block]:
        return [each for each in self.draft.blocks if each.kind in ("heading", "run_in")]

    @property
    def characters(self) -> int:
        return self.draft.in_bodies


def outline(proposal: Proposal, slugs: dict[str, str]) -> list[tuple[str, str, list[Shown]]]:
    """(name, slug, articles) of the sections in order, articles numbered through the issue."""
    shown = [Shown(number, draft) for number, draft in enumerate(proposal.articles, 1)]
    return [
        (name, slugs.get(name, ""), [each for each in shown if each.draft.section == name])
        for name in proposal.section_names
    ]


def outside_doubts(proposal: Proposal) -> list[Doubt]:
    """Doubts about cover, contents list and back matter."""
    inside = {doubt for draft in proposal.articles for doubt in draft.doubts}
    return [doubt for doubt in proposal.doubts if doubt not in inside]


def rows_of(proposal: Proposal, draft: Draft, steps: list[dict]) -> list[Row]:
    """The article from its first line to its last; a doubt stands in the row of its line."""
    blocks = {each.place: each for each in (*draft.note.blocks, *draft.blocks)}
    inner = {line for block in blocks.values() for line in block.lines[1:]}
    texts = {line.number: line.raw for line in proposal.lines if not line.offset}
    notes = {each.place for each in draft.note.blocks}
    rows, previous = [], ""
    for line in _lines_of(proposal, draft):
        block = blocks.get(line.place)
        if block is not None:
            rows.append(_paragraph(line, block, texts, previous, line.place in notes, draft))
            previous = block.place if block.kind not in ("caption", "qr") else previous
        elif line.number not in inner and not line.onto:
            rows.append(_aside(line, proposal, draft, steps))
            # Nothing below the title is joined to the note above it.
            previous = "" if rows[-1].label == TITLE else previous
    return rows


def _lines_of(proposal: Proposal, draft: Draft) -> Iterator[Line]:
    blocks = (*draft.note.blocks, *draft.blocks)
    last = max([draft.end_line, *(max(block.lines) for block in blocks)])
    return (line for line in proposal.lines if draft.start_line <= line.number <= last)


def _paragraph(line, block: Block, texts, previous: str, is_note: bool, draft: Draft) -> Row:
    first = line.text if line.offset else texts[line.number]
    lines = ((line.number, first), *((number, texts[number]) for number in block.lines[1:]))
    label = "编者按" if is_note else KINDS[block.kind].format(level=_NUMERALS[block.level])
    if line.number == draft.text.source.line:
        label += " · 来源"
    html = mark_safe(richtext.sanitise(body_html([block])))
    return Row(
        lines,
        label,
        line.place,
        "note-paragraph" if is_note else block.kind,
        html,
        block,
        previous,
        _doubts_at(draft, block.lines) if not line.offset else (),
    )


def _doubts_at(draft: Draft, lines: tuple[int, ...]) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in draft.doubts if doubt.line in lines)


def _aside(line: Line, proposal: Proposal, draft: Draft, steps: list[dict]) -> Row:
    """A line that is a field, or in nothing."""
    dropped = _step_that_dropped(line, steps)
    label = "已删去" if dropped is not None else _name_of(line, proposal, draft)
    shown = line.text if line.offset else line.raw
    doubts = _doubts_at(draft, (line.number,))
    return Row(((line.number, shown),), label, line.place, doubts=doubts, taken_out=dropped)


def _step_that_dropped(line: Line, steps: list[dict]) -> int | None:
    found = (
        at for at, step in enumerate(steps)
        if step["verb"] == "drop" and step["place"] == line.place
    )  # fmt: skip
    return next(found, None)


def _name_of(line: Line, proposal: Proposal, draft: Draft) -> str:
    is_near = draft.title_line and draft.title_line <= line.number < draft.title_line + 3
    if is_near and line.text and line.text in draft.title_raw.split("\n"):
        return TITLE
    text = draft.text
    fields = [
        (text.source.line, "来源"), (text.number_line and text.number_line.number, "文号"),
        *((each.line, "附件") for each in draft.attachments),
    ]  # fmt: skip
    for number, name in fields:
        if number == line.number:
            return name
    left = [each for each in proposal.accounting.left_out if each.line == line.number]
    # Marks are taken off many lines; what else was left out says more.
    left.sort(key=lambda each: each.reason == MARK)
    return f"未录入：{left[0].reason}" if left else ""


def left_out_by_reason(proposal: Proposal) -> list[tuple[str, int, int]]:
    """(reason, places, characters), most characters first."""
    places, characters = Counter(), Counter()
    for each in proposal.accounting.left_out:
        places[each.reason] += 1
        characters[each.reason] += each.characters
    return [(reason, places[reason], count) for reason, count in characters.most_common()]


@dataclass(frozen=True)
class Step:
    """One correction in words, with who made it and when."""

    at: int
    sentence: str
    by: str
    when: str


def steps_shown(proposal: Proposal, kept: list[dict]) -> list[Step]:
    """Newest first."""
    titles = {str(draft.key): draft.plain_title for draft in proposal.articles}
    steps = [Step(at, _sentence(each, titles), *_signature(each)) for at, each in enumerate(kept)]
    return steps[::-1]


def _sentence(step: dict, titles: dict[str, str]) -> str:
    verb, place, value = step["verb"], step["place"], step.get("value", "")
    value = {"make": _MADE, "keep": _MENDS}.get(verb, {}).get(value, value)
    if verb == "keep" and place == "0":
        return f"全部文章不做“{value}”"
    if verb == "begin" and place == "0":
        return f"最后一篇到第 {value} 行之前为止"
    article = titles.get(place, f"第 {place} 行的一篇")
    where = place.replace("+", " 行第 ") + " 字起" if "+" in place else place
    return STEPS[verb].format(place=where, value=value.replace("\n", " "), article=article)


def _signature(step: dict) -> tuple[str, str]:
    at = parse_datetime(step.get("at", ""))
    return step.get("by", ""), f"{timezone.localtime(at):%m-%d %H:%M}" if at else ""

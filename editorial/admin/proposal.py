"""A proposal as the desk shows it: outline at the left, paragraphs beside their source lines."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.safestring import mark_safe

from editorial import richtext
from editorial.intake.article import Draft
from editorial.intake.body import body_html
from editorial.intake.clean import MARK
from editorial.intake.lines import Block, Doubt, Line
from editorial.intake.review import Proposal
from editorial.typography import mend, width

KINDS = {
    "run_in": "{level}级接排", "heading": "{level}级标题", "item": "列举项",
    "dash": "破折号段", "note": "注", "caption": "图题", "qr": "二维码", "contents": "报告目录",
    "table": "表格",
    "picture": "图片", "footnote": "脚注", "addressee": "主送机关", "text": "正文",
}  # fmt: skip
# (ruling, label, key on the keyboard)
LEVELS = (
    ("h1", "一级标题", "1"), ("h2", "二级标题", "2"), ("h3", "三级标题", "3"),
    ("h4", "四级标题", "4"), ("text", "正文", "0"),
)  # fmt: skip
TITLE = "标题"
_NUMERALS = "零一二三四"
# Doubts about where an article is and what its parts are, not about its words.
_OF_STRUCTURE = {
    "title": "标题待核", "source": "来源待核", "note": "编者按待核", "body": "没有正文",
    "stray": "有文字没有归属", "after_source": "来源之后还有文字",
}  # fmt: skip
_OF_WORDS = {
    "lost_text": "疑有缺文", "no_full_stop": "段末缺标点", "glued_heading": "标题与正文连在一起",
    "numbering": "序号不连", "repeated": "接合处重字", "open": "标点不成对",
}  # fmt: skip
_OF_THE_REST = {
    "picture": "缺图",
    "dash": "破折号待核",
    "formula": "公式待改",
    "footnote": "脚注待核",
    "link": "链接待核",
    "comment": "批注",
    "revision": "修订",
}
_REASONS = _OF_STRUCTURE | _OF_WORDS | _OF_THE_REST
_OF_COVER = {"cover", "masthead", "numbers", "section"}
# What a line was left out for that may be text after all.
_FURNITURE = {
    "页码", "页眉", "页眉上重复的标题", "分隔线", "栏目名（已见于本期要目）", "没有归属的文字",
}  # fmt: skip
_PICTURE = re.compile(r"!\[([^\]]*)\]\(/pictures/[^)]*\)")
_TITLE_WIDTH, _FIELD_WIDTH = 36.0, 34.0  # em in one line of their fields


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
    may_restore: bool = False  # left out as page furniture

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
    def places(self) -> str:
        """The paragraph and the lines joined to it, as corrections name them."""
        return ",".join([self.place, *(str(number) for number, _ in self.lines[1:])])

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
    is_cover_story: bool = False
    doubts: tuple[Doubt, ...] = ()
    title: str = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "title", self.draft.plain_title)

    @property
    def key(self) -> int:
        return self.draft.key

    @property
    def confidence(self) -> tuple[str, str]:
        """(style, label): how sure the reading is, from what it doubts."""
        kinds = {doubt.kind for doubt in self.doubts}
        if kinds & _OF_STRUCTURE.keys():
            return "low", "低"
        return ("middle", "中") if kinds & _OF_WORDS.keys() else ("high", "高")

    @property
    def reason(self) -> str:
        """Why no surer than that, in a few words."""
        counted = Counter(_REASONS.get(doubt.kind, "其他") for doubt in self.doubts)
        parts = [f"{label} {count} 处" for label, count in counted.items()]
        return "、".join(parts) or "各部分都认得出来，没有存疑"

    @cached_property
    def headings(self) -> list[tuple[int, str, int]]:
        """(level, text as stored, line) of the article's outline."""
        return [
            (each.level, _numbered(each), each.first_line)
            for each in self.draft.blocks
            if each.kind in ("heading", "run_in")
        ]

    @property
    def title_rows(self) -> int:
        return _rows(self.draft.title, _TITLE_WIDTH)

    @property
    def addressee_rows(self) -> int:
        return _rows(self.draft.addressee, _FIELD_WIDTH)

    @property
    def characters(self) -> int:
        return self.draft.in_bodies


def _numbered(block: Block) -> str:
    """A heading in one line as it is stored; 第X章 and 第X条 keep their gap."""
    gap = "　" if block.marker[-1:] in ("章", "节", "条") else ""
    return mend(block.marker) + gap + mend(block.head)


def next_doubted(articles: list[Shown], article: Shown | None) -> Shown | None:
    """The next article with doubts, from this one on and round again; itself last."""
    at = articles.index(article) + 1 if article else 0
    return next((each for each in (*articles[at:], *articles[:at]) if each.doubts), None)


def _rows(text: str, line_width: float) -> int:
    """How many lines a field needs to show all of a text."""
    return sum(max(1, math.ceil(width(line) / line_width)) for line in text.split("\n"))


def outline(proposal: Proposal, slugs: dict[str, str]) -> list[tuple[str, str, list[Shown]]]:
    """(name, slug, articles) of the sections in order, articles numbered through the issue."""
    story = proposal.cover_story
    shown = [
        Shown(at + 1, draft, at == story, doubts_of(proposal, draft))
        for at, draft in enumerate(proposal.articles)
    ]
    return [
        (name, slugs.get(name, ""), [each for each in shown if each.draft.section == name])
        for name in proposal.section_names
    ]


def doubts_of(proposal: Proposal, draft: Draft) -> tuple[Doubt, ...]:
    """Its own doubts, and those of the whole file that stand on one of its lines."""
    lines = range(draft.start_line, draft.end_line + 1)
    loose = {each for each in _loose(proposal) if each.line in lines}
    own = {*draft.doubts, *loose}
    return tuple(doubt for doubt in proposal.doubts if doubt in own)


def _loose(proposal: Proposal) -> set[Doubt]:
    """Doubts of no article and not of the cover: about the contents list, or about the file."""
    own = {doubt for draft in proposal.articles for doubt in draft.doubts}
    return {each for each in proposal.doubts if each not in own and each.kind not in _OF_COVER}


def outside_doubts(proposal: Proposal) -> tuple[list[Doubt], list[Doubt]]:
    """(doubts about the cover and the masthead page, those about the rest of the manuscript)."""
    inside = {doubt for draft in proposal.articles for doubt in doubts_of(proposal, draft)}
    outside = [doubt for doubt in proposal.doubts if doubt not in inside]
    return (
        [doubt for doubt in outside if doubt.kind in _OF_COVER],
        [doubt for doubt in outside if doubt.kind not in _OF_COVER],
    )


def rows_of(proposal: Proposal, draft: Draft, steps: list[dict], pictures: str) -> list[Row]:
    """The article from its first line to its last; a doubt stands in the row of its line.

    ``pictures`` is the address below which the pictures of a waiting manuscript are shown.
    """
    blocks = {each.place: each for each in (*draft.note.blocks, *draft.blocks)}
    inner = {line for block in blocks.values() for line in block.lines[1:]}
    texts = {line.number: _readable(line.raw) for line in proposal.lines if not line.offset}
    doubts = doubts_of(proposal, draft)
    notes = {each.place for each in draft.note.blocks}
    rows, previous = [], ""
    for line in _lines_of(proposal, draft):
        block = blocks.get(line.place)
        if block is not None:
            made = _paragraph(line, block, texts, previous, line.place in notes, draft)
            rows.append(_doubted(made, doubts if not line.offset else ()))
            previous = block.place if block.kind not in ("caption", "qr") else previous
        elif line.number not in inner and not line.onto:
            rows.append(_doubted(_aside(line, proposal, draft, steps), doubts))
            # Nothing below the title is joined to the note above it.
            previous = "" if rows[-1].label == TITLE else previous
    return [_with_pictures(row, pictures) for row in rows]


def _with_pictures(row: Row, address: str) -> Row:
    shown = row.html.replace('src="/pictures/', f'src="{address}')
    return replace(row, html=mark_safe(shown)) if shown != row.html else row


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
    kind = "note-paragraph" if is_note else block.kind
    return Row(lines, label, line.place, kind, _html(block), block, previous)


def _html(block: Block) -> str:
    """The block as it is stored; a footnote alone keeps its own number."""
    html = richtext.sanitise(body_html([block]))
    if number := re.search(r'<li id="fn-(\d+)">', html):
        html = html.replace("<ol>", f'<ol start="{number[1]}">', 1)
    return mark_safe(html)


def _doubted(row: Row, doubts: tuple[Doubt, ...]) -> Row:
    numbers = {number for number, _ in row.lines}
    return replace(row, doubts=tuple(doubt for doubt in doubts if doubt.line in numbers))


def _readable(text: str) -> str:
    """A line of the source; where a Word file has a picture, that and no address."""
    return _PICTURE.sub(lambda found: f"〔图片{'：' * bool(found[1])}{found[1]}〕", text)


def _aside(line: Line, proposal: Proposal, draft: Draft, steps: list[dict]) -> Row:
    """A line that is a field, or in nothing."""
    dropped = _step_that_dropped(line, steps)
    name, reason = _name_of(line, proposal, draft)
    shown = line.text if line.offset else line.raw
    return Row(
        ((line.number, shown),),
        "已删去" if dropped is not None else name,
        line.place,
        taken_out=dropped,
        may_restore=dropped is None and reason in _FURNITURE,
    )


def _step_that_dropped(line: Line, steps: list[dict]) -> int | None:
    found = (
        at for at, step in enumerate(steps)
        if step["verb"] == "drop" and step["place"] == line.place
    )  # fmt: skip
    return next(found, None)


def _name_of(line: Line, proposal: Proposal, draft: Draft) -> tuple[str, str]:
    """(what the line is, why it was left out); the second is empty for a field."""
    is_near = draft.title_line and draft.title_line <= line.number < draft.title_line + 3
    if is_near and line.text and line.text in draft.title_raw.split("\n"):
        return TITLE, ""
    text = draft.text
    fields = [
        (text.source.line, "来源"), (text.number_line and text.number_line.number, "文号"),
        *((each.line, "附件") for each in draft.attachments),
    ]  # fmt: skip
    for number, name in fields:
        if number == line.number:
            return name, ""
    left = [each for each in proposal.accounting.left_out if each.line == line.number]
    # Marks are taken off many lines; what else was left out says more.
    left.sort(key=lambda each: each.reason == MARK)
    return (f"未录入：{left[0].reason}", left[0].reason) if left else ("", "")


def left_out_by_reason(proposal: Proposal) -> list[tuple[str, int, int]]:
    """(reason, places, characters), most characters first."""
    places, characters = Counter(), Counter()
    for each in proposal.accounting.left_out:
        places[each.reason] += 1
        characters[each.reason] += each.characters
    return [(reason, places[reason], count) for reason, count in characters.most_common()]

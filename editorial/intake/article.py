"""One article: a stretch of lines → note, title, number, addressee, body, source, attachments."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from editorial import richtext
from editorial.intake.body import (
    block_doubts,
    body_html,
    letters_saved,
    marks_in,
    mends_in,
    note_html,
)
from editorial.intake.contents import Entry
from editorial.intake.corrections import FIELDS, Correction, of_article, section_of, unseen
from editorial.intake.grammar import (
    is_addressee,
    is_document_number,
    marker_of,
    note_label,
    open_marks,
    source_of,
)
from editorial.intake.joins import Joined, rejoin
from editorial.intake.kinds import kind_of
from editorial.intake.lines import Block, Doubt, LeftOut, Line, block_of, leave_out, remainder
from editorial.intake.outline import Outlined, outline
from editorial.intake.pieces import Attached, Source, recognise, take_attachments, take_source
from editorial.intake.reading import Remark
from editorial.intake.rulings import between_note_and_text, ruled
from editorial.intake.split import Stretch
from editorial.intake.titles import title_of
from editorial.typography import comparison_form, letters, mend

LABEL = "标签，排版时自动加上"
REWRITTEN = "编辑改写前的文字"
NO_SOURCE = "没有找到来源"
STRAY = "没有归属的文字"
MENDED = "修整（如“and”改作“和”）"
_YEAR_BRACKETS = str.maketrans("[［【﹝(（]］】﹞)）", "〔〔〔〔〔〔〕〕〕〕〕〕")


@dataclass(frozen=True)
class Note:
    """The editor's note as paragraphs."""

    joined: Joined
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.joined.blocks


@dataclass(frozen=True)
class Text:
    """What stands below the title, taken apart."""

    number_line: Line | None
    addressee: Block | None
    blocks: tuple[Block, ...]
    source: Source
    attachments: tuple[Attached, ...]
    attachment_labels: tuple[tuple[int, str], ...]
    attachments_as_printed: tuple[Attached, ...]
    joined: Joined
    outlined: Outlined

    @property
    def document_number(self) -> str:
        return _document_number(self.number_line.text) if self.number_line else ""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return self.joined.doubts + self.outlined.doubts


@dataclass(frozen=True)
class Draft:
    """An article as it would be stored, with where everything stood in the manuscript.

    ``entry`` is its line in the contents list, None for an article that is not listed there.
    """

    section: str
    kind: str
    title: str
    title_raw: str
    entry: Entry | None
    note: Note
    text: Text
    document_number: str
    addressee: str
    source: str
    attachments: tuple[Attached, ...]
    note_html: str
    body_html: str
    start_line: int
    title_line: int | None  # None when the title had to be taken from the contents list
    end_line: int
    doubts: tuple[Doubt, ...]
    mends: Counter
    left_out: tuple[LeftOut, ...]
    key: int = 0
    settled: tuple[Doubt, ...] = ()  # doubts that an editor looked into
    typed: tuple[str, ...] = ()  # fields an editor wrote, whose words are not the manuscript's
    remarks: tuple[Remark, ...] = ()

    @property
    def plain_title(self) -> str:
        return self.title.replace("\n", "")

    @property
    def contents_title(self) -> str:
        """The contents list's own wording, only where it differs from the title."""
        listed = self.entry.title if self.entry else ""
        titles = (self.plain_title, *([self.title_raw] if "title" in self.typed else []))
        is_same = comparison_form(listed) in map(comparison_form, titles)
        return "" if is_same else mend(listed)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The addressee, when there is one, and the paragraphs of the body."""
        addressee = self.text.addressee
        return ((addressee,) if addressee else ()) + self.text.blocks

    @property
    def in_fields(self) -> int:
        """Characters of title, number, addressee, source, attachments and remarks."""
        names = (attached.title for attached in self.attachments)
        fields = {name: getattr(self, name) for name in FIELDS if name not in self.typed}
        if not self.title_line:
            fields.pop("title", "")
        in_remarks = sum(remark.characters for remark in self.remarks)
        return sum(len(letters(text)) for text in (*fields.values(), *names)) + in_remarks

    @property
    def in_bodies(self) -> int:
        """Characters of body and note, counted in the HTML that is stored."""
        return richtext.character_count(self.body_html) + richtext.character_count(self.note_html)


def read_article(stretch: Stretch, corrections: tuple[Correction, ...] = ()) -> Draft:
    """Everything of one article, from its lines, and from what an editor set for it."""
    wanted = of_article(corrections, stretch.key)
    draft = _read(replace(stretch, section=section_of(stretch.section, stretch.key, corrections)))
    draft = _with_fields(draft, {verb.removeprefix("set_"): text for verb, text in wanted.items()})
    doubts, settled = unseen(draft.doubts, corrections)
    return replace(draft, doubts=tuple(doubts), settled=tuple(settled))


def _with_fields(draft: Draft, texts: dict[str, str]) -> Draft:
    """The words typed; those of the manuscript are listed as left out."""
    made = {name: text.replace("\r\n", "\n").strip() for name, text in texts.items()}
    made = {name: text for name, text in made.items() if name in FIELDS}
    left = list(draft.left_out)
    for name in made:
        is_listed_only = name == "title" and not draft.title_line
        if not is_listed_only:
            line = draft.title_line or draft.end_line
            left += leave_out(line, getattr(draft, name), REWRITTEN)
    doubts = draft.doubts
    if made.get("source"):
        doubts = tuple(each for each in doubts if NO_SOURCE not in each.message)
    return replace(draft, **made, typed=tuple(made), left_out=tuple(left), doubts=doubts)


def _read(stretch: Stretch) -> Draft:
    note, lines = _read_note(stretch)
    text = _read_text(lines)
    listed = stretch.entry.title if stretch.entry else ""
    parts = tuple(line.text for line in stretch.title) or ((listed,) if listed else ("无题",))
    title = title_of(parts, listed)
    numbers = [line.number for line in (*stretch.before, *stretch.title, *stretch.body)]
    is_official = bool(text.number_line or text.addressee)
    body = richtext.sanitise(body_html(text.blocks))
    return Draft(
        section=stretch.section,
        kind=kind_of(title, text.outlined, has_note=bool(note.blocks), is_official=is_official),
        title=title,
        title_raw="\n".join(parts),
        entry=stretch.entry,
        note=note,
        text=text,
        document_number=text.document_number,
        addressee=text.addressee.mended if text.addressee else "",
        source=mend(text.source.text),
        attachments=text.attachments,
        note_html=richtext.sanitise(note_html(note.blocks)),
        body_html=body,
        start_line=min(numbers, default=0),
        title_line=stretch.title[0].number if stretch.title else None,
        end_line=text.source.line or max(numbers, default=0),
        doubts=(*stretch.doubts, *note.doubts, *text.doubts, *_doubts(stretch, title, text)),
        mends=_mends((*note.blocks, *text.joined.blocks)),
        left_out=(*note.left_out, *_left_out(stretch, parts, title, text), *_marks(text, note)),
        key=stretch.key,
    )


# --- The note ---------------------------------------------------------------------------------


def _read_note(stretch: Stretch) -> tuple[Note, tuple[Line, ...]]:
    """The editor's note, and the lines of the body without it."""
    before, body, doubts, left = stretch.before, stretch.body, [], []
    if not before and body and note_label(body[0].text) is not None:
        before, body, left, doubts = _note_below_title(stretch)
    at = next((n for n, line in enumerate(before) if note_label(line.text) is not None), None)
    if at is None and before:
        message = (
            f"第 {before[0].number} 行起的文字在标题之前，没有“编者按”字样，已当作编者按，请核对。"
        )
        doubts.append(Doubt(before[0].number, "note", message))
    elif at is not None:
        label = note_label(before[at].text)
        left += leave_out(before[at].number, label, LABEL)
        first = replace(before[at], text=before[at].text[len(label) :])
        strays = [line for line in before[:at] if not line.restored]
        doubts += [_stray(line) for line in strays]
        left += [each for line in strays for each in leave_out(line.number, line.text, STRAY)]
        before = (*(each for each in before[:at] if each.restored), first, *before[at + 1 :])
    before, body = between_note_and_text(before, body)
    joined = rejoin(tuple(block_of(line) for line in before))
    return Note(joined, (*doubts, *joined.doubts), tuple(left)), body


def _stray(line: Line) -> Doubt:
    message = f"第 {line.number} 行的文字在编者按之前，没有归属，没有导入，请核对。"
    return Doubt(line.number, "stray", message)


def _note_below_title(stretch: Stretch):
    """A note printed under the title: it ends where the title is repeated or the text opens."""
    body = stretch.body
    title = comparison_form("".join(line.text for line in stretch.title))
    is_alone = not body[0].text[len(note_label(body[0].text)) :].strip()
    shortest = 2 if is_alone else 1
    for at in range(shortest, min(len(body), 8)):
        if title and comparison_form(body[at].text) == title:
            left = list(leave_out(body[at].number, body[at].text, "重复的标题"))
            return body[:at], body[at + 1 :], left, []
        opens = (is_document_number, is_addressee, marker_of)
        if any(test(body[at].text) for test in opens):
            return body[:at], body[at:], [], []
    message = (
        f"第 {body[0].number} 行的编者按在标题之后，已取其后的第一段作编者按，请核对它到哪里为止。"
    )
    doubt = Doubt(body[0].number, "note", message)
    return body[:shortest], body[shortest:], [], [doubt]


# --- The text -----------------------------------------------------------------------------------


def _read_text(lines: tuple[Line, ...]) -> Text:
    """Source off the end, number off the head, attachments out; then paragraphs and outline."""
    lines, source = take_source(lines)
    lines, number_line = _take_number(lines)
    blocks, attachments, labels = take_attachments(recognise(lines))
    joined = rejoin(blocks)
    outlined = outline(joined.blocks)
    addressee, blocks = _take_addressee(ruled(outlined.blocks))
    return Text(
        number_line=number_line,
        addressee=addressee,
        blocks=blocks,
        source=source,
        attachments=tuple(
            Attached(_attachment_title(each), each.line, each.number) for each in attachments
        ),
        attachment_labels=labels,
        attachments_as_printed=attachments,
        joined=joined,
        outlined=outlined,
    )


def _attachment_title(attached: Attached) -> str:
    return mend(attached.title).rstrip("；。")


# --- Fields -----------------------------------------------------------------------------------


def _take_number(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Line | None]:
    """The document number, on the first lines below the title."""
    for at, line in enumerate(lines[:2]):
        if is_document_number(line.text):
            return lines[:at] + lines[at + 1 :], line
    return lines, None


def _document_number(text: str) -> str:
    """建金[2022] 82 号 as it is printed: year in 〔〕, no spaces, no brackets around it."""
    compact = re.sub("^文号[:：]", "", "".join(text.split()))
    if compact[0] in "（(【[" and compact[-1] in "）)】]" and not open_marks(compact[1:-1]):
        compact = compact[1:-1]
    return "".join(map(_with_year_in_brackets, re.split("([、，,;；])", compact)))


def _with_year_in_brackets(compact: str) -> str:
    start = max(compact.rfind(opener) for opener in "[［【﹝(（〔")
    end = max(compact.rfind(closer) for closer in "]］】﹞)）〕")
    if 0 <= start < end and compact[start + 1 : end].rstrip("年").isdecimal():
        head, year, tail = compact[:start], compact[start : end + 1], compact[end + 1 :]
        compact = head + year.translate(_YEAR_BRACKETS) + tail
    return compact


def _take_addressee(blocks: tuple[Block, ...]) -> tuple[Block | None, tuple[Block, ...]]:
    """The first paragraph, when it is a list of bodies that ends with a colon."""
    is_text = bool(blocks) and blocks[0].kind == "text" and not blocks[0].ruling
    if is_text and is_addressee(blocks[0].text):
        return blocks[0].becoming("addressee"), blocks[1:]
    return None, tuple(blocks)


# --- Doubts and accounts ----------------------------------------------------------------------


def _doubts(stretch: Stretch, title: str, text: Text) -> list[Doubt]:
    found = []
    name = title.replace("\n", "")
    last = (*stretch.before, *stretch.title, *stretch.body)[-1].number
    if not text.source.text:
        found.append(Doubt(last, "source", f"《{name}》{NO_SOURCE}，请在“来源”栏补上。"))
    if not text.blocks:
        found.append(Doubt(last, "body", f"《{name}》没有正文，请补上全文。"))
    found += _inner_sources(text)
    after = [line for line in stretch.body if text.source.line and line.number > text.source.line]
    if after:
        message = f"第 {after[0].number} 行起的文字在来源之后，已放在正文末尾，请核对归属。"
        found.append(Doubt(after[0].number, "after_source", message))
    for block in text.blocks:
        found += block_doubts(block)
    return found


def _inner_sources(text: Text) -> list[Doubt]:
    """（来源：…） before the end: another article may begin after it."""
    return [
        Doubt(
            block.lines[-1],
            "source",
            f"第 {block.lines[-1]} 行是来源，后面却还有正文，可能漏了一篇的标题，请核对。",
        )
        for block in text.blocks
        if block.text[0] in "（(" and source_of(block.text) is not None
    ]


def _mends(blocks) -> Counter:
    counted: Counter = Counter()
    for block in blocks:
        counted += mends_in(block)
    return counted


def _left_out(stretch: Stretch, parts, title: str, text: Text) -> list[LeftOut]:
    """What the fields did not take of their lines: labels, brackets, numbers of attachments."""
    found: list[LeftOut] = []
    source, number, addressee = text.source, text.number_line, text.addressee
    if stretch.title:
        found += remainder(stretch.title[0].number, "".join(parts), title, "标题中的符号")
    if source.line:
        found += remainder(source.line, source.printed, mend(source.text), "来源的" + LABEL)
    if number:
        found += remainder(number.number, number.text, text.document_number, "文号外的括号")
    if addressee:
        found += remainder(addressee.first_line, addressee.text, addressee.mended, MENDED)
    for line, label in text.attachment_labels:
        found += leave_out(line, label, "附件的" + LABEL)
    for each in text.attachments_as_printed:
        found += leave_out(each.line, each.number, "附件的序号")
        found += remainder(each.line, each.title, _attachment_title(each), MENDED)
    return found


def _marks(text: Text, note: Note) -> list[LeftOut]:
    """Marks inside blocks that are not words, and the letters that mending saved."""
    found = [
        LeftOut(block.first_line, count, "标记符号", block.text[:60])
        for block in (*text.blocks, *note.blocks)
        if (count := marks_in(block))
    ]
    for block in (*text.blocks, *note.blocks):
        if saved := letters_saved(block):
            found.append(LeftOut(block.first_line, saved, MENDED, block.text[:60]))
    return found

"""One article: a stretch of lines → note, title, number, addressee, body, source, attachments."""

from collections import Counter
from dataclasses import dataclass

from editorial import richtext
from editorial.intake.body import body_html, marks_in, mends_in, note_html
from editorial.intake.grammar import is_addressee, is_document_number, note_label
from editorial.intake.joins import Joined, rejoin
from editorial.intake.kinds import kind_of
from editorial.intake.lines import Block, Doubt, LeftOut, Line, block_of, leave_out, remainder
from editorial.intake.outline import outline
from editorial.intake.pieces import Attached, Source, recognise, take_attachments, take_source
from editorial.intake.split import Stretch
from editorial.intake.titles import title_of
from editorial.typography import comparison_form, doubtful_dashes, letters, mend

LABEL = "标签，排版时自动加上"
_YEAR_BRACKETS = str.maketrans("[［【﹝(（]］】﹞)）", "〔〔〔〔〔〔〕〕〕〕〕〕")


@dataclass(frozen=True)
class Draft:
    """An article as it would be stored, with where everything stood in the manuscript."""

    section: str
    kind: str
    title: str
    title_raw: str
    contents_title: str  # as stored: empty where it equals the title
    listed_title: str  # as the contents list prints it
    page: int | None
    page_printed: str
    contents_lines: tuple[int, ...]
    document_number: str
    addressee: str
    note: tuple[Block, ...]
    note_html: str
    blocks: tuple[Block, ...]
    body_html: str
    source: str
    attachments: tuple[Attached, ...]
    start_line: int
    end_line: int
    title_line: int
    body_line: int
    cuts: tuple[tuple[int, int], ...]
    lost: tuple[int, ...]
    orphans: tuple[int, ...]
    is_numbered_clauses: bool
    doubts: tuple[Doubt, ...]
    mends: Counter
    left_out: tuple[LeftOut, ...]

    @property
    def plain_title(self) -> str:
        return self.title.replace("\n", "")

    @property
    def in_fields(self) -> int:
        """Characters of title, number, addressee, source and attachments."""
        names = (attached.title for attached in self.attachments)
        fields = (self.title, self.document_number, self.addressee, self.source, *names)
        return sum(len(letters(text)) for text in fields)

    @property
    def in_bodies(self) -> int:
        """Characters of body and note, counted in the HTML that is stored."""
        return richtext.character_count(self.body_html) + richtext.character_count(self.note_html)


@dataclass(frozen=True)
class _Note:
    paragraphs: tuple[Block, ...] = ()
    joined: Joined = Joined(())
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_article(stretch: Stretch) -> Draft:
    """Everything of one article, from its lines alone."""
    note, lines = _read_note(stretch)
    contents_title = stretch.entry.title if stretch.entry else ""
    parts = tuple(line.text for line in stretch.title) or (
        (contents_title,) if contents_title else ()
    )
    title = title_of(parts, contents_title) if parts else "无题"
    lines, source = take_source(lines)
    lines, number_line = _take_number(lines)
    blocks, attachments, labels = take_attachments(recognise(lines))
    joined = rejoin(blocks)
    outlined = outline(joined.blocks)
    addressee, blocks = _take_addressee(outlined.blocks)
    body = richtext.sanitise(body_html(blocks))
    numbered = [line.number for line in (*stretch.before, *stretch.title, *stretch.body)]
    return Draft(
        section=stretch.section,
        kind=kind_of(
            title,
            outlined,
            has_note=bool(note.paragraphs),
            is_official=bool(number_line or addressee),
        ),
        title=title,
        title_raw="\n".join(parts),
        contents_title=_contents_title(contents_title, title),
        listed_title=contents_title,
        page=stretch.entry.page if stretch.entry else None,
        page_printed=stretch.entry.page_printed if stretch.entry else "",
        contents_lines=stretch.entry.lines if stretch.entry else (),
        document_number=_document_number(number_line.text) if number_line else "",
        addressee=mend(addressee.text) if addressee else "",
        note=note.paragraphs,
        note_html=richtext.sanitise(note_html(block.text for block in note.paragraphs)),
        blocks=((addressee,) if addressee else ()) + blocks,
        body_html=body,
        source=mend(source.text),
        attachments=tuple(
            Attached(mend(each.title), each.line, each.number) for each in attachments
        ),
        start_line=min(numbered, default=0),
        end_line=source.line or max(numbered, default=0),
        title_line=stretch.title[0].number if stretch.title else min(numbered, default=0),
        body_line=min((line.number for line in stretch.body), default=0),
        cuts=note.joined.cuts + joined.cuts,
        lost=note.joined.lost + joined.lost,
        orphans=joined.orphans,
        is_numbered_clauses=outlined.is_numbered_clauses,
        doubts=tuple(
            (
                *stretch.doubts,
                *note.doubts,
                *joined.doubts,
                *outlined.doubts,
                *_doubts(stretch, title, source, blocks),
            )
        ),
        mends=_mends((*note.paragraphs, *joined.blocks)),
        left_out=(
            *note.left_out,
            *_left_out(stretch, parts, title, source, number_line, addressee, attachments, labels),
            *_marks(blocks, note.paragraphs, body),
        ),
    )


# --- The note ---------------------------------------------------------------------------------


def _read_note(stretch: Stretch) -> tuple[_Note, tuple[Line, ...]]:
    """The editor's note and the lines of the body; a note without a title below keeps one."""
    before, body = stretch.before, stretch.body
    if not before and not stretch.title and body and note_label(body[0].text) is not None:
        at = 2 if len(letters(body[0].text)) <= 6 else 1
        before, body = body[:at], body[at:]
    if not before:
        return _Note(), body
    label = note_label(before[0].text)
    paragraphs = list(before)
    left: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    if label is None:
        message = (
            f"第 {before[0].number} 行起的文字在标题之前，没有“编者按”字样，已当作编者按，请核对。"
        )
        doubts = (Doubt(before[0].number, "note", message),)
    else:
        left = leave_out(before[0].number, label, LABEL)
        paragraphs[0] = Line(**{**before[0].__dict__, "text": before[0].text[len(label) :]})
    joined = rejoin(tuple(block_of(line) for line in paragraphs if line.text.strip()))
    return _Note(joined.blocks, joined, doubts + joined.doubts, left), body


# --- Fields -----------------------------------------------------------------------------------


def _take_number(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Line | None]:
    """The document number, on the first lines below the title."""
    for at, line in enumerate(lines[:2]):
        if is_document_number(line.text):
            return lines[:at] + lines[at + 1 :], line
    return lines, None


def _document_number(text: str) -> str:
    """建金[2022] 82 号 as it is printed: year in 〔〕, no spaces, no brackets around it."""
    compact = "".join(text.split())
    if compact[0] in "（(" and compact[-1] in "）)":
        compact = compact[1:-1]
    start = max(compact.rfind(opener) for opener in "[［【﹝(（〔")
    end = max(compact.rfind(closer) for closer in "]］】﹞)）〕")
    if 0 <= start < end and compact[start + 1 : end].rstrip("年").isdecimal():
        head, year, tail = compact[:start], compact[start : end + 1], compact[end + 1 :]
        compact = head + year.translate(_YEAR_BRACKETS) + tail
    return compact


def _take_addressee(blocks: tuple[Block, ...]) -> tuple[Block | None, tuple[Block, ...]]:
    """The first paragraph, when it is a list of bodies that ends with a colon."""
    if blocks and blocks[0].kind == "text" and is_addressee(blocks[0].text):
        return blocks[0].becoming("addressee"), blocks[1:]
    return None, tuple(blocks)


def _contents_title(contents_title: str, title: str) -> str:
    """The contents list's own wording, only where it differs from the title."""
    plain = title.replace("\n", "")
    if not contents_title or comparison_form(contents_title) == comparison_form(plain):
        return ""
    return mend(contents_title)


# --- Doubts and accounts ----------------------------------------------------------------------


def _doubts(stretch: Stretch, title: str, source: Source, blocks) -> list[Doubt]:
    found = []
    last = (*stretch.before, *stretch.title, *stretch.body)[-1].number
    if not source.text:
        found.append(
            Doubt(
                last, "source", f"《{title.replace(chr(10), '')}》没有找到来源，请在“来源”栏补上。"
            )
        )
    if not blocks:
        found.append(Doubt(last, "body", f"《{title.replace(chr(10), '')}》没有正文，请补上全文。"))
    after = [line for line in stretch.body if source.line and line.number > source.line]
    if after:
        message = f"第 {after[0].number} 行起的文字在来源之后，已放在正文末尾，请核对归属。"
        found.append(Doubt(after[0].number, "after_source", message))
    for block in blocks:
        found += _block_doubts(block)
    return found


def _block_doubts(block: Block) -> list[Doubt]:
    line = block.first_line
    if block.kind == "caption":
        message = f"第 {line} 行“{block.text}”的图片不在来稿里，请上传图片或补上图表数据。"
        return [Doubt(line, "picture", message)]
    if block.kind == "picture":
        return [Doubt(line, "picture", f"第 {line} 行的图片不在来稿里，请在正文中上传。")]
    return [
        Doubt(line, "dash", f"第 {line} 行的{place}中，“一”可能是破折号，请对照原稿核对。")
        for place in doubtful_dashes(block.text)
    ]


def _mends(blocks) -> Counter:
    counted: Counter = Counter()
    for block in blocks:
        counted += mends_in(block.text)
    return counted


def _left_out(stretch, parts, title, source, number_line, addressee, attachments, labels):
    """What the fields did not take of their lines: labels, brackets, numbers of attachments."""
    found: list[LeftOut] = []
    if stretch.title:
        found += remainder(stretch.title[0].number, "".join(parts), title, "标题中的符号")
    if source.line:
        found += remainder(source.line, source.printed, mend(source.text), "来源的" + LABEL)
    if number_line:
        printed = _document_number(number_line.text)
        found += remainder(number_line.number, number_line.text, printed, "文号外的括号")
    if addressee:
        found += remainder(addressee.first_line, addressee.text, mend(addressee.text), "修整")
    line = attachments[0].line if attachments else stretch.body[0].number if stretch.body else 0
    for each in attachments:
        found += leave_out(each.line, each.number, "附件的序号")
        found += remainder(each.line, each.title, mend(each.title), "修整")
    return (*found, *leave_out(line, labels, "附件的" + LABEL))


def _marks(blocks, note, body: str) -> list[LeftOut]:
    """Marks inside blocks that are not words, and the letters that mending saved."""
    found = [
        LeftOut(block.first_line, count, "标记符号", block.text[:60])
        for block in blocks
        if (count := marks_in(block))
    ]
    for block in (*blocks, *note):
        saved = 2 * mends_in(block.text)["and"]
        if saved:
            found.append(LeftOut(block.first_line, saved, "“and”改作“和”", block.text[:60]))
    return found

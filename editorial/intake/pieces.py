"""The recognisable pieces of an article's text: callouts, captions, tables, notes, attachments."""

import re
from dataclasses import dataclass, replace

from editorial.intake.grammar import (
    attachment_label,
    duty_spans,
    ends_sentence,
    inline_source_at,
    is_caption,
    is_qr,
    is_table_caption,
    is_trailing_note,
    marker_of,
    open_marks,
    opens_report_contents,
    qr_is_complete,
    source_of,
    speaks_of_code,
)
from editorial.intake.lines import Block, Line, block_of
from editorial.intake.tables import chart_kind
from editorial.typography import comparison_form, width

_TABLE_ROW = re.compile(r"^\|.*\|$")
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$|^!\[[^\]]*\]\[[^\]]*\]$")
_FOOTNOTE = re.compile(r"^\[\^(\d{1,3})\]:\s*")
_NEXT_ATTACHMENT = re.compile(r"\s*(?=\d{1,2}\s*[.．、]\s*[^\d\s])")
_LONGEST_CONTENTS_LINE = 70.0
_LONGEST_ATTACHMENT = 90.0


@dataclass(frozen=True)
class Attached:
    """One attachment: its title, and the label or number printed before it."""

    title: str
    line: int
    number: str = ""


@dataclass(frozen=True)
class Source:
    """The source of an article and everything on its line that is not its name."""

    text: str = ""
    line: int = 0
    printed: str = ""


def take_source(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Source]:
    """The last source line and the lines without it; a source glued to a paragraph is cut off."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        found = source_of(line.text)
        if found is not None:
            return lines[:at] + lines[at + 1 :], Source(found, line.number, line.text)
        cut = inline_source_at(line.text)
        if cut > 0:
            tail = line.text[cut:]
            kept = Line(**{**line.__dict__, "text": line.text[:cut].rstrip()})
            source = Source(source_of(tail) or "", line.number, tail)
            return (*lines[:at], kept, *lines[at + 1 :]), source
    return lines, Source()


def recognise(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """Lines as blocks; what can be told from a line alone gets its kind."""
    blocks = _illustrated(_callouts(_tables([_recognise(line) for line in lines])))
    return tuple(_footnotes_last(_report_contents(_notes(blocks))))


def _recognise(line: Line) -> Block:
    block = block_of(line)
    if line.ruling:
        return block
    for kind, test in (
        ("table", _is_table),
        ("picture", _PICTURE.match),
        ("footnote", _FOOTNOTE.match),
        ("qr", is_qr),
        ("caption", is_caption),
        ("table_caption", is_table_caption),
        ("note", is_trailing_note),
    ):
        if test(line.text):
            return block.becoming(kind)
    return block


def _is_table(text: str) -> bool:
    """One row, or all the rows of a table that stands on one line of the file."""
    return all(_TABLE_ROW.match(row) for row in text.split("\n"))


def _tables(blocks: list[Block]) -> list[Block]:
    """Rows that follow one another make one table."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if block.kind == "table":
            if last is not None and last.kind == "table" and block.blanks_before == 0:
                made[-1] = last.becoming(
                    "table",
                    parts=(*last.parts, *block.text.split("\n")),
                    lines=last.lines + block.lines,
                    text=f"{last.text}\n{block.text}",
                )
                continue
            block = block.becoming("table", parts=tuple(block.text.split("\n")))
        made.append(block)
    return made


def _illustrated(blocks: list[Block]) -> list[Block]:
    """Pictures and charts go into the caption below them."""
    made: list[Block] = []
    for block in blocks:
        if block.kind == "caption":
            pictures = []
            while made and _is_shown(made[-1]):
                pictures.insert(0, made.pop())
            block = _with_pictures(block, pictures)
        made.append(block)
    return made


def _is_shown(block: Block) -> bool:
    return block.kind == "picture" or (block.kind == "table" and bool(chart_kind(block.text)))


def _with_pictures(caption: Block, pictures: list[Block]) -> Block:
    return caption.becoming(
        "caption",
        parts=tuple(each.text for each in pictures),
        lines=(*(line for each in pictures for line in each.lines), *caption.lines),
    )


def _footnotes_last(blocks: list[Block]) -> list[Block]:
    """Notes may stand below the paragraph they belong to; they must not part its halves."""
    notes = [block for block in blocks if block.kind == "footnote"]
    return [block for block in blocks if block.kind != "footnote"] + notes


def _callouts(blocks: list[Block]) -> list[Block]:
    """扫描二维码 takes the line or two that complete it: 阅读报告, 全文."""
    made, at = [], 0
    while at < len(blocks):
        size = _callout_size(blocks[at : at + 3])
        if size == 0:
            made.append(blocks[at])
            at += 1
            continue
        run = blocks[at : at + size]
        text = "".join(block.text for block in run)
        lines = tuple(number for block in run for number in block.lines)
        made.append(run[0].becoming("qr", text=text, lines=lines))
        at += size
    return made


def _callout_size(run: list[Block]) -> int:
    """How many of these lines are one callout: up to where it says what to read, 0 for none."""
    if not run or run[0].ruling or not (run[0].kind == "qr" or _is_code_line(run[0])):
        return 0
    text, best = "", 0
    for size, block in enumerate(run, 1):
        if block.kind not in ("qr", "text") or (size > 1 and (block.starts or block.ruling)):
            break
        if size > 1 and (
            width(block.text) > 14 or block.text[-1] in "。；，：" or block.kind == "qr"
        ):
            break
        if best and not _goes_on_callout(text, block.text):
            break
        text += block.text
        if is_qr(text) and (qr_is_complete(text) or size == 1):
            best = size
            if qr_is_complete(text) and text[-2:] in ("全文", "原文"):
                break
    return best


def _is_code_line(block: Block) -> bool:
    return block.kind == "text" and width(block.text) <= 8 and speaks_of_code(block.text)


def _goes_on_callout(text: str, following: str) -> bool:
    """Whether a callout is still waiting for what to read."""
    if not qr_is_complete(text):
        return bool(re.match(r"[（(]?(?:即?可)?", following)) and qr_is_complete(following)
    return text[-2:] in ("阅读", "查看", "查阅", "下载", "获取", "了解", "浏览", "观看")


def _notes(blocks: list[Block]) -> list[Block]:
    """（注：… over several paragraphs, until its bracket closes or its numbering ends."""
    made: list[Block] = []
    inside = numbered = False
    for block in blocks:
        if block.kind == "note":
            numbered = marker_of(_after_colon(block.text)) is not None
            inside = bool(open_marks(block.text)) or numbered
        elif inside and block.kind == "text":
            goes_on = bool(open_marks(made[-1].text)) or marker_of(block.text) is not None
            if goes_on:
                block = block.becoming("note")
            inside = goes_on
        made.append(block)
    return made


def _after_colon(text: str) -> str:
    return re.split("[:：]", text, maxsplit=1)[-1].strip()


def _report_contents(blocks: list[Block]) -> list[Block]:
    """The lines below 报告目录 are the report's, not headings of this article.

    A line that comes a second time is where the text itself begins: 第一章 of a regulation that
    prints its own contents.
    """
    made, inside, listed = [], False, set()
    for at, block in enumerate(blocks):
        if block.kind == "text" and opens_report_contents(block.text):
            inside, listed = True, set()
            block = block.becoming("heading", level=1, head=block.text.rstrip("：:"))
        elif inside and block.kind == "text":
            form = comparison_form(block.text)
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            inside = form not in listed and _is_contents_line(block, following)
            listed.add(form)
            block = block.becoming("contents") if inside else block
        made.append(block)
    return made


def _is_contents_line(block: Block, following: Block | None) -> bool:
    text = block.text
    if width(text) > _LONGEST_CONTENTS_LINE or "。" in text or text[-1] in "，；：":
        return False
    if marker_of(text) or block.bullet or re.search(r"[.…·]{2,}\s*\d+$", text):
        return True
    if ends_sentence(text):
        return False
    return following is None or following.kind != "text" or "。" not in following.text


def take_attachments(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Block, ...], tuple[Attached, ...], tuple[tuple[int, str], ...]]:
    """附件：1.… 2.… with the lines that go on with the list; then the labels, with their lines."""
    kept: list[Block] = []
    found: list[Attached] = []
    labels: list[tuple[int, str]] = []
    inside, tail = False, _tail_begins(blocks)
    for at, block in enumerate(blocks):
        is_text = block.kind == "text" and not block.ruling
        label = attachment_label(block.text, is_loose=at >= tail) if is_text else None
        if label is not None:
            inside, rest = True, block.text[len(label) :]
            labels.append((block.first_line, label))
        elif inside and is_text and _continues_list(block, found):
            rest = block.text
        elif inside and is_text and _completes_title(block, blocks[at + 1 :], found):
            found[-1] = replace(found[-1], title=found[-1].title + block.text)
            continue
        else:
            inside = False
            kept.append(block)
            continue
        found += _attached(rest, block.first_line) if rest.strip() else []
    return tuple(kept), tuple(found), tuple(labels)


def _tail_begins(blocks: tuple[Block, ...]) -> int:
    """After the last paragraph that holds a sentence or heads something."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if block.kind != "text" or "。" in block.text or width(block.text) > _LONGEST_ATTACHMENT:
            return at + 1
    return 0


def _completes_title(block: Block, following: tuple[Block, ...], found: list[Attached]) -> bool:
    """The second line of a numbered title: the next number follows it."""
    if not found or not found[-1].number or not following or ends_sentence(block.text):
        return False
    marker = marker_of(following[0].text)
    is_next = marker is not None and marker.number == _number(found[-1]) + 1
    return is_next and marker_of(block.text) is None and width(block.text) <= 41


def _continues_list(block: Block, found: list[Attached]) -> bool:
    if width(block.text) > _LONGEST_ATTACHMENT or "。" in block.text:
        return False
    marker = marker_of(block.text)
    if marker is not None and marker.kind == "digit":
        return marker.number == (_number(found[-1]) + 1 if found else 1)
    return not found and not ends_sentence(block.text)


def _number(attached: Attached) -> int:
    marker = marker_of(attached.number)
    return marker.number if marker else 0


def _attached(text: str, line: int) -> list[Attached]:
    """1.甲 2.乙 on one line are two attachments, as long as they count on."""
    pieces, expected = [text], 1
    first = marker_of(text)
    if first is not None and first.kind == "digit":
        pieces, expected = [], first.number
        start = 0
        for gap in _NEXT_ATTACHMENT.finditer(text):
            marker = marker_of(text[gap.end() :])
            if marker and marker.number == expected:
                if gap.start() > start:
                    pieces.append(text[start : gap.start()])
                start, expected = gap.end(), expected + 1
        pieces.append(text[start:])
    return [_one_attached(piece.strip(), line) for piece in pieces if piece.strip()]


def _one_attached(text: str, line: int) -> Attached:
    marker = marker_of(text)
    if marker is not None and marker.kind == "digit" and marker.rest:
        return Attached(marker.rest, line, marker.text)
    return Attached(text, line)


def duty_parts(text: str) -> list[tuple[str, bool]]:
    """The text cut at its responsibility tails: (piece, whether it is one)."""
    parts, at = [], 0
    for start, end in duty_spans(text):
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, is_duty) for piece, is_duty in [*parts, (text[at:], False)] if piece]

"""Blocks → the body as it is stored: HTML in the vocabulary of ``richtext``, every word kept."""

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from editorial import richtext
from editorial.intake.grammar import is_bilingual, split_bilingual
from editorial.intake.lines import Block, Doubt
from editorial.intake.pieces import duty_parts
from editorial.intake.tables import chart_kind, table_html, words_in_table
from editorial.typography import MENDS, doubtful_dashes, letters, mend

_TOKEN = re.compile(
    r"\[\^(?P<ref>\d{1,3})\]|(?<!!)\[(?P<label>[^\[\]]+)\]\((?P<href>https?://[^\s()]+)\)"
    r"|!\[(?P<alt>[^\[\]]*)\]\((?P<src>/pictures/[0-9a-f]{32}\.(?:jpg|png))\)"
    r"|(?P<tag></?(?:su[bp]|mark)>|<br>)"  # mark: words emphasised within a paragraph
)
_FULL_BRACKETS = str.maketrans("()", "（）")
_CAPTION_NUMBER = re.compile(
    r"^(附?[图表]\s*表?\s*[\d一二三四五六七八九十]+(?:\s*[-—.．]\s*\d+)?)\s*[:：.．、]?\s*"
)
_FORMULA_CODE = re.compile(r"\\[A-Za-z]{2,}")
_GAP = "\u3000"
_TAG = re.compile(r"(<[^<>]+>)")


def body_html(blocks: Iterable[Block]) -> str:
    """The body; lists, report contents and footnotes are gathered in their sections."""
    parts, footnotes = [], []
    for kind, run in groupby(blocks, key=_section_of):
        if kind == "footnote":
            footnotes += [_footnote(block) for block in run]
        elif kind == "contents":
            lines = "".join(_paragraph(block) for block in run)
            parts.append(f'<section class="report-contents">{lines}</section>')
        elif kind == "list":
            items = "".join(f"<li>{_emphasised(block.text, block)}</li>" for block in run)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts += [_block(block) for block in run]
    if footnotes:
        parts.append(f'<section class="footnotes"><ol>{"".join(footnotes)}</ol></section>')
    return "\n".join(part for part in parts if part)


def note_html(blocks: Iterable[Block]) -> str:
    return "\n".join(_paragraph(block) for block in blocks)


def _section_of(block: Block) -> str:
    if block.kind == "item" and not block.marker:
        return "list"
    return block.kind if block.kind in ("footnote", "contents") else "block"


def _block(block: Block) -> str:
    writer = _WRITERS.get(block.kind, _paragraph)
    return writer(block)


def _paragraph(block: Block) -> str:
    return f"<p>{_emphasised(block.text, block)}</p>"


def _classed(block: Block) -> str:
    return f'<p class="{block.kind}">{_emphasised(block.text, block)}</p>'


def _emphasised(text: str, block: Block) -> str:
    """The text with what was bold in it; a paragraph all of it bold is a habit of the page."""
    written = _inline(text, block)
    for phrase in dict.fromkeys(block.emphasis):
        if _is_emphasis(phrase, block):
            written = _set_bold(written, html.escape(mend(phrase, block.unmended), quote=False))
    return written


def _is_emphasis(phrase: str, block: Block) -> bool:
    bare = letters(phrase).removeprefix(letters(block.marker)).rstrip("。：:")
    is_all = letters(phrase) == letters(block.text)
    return len(bare) > 1 and not is_all and bare != letters(block.head).rstrip("。")


def _set_bold(written: str, phrase: str) -> str:
    """The first place outside a tag where these words stand."""
    pieces = _TAG.split(written)
    at = next((n for n in range(0, len(pieces), 2) if phrase in pieces[n]), None)
    if at is not None:
        pieces[at] = pieces[at].replace(phrase, f"<strong>{phrase}</strong>", 1)
    return "".join(pieces)


def _heading(block: Block) -> str:
    """h2 … h5 with the number as written; the English of a bilingual heading is marked."""
    tag = f"h{block.level + 1}"
    printed = block.text[len(block.marker) :].strip() if block.marker else block.text
    if is_bilingual(printed):
        chinese, english = split_bilingual(printed)
        text = f'{_inline(chinese, block)} <span lang="en">{html.escape(english)}</span>'
    else:
        text = _inline(printed, block)
    return f"<{tag}>{(_numbered(block.marker, printed) + text).strip()}</{tag}>"


def _run_in(block: Block) -> str:
    rest = block.text[len(block.marker) :].lstrip()
    phrase, text = _phrase_and_text(rest, block.head)
    label = _numbered(block.marker, phrase) + _inline(phrase, block)
    gap = _GAP if not phrase else ""
    lead = f'<strong class="run-in">{label.rstrip(_GAP)}</strong>{gap}'
    return f"<p>{lead}{_emphasised(text, block)}</p>"


def _phrase_and_text(rest: str, head: str) -> tuple[str, str]:
    """The bold phrase with its brackets or full stop, and what follows it."""
    if not head:
        return "", rest
    end = rest.index(head) + len(head)
    while end < len(rest) and rest[end] in "。】）)]":
        end += 1
        if rest[end - 1] == "。":
            break
    cut = (each.end() for each in _TOKEN.finditer(rest) if each.start() < end < each.end())
    end = next(cut, end)  # never in the middle of a link
    return rest[:end], rest[end:].lstrip()


def _numbered(marker: str, text: str) -> str:
    """The number as written, with the gap that its kind takes."""
    if not marker:
        return ""
    written = html.escape(marker.translate(_FULL_BRACKETS))
    if marker.startswith("第"):
        return "".join(written.split()) + _GAP
    needs_gap = marker[-1] in ".．" and text[:1].isascii()
    return written + (" " if needs_gap and text else "")


def _figure(block: Block) -> str:
    """Pictures or a chart with the caption; one whose image was lost waits for its picture."""
    charts = [_rows(part, block) for part in block.parts if chart_kind(part)]
    shown = [part for part in block.parts if has_file(part) and not chart_kind(part)]
    pictures = "".join(_inline(part, block) for part in shown)
    pictures += "".join(table_html(each, html.escape) for each in charts)
    caption = f"<figcaption>{_caption(block)}</figcaption>"
    return f"{_opening(charts[0] if charts else None)}{pictures}{caption}</figure>"


def _caption(block: Block) -> str:
    """图1, a space, and what it shows."""
    number = _CAPTION_NUMBER.match(block.text)
    rest = block.text[number.end() :] if number else block.text
    printed = f"{mend(number.group(1), block.unmended)} " if number else ""
    return html.escape(printed) + _inline(rest, block)


def _rows(part: str, block: Block) -> Block:
    """The table below a caption as a block of its own."""
    return Block(part, block.lines, "table", parts=tuple(part.split("\n")))


def _opening(chart: Block | None) -> str:
    kind = chart_kind(chart.text) if chart else ""
    return f'<figure class="chart" data-chart="{kind}">' if kind else "<figure>"


def _callout(block: Block) -> str:
    return f'<figure class="qr"><figcaption>{_inline(block.text, block)}</figcaption></figure>'


def _table(block: Block) -> str:
    table = table_html(block, lambda cell: _inline(cell, block))
    return f"{_opening(block)}{table}</figure>" if chart_kind(block.text) else table


def _footnote(block: Block) -> str:
    label, _, text = block.text.partition("]:")
    number = label.strip("[^")
    return f'<li id="fn-{number}"><p>{_inline(text.strip(), block)}</p></li>'


def _picture(block: Block) -> str:
    """A picture without a caption; nothing when its file did not come with the text."""
    return f"<figure>{_inline(block.text, block)}</figure>" if has_file(block.text) else ""


def _kept(block: Block) -> str:
    """HTML that is right as it is."""
    return "".join(block.parts)


def has_file(markup: str) -> bool:
    """Whether this picture came with the manuscript; a chart's data always did."""
    found = _TOKEN.fullmatch(markup)
    return bool(found and found.group("src")) or bool(chart_kind(markup))


_WRITERS = {
    "heading": _heading,
    "run_in": _run_in,
    "dash": _classed,
    "note": _classed,
    "addressee": _classed,
    "caption": _figure,
    "qr": _callout,
    "table": _table,
    "picture": _picture,
    "kept": _kept,
}


# --- Inside a line ----------------------------------------------------------------------------


def inline_html(text: str) -> str:
    """The words of a cell, mended and escaped."""
    return _inline(text, Block(text, (0,)))


def caption_html(text: str) -> str:
    """The words of a caption, its number set off."""
    return _caption(Block(text, (0,)))


def _inline(text: str, block: Block) -> str:
    """Mended as the block wants it and escaped; duty tails, footnote numbers, links marked."""
    if not _TOKEN.search(text):
        return _with_duties(mend(text, block.unmended))
    parts, at = [], 0
    for token in _TOKEN.finditer(text):
        parts.append(_with_duties(mend(text[at : token.start()], block.unmended)))
        parts.append(_token(token, block))
        at = token.end()
    return "".join([*parts, _with_duties(mend(text[at:], block.unmended))])


def _with_duties(text: str) -> str:
    return "".join(
        f'<span class="duty">{html.escape(piece, quote=False)}</span>'
        if is_duty
        else html.escape(piece, quote=False)
        for piece, is_duty in duty_parts(text)
    )


def _token(token: re.Match, block: Block) -> str:
    if ref := token.group("ref"):
        return f'<sup class="footnote-ref"><a href="#fn-{ref}" id="fnref-{ref}">{ref}</a></sup>'
    if label := token.group("label"):
        href = html.escape(token.group("href"))
        return f'<a href="{href}">{html.escape(mend(label, block.unmended), quote=False)}</a>'
    if source := token.group("src"):
        alternative = html.escape(token.group("alt"))
        return f'<img src="{source}" alt="{alternative}">'
    return token.group("tag").replace("mark>", "strong>")


# --- What was changed on the way --------------------------------------------------------------


def mends_in(block: Block) -> Counter:
    """How many places each kind of mend changes in this block."""
    counted: Counter = Counter()
    text = block.text
    for kind, _, repair in MENDS:
        if kind in block.unmended:
            continue
        mended = repair(text)
        if mended != text:
            counted[kind] += _places(kind, text, mended)
        text = mended
    return counted


def letters_saved(block: Block) -> int:
    """Letters that 和 for “and” saves where the block is written, piece by piece."""
    if "and" not in block.text or "and" in block.unmended:
        return 0
    kept = replace(block, unmended=(*block.unmended, "and"))
    counts = (richtext.character_count(body_html([each])) for each in (kept, block))
    return next(counts) - next(counts)


def _places(kind: str, before: str, after: str) -> int:
    if kind == "and":
        return (len(letters(before)) - len(letters(after))) // 2
    if len(before) == len(after):
        return sum(a != b for a, b in zip(before, after, strict=True))
    return abs(len(before) - len(after))


def marks_in(block: Block) -> int:
    """Characters of a block that do not come out as words: ``[^1]``, ``|``, 图1**：** …"""
    if block.kind == "picture":
        return len(letters(block.text))
    if block.kind == "table":
        return _marks_in_table(block)
    count = len(letters(block.text)) - len(letters(_visible(block.text)))
    if block.kind == "footnote":
        return len(letters(block.text)) - len(letters(_visible(block.text.partition("]:")[2])))
    if block.kind == "caption":
        count += sum(_marks_in_part(part, block) for part in block.parts)
    if block.kind == "caption" and (number := _CAPTION_NUMBER.match(block.text)):
        count += len(letters(number.group())) - len(letters(number.group(1)))
    return count


def _marks_in_table(block: Block) -> int:
    words = words_in_table(block)
    return len(letters(block.text)) - sum(len(letters(_visible(cell))) for cell in words)


def _marks_in_part(part: str, block: Block) -> int:
    return _marks_in_table(_rows(part, block)) if chart_kind(part) else len(letters(part))


def _visible(text: str) -> str:
    """The text without the Markdown of links, footnote numbers, sub- and superscripts."""
    return _TOKEN.sub(lambda token: token.group("ref") or token.group("label") or "", text)


def block_doubts(block: Block) -> list[Doubt]:
    """A picture that is missing, a formula in code, a dash that was read as 一."""
    line = block.first_line
    if block.kind == "caption" and not any(map(has_file, block.parts)):
        message = f"第 {line} 行“{block.text}”的图片不在来稿里，请上传图片或补上图表数据。"
        return [Doubt(line, "picture", message)]
    if block.kind == "picture" and not has_file(block.text):
        return [Doubt(line, "picture", f"第 {line} 行的图片不在来稿里，请在正文中上传。")]
    formulas = [
        Doubt(line, "formula", f"第 {line} 行的“{code}”是公式的代码，请改成要印的符号。")
        for code in dict.fromkeys(_FORMULA_CODE.findall(block.text))
    ]
    return formulas + [
        Doubt(line, "dash", f"第 {line} 行的{place}中，“一”可能是破折号，请对照原稿核对。")
        for place in doubtful_dashes(block.text)
    ]

"""TIDY: pasted HTML, or a body already there → the body as an import would have made it.

read → lines → recognise → rejoin → outline → body. The same grammar, one article's text long.
"""

import re
from collections import Counter
from dataclasses import dataclass

from editorial import richtext
from editorial.intake.body import body_html, mends_in
from editorial.intake.joins import rejoin
from editorial.intake.lines import Block, Doubt
from editorial.intake.outline import outline
from editorial.intake.pasted import signs
from editorial.intake.pasted.account import lost_between, words_in
from editorial.intake.pasted.blocks import Missing
from editorial.intake.pasted.fields import about_fields, set_apart
from editorial.intake.pasted.lines import Manuscript, manuscript_of
from editorial.intake.pasted.notes import notes_in
from editorial.intake.pasted.reader import HIDDEN, Reader, read
from editorial.intake.pasted.report import what_to_look_at, what_was_done
from editorial.intake.pieces import recognise
from editorial.intake.refusal import Refused
from editorial.intake.rulings import ruled
from editorial.typography import letters

LARGEST = 10 * 1024 * 1024  # bytes of HTML
MOST_LETTERS = 600_000  # ten times the longest printed issue
# More than three issues in one piece are no article: they are cleaned, but not judged.
MOST_JUDGED, MOST_JUDGED_LINES = 200_000, 8_000
MOST_COUNTED = 60_000  # letters of a text whose mends are counted
TOO_LARGE = "贴来的内容有 {size:.0f} MB，超过 10 MB 的上限；请分几次粘贴，或用“导入一篇”导入文件。"
TOO_LONG = "贴来的文字有 {count} 字，超过一期的上限；请分几次粘贴，或用“导入来稿”导入文件。"
NOT_JUDGED = "共 {count} 字，太长，只去掉了样式、没有认标题；整期的稿子请用“导入来稿”。"
MOST_MISSING = 100
_NOTE_IN_PARAGRAPHS = re.compile(r'(<li id="fn-\d+">)\s*<p>((?:(?!</?p>).)*)</p>\s*</li>', re.S)


@dataclass(frozen=True)
class Tidied:
    """The clean body, and what an editor is told: what was done, and what to look at."""

    html: str
    done: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()


def tidied(markup: str, *, is_own: bool = False, is_plain: bool = False) -> Tidied:
    """``is_own``: a body of ours, whose styles are meant; ``is_plain``: nothing is judged.

    Raises ``Refused`` for what is too much; whatever else comes in comes out.
    """
    size = len(markup.encode("utf-8", "replace"))
    if size > LARGEST:
        raise Refused(TOO_LARGE.format(size=size / 1024 / 1024))
    reader = _read(markup, is_own=is_own)
    words = words_in(reader)
    if len(words) > MOST_LETTERS:
        raise Refused(TOO_LONG.format(count=len(words)))
    manuscript = manuscript_of(reader, is_own=is_own)
    is_long = len(words) > MOST_JUDGED or len(manuscript.lines) > MOST_JUDGED_LINES
    is_plain = is_plain or is_long
    blocks, doubts = _unjudged(manuscript) if is_plain else _judged(manuscript)
    body = _html(blocks, reader)
    lost = lost_between(words, body, manuscript)
    if lost:
        body = _html(_unjudged(manuscript)[0], reader)
    if is_own and not _NOTE_IN_PARAGRAPHS.search(markup):
        body = _NOTE_IN_PARAGRAPHS.sub(r"\1\2</li>", body)
    mends = _mends(blocks) if len(words) <= MOST_COUNTED else Counter()
    about = [signs.plain(sentence) for sentence in about_fields(blocks)]
    look = (*about, *what_to_look_at(reader.found, manuscript, doubts, lost))
    return Tidied(
        html=body,
        done=() if lost else what_was_done("" if is_own or is_plain else body, reader.found, mends),
        look=(NOT_JUDGED.format(count=len(words)), *look) if is_long else look,
        missing=tuple(reader.found.missing[:MOST_MISSING]),
    )


def _read(markup: str, *, is_own: bool) -> Reader:
    """A page on which more is hidden than shown hides nothing: it was copied while loading."""
    notes = notes_in(markup)
    markup = (
        "".join(c for c in markup if not "\ud800" <= c <= "\udfff")
        if _has_halves(markup)
        else markup
    )
    reader = read(markup, is_own=is_own, notes=notes)
    hidden = len(letters("".join(reader.found.left.get(HIDDEN, ()))))
    if hidden and hidden > len(words_in(reader)):
        reader = read(markup, is_own=is_own, sees_hidden=True, notes=notes)
    return reader


def _has_halves(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


# --- The grammar ------------------------------------------------------------------------------


def _judged(manuscript: Manuscript) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """The lines as blocks with their kinds, and what is doubtful about them."""
    lines = tuple(line for line in manuscript.lines if line.text)
    blocks = set_apart(tuple(_known(block, manuscript) for block in recognise(lines)))
    joined = rejoin(blocks)
    outlined = outline(joined.blocks)
    made = tuple(_as_meant(block, manuscript) for block in ruled(outlined.blocks))
    return made, (*joined.doubts, *outlined.doubts)


def _known(block: Block, manuscript: Manuscript) -> Block:
    """Blocks that are right as they are, and paragraphs with a class of ours."""
    found = signs.KEPT_BLOCK.match(block.text)
    if found:
        return block.becoming("kept", parts=(manuscript.kept[signs.value_of(found[1])],))
    kind = manuscript.kinds.get(block.first_line, "")
    return block.becoming(kind) if kind and kind != "run-in" and block.kind == "text" else block


def _as_meant(block: Block, manuscript: Manuscript) -> Block:
    """A phrase that an editor set as a run-in stays one; what a list holds is no subhead."""
    is_unruled = block.first_line in manuscript.unruled and not block.ruling
    if is_unruled and block.kind == "heading" and not block.marker:
        return block.becoming("text", level=0, head="")
    is_named = manuscript.kinds.get(block.first_line) == "run-in"
    head = block.bold.removeprefix(block.marker).strip().rstrip("。")
    if not is_named or block.kind not in ("text", "item") or not head or head not in block.text:
        return block
    return block.becoming("run_in", head=head)


def _html(blocks: tuple[Block, ...], reader: Reader) -> str:
    made = signs.written(body_html(blocks), reader.tags)
    return richtext.sanitise(made)


def _unjudged(manuscript: Manuscript) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """Every line a paragraph; tables and figures as they are."""
    lines = (line for line in manuscript.lines if line.text)
    blocks = (Block(line.text, (line.number,)) for line in lines)
    return tuple(_known(block, manuscript) for block in blocks), ()


def _mends(blocks: tuple[Block, ...]) -> Counter:
    counted: Counter = Counter()
    for block in blocks:
        if block.kind != "kept":
            counted += mends_in(block)
    return counted

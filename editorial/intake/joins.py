"""Page cuts: halves of one paragraph rejoined, lost text flagged, stray duty tails put back."""

import re
from collections import deque
from dataclasses import dataclass, replace

from editorial.intake.grammar import (
    CUT_WIDTH,
    FINAL,
    HEADING_LENGTH,
    PAUSES,
    attachment_label,
    ends_sentence,
    is_bilingual,
    is_dash_paragraph,
    is_duty,
    is_short_line,
    marker_of,
    open_marks,
)
from editorial.intake.lines import Block, Doubt, join_text
from editorial.typography import has_han, width

HEADINGS = ("h1", "h2", "h3", "h4")  # what an editor may rule a line to be
WRAP_WIDTH = 24.0  # em: a heading shorter than this has room for its last words
LONGEST_HEADING = 50.0  # em: no heading goes on into a second line as far as this
MOST_HALVES = 8  # pages that one paragraph can run over
_FLOATS = ("caption", "qr", "picture", "table", "table_caption", "kept")
_FULL_MARKS = str.maketrans("(),:;", "（），：；")
_NEVER_STARTS = "，。、；：！？％,;:%"
_CLOSERS = "）)》”’】〕」"


@dataclass(frozen=True)
class Joined:
    blocks: tuple[Block, ...]
    cuts: tuple[tuple[int, int], ...] = ()
    lost: tuple[int, ...] = ()
    orphans: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def rejoin(blocks: tuple[Block, ...]) -> Joined:
    """Blocks as paragraphs. Joins only where the second half cannot begin anything of its own."""
    bare_headings = _kinds_of_bare_headings(blocks)
    waiting, done = deque(blocks), []
    cuts, lost, orphans, doubts = [], [], [], []
    while waiting:
        block = waiting.popleft()
        floats = _floats_ahead(waiting)
        following = waiting[floats] if floats < len(waiting) else None
        relation = _relation(block, following, floats, bare_headings)
        if not relation and not floats and _is_wrapped_heading(block, waiting):
            relation = "cut"
        if relation:
            del waiting[floats]
            waiting.appendleft(_together(block, following))
            if relation == "orphan":
                orphans.append(following.first_line)
            else:
                cuts.append((block.lines[-1], following.first_line))
                doubts += _repeated_character(block, following)
            continue
        if _is_lost(block, following, bare_headings):
            lost.append(block.lines[-1])
            doubts.append(_lost_text(block, following))
        elif "。" in block.text and block.kind == "text" and not ends_sentence(block.text):
            doubts.append(_no_full_stop(block))
        done.append(block)
    return Joined(tuple(done), tuple(cuts), tuple(lost), tuple(orphans), tuple(doubts))


def _relation(block: Block, following: Block | None, floats: int, bare_headings) -> str:
    """Whether the next paragraph is this one's second half, its stray duty tail, or neither."""
    if block.kind != "text" or following is None or following.kind != "text":
        return ""
    if len(block.lines) >= MOST_HALVES or _is_kept_apart(block, following):
        return ""
    if is_duty(following.text) and not floats and _may_have_a_duty(block, bare_headings):
        return "orphan" if ends_sentence(block.text) else "cut"
    return "cut" if _is_cut(block, following, bare_headings) else ""


def _may_have_a_duty(block: Block, bare_headings: set[str]) -> bool:
    """A paragraph, however short, or the first half of one; no heading."""
    is_sentence = marker_of(block.text) is None and block.text[-1] in FINAL
    return is_sentence or not _is_heading(block, bare_headings)


def _is_wrapped_heading(block: Block, waiting: deque[Block]) -> bool:
    """A numbered heading that fills most of a line and goes on, short and unmarked, above text."""
    if len(waiting) < 2 or any(each.kind != "text" for each in (block, waiting[0])):
        return False
    rest = waiting[0]
    if _is_kept_apart(block, rest) or rest.hashes or rest.bullet or rest.bold:
        return False
    marker = marker_of(block.text)
    may_wrap = marker is not None and marker.kind != "clause" and is_short_line(marker.rest, 41)
    if not may_wrap or width(block.text) < WRAP_WIDTH or is_bilingual(marker.rest):
        return False
    is_rest = is_short_line(rest.text, 16) and marker_of(rest.text) is None
    return is_rest and not is_duty(rest.text) and "。" in waiting[1].text


def _is_kept_apart(block: Block, following: Block | None) -> bool:
    """Whether an editor ruled that the next paragraph is one, or that either is a heading."""
    if following is not None and (following.starts or following.ruling in HEADINGS):
        return True
    return block.ruling in HEADINGS


def _together(first: Block, second: Block) -> Block:
    return replace(
        first,
        text=join_text(first.text, second.text),
        lines=first.lines + second.lines,
        emphasis=first.emphasis + second.emphasis,
        unmended=tuple(dict.fromkeys(first.unmended + second.unmended)),
    )


def _floats_ahead(waiting: deque[Block]) -> int:
    """How many captions and callouts stand before the next paragraph."""
    return next((n for n, block in enumerate(waiting) if block.kind not in _FLOATS), 0)


def _kinds_of_bare_headings(blocks) -> set[str]:
    """Marker kinds that this article also prints alone on a line, without final punctuation."""
    found = set()
    for block in blocks:
        marker = marker_of(block.text)
        if (
            marker
            and marker.rest
            and len(marker.rest) <= 24
            and marker.rest[-1] not in FINAL + PAUSES
        ):
            found.add(marker.kind)
    return found


def _is_heading(block: Block, bare_headings: set[str]) -> bool:
    """Whether an unfinished line is a heading rather than the first half of a paragraph."""
    text = block.text
    if is_bilingual(text):
        return True
    marker = marker_of(text)
    if marker is None:
        return printed_width(text) < CUT_WIDTH and not _must_go_on(text)
    if marker.kind in ("chapter", "division") or not marker.rest:
        return True
    if "。" in marker.rest.rstrip("。") or _must_go_on(text):
        return False
    if ends_sentence(marker.rest) and len(marker.rest) > HEADING_LENGTH:
        return False
    if width(marker.rest) > LONGEST_HEADING or len(re.findall("[，,]", marker.rest)) > 2:
        return False
    return marker.kind in bare_headings or printed_width(text) < CUT_WIDTH or text.endswith("。")


def printed_width(text: str) -> float:
    """Width in em where half-width marks stand for full ones, as the page had them."""
    return width(text.translate(_FULL_MARKS)) if has_han(text) else width(text)


def _must_go_on(text: str) -> bool:
    return text[-1] in "，、," or bool(open_marks(text))


def _is_unfinished(block: Block, bare_headings: set[str]) -> bool:
    if ends_sentence(block.text) or _is_heading(block, bare_headings):
        return False
    return _must_go_on(block.text) or printed_width(block.text) >= CUT_WIDTH


def _begins_something(block: Block, before: Block) -> bool:
    """Whether a block starts on its own: a marker, a dash, a list mark, an attachment."""
    if attachment_label(block.text) or is_dash_paragraph(block.text):
        return True
    if block.bullet and not (before.bullet and _must_go_on(before.text)):
        return True
    return marker_of(block.text) is not None


def _is_cut(block: Block, following: Block, bare_headings: set[str]) -> bool:
    if _goes_on(following.text) and not ends_sentence(block.text):
        return True
    if following.text[0] in _CLOSERS and open_marks(block.text):
        return True
    if not _is_unfinished(block, bare_headings) or _begins_something(following, block):
        return False
    return not _is_subhead(following)


def _goes_on(text: str) -> bool:
    """Whether a block begins in the middle of a sentence."""
    return text[0] in _NEVER_STARTS + _CLOSERS


def _is_subhead(block: Block) -> bool:
    """A marked short line after a page break is a heading, not a second half."""
    closes_something = len(open_marks(f"（{block.text}")) == 0
    return block.hashes > 0 and is_short_line(block.text, 20) and not closes_something


def _is_lost(block: Block, following: Block | None, bare_headings: set[str]) -> bool:
    if block.kind != "text" or _is_kept_apart(block, following):
        return False
    if following is not None and following.kind == "text" and _goes_on(following.text):
        return True
    if not _is_unfinished(block, bare_headings):
        return False
    if following is None or following.kind != "text":
        return True
    is_list = block.bullet and following.bullet and not _must_go_on(block.text)
    return not is_list


def _lost_text(block: Block, following: Block | None) -> Doubt:
    tail = block.text[-8:]
    ahead = f"下一段是“{following.text[:8]}”" if following else "后面就是这一篇的结尾"
    return Doubt(
        block.lines[-1],
        "lost_text",
        f"第 {block.lines[-1]} 行在“{tail}”处断开，{ahead}，疑有缺文，请对照原稿补上。",
    )


def _no_full_stop(block: Block) -> Doubt:
    """Sentences without an end that no page break explains: a mark, or more, was dropped."""
    line = block.lines[-1]
    message = f"第 {line} 行末尾“{block.text[-8:]}”没有句末标点，请核对是否缺字。"
    return Doubt(line, "no_full_stop", message)


def _repeated_character(block: Block, following: Block) -> list[Doubt]:
    """A recognition program may read the last character of a page twice."""
    last, first = block.text[-1:], following.text[:1]
    if last != first:
        return []
    message = (
        f"第 {block.lines[-1]} 行与第 {following.first_line} 行是跨页的同一段，"
        f"接合处“{last}”字重复，请核对。"
    )
    return [Doubt(following.first_line, "repeated", message)]

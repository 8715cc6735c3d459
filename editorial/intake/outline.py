"""OUTLINE: which numbered lines are headings, which run in, which only count things off.

A marker is not always a heading. What decides is the company it keeps: lines of the same marker,
numbered on from one another, are judged together.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from editorial.intake.glued import glue_point
from editorial.intake.grammar import (
    CUT_WIDTH,
    HEADING_LENGTH,
    PAUSES,
    Marker,
    ends_sentence,
    is_bilingual,
    is_dash_paragraph,
    is_date_line,
    is_short_line,
    is_spoken,
    marker_of,
    source_of,
)
from editorial.intake.groups import Group, Numbered, groups_of
from editorial.intake.joins import printed_width
from editorial.intake.lines import Block, Doubt
from editorial.typography import has_han, letters

RUN_IN_LENGTH = 50  # a phrase in company with other run-ins may be longer than a heading
_TITLE_IN_BRACKETS = re.compile(r"^[【（(\[]\s*([^【】（）()\[\]。，；：]{1,24})\s*[】）)\]]\s*")
_CLAUSE_WORDS = re.compile(r"应当|不得|可以|是指|按照本|适用本|有权|的，")


@dataclass(frozen=True)
class Outlined:
    blocks: tuple[Block, ...]
    is_regulation: bool = False
    is_numbered_clauses: bool = False
    numbered_paragraphs: frozenset[int] = frozenset()  # first lines of those that are no items
    doubts: tuple[Doubt, ...] = ()


def outline(blocks: tuple[Block, ...]) -> Outlined:
    """The blocks with their kinds: heading, run_in, item, dash, or still text."""
    numbered = _numbered(blocks)
    is_regulation = sum(each.marker.kind == "clause" for each in numbered) >= 2
    groups = groups_of(numbered)
    are_clauses = not is_regulation and _are_numbered_clauses(numbered)
    kinds: dict[int, Block] = {}
    doubts: list[Doubt] = []
    inside_clause = False
    first_clause = next((e.at for e in numbered if e.marker.kind == "clause"), len(blocks))
    for each in numbered:
        inside_clause = is_regulation and each.at >= first_clause
        group = groups[each.at]
        made, doubt = _judge(each, group, blocks, inside_clause, are_clauses)
        kinds[each.at] = made
        doubts += [doubt] if doubt else []
    doubts += [*_gaps(groups), *_unended(groups, kinds)]
    made = [kinds.get(at, block) for at, block in enumerate(blocks)]
    made = _english_below(_chapter_titles(made))
    paragraphs = frozenset() if is_regulation else _whole_paragraphs(groups, kinds, blocks)
    made = tuple(_unnumbered(made))
    return Outlined(made, is_regulation, are_clauses, paragraphs, tuple(doubts))


# --- Shapes -----------------------------------------------------------------------------------


def _numbered(blocks: tuple[Block, ...]) -> list[Numbered]:
    found: list[Numbered] = []
    expected = 1
    for at, block in enumerate(blocks):
        if block.kind != "text":
            continue
        marker = marker_of(block.text, expected)
        if marker is None:
            continue
        expected = marker.number + 1 if marker.kind == "digit" else expected
        shape, head = _shape(marker.rest, _bold_phrase(block, marker))
        found.append(Numbered(at, block, marker, shape, head))
    return found


def _bold_phrase(block: Block, marker: Marker) -> str:
    """What was bold after the marker, when the bold began with the line."""
    bold = letters(block.bold)
    if not bold or not letters(block.text).startswith(bold):
        return ""
    return bold[len(letters(marker.text)) :]


def _shape(rest: str, bold: str = "", limit: int = HEADING_LENGTH) -> tuple[str, str]:
    """How a line goes on after its marker, and the phrase that would be its heading."""
    if not rest:
        return "bare", ""
    if is_bilingual(rest):
        return "standalone", rest
    end = sentence_end(rest)
    if end < 0 or end == len(rest) - 1:
        is_short = len(letters(rest.rstrip("。"))) <= limit
        may_be_heading = is_short and rest[-1] not in "；;" + PAUSES and "；" not in rest
        return ("standalone", rest.rstrip("。")) if may_be_heading else ("plain", "")
    head = rest[:end]
    is_bold = bool(bold) and letters(head) == bold.rstrip("。")
    if is_bold or (len(letters(head)) <= limit and "；" not in head):
        return "run_in", head
    return "plain", ""


def sentence_end(text: str) -> int:
    """The first 。 that is not inside brackets or quotation marks."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "（(“《") - (character in "）)”》")
        if character == "。" and depth <= 0:
            return at
    return -1


# --- Groups -----------------------------------------------------------------------------------


def _gaps(groups: dict[int, Group]) -> list[Doubt]:
    """Numbers that are skipped: a line, or a page, may be missing."""
    found = []
    for group in {id(group): group for group in groups.values()}.values():
        for one, other in pairwise(group):
            if other.marker.number > one.marker.number + 1:
                line = other.block.first_line
                message = (
                    f"第 {line} 行的“{other.marker.text}”接在“{one.marker.text}”之后，"
                    "中间的序号没有出现，疑有缺文，请对照原稿核对。"
                )
                found.append(Doubt(line, "numbering", message))
    return found


def _unended(groups: dict[int, Group], kinds: dict[int, Block]) -> list[Doubt]:
    """Items without a mark at their end where their fellows have one: perhaps only a first half."""
    found = []
    for group in {id(group): group for group in groups.values()}.values():
        items = [each for each in group if kinds[each.at].kind == "item"]
        open_ones = [each for each in items if not ends_sentence(each.block.text)]
        if len(open_ones) * 2 >= len(items):
            continue
        for each in open_ones:
            text, line = each.block.text, each.block.lines[-1]
            if "。" in text or printed_width(text) >= CUT_WIDTH:
                continue  # said where the halves of paragraphs are looked for
            message = (
                f"第 {line} 行的“{each.marker.text}”末尾没有标点，并列的各项都有，"
                "请核对是否断成了两段。"
            )
            found.append(Doubt(line, "no_full_stop", message))
    return found


def _are_numbered_clauses(numbered: list[Numbered]) -> bool:
    """Whether the top level numbers whole paragraphs: more of them than headings."""
    top = [each for each in numbered if each.marker.level == 1 and each.marker.kind == "han"]
    if not top:
        top = [each for each in numbered if each.marker.kind == "digit"]
        if len(top) < len(numbered):
            return False
    plain = [each for each in top if each.shape == "plain" or _is_clause_like(each)]
    return len(top) >= 3 and len(plain) * 2 > len(top)


def _is_clause_like(each: Numbered) -> bool:
    """A whole sentence that states a rule, however short."""
    is_sentence = each.marker.rest.endswith("。") or each.shape == "run_in"
    return is_sentence and bool(_CLAUSE_WORDS.search(each.head))


# --- Judging ----------------------------------------------------------------------------------


def _judge(each: Numbered, group, blocks, inside_clause: bool, are_clauses: bool):
    """(block with its kind, doubt or None)."""
    kind = each.marker.kind
    if kind == "clause":
        return (_clause(each) if inside_clause else each.block), None
    if kind in ("chapter", "division"):
        return _chapter(each), None
    if inside_clause or are_clauses or group.once(_counts_off, blocks):
        return _item(each), None
    if each.shape == "plain":
        return _plain(each, group, blocks)
    if each.shape == "standalone" and (
        _is_short_paragraph(each, group) or not _heads_something(each, group, blocks)
    ):
        return _item(each), None
    if each.shape == "bare":
        return _item(each), None
    return _heading(each), None


def _heading(each: Numbered) -> Block:
    kind = "run_in" if each.shape == "run_in" else "heading"
    return each.block.becoming(
        kind, level=each.marker.level, marker=each.marker.text, head=each.head
    )


def _item(each: Numbered) -> Block:
    return each.block.becoming("item", level=each.marker.level, marker=each.marker.text)


def _clause(each: Numbered) -> Block:
    """第X条 in its four ways: with a title in 【】 or （）, alone or run in, or with none."""
    rest = each.marker.rest
    titled = _TITLE_IN_BRACKETS.match(rest)
    if titled and not titled.group(1).startswith(("以下", "简称")):
        kind = "run_in" if rest[titled.end() :] else "heading"
        head = titled.group(1)
    else:
        is_title = bool(rest) and len(letters(rest)) <= 20 and not re.search("[，。；：,;:]", rest)
        kind = "heading" if is_title or not rest else "run_in"
        head = rest if is_title else ""
    return each.block.becoming(kind, level=each.marker.level, marker=each.marker.text, head=head)


def _chapter(each: Numbered) -> Block:
    if each.shape in ("bare", "standalone") and not each.marker.rest.endswith("。"):
        return _heading(each)
    return each.block


def _counts_off(group: Group, blocks) -> bool:
    """Whether a group is an enumeration: items end with ；, or stand bare below a colon."""
    semicolons = sum(each.block.text.rstrip()[-1] in "；;" for each in group)
    if semicolons and semicolons * 2 >= len(group) - 1:
        return True
    before = blocks[group[0].at - 1] if group[0].at else None
    led_in = before is not None and before.kind == "text" and before.text[-1] in "：:"
    if not led_in or any(each.shape == "run_in" for each in group):
        return False
    follow_each_other = all(b.at == a.at + 1 for a, b in pairwise(group))
    return follow_each_other and len(group) > 1


def _heads_something(each: Numbered, group: Group, blocks) -> bool:
    """Whether lines like this one have text below them: most of a group decide for all of it."""
    if len(group.alike) < 3:
        return _has_content(each, group, blocks)
    return group.once(_head_something, blocks)


def _head_something(group: Group, blocks) -> bool:
    heading = sum(_has_content(other, group, blocks) for other in group.alike)
    return heading * 2 > len(group.alike)


def _is_short_paragraph(each: Numbered, group: Group) -> bool:
    """A sentence among numbered paragraphs; what follows it is no text of its own."""
    is_company = group.shapes["plain"] >= max(2, group.shapes["standalone"])
    return is_company and each.marker.rest.endswith("。")


def _heads_anything(group: Group, blocks) -> bool:
    return any(_has_content(other, group, blocks) for other in group.alike)


def _whole_paragraphs(groups: dict[int, Group], kinds: dict[int, Block], blocks) -> frozenset[int]:
    """First lines of numbered paragraphs that say something each, and count nothing off."""
    return frozenset(
        each.block.first_line
        for group in {id(group): group for group in groups.values()}.values()
        if group.shapes["plain"] and not group.once(_counts_off, blocks)
        for each in group
        if kinds[each.at].kind == "item" and ends_sentence(each.block.text)
    )


def _has_content(each: Numbered, group: Group, blocks) -> bool:
    """Whether anything stands below a heading before the next line of its own kind or above."""
    rest = (blocks[at] for at in range(each.at + 1, len(blocks)))
    following = next((block for block in rest if block.kind != "qr"), None)
    if following is None:
        return group.shapes["run_in"] > (each.shape == "run_in")
    marker = marker_of(following.text) if following.kind == "text" else None
    if marker is None:
        return True
    return marker.level > each.marker.level


def _plain(each: Numbered, group: Group, blocks):
    """A numbered paragraph: perhaps a long run-in, perhaps a heading glued to its text."""
    shapes = group.shapes - Counter([each.shape])
    if shapes["run_in"] * 2 > shapes.total():
        shape, head = _shape(each.marker.rest, limit=RUN_IN_LENGTH)
        if shape == "run_in":
            return each.block.becoming(
                "run_in", level=each.marker.level, marker=each.marker.text, head=head
            ), None
    has_headings = shapes["standalone"] * 2 > shapes.total() and len(each.marker.rest) > 40
    if has_headings and group.once(_heads_anything, blocks):
        return _glued(each, group, blocks)
    return _item(each), None


def _glued(each: Numbered, group: Group, blocks):
    """A heading whose text was run on to it without a mark; its siblings show where it ends."""
    siblings = [other for other in group if other.shape == "standalone"]
    at = glue_point(each.marker.rest, siblings, blocks)
    line = each.block.first_line
    if at == 0:
        message = (
            f"第 {line} 行的“{each.marker.text}”与同级标题不同，标题与正文可能粘连，请断开或核对。"
        )
        return _item(each), Doubt(line, "glued_heading", message)
    head = each.marker.rest[:at]
    message = f"第 {line} 行的标题与正文粘连，已在“{head}”之后断开，请核对。"
    made = each.block.becoming(
        "run_in", level=each.marker.level, marker=each.marker.text, head=head
    )
    return made, Doubt(line, "glued_heading", message)


# --- Unnumbered -------------------------------------------------------------------------------


def _chapter_titles(blocks: list[Block]) -> list[Block]:
    """第一章 alone on a line takes its title from the next."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        is_bare = last is not None and last.kind == "heading" and last.text == last.marker
        may_follow = block.kind == "text" and not (block.starts or block.ruling)
        if is_bare and last.level == 1 and may_follow and is_short_line(block.text, 24):
            made[-1] = last.becoming(
                "heading",
                head=block.text,
                text=f"{last.marker} {block.text}",
                lines=last.lines + block.lines,
            )
        else:
            made.append(block)
    return made


def _english_below(blocks: list[Block]) -> list[Block]:
    """A short Chinese line takes the English line below it: one bilingual heading."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if last is not None and _is_its_english(last, block):
            text, head = f"{last.text} {block.text}", f"{last.head} {block.text}" * bool(last.head)
            made[-1] = last.becoming(
                last.kind, text=text, head=head, lines=last.lines + block.lines
            )
        else:
            made.append(block)
    return made


def _is_its_english(heading: Block, block: Block) -> bool:
    if heading.kind not in ("heading", "text") or block.kind != "text" or has_han(block.text):
        return False
    is_free = not (block.starts or block.ruling or heading.ruling)
    return is_free and is_short_line(heading.text) and is_bilingual(f"{heading.text} {block.text}")


def _unnumbered(blocks: list[Block]) -> Iterable[Block]:
    """Subheads without a number, dash paragraphs, and what remains text."""
    for at, block in enumerate(blocks):
        if block.kind != "text":
            yield block
        elif is_dash_paragraph(block.text):
            yield block.becoming("dash")
        elif _is_subhead(blocks, at):
            yield block.becoming("heading", level=1, head=block.text)
        elif block.bullet:
            yield block.becoming("item")
        else:
            yield block


def _is_subhead(blocks: list[Block], at: int) -> bool:
    block = blocks[at]
    if block.bullet or not is_short_line(block.text, 40 if block.hashes else 30):
        return False
    if block.text.startswith(("（", "(", "附件", "图", "表")) or is_date_line(block.text):
        return False
    if source_of(block.text) is not None or is_spoken(block.text):
        return False
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or following.kind in ("note", "caption"):
        return False
    if following.kind != "text" or is_bilingual(block.text):
        return True
    if is_date_line(following.text) or marker_of(following.text):
        return not is_date_line(following.text)
    return block.hashes > 0 or ends_sentence(following.text) or len(following.text) > 40

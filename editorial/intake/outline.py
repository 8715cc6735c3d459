"""OUTLINE: which numbered lines are headings, which run in, which only count things off.

A marker is not always a heading. What decides is the company it keeps: lines of the same marker,
numbered on from one another, are judged together.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from editorial.intake.grammar import (
    HEADING_LENGTH,
    PAUSES,
    Marker,
    ends_sentence,
    is_bilingual,
    is_dash_paragraph,
    is_date_line,
    is_short_line,
    marker_of,
    source_of,
)
from editorial.intake.lines import Block, Doubt
from editorial.typography import letters

MOST_ASKED = 99  # lines of a group that are looked at to judge all of it
RUN_IN_LENGTH = 50  # a phrase in company with other run-ins may be longer than a heading
_TITLE_IN_BRACKETS = re.compile(r"^[【（(\[]\s*([^【】（）()\[\]。，；：]{1,24})\s*[】）)\]]\s*")
_CLAUSE_WORDS = re.compile(r"应当|不得|可以|是指|按照本|适用本|有权|的，")
# Words that open the text below a heading.
_STARTERS = (
    "以", "为", "围绕", "按照", "依托", "聚焦", "根据", "坚持", "加快", "推动", "支持", "到20",
    "充分", "全面", "深入", "积极", "鼓励", "完善", "建立", "打造", "在", "面向", "针对",
)  # fmt: skip


@dataclass(frozen=True)
class Numbered:
    """A block with its marker and the shape of what follows the marker."""

    at: int
    block: Block
    marker: Marker
    shape: str  # bare, standalone, run_in, plain
    head: str = ""


@dataclass(frozen=True)
class Outlined:
    blocks: tuple[Block, ...]
    is_regulation: bool = False
    is_numbered_clauses: bool = False
    doubts: tuple[Doubt, ...] = ()


def outline(blocks: tuple[Block, ...]) -> Outlined:
    """The blocks with their kinds: heading, run_in, item, dash, or still text."""
    numbered = _numbered(blocks)
    is_regulation = sum(each.marker.kind == "clause" for each in numbered) >= 2
    groups = _groups(numbered)
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
    doubts += _gaps(groups)
    made = [kinds.get(at, block) for at, block in enumerate(blocks)]
    made = _chapter_titles(made)
    return Outlined(tuple(_unnumbered(made)), is_regulation, are_clauses, tuple(doubts))


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


def _groups(numbered: list[Numbered]) -> dict[int, list[Numbered]]:
    """Position → lines of the same marker that count on from one another.

    A list inside a list starts a group of its own; the outer one is taken up again after it.
    """
    open_groups: dict[str, list[list[Numbered]]] = {}
    groups: dict[int, list[Numbered]] = {}
    for each in numbered:
        stack = open_groups.setdefault(each.marker.kind, [])
        _open_group(stack, each.marker.number)
        stack[-1].append(each)
        groups[each.at] = stack[-1]
    return groups


def _open_group(stack: list[list[Numbered]], number: int) -> None:
    """Leave on top of the stack the group that this number goes on with, or a new one."""
    if number == 1 or not stack:
        stack.append([])
        return
    fitting = [group for group in stack if group[-1].marker.number + 1 == number]
    if len(fitting) > 1 and _is_closed(fitting[-1]):
        fitting.pop()
    if fitting:
        # Equal groups compare equal, so the one meant is found by identity.
        del stack[next(at for at, group in enumerate(stack) if group is fitting[-1]) + 1 :]
    elif number <= stack[-1][-1].marker.number:
        stack.append([])


def _is_closed(group: list[Numbered]) -> bool:
    """甲；乙；丙。 is complete."""
    ends = [each.block.text.rstrip()[-1] for each in group]
    return ends[-1] == "。" and len(ends) > 1 and set(ends[:-1]) <= {"；", ";"}


def _gaps(groups: dict[int, list[Numbered]]) -> list[Doubt]:
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
    if inside_clause or are_clauses or _counts_off(group, blocks):
        return _item(each), None
    if each.shape == "plain":
        return _plain(each, group, blocks)
    if each.shape == "standalone" and not _heads_something(each, group, blocks):
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


def _counts_off(group: list[Numbered], blocks) -> bool:
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


def _heads_something(each: Numbered, group: list[Numbered], blocks) -> bool:
    """Whether lines like this one have text below them: most of a group decide for all of it."""
    alike = [other for other in group if other.shape == "standalone"]
    if len(alike) < 3:
        return _has_content(each, group, blocks)
    sample = alike[:MOST_ASKED]
    return sum(_has_content(other, group, blocks) for other in sample) * 2 > len(sample)


def _has_content(each: Numbered, group: list[Numbered], blocks) -> bool:
    """Whether anything stands below a heading before the next line of its own kind or above."""
    rest = (blocks[at] for at in range(each.at + 1, len(blocks)))
    following = next((block for block in rest if block.kind != "qr"), None)
    if following is None:
        return any(other is not each and other.shape == "run_in" for other in group)
    marker = marker_of(following.text) if following.kind == "text" else None
    if marker is None:
        return True
    return marker.level > each.marker.level


def _plain(each: Numbered, group: list[Numbered], blocks):
    """A numbered paragraph: perhaps a long run-in, perhaps a heading glued to its text."""
    shapes = [other.shape for other in group if other is not each]
    if shapes.count("run_in") * 2 > len(shapes):
        shape, head = _shape(each.marker.rest, limit=RUN_IN_LENGTH)
        if shape == "run_in":
            return each.block.becoming(
                "run_in", level=each.marker.level, marker=each.marker.text, head=head
            ), None
    if shapes and shapes.count("standalone") * 2 > len(shapes) and len(each.marker.rest) > 40:
        return _glued(each, group, blocks)
    return _item(each), None


def _glued(each: Numbered, group: list[Numbered], blocks):
    """A heading whose text was run on to it without a mark; its siblings show where it ends."""
    siblings = [other for other in group if other.shape == "standalone"]
    at = _glue_point(each.marker.rest, siblings, blocks)
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


def _glue_point(rest: str, siblings: list[Numbered], blocks) -> int:
    """The best place to cut, by the likeness of both sides to siblings; 0 when none is good."""
    comma = next((at for at, c in enumerate(rest) if c in "，。；：,;:"), len(rest))
    best, best_score = 0, 2
    for at in range(4, min(comma, HEADING_LENGTH)):
        score = _glue_score(rest, at, siblings, blocks)
        if score > best_score:
            best, best_score = at, score
    return best


def _glue_score(rest: str, at: int, siblings: list[Numbered], blocks) -> int:
    heads = [letters(other.head) for other in siblings]
    openings = [blocks[other.at + 1].text[:1] for other in siblings if other.at + 1 < len(blocks)]
    score = 2 * rest[at:].startswith(_STARTERS) + (rest[at] in openings[-3:])
    score += rest[at - 1] in {head[-1] for head in heads[-3:] if head}
    return score + (len(letters(rest[:at])) in {len(head) for head in heads[-3:]})


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
    if source_of(block.text) is not None:
        return False
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if following is None or following.kind in ("note", "caption"):
        return False
    if following.kind != "text" or is_bilingual(block.text):
        return True
    if is_date_line(following.text) or marker_of(following.text):
        return not is_date_line(following.text)
    return block.hashes > 0 or ends_sentence(following.text) or len(following.text) > 40

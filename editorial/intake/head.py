"""HEAD: the first lines of a file that holds one article: note, title, who wrote it, text.

No contents list says what the title is here. The company a line keeps does: it stands before the
first prose, is short, is no number and no address, and is set off where the page sets titles off.
"""

import re
from dataclasses import dataclass

from editorial.intake.grammar import (
    attachment_label,
    ends_sentence,
    is_addressee,
    is_caption,
    is_dash_paragraph,
    is_date_line,
    is_document_number,
    is_qr,
    is_trailing_note,
    marker_of,
    note_label,
    open_marks,
    source_of,
)
from editorial.intake.lines import Doubt, Line
from editorial.typography import has_han, letters, width

_LONGEST_TITLE = 110.0  # em
_MOST_ABOVE = 14  # lines that may stand above the text
_MOST_TITLE_LINES = 4
_LONGEST_BYLINE = 70.0  # em
_MARKUP = ("|", "![", "[^")
_ORGANISATION = (
    r"[\u4e00-\u9fff（）()·]{2,22}(?:厅|局|委|办|部|院|所|中心|大学|学院|公司|集团|协会|学会|研究会"
    r"|编辑部|课题组|研究室|办公室|委员会|政府|智库|银行)"
)
_NAME = r"[\u4e00-\u9fff](?:[\u4e00-\u9fff·]{1,3}|[ 　][\u4e00-\u9fff])"
_NAMES = rf"{_NAME}(?:[ 　、，,]+{_NAME}){{0,7}}"
_RED_HEAD = re.compile(rf"^{_ORGANISATION}(?:文件|公报|通报)$")
_ENDS_AS_DOCUMENT = re.compile(
    r"(?:通知|意见|方案|办法|规定|条例|决定|细则|规划|计划|纲要|报告|公告|通告|情况|指南|规则|措施|标准)"
    r"[》”]?(?:[（(].{1,20}[）)])?$"
)
_OPEN_END = re.compile(r"(?:关于|印发|转发|发布|公布|以及|和|与|及|的|《)$")
_IN_BRACKETS = re.compile(r"^[（(].{1,24}[）)]$")
# （2026年3月1日省政府第5次会议通过）: the first line of a regulation, not the end of its title.
_MADE_ON = re.compile(r"通过|公布|发布|施行|修正|会议|[日号][）)]$")
_BYLINE_LABEL = re.compile(
    r"^[（(]?\s*(?:作\s*者|文|撰\s*[稿文]|执\s*笔|供\s*稿|记\s*者|通讯员|本[报刊]记者|作者单位|供稿单位|撰稿单位|单\s*位)"
    r"\s*(?:单位|人)?\s*[:：/／|｜]\s*(?P<who>.+?)\s*[）)]?$"
)
_BYLINE_MARK = re.compile(r"^[□■○◎●☉◇◆]\s*(?P<who>\S.{1,30})$")
_REPORTER = re.compile(rf"^(?P<who>(?:本[报刊]|特约)?(?:记者|通讯员|评论员)[ 　]*{_NAMES})[）)]?$")
_SIGNED = re.compile(rf"^[（(]?(?P<who>{_ORGANISATION}(?:[ 　]+{_NAMES})?)[）)]?$")
# 打造一流数据中心 ends like an office too; one that stands alone must name its place or rank.
_OFFICE = re.compile(
    r"[省市区县州]|大学|中国|全国|国家"
    r"|(?:局|厅|委|委员会|办公室|研究院|公司|集团|协会|学会|编辑部|课题组|政府)$"
)
_SUPPLIED = re.compile(r"^[（(]\s*(?P<who>[^（()）]{2,40}?)\s*供稿\s*[）)]$")
# 发布时间：2026-11-12 09:00 来源：云麓日报 作者：林知远, as web pages print it below a title.
_DATELINE = re.compile(
    r"^(?:(?:发布|发表|更新)?(?:时间|日期)\s*[:：]\s*)?(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]"
    r"\s*\d{1,2}\s*日?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?=\s|$)"
)
_NAMED_SOURCE = re.compile(r"来\s*源\s*[:：]\s*(?P<who>\S+)")
_OTHER_LABEL = re.compile(r"\s+(?:作者|记者|编辑|责编|责任编辑|时间|日期|发布时间)\s*[:：]")
_JOINT = re.compile(rf"^(?:{_ORGANISATION}[ 　]+)+{_ORGANISATION}[ 　]*(?:关于|印发|$)")


@dataclass(frozen=True)
class Head:
    """Where the title stands: lines[at:at+size]; ``size`` is 0 when there is none."""

    at: int
    size: int
    doubts: tuple[Doubt, ...] = ()


def find_head(lines: tuple[Line, ...], begin: int, stop: int) -> Head:
    """The title of the article in lines[begin:stop]."""
    last = min(stop, begin + _MOST_ABOVE)
    label = next((at for at in range(begin, last) if _is_note(lines[at])), None)
    above = _titles_before_text(lines, begin, last if label is None else label)
    if label is not None and not above:
        return _below_note(lines, label, last)
    if not above:
        return Head(begin, 0)
    at = next((each for each in above if _is_set_off(lines[each])), above[0])
    size = _size(lines, at, stop)
    return Head(at, size, _second_line_doubts(lines, at, size, stop))


def _is_note(line: Line) -> bool:
    return note_label(line.text) is not None


def _titles_before_text(lines, begin: int, stop: int) -> list[int]:
    """The lines that could be titles, until the text begins."""
    found = []
    for at in range(begin, stop):
        text = lines[at].text
        if is_document_number(text) or _is_aside(text):
            continue
        if not may_be_title(text):
            break
        found.append(at)
    return found


def _is_aside(text: str) -> bool:
    """A line above the title that is none: the head of an office's paper, a byline, 附件1."""
    is_label = bool(re.fullmatch(r"附\s*[件表录]?\s*\d{0,2}[:：]?", text))
    return is_label or bool(_RED_HEAD.match(text)) or bool(_BYLINE_LABEL.match(text))


def may_be_title(text: str) -> bool:
    """Short words that end no sentence, and none of the other things a line can be."""
    if _DATELINE.match(text) and not _ENDS_AS_DOCUMENT.search(text):
        return False
    if not has_han(text) and not re.search("[A-Za-z]{3}", text):
        return False
    if width(text) > _LONGEST_TITLE or "。" in text or text[-1] in "；;，,：:、":
        return False
    if text.startswith(_MARKUP) or marker_of(text) is not None or note_label(text) is not None:
        return False
    others = (source_of, attachment_label)
    if any(test(text) is not None for test in others):
        return False
    shapes = (is_document_number, is_addressee, is_caption, is_qr, is_trailing_note)
    return not any(test(text) for test in shapes)


def _below_note(lines, label: int, last: int) -> Head:
    """The first line below the paragraphs of the note that is none of them."""
    rest = lines[label].text[len(note_label(lines[label].text)) :].strip()
    first = label + 1 if rest else label + 2
    options = [
        at for at in range(first, last) if may_be_title(lines[at].text) and not _is_half(lines, at)
    ]
    if not options:
        return Head(label, 0)
    at = next((each for each in options if _is_set_off(lines[each])), options[0])
    size = _size(lines, at, len(lines))
    return Head(at, size, _second_line_doubts(lines, at, size, len(lines)))


def _is_half(lines, at: int) -> bool:
    """A paragraph of the note that a page cut in two: long, and the next line ends it."""
    text = lines[at].text
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    is_long = width(text) > 60 or (width(text) > 34 and re.search("[，；]", text) is not None)
    return is_long and "。" in following and not _is_set_off(lines[at])


def _is_set_off(line: Line) -> bool:
    return bool(line.hashes) or bool(line.bold and letters(line.bold) == letters(line.text))


# --- Titles on several lines ------------------------------------------------------------------


def _size(lines, at: int, stop: int) -> int:
    size = 1
    while at + size < stop and size < _MOST_TITLE_LINES and _goes_on(lines, at, size, stop):
        size += 1
    return size


def _goes_on(lines, at: int, size: int, stop: int) -> bool:
    """Whether the next line is the title's as well."""
    before, line = lines[at + size - 1], lines[at + size]
    if line.ruling or not (may_be_title(line.text) or _IN_BRACKETS.match(line.text)):
        return False
    if _IN_BRACKETS.match(line.text):
        return not (_MADE_ON.search(line.text) or is_byline(line.text))
    if is_dash_paragraph(line.text):
        return width(line.text) <= 60
    if open_marks(before.text) or _OPEN_END.search(before.text):
        return True
    if is_byline(line.text) or is_date_line(line.text):
        return False
    joined = _ENDS_AS_DOCUMENT.search(line.text) and not _ENDS_AS_DOCUMENT.search(before.text)
    if joined and width(line.text) >= 8 and _is_set_off(before) == _is_set_off(line):
        return not _has_fellows(lines, at + size, stop)
    return _looks_the_same(before, line) and not _has_fellows(lines, at + size, stop)


def _looks_the_same(before: Line, line: Line) -> bool:
    return _is_set_off(before) and before.hashes == line.hashes and bool(line.hashes)


def _has_fellows(lines, at: int, stop: int) -> bool:
    """Whether lines of its look stand further below: then it is a heading of the text."""
    line = lines[at]
    return any(
        _is_set_off(each) == _is_set_off(line)
        and each.hashes == line.hashes
        and may_be_title(each.text)
        and width(each.text) <= 40
        for each in lines[at + 1 : stop]
    )


def _second_line_doubts(lines, at: int, size: int, stop: int) -> tuple[Doubt, ...]:
    """A second line that is neither bracket nor subtitle may be the first heading."""
    if size == 1:
        return ()
    line = lines[at + size - 1]
    is_sure = _IN_BRACKETS.match(line.text) or is_dash_paragraph(line.text)
    if is_sure or open_marks(lines[at].text) or _OPEN_END.search(lines[at].text):
        return ()
    message = f"第 {line.number} 行“{line.text[:20]}”已作标题的第 {size} 行，请核对。"
    return (Doubt(line.number, "title", message),)


def joint_issuers(parts: tuple[str, ...]) -> bool:
    """Whether the spaces of a title stand between offices that issue it together."""
    return len(parts) == 1 and bool(_JOINT.match(parts[0]))


# --- Who wrote it -----------------------------------------------------------------------------


def is_byline(text: str) -> bool:
    return who_wrote(text) != ""


def who_wrote(text: str) -> str:
    """The name in a line that says who wrote the article; empty when it says something else."""
    if width(text) > 60 or (ends_sentence(text) and text[-1] not in "）)"):
        return ""
    for pattern in (_BYLINE_LABEL, _BYLINE_MARK, _REPORTER, _SUPPLIED):
        if found := pattern.match(text):
            return found.group("who").strip()
    signed = _SIGNED.match(text)
    who = signed.group("who").strip() if signed else ""
    is_office = bool(_OFFICE.search(who)) or " " in who or text[0] in "（("
    return who if is_office else ""


def bylines(lines: tuple[Line, ...], *, has_source: bool) -> tuple[Line, ...]:
    """The lines right below the title that name author, office or day.

    An office alone is one only where no source is given: a subhead may end in the same word.
    """
    found: list[Line] = []
    for line in lines[:4]:
        if line.ruling or line.starts or is_document_number(line.text):
            break
        is_dated = is_date_line(line.text.strip("（）()")) or bool(_DATELINE.match(line.text))
        is_signed = is_byline(line.text) and (not has_source or _is_person(line.text))
        is_short = width(line.text) <= _LONGEST_BYLINE
        if not is_short or not (is_dated or is_signed or named_source(line.text)):
            break
        found.append(line)
    return tuple(found)


def named_source(text: str) -> str:
    """The source that a line below the title names: 来源：…, perhaps after the hour."""
    whole = source_of(text)
    if whole is None and _DATELINE.match(text):
        found = _NAMED_SOURCE.search(text)
        whole = found.group("who") if found else None
    return _OTHER_LABEL.split(whole)[0].strip() if whole else ""


def _is_person(text: str) -> bool:
    """A byline that no subhead looks like: a label, a mark, or names after an office."""
    marks = (_BYLINE_LABEL, _BYLINE_MARK, _REPORTER, _SUPPLIED)
    signed = _SIGNED.match(text)
    has_names = bool(signed) and len(re.split("[ 　]+", signed.group("who"), maxsplit=1)) > 1
    return any(pattern.match(text) for pattern in marks) or has_names

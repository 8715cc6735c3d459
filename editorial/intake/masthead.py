"""The masthead page: roles and their names, contact lines, the disclaimer."""

import re
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from editorial.intake.lines import LeftOut, Line, remainder
from editorial.typography import has_han, letters, mend

ROLES = (
    "主编", "联合主编", "执行主编", "副主编", "学术支持", "编委会", "编委", "总编辑", "副总编辑",
    "执行总编辑", "执行编辑", "责任编辑", "美术编辑", "特约编辑", "编辑", "编审", "总策划", "策划",
    "总顾问", "顾问", "学术顾问", "学术指导", "主任", "副主任", "编委会主任", "编委会副主任",
    "主办单位", "主办", "承办单位", "承办", "协办单位", "协办", "指导单位", "支持单位", "出品",
    "监制", "校对", "责任校对", "审校", "设计", "美术设计", "版式设计", "排版", "统筹", "编务",
    "翻译", "数据支持", "技术支持", "编委会成员", "编委会委员", "主管单位", "主管", "出品人",
    "发行人", "总监制", "主笔", "撰稿", "供稿", "摄影", "封面设计", "法律顾问", "值班编辑",
    "本期编辑", "责编", "美编", "一审", "二审", "三审", "初审", "复审", "终审", "终校",
    "编辑部主任",
)  # fmt: skip
CONTACTS = (
    ("phone", ("咨询电话", "联系电话", "编辑部电话", "电话", "传真", "咨询电话/传真", "电话/传真")),
    ("email", ("邮箱", "电子邮箱", "投稿邮箱", "电子邮件", "E-mail", "Email", "邮件")),
    ("address", ("编辑地址", "通讯地址", "通信地址", "地址", "编辑部地址", "联系地址")),
    ("other", ("邮编", "邮政编码", "网址", "网站", "官网", "投稿网址", "开本", "印数")),
    ("new_media", ("新媒体", "微信公众号", "公众号", "新媒体平台")),
)
_ROLE_ENDING = re.compile(
    r"(?:编辑|主编|编委会?|顾问|策划|支持|指导|设计|校对|单位|主任|总监|监制|审校)$"
)
_LABEL_AND_REST = re.compile(r"[:：]\s*")
_DISCLAIMER = re.compile(
    r"^[【\[]?\s*(?:版权)?\s*(?:声\s*明|免\s*责\s*声\s*明)\s*[】\]]?\s*[:：]?\s*"
)
_LONGEST_LINE = 500  # characters of a line that may hold several roles
_NOTE_IN_BRACKETS = re.compile(r"\s*[（(]\s*([^（()）]{1,20})\s*[）)]\s*$")
_NAME_SEPARATORS = re.compile(r"[、，,;；/|]|\s+")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True)
class Entry:
    role: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Masthead:
    """Everything between the cover and 本期要目."""

    entries: tuple[Entry, ...] = ()
    phone: str = ""
    phone_note: str = ""
    email: str = ""
    address: str = ""
    has_new_media: bool = False
    disclaimer: str = ""
    taken: int = 0  # characters that went into fields
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class _Placed:
    """One line and where it belongs: role, a contact field, disclaimer, or nowhere ("")."""

    line: Line
    place: str
    value: str
    role: str = ""


def role_of(line: Line) -> tuple[str, str] | None:
    """The role a line begins with and the names after it; letter-spaced labels close up."""
    label, rest = _leading_label(line, ROLES)
    if label:
        return label, rest
    bold = letters(line.bold).rstrip("：:")
    if bold and len(bold) <= 8 and line.text.startswith(line.bold) and has_han(bold):
        return bold, line.text[len(line.bold) :].lstrip("：: ")
    head, colon, rest = line.text.partition("：")
    head = letters(head)
    if colon and len(head) <= 8 and _ROLE_ENDING.search(head):
        return head, rest
    return None


def _leading_label(line: Line, labels) -> tuple[str, str]:
    """The longest of ``labels`` that the line begins with, ending at a gap, a colon or the end."""
    text = line.text
    best = ("", "")
    for label in labels:
        spaced = r"[\s　]*".join(map(re.escape, label))
        found = re.match(f"[|\\s]*{spaced}(?=\\s|[:：|]|$|[（(])\\s*[:：|]?\\s*", text)
        if not found and line.bold and letters(line.bold).rstrip("：:") == label:
            found = re.match(f"{spaced}\\s*[:：]?\\s*", text)
        if found and len(label) > len(best[0]):
            best = (label, text[found.end() :])
    return best


def names_in(text: str) -> tuple[str, ...]:
    """Names between gaps; single characters were letter-spaced and go together in pairs."""
    names, waiting = [], ""
    if _IN_BRACKETS.match(text.strip()):  # （按姓氏笔画排序）
        text = _IN_BRACKETS.sub("", text.strip(), count=1)
    for token in filter(re.compile(r"\w").search, _NAME_SEPARATORS.split(text.strip())):
        if len(token) == 1 and has_han(token):
            if waiting:
                names.append(waiting + token)
                waiting = ""
            else:
                waiting = token
            continue
        if waiting:
            names.append(waiting)
            waiting = ""
        names.append(token)
    return (*names, waiting) if waiting else tuple(names)


def contact_of(line: Line) -> tuple[str, str] | None:
    """(field, value) of a contact line."""
    for field, labels in CONTACTS:
        label, rest = _leading_label(line, labels)
        if label:
            return field, rest.strip()
    return None


def is_masthead_line(line: Line) -> bool:
    return bool(role_of(line) or contact_of(line) or _DISCLAIMER.match(line.text))


def read_masthead(lines: tuple[Line, ...]) -> Masthead:
    """Roles with continued lines, then contact, then the disclaimer, in whatever order."""
    placed = _place(lines)
    phone, phone_note = _phone(_first_value(placed, "phone"))
    kept = {id(each): _kept_of(each, placed) for each in placed}
    return Masthead(
        entries=_entries(placed),
        phone=phone,
        phone_note=phone_note,
        email=_first_value(placed, "email"),
        address=mend(_first_value(placed, "address")),
        has_new_media=any(each.place == "new_media" for each in placed),
        disclaimer="\n".join(mend(v) for each in placed if (v := _disclaimer_of(each))),
        taken=sum(len(letters(text)) for text in kept.values()),
        left_out=tuple(
            left
            for each in placed
            for left in remainder(
                each.line.number, each.line.text, kept[id(each)], "版权页的标签与分隔"
            )
        ),
    )


def _place(lines: tuple[Line, ...]) -> list[_Placed]:
    placed: list[_Placed] = []
    place, role = "", ""
    for line in chain.from_iterable(map(_labelled_parts, lines)):
        if place != "disclaimer" and (found := _DISCLAIMER.match(line.text)):
            place, value = "disclaimer", line.text[found.end() :]
        elif contact := contact_of(line):
            place, value = contact
        elif (found := role_of(line)) and place != "disclaimer":
            place, (role, value) = "role", found
            placed.append(_Placed(line, place, value, role))
            continue
        else:
            value = line.text
        placed.append(_Placed(line, place, value, role if place == "role" else ""))
    return placed


def _labelled_parts(line: Line) -> list[Line]:
    """总编辑 林青 副总编辑 白河: one line for each label that stands in it."""
    if _DISCLAIMER.match(line.text) or len(line.text) > _LONGEST_LINE:
        return [line]
    lead = len(line.text) - len(_leading_label(line, _LABELS)[1] or line.text)
    found = _LABEL_INSIDE.finditer(line.text)
    starts = [at for each in found if (at := each.start("label")) >= lead]
    cuts = [0, *starts, len(line.text)]
    parts = [replace(line, text=line.text[a:b]) for a, b in pairwise(cuts) if a < b]
    return [replace(part, bold="") if n else part for n, part in enumerate(parts)]


_LABELS = (*ROLES, *(label for _, some in CONTACTS for label in some))
_SPACED = "|".join(
    r"[\s　]*".join(map(re.escape, label)) for label in sorted(_LABELS, key=len, reverse=True)
)
# A label that another one stands before: at a gap or a separator, and a gap or a colon after it.
_LABEL_INSIDE = re.compile(rf"(?<=\S)(?:\s+|\s*[；;|]\s*)(?P<label>(?:{_SPACED})(?=\s|[:：|]))")


def _entries(placed: list[_Placed]) -> tuple[Entry, ...]:
    names: dict[str, list[str]] = {}
    for each in placed:
        if each.place == "role":
            names.setdefault(each.role, []).extend(names_in(each.value))
    return tuple(Entry(role, tuple(listed)) for role, listed in names.items())


def _first_value(placed: list[_Placed], place: str) -> str:
    return next((each.value.strip() for each in placed if each.place == place and each.value), "")


def _disclaimer_of(each: _Placed) -> str:
    return each.value.strip() if each.place == "disclaimer" else ""


def _phone(value: str) -> tuple[str, str]:
    """000-1234567 (传真), （传真）：000-1234567 → number and note."""
    if note := re.match(r"[（(]\s*([^（()）]{1,20})\s*[）)]\s*[:：]?\s*(?=\S)", value):
        return value[note.end() :].strip(), note.group(1).strip()
    note = _NOTE_IN_BRACKETS.search(value)
    return (value[: note.start()].strip(), note.group(1).strip()) if note else (value, "")


def _kept_of(each: _Placed, placed: list[_Placed]) -> str:
    """The characters of this line that went into a field."""
    if each.place == "role":
        is_first = next(p for p in placed if p.role == each.role) is each
        return (each.role if is_first else "") + "".join(names_in(each.value))
    if each.place == "disclaimer":
        return mend(each.value)
    if each.place not in ("phone", "email", "address"):
        return ""
    is_first = next((p for p in placed if p.place == each.place and p.value), None) is each
    if not is_first:
        return ""
    return "".join(_phone(each.value.strip())) if each.place == "phone" else mend(each.value)

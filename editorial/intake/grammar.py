"""The grammar of the newsletter: markers, labels and the shapes of lines. Rules, no state."""

import re
from dataclasses import dataclass
from itertools import pairwise

from editorial.typography import CHINESE_NUMERALS, has_han, letters, number_of, width

PUBLICATION = "大数据发展动态"
SECTIONS = ("国策要论", "地方新政", "产业镜像", "前沿观察")
_N = CHINESE_NUMERALS
_COUNT = f"(?:[{_N}]+|\\d{{1,3}})"
HEADING_LENGTH = 40  # characters of a heading, at most about this many
# A paragraph cut by a page break fills at least its first line: 41 em less 2 em of indent, and
# up to 5 em of squeezed or half-width characters.
CUT_WIDTH = 34.0

FINAL = "。！？；…!?;"
PAUSES = "，、：,:"  # a line that ends with one of these is no heading
_CLOSERS = {
    "）": "（",
    ")": "(",
    "”": "“",
    "’": "‘",
    "》": "《",
    "】": "【",
    "〕": "〔",
    "」": "「",
}
_OPENERS = {opener: closer for closer, opener in _CLOSERS.items()}

# 第十四条规定的…, 第三条、第四条: what follows a number that only refers to a clause.
_REFERENCE = "(?:第|规定|以外|之外|的|、|和|或|至|所称|所列|款|项|例|件|，|。|；|）|》|”|\\))"
# (kind, logical level, pattern): level 1 一、 and 第X章, 2 （一） and 第X条, 3 1., 4 （1）.
MARKERS = tuple(
    (kind, level, re.compile(pattern))
    for kind, level, pattern in (
        ("chapter", 1, f"第\\s*({_COUNT})\\s*(?:[编章](?![程节])|部分(?=[\\s　:：]|$))"),
        ("division", 2, f"第\\s*({_COUNT})\\s*节(?=[\\s　]|$|[^点约能省日目])"),
        ("clause", 2, f"第\\s*({_COUNT})\\s*条(?!{_REFERENCE})"),
        ("han", 1, f"([{_N}]+)\\s*[、．.](?![{_N}][、级线类批期产等层季三四])"),
        ("han_bracket", 2, f"[（(]\\s*([{_N}]+)\\s*[）)]、?(?!至|、|和|项|款|中的)"),
        ("digit", 3, r"(\d{1,2})\s*(?:[.．]|、)(?!\d)"),
        ("digit_bracket", 4, r"[（(]?\s*(\d{1,2})\s*[）)](?!\s*[（(])"),
        ("circled", 4, "([①-⑳])"),
    )
)  # fmt: skip
_DIGIT_BEFORE_DIGIT = re.compile(r"(\d{1,2})[.．](?=(?:19|20)\d\d\s*年|\d{1,2}\s*[A-Za-z])")


@dataclass(frozen=True)
class Marker:
    """A number at the head of a line: its kind, logical level, text as printed, value."""

    kind: str
    level: int
    text: str
    number: int
    rest: str


def marker_of(text: str, expected: int | None = None) -> Marker | None:
    """The marker a line begins with. ``expected`` lets 「2.5G网络」 be item 2 after item 1."""
    for kind, level, pattern in MARKERS:
        found = pattern.match(text)
        if found:
            return _marker(kind, level, found, text)
    found = _DIGIT_BEFORE_DIGIT.match(text)
    if found and expected and int(found.group(1)) == expected:
        return _marker("digit", 3, found, text)
    return None


def _marker(kind: str, level: int, found: re.Match, text: str) -> Marker:
    value = found.group(1)
    number = ord(value) - ord("①") + 1 if kind == "circled" else number_of(value)
    return Marker(kind, level, found.group().strip(), number, text[found.end() :].strip())


# --- Labels -----------------------------------------------------------------------------------

_NOTE_LABEL = re.compile(r"^[【\[（(〔]?\s*编\s*者\s*(?:按|案|语)\s*[】\])）〕]?\s*[:：]?\s*")
_CONTENTS_LABEL = re.compile(
    r"^[【\[]?(?:本期)?(?:要目|目录|目次|导读)[】\]]?[:：]?(?:CONTENTS)?$", re.I
)
_SOURCE_LABEL = (
    r"[—-]*\s*[（(【\[]?\s*(?:文章|资料|信息|内容|稿件|新闻|本文|综合|图文|数据)?\s*"
    r"(?:(?:来\s*源|转自|摘自|选自|转载自)\s*[:：]|(?:转|摘|选|转载)(?:自|于)(?=《)"
    r"|(?<=[（(])来\s*源\s+(?=\S))"
)
_SOURCE = re.compile(f"^{_SOURCE_LABEL}\\s*(?P<body>\\S.*?)\\s*$")
_SOURCE_BEGUN = re.compile(f"^(?=[（(]){_SOURCE_LABEL}")
_INLINE_SOURCE = re.compile(r"[（(【\[]\s*(?:文章|资料|信息|稿件)?来\s*源\s*[:：]")
_TRAILING_NOTE = re.compile(
    r"^[（(【\[*＊]?\s*(?:(?:备\s*注|注\s*释?|附\s*注)\s*\d{0,2}\s*[:：]|(?<=[【\[])注[】\]])"
)
_TABLE_CAPTION = re.compile(
    r"^附?表\s*[\d一二三四五六七八九十]{1,3}(?:\s*[-—.．]\s*\d{1,2})?[\s:：　]+\S"
)
_CAPTION = re.compile(
    r"^附?图\s*表?\s*[\d一二三四五六七八九十]{1,3}(?:\s*[-—.．]\s*\d{1,2})?(?![年月日个项%])\s*[:：.．、]?\s*\S"
)
_SHORT_CAPTION = re.compile(
    r"^附?图\s*[\d-]{1,4}[\s:：](?!\s*(?:显示|所示|为|是|中|表明|反映))[^，；]{2,30}。$"
)
_QR = re.compile(
    r"^[（(【\[]?\s*(?:请|可|长按|识别|微信|手机){0,3}\s*(?:扫描?|识别|长按|扫一扫|扫码)"
)
_QR_WORD = re.compile(r"二\s*维\s*码|扫码|扫一扫")
_QR_SCAN = re.compile("扫描|扫码|扫一扫|识别|长按")
_QR_READ = re.compile("阅读|查看|查阅|下载|获取|了解|浏览|观看|看全文|看原文|全文|原文")
_YEAR_NUMBER = (
    r"[\u4e00-\u9fffA-Za-z·（）()\s]{0,24}?"
    r"[〔\[［【﹝（(]\s*(?:19|20)\d\d\s*年?\s*[〕\]］】﹞）)]\s*第?\s*\d{1,5}\s*号"
)
_DOCUMENT_NUMBER = re.compile(
    rf"^(?:文\s*号\s*[:：]\s*)?(?:{_YEAR_NUMBER}(?:\s*[、，,;；]?\s*{_YEAR_NUMBER}){{0,3}}"
    rf"|(?:[\u4e00-\u9fff]{{2,30}}|(?=第))(?:令|公告|通告)?\s*[（(〔]?\s*(?:(?:19|20)\d\d\s*年?)?"
    rf"\s*第?\s*[\d{_N}]{{1,5}}\s*号\s*[）)〕]?令?"
    rf"|[\u4e00-\u9fff]{{2,30}}公告\s*[〔（(][\u4e00-\u9fff]{{2,8}}[〕）)]\s*第?\s*[\d{_N}]{{1,5}}\s*号)$"
)
_ROAD = re.compile("[路街道巷弄]\\s*\\d+\\s*号$|^[图表]")
_LOOSE_ATTACHMENT = re.compile(r"^附\s*件\s*(?:\d{1,2}\s*[.．、]?\s*|\s+)(?=[^\d\s:：])")
_ATTACHMENT = re.compile(r"^附\s*(?:件|表|录)?\s*(?:\d{1,2}\s*)?[:：]\s*")
_DUTY_LABEL = (
    "(?:责任|牵头|配合|主管|承办|实施|完成|参加|参与|协办|负责|落实|指导|主责|协同)"
    "(?:单位|部门|主体)"
)
_INSIDE = r"(?:[^（()）]|[（(][^（()）]{0,80}[）)])"
_DUTY = re.compile(
    rf"[（(](?:[^（()）]{{0,20}}?{_DUTY_LABEL}[^（()）]{{0,200}}?[:：]{_INSIDE}{{0,400}}"
    rf"|{_INSIDE}{{1,300}}?负责(?:[。，；,;]{_INSIDE}{{0,300}})?)[）)]"
    rf"|[【\[〔［][^【】\[\]〔〕［］。]{{0,12}}{_DUTY_LABEL}[^【】\[\]〔〕［］]{{0,10}}?[:：]"
    r"[^【】\[\]〔〕［］]{1,300}[】\]〕］]"
)
# Without the word 负责 or a label, only where a sentence has just ended.
_WEAK_DUTY = re.compile(
    rf"(?:^|(?<=[。；]))[（(]{_INSIDE}{{1,200}}?(?:牵头|配合|落实)(?:[，；,;]{_INSIDE}{{0,200}})?[）)]"
    rf"|(?:^|(?<=。))\s*{_DUTY_LABEL}\s*[:：][^。（(]{{1,200}}。?$"
)
_SPEAKER = re.compile(
    r"^(?:(?:[\u4e00-\u9fff]{0,6}(?:记者|主持人|编辑|编者)|本[刊报])\s*(?:提?问|答)?|提?问|答|[QAＱＡ])"
    r"\s*\d{0,2}\s*[:：]"
)
_DASH_HEAD = re.compile(r"^(?:—{1,2}|–{1,2}|-{2}|－{1,2}|─{1,2}|一一)(?=[^\s\d—-])")
_REPORT_CONTENTS = re.compile(
    r"^[【\[]?(?:.{0,30}(?:报告|白皮书|蓝皮书|绿皮书|研究|指南|》|全文|主要|内容))?目\s*[录次][】\]]?[:：]?$"
)
_ADDRESSEE_END = re.compile(
    r"(?:政府|厅|局|委|会|办|室|部|部门|单位|机构|公司|企业|中心|院|校|行|署|集团|处|组|区|县|市|盟|旗|州"
    r"|支队|总队|兵团|军区|部队|团体|联合会|工商联|高校|街道|乡镇|乡|镇|基地|平台|成员|代表|负责人|协会|学会|院所|大学|学校|社|站|所|台|馆|园|者|户|同志|等)(?:[（(][^（()）]*[）)])?[:：]$"
)
_ADDRESSEE_HEAD = re.compile(
    r"^(?:各|有关|相关|全|省|市|县|区|国务院|中央|党中央|驻|在|自治区|直辖市|本市|我|[\u4e00-\u9fff]{2,12}"
    r"(?:厅|局|委|办|部|政府|公司|单位|中心|院|大学)|[\u4e00-\u9fff]{2,8}各)"
)
_GREETED = "(?:各位[\u4e00-\u9fff]{2,6}|(?:同志|朋友|同学|女士|先生|代表|委员|嘉宾|来宾)们)"
_GREETING = re.compile(f"^(?:尊敬的)?{_GREETED}(?:[、，,\\s]*{_GREETED})*[:：]$")
_LEAD_IN = re.compile(
    r"如下|以下|下列|包括|明确|要求|通知|方面|任务|问题|内容|措施|目标|原则|意见|其中|分别|[。！？；]"
)


def note_label(text: str) -> str | None:
    """The label 编者按 that a line begins with, as written; None when it is something else."""
    found = _NOTE_LABEL.match(text)
    if not found or not found.group().strip():
        return None
    is_set_off = found.group().strip()[-1] in ":：】])）〕" or found.group()[-1].isspace()
    runs_on = text[found.end() :].startswith(("的", "语", "是", "中"))
    return None if runs_on and not is_set_off else found.group()


def is_contents_label(text: str) -> bool:
    return bool(_CONTENTS_LABEL.match(letters(text)))


def source_of(text: str) -> str | None:
    """What stands in 来源, without brackets and label; None when the line is something else."""
    found = _SOURCE.match(text)
    if not found:
        return None
    body = found.group("body")
    opens_with_bracket = text.lstrip()[0] in "（(【["
    if opens_with_bracket and body[-1] in "）)】]":
        body = body[:-1]
    elif not opens_with_bracket and len(letters(text)) > 60:
        return None
    elif not opens_with_bracket and body[-1] in "）)" and not re.search("[（(]", body):
        body = body[:-1]
    return body.strip(" 。")


def is_source_cut_short(text: str) -> bool:
    """（来源：甲、 — its bracket closes on another line."""
    is_short = len(text) < 100
    return is_short and bool(_SOURCE_BEGUN.match(text)) and open_marks(text)[:1] == "（"


def inline_source_at(text: str) -> int:
    """Where a source glued to the end of a paragraph begins, or -1."""
    found = list(_INLINE_SOURCE.finditer(text))
    if not found or found[-1].start() == 0 or text.rstrip()[-1] not in "）)】]":
        return -1
    return found[-1].start()


def ends_article(text: str) -> bool:
    """Whether this is a source, or a paragraph with a source glued to its end."""
    return source_of(text) is not None or inline_source_at(text) > 0


def is_caption(text: str) -> bool:
    """图N and what it shows: a line of its own, no sentence about a figure."""
    if not _CAPTION.match(text) or width(text) > 60:
        return False
    return text[-1] not in FINAL or bool(_SHORT_CAPTION.match(text))


def is_table_caption(text: str) -> bool:
    return bool(_TABLE_CAPTION.match(text)) and text[-1] not in FINAL and width(text) <= 60


def is_qr(text: str) -> bool:
    """扫描二维码 …, 阅读全文请扫码: a callout, not a sentence that mentions one."""
    if width(text) > 28 or not _QR_WORD.search(text):
        return False
    is_sentence = text.rstrip()[-1] in "。；"
    if _QR.match(text):
        return not is_sentence or qr_is_complete(text)
    return not is_sentence and qr_is_complete(text) and speaks_of_scanning(text)


def speaks_of_scanning(text: str) -> bool:
    return bool(_QR_SCAN.search(text))


def speaks_of_code(text: str) -> bool:
    """A line that may be the beginning of a callout: 扫描, 二维码."""
    return bool(_QR_SCAN.search(text) or _QR_WORD.search(text))


def qr_is_complete(text: str) -> bool:
    """Whether a callout says what the code leads to."""
    return bool(_QR_READ.search(text))


def is_document_number(text: str) -> bool:
    """Agency code〔year〕N号, 令第N号, 公告〔…〕第N号; perhaps in brackets of its own."""
    text = text.strip()
    if text[:1] in "（(【[" and text[-1:] in "）)】]" and open_marks(text[1:-1]) == "":
        text = text[1:-1].strip()
    return bool(_DOCUMENT_NUMBER.match(text)) and width(text) <= 44 and not _ROAD.search(text)


def is_trailing_note(text: str) -> bool:
    return bool(_TRAILING_NOTE.match(text))


def attachment_label(text: str, *, is_loose: bool = False) -> str | None:
    """附件：, 附件1：; ``is_loose``: 附件1 without a colon counts as well."""
    found = _ATTACHMENT.match(text) or (_LOOSE_ATTACHMENT.match(text) if is_loose else None)
    return found.group() if found else None


def duty_spans(text: str) -> list[tuple[int, int]]:
    """Where responsibility tails stand: （责任单位：…）, （…负责）, 【牵头单位：…】."""
    strong = [found.span() for found in _DUTY.finditer(text)]
    taken = [place for start, end in strong for place in (start, end - 1)]
    weak = [
        found.span()
        for found in _WEAK_DUTY.finditer(text)
        if not any(found.start() <= place < found.end() for place in taken)
    ]
    return sorted(strong + weak)


def is_duty(text: str) -> bool:
    """A responsibility tail that stands alone, or several."""
    spans = duty_spans(text)
    left = "".join(
        text[end:start] for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(text),) * 2])
    )
    return bool(spans) and not left.strip(" 。")


def is_dash_paragraph(text: str) -> bool:
    return bool(_DASH_HEAD.match(text))


def opens_report_contents(text: str) -> bool:
    return bool(_REPORT_CONTENTS.match(text)) and width(text) <= 40


def is_addressee(text: str) -> bool:
    """各…政府，…单位：, 同志们：— who is spoken to, not a sentence that leads on to something."""
    if _GREETING.match(text):
        return True
    if not _ADDRESSEE_END.search(text) or not _ADDRESSEE_HEAD.match(text):
        return False
    return not _LEAD_IN.search(text)


_MOST_CLOSED = 12  # closing marks and brackets, one after another, at the end of a paragraph
_LONGEST_DUTY = 600


# --- Shapes -----------------------------------------------------------------------------------


def open_marks(text: str) -> str:
    """Brackets and quotation marks that are opened and not closed, in order."""
    stack: list[str] = []
    for character in text.replace("(", "（").replace(")", "）"):
        if character in _OPENERS:
            stack.append(character)
        elif character in _CLOSERS and _CLOSERS[character] in stack:
            while stack.pop() != _CLOSERS[character]:
                pass
    return "".join(stack)


def without_closing_group(text: str) -> str:
    """The text without a bracket or closing mark at its end."""
    text = text.rstrip()
    if text[-1:] in "）)":
        depth = 0
        for at in range(len(text) - 1, -1, -1):
            depth += (text[at] in "）)") - (text[at] in "（(")
            if depth == 0:
                return text[:at].rstrip()
    return text[:-1].rstrip()


def ends_sentence(text: str) -> bool:
    """Whether a paragraph is finished: final punctuation, perhaps before closing marks."""
    text = text.rstrip(" \t\u3000\"'")  # straight quotes show no side
    is_open = bool(open_marks(text))
    for _ in range(_MOST_CLOSED):
        if not text or text[-1] in FINAL:
            return True
        if text[-1] in "：:":
            return not open_marks(text)
        if _ends_with_duty(text):
            return True
        if is_open or text[-1] not in _CLOSERS:
            return False
        text = without_closing_group(text)
    return False


def _ends_with_duty(text: str) -> bool:
    tail = text[-_LONGEST_DUTY:]
    spans = duty_spans(tail)
    return bool(spans) and spans[-1][1] == len(tail)


def is_bilingual(text: str) -> bool:
    """Chinese, a space, and its English: a heading of a trend digest."""
    if len(text) > 160:
        return False
    found = re.match(
        r"^(?P<zh>.*[\u4e00-\u9fff”）])\s+(?P<en>[A-Z][A-Za-z0-9 ,.&'’:/()-]{3,})$", text
    )
    if not found or re.search("[，。；：！？]", found.group("zh")):
        return False
    return (
        len(re.findall("[A-Za-z]{2,}", found.group("en"))) >= 2 and width(found.group("zh")) <= 30
    )


def split_bilingual(text: str) -> tuple[str, str]:
    """Chinese part and English part; an acronym that the English repeats stays Chinese."""
    found = re.match(r"^(.*[\u4e00-\u9fff”）])\s+(.+)$", text)
    chinese, english = found.groups()
    first, _, rest = english.partition(" ")
    if first.isupper() and first in rest.split():
        return f"{chinese} {first}", rest
    return chinese, english


def is_short_line(text: str, limit: float = 30.0) -> bool:
    """A line that could be a subhead: short, Chinese, no punctuation that ends or leads on."""
    if is_bilingual(text):
        return True
    if width(text) > limit or not has_han(text) or text[-1] in "。；：，、！…;:,.":
        return False
    return not re.search("[。；]", text)


def is_spoken(text: str) -> bool:
    """问：…, 记者：…: a turn of a conversation, which is a paragraph however short it is."""
    return bool(_SPEAKER.match(text))


def is_date_line(text: str) -> bool:
    return bool(
        re.match(f"^(?:{_COUNT}|\\d{{4}}|[{_N}]{{4}})\\s*年.{{1,12}}[日号]$", letters(text))
    )

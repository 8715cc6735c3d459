"""FORMS 文种: what a text calls itself, at the end of its title; or what kind of article it is."""

import re

# A title's end → the form; the first that fits, so the longer ones come first.
ENDINGS = (
    ("行动计划", "行动计划"),
    ("行动方案", "方案"),
    ("实施方案", "方案"),
    ("方案", "方案"),
    ("指导意见", "意见"),
    ("意见", "意见"),
    ("实施细则", "细则"),
    ("细则", "细则"),
    ("办法", "办法"),
    ("条例", "条例"),
    ("规定", "规定"),
    ("规则", "规则"),
    ("规范", "规范"),
    ("规划", "规划"),
    ("纲要", "规划"),
    ("措施", "措施"),
    ("政策", "措施"),
    ("指南", "指南"),
    ("指引", "指南"),
    ("要点", "工作要点"),
    ("计划", "计划"),
    ("目录", "目录"),
    ("清单", "目录"),
    ("标准", "标准"),
    ("决定", "决定"),
    ("决议", "决定"),
    ("批复", "批复"),
    ("公告", "公告"),
    ("通告", "公告"),
    ("公报", "公报"),
    ("倡议", "倡议"),
    ("通知", "通知"),
    ("函", "函"),
    ("法", "法律"),
)
# Articles that are no documents: their kind says what they are.
BY_KIND = {
    "industry_statistics": "统计",
    "report_digest": "报告",
    "trend_digest": "趋势",
    "feature": "报道",
}
OTHERWISE = {"regulation": "法规"}
REST = "其他文件"

_APPENDED = re.compile(r"[（(][^（()）]*[）)]$")
_QUOTED = re.compile(r"《([^《》]+)》")


def form_of(title: str, kind: str) -> str:
    """The form of what is carried: 关于印发《…办法》的通知 carries an 办法."""
    if kind in BY_KIND:
        return BY_KIND[kind]
    inner = [_ending(each) for each in _QUOTED.findall(title)]
    passes_on = bool(re.search(r"(?:印发|发布|公布|转发).*《", title))
    named = next(filter(None, inner), "") if passes_on else ""
    return named or _ending(title) or OTHERWISE.get(kind, REST)


def _ending(title: str) -> str:
    before = None
    while before != title:
        before, title = title, _APPENDED.sub("", title.strip())
    title = title.rstrip("》”")
    return next((form for end, form in ENDINGS if title.endswith(end)), "")


def is_document(kind: str, number: object) -> bool:
    """Whether the policy index lists it: what authorities issued, or whatever has a number."""
    return bool(number) or kind not in BY_KIND

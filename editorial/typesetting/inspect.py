"""What is wrong with the sheets, as Chinese sentences an editor can act on.

Errors keep a print edition from being signed off; warnings need a reason; notes need nothing.
"""

import re

from editorial.models import Edition
from editorial.typesetting import missing, rules
from editorial.typesetting.findings import ERROR, ORDER, Finding
from editorial.typesetting.render import Sheets
from editorial.typesetting.survey import survey

_NOT_LOADED = re.compile(r"Failed to load (?:image|stylesheet) at '?(?P<url>[^' ]+)")
_NO_ANCHOR = re.compile(r"No anchor #(?P<anchor>\S+) for internal URI")
_OWNER = re.compile(r"a(?:rticle-)?(\d+)(?:-|$)")


def inspect(sheets: Sheets) -> list[dict]:
    """Findings of the render, the gravest first, as rows: {"message", "severity"[, "page",
    "article", "detail"]}.
    """
    pages = survey(sheets.document, sheets.folios) if sheets.document else []
    found = [
        *_of_editors(sheets),
        *missing.judge(sheets.complaints, pages, sheets.titles),
        *_other_complaints(sheets),
        *sheets.flaws,
        *rules.judge(pages, sheets.kind, sheets.titles),
    ]
    found = sorted(dict.fromkeys(found), key=lambda each: ORDER.index(each.severity))
    return [each.as_row() for each in found]


def _of_editors(sheets) -> list[Finding]:
    """What was noticed while the bodies were marked up; each sentence begins with its title."""
    owners = {f"《{title}》": pk for pk, title in sheets.titles.items()}
    found = []
    for sentence in sheets.findings:
        pk = next((pk for title, pk in owners.items() if sentence.startswith(title)), None)
        if pk is not None or sheets.kind != Edition.Kind.OFFPRINT:
            found.append(Finding(sentence, article=pk))
    return found


def _other_complaints(sheets) -> list[Finding]:
    found = []
    for complaint in sheets.complaints:
        if missing.is_complaint(complaint):
            continue
        if match := _NOT_LOADED.search(complaint):
            sentence = f"文件“{match['url'][:120]}”读不出来，这一处空着，请重新上传。"
            found.append(Finding(sentence, ERROR))
        elif match := _NO_ANCHOR.search(complaint):
            found += _dead_link(match["anchor"], sheets)
        else:
            found.append(Finding(f"排版程序提醒：{complaint[:200]}"))
    return found


def _dead_link(anchor: str, sheets) -> list[Finding]:
    """A link inside the issue without its place; of an offprint they lead out of it."""
    if sheets.kind == Edition.Kind.OFFPRINT:
        return []
    owner = _OWNER.match(anchor)
    pk = int(owner[1]) if owner else None
    title = f"《{sheets.titles[pk]}》" if pk in sheets.titles else ""
    name = re.sub(r"^a\d+-", "", anchor)
    return [Finding(f"{title}有一个链接指向“#{name}”，文中没有这个位置，请改正。", article=pk)]

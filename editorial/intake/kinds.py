"""The kind of an article, by its structure alone."""

import re
from collections.abc import Sequence

from editorial.intake.grammar import SECTIONS, is_bilingual
from editorial.intake.lines import Block
from editorial.intake.outline import Outlined

_STATISTICS_TITLE = re.compile(
    r"\d\s*(?:[—\-~至]\s*\d{1,2}\s*)?(?:月份?|季度|半年|年度?).{0,20}(?:运行|情况|统计|数据|业|指数)"
)
_REPORT_TITLE = re.compile(r"报告|白皮书|蓝皮书|绿皮书|皮书")
_DOCUMENT_TITLE = re.compile(
    r"(?:通知|意见|方案|办法|规定|条例|决定|细则|规划|计划|纲要|措施|要点|政策|清单|标准|指南|规则|指引|公告|行动)"
    r"[》”]?(?:[（(].{1,24}[）)])*$"
)
_OF_THE_STATE = re.compile(r"国务院|国家|全国|中央|中国|[^干]部$|总局$|总署$")
_ENOUGH = 3


def kind_of(title: str, outlined: Outlined, *, has_note: bool, is_official: bool) -> str:
    """One of the kinds of ``Article.Kind``. ``is_official``: a number or an addressee is given."""
    blocks = outlined.blocks
    if outlined.is_regulation:
        return "regulation"
    if outlined.is_numbered_clauses:
        return "numbered_clauses"
    if sum(is_bilingual(block.head) for block in _headings(blocks)) >= _ENOUGH:
        return "trend_digest"
    if is_official or (has_note and _numbered(blocks)):
        return "policy"
    return _kind_of_the_rest(title, blocks)


def _kind_of_the_rest(title: str, blocks: Sequence[Block]) -> str:
    captions = sum(block.kind in ("caption", "table") for block in blocks)
    if any(block.kind in ("qr", "contents") for block in blocks) or _REPORT_TITLE.search(title):
        return "report_digest"
    if captions >= _ENOUGH or _STATISTICS_TITLE.search(title):
        return "industry_statistics"
    is_document = bool(_DOCUMENT_TITLE.search(title)) and len(_numbered(blocks)) >= _ENOUGH
    return "policy" if is_document else "feature"


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in _headings(blocks) if block.marker]


def _headings(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.kind in ("heading", "run_in")]


def likely_section(title: str, source: str, *, has_note: bool) -> str:
    """Where an article belongs that no contents list places: only the first two have notes."""
    if has_note:
        bodies = re.sub(r"[（()）]", "", source)
        is_of_the_state = _OF_THE_STATE.search(bodies) or _OF_THE_STATE.search(title)
        return SECTIONS[0] if is_of_the_state else SECTIONS[1]
    return SECTIONS[2] if _STATISTICS_TITLE.search(title) else SECTIONS[3]

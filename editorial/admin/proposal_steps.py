"""The steps of a proposal in words: what was changed, by whom, when."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from editorial.intake.review import Proposal
from editorial.typography import MENDS

_MADE = {
    "h1": "一级标题", "h2": "二级标题", "h3": "三级标题", "h4": "四级标题", "text": "正文",
    "note": "编者按",
}  # fmt: skip
_MENDS = {kind: label for kind, label, _ in MENDS}
STEPS = {
    "drop": "删去第 {place} 行", "join": "第 {place} 行并入第 {value} 行的一段",
    "split": "第 {place} 行在第 {value} 个字后断开", "apart": "第 {place} 行另起一段",
    "make": "第 {place} 行改作{value}", "keep": "第 {place} 行不做“{value}”",
    "restore": "第 {place} 行收进正文", "seen": "第 {place} 行的存疑看过了",
    "section": "《{article}》改到栏目“{value}”", "begin": "《{article}》改从第 {value} 行开始",
    "title_at": "《{article}》的标题改为第 {value} 行", "article": "从第 {place} 行另成一篇",
    "merge": "第 {place} 行的一篇并入前一篇", "set_title": "《{article}》标题改为“{value}”",
    "set_document_number": "《{article}》文号改为“{value}”",
    "set_addressee": "《{article}》主送机关改为“{value}”",
    "set_source": "《{article}》来源改为“{value}”", "set_tagline": "刊头语改为“{value}”",
    "set_strapline": "副题改为“{value}”", "set_cover_headline": "封面标题改为“{value}”",
    "set_date": "出版日期改为 {value}", "set_number": "期号改为第 {value} 期",
    "set_running_number": "总期号改为总第 {value} 期", "set_phone": "咨询电话改为“{value}”",
    "set_phone_note": "电话说明改为“{value}”", "set_email": "邮箱改为“{value}”",
    "set_address": "编辑地址改为“{value}”", "set_disclaimer": "声明改为“{value}”",
    "set_cover_story": "封面文章改为《{article}》", "set_names": "版权页“{first}”改为“{second}”",
    "rename_role": "版权页职务“{first}”改称“{second}”",
    "rename_section": "栏目“{first}”改名“{second}”",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One correction in words, with who made it and when."""

    at: int
    sentence: str
    by: str
    when: str
    is_carried: bool = False  # made on an earlier version of the manuscript


def steps_shown(proposal: Proposal | None, kept: list[dict]) -> list[Step]:
    """Newest first."""
    titles = titles_of(proposal)
    steps = [
        Step(at, sentence(each, titles), *_signature(each), is_carried=each.get("carried", False))
        for at, each in enumerate(kept)
    ]
    return steps[::-1]


def lost_steps(carried: dict) -> list[dict[str, str]]:
    """Steps of an earlier version that did not come over, in words, each with its reason."""
    titles = carried.get("titles", {})
    return [
        {"sentence": sentence(each["step"], titles), "reason": each["reason"]}
        for each in carried.get("lost", ())
    ]


def titles_of(proposal: Proposal | None) -> dict[str, str]:
    """Article, as corrections name it → its title."""
    if proposal is None:
        return {}
    return {str(draft.key): draft.plain_title for draft in proposal.articles}


def sentence(step: dict, titles: dict[str, str]) -> str:
    verb, place, value = step["verb"], step["place"], step.get("value", "")
    value = {"make": _MADE, "keep": _MENDS}.get(verb, {}).get(value, value)
    if verb == "keep" and place == "0":
        return f"全部文章不做“{value}”"
    if verb == "begin" and place == "0":
        return f"最后一篇到第 {value} 行之前为止"
    first, _, second = value.partition("\n")
    if verb == "set_names" and not second:
        return f"版权页删去“{first}”"
    key = value if verb == "set_cover_story" else place
    article = titles.get(key, f"第 {key} 行的一篇")
    where = place.replace("+", " 行第 ") + " 字起" if "+" in place else place
    value = value.replace("\n", " ")
    return STEPS[verb].format(place=where, value=value, article=article, first=first, second=second)


def _signature(step: dict) -> tuple[str, str]:
    at = parse_datetime(step.get("at", ""))
    return step.get("by", ""), f"{timezone.localtime(at):%m-%d %H:%M}" if at else ""

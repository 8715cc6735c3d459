"""What an editor is told after a paste: what was done, and what only a reader can settle."""

import re
from collections import Counter

from editorial import richtext
from editorial.intake.lines import Doubt
from editorial.intake.pasted import signs
from editorial.intake.pasted.blocks import Findings
from editorial.intake.pasted.lines import Manuscript
from editorial.intake.pasted.reader import COMMENT, DELETED, HIDDEN, RUBY
from editorial.typography import MENDS, letters

_SHOWN = 30  # characters of what was left out
_LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")
_COUNTED = (
    ("p/strong[@class='run-in']", "段首标题 {n} 个"),
    ("p[@class='dash']", "破折号段 {n} 段"),
    ("p[@class='note']", "注 {n} 段"),
    ("ul/li", "没有编号的列表 {n} 项"),
    ("table", "表格 {n} 个"),
    ("img", "图片 {n} 幅"),
    ("section[@class='footnotes']/ol/li", "脚注 {n} 条"),
)
FOUND = "认出{found}。"
STYLES = "去掉了字体、颜色、缩进等样式。"
LISTS = "列表的编号已写成文字。"
LINKS = "保留链接 {n} 处。"
MENDED = "修整{mends}。"
UNSEEN = "去掉了{kinds}。"
LEFT = {
    HIDDEN: "有 {count} 字{reason}没有带入：{words}",
    DELETED: "有 {count} 字{reason}没有带入：{words}",
    COMMENT: "有 {count} 字{reason}没有带入，需要时请记作审读意见：{words}",
    RUBY: "有 {count} 字{reason}没有带入：{words}",
}
LINKS_DROPPED = "有 {n} 处链接只能在原来的地方打开，只保留了文字。"
MEDIA = "有 {n} 处音频、视频或嵌入的网页没有带入。"
STRUCK = "有 {n} 处文字在原文里带删除线，文字保留了，请核对要不要删。"
NESTED = "表格里还有 {n} 个表格，里层每格已各排成一行，请核对。"
LONE_NOTES = "有 {n} 条脚注的注号和注文没有成对，已当作普通文字，请核对。"
LOST = "整理会丢掉 {count} 个字（{words}），所以这次只去掉了样式、没有认标题；请照常手工设样式。"
_LINES = re.compile(r"第 (\d+) 行")
_MOST = 40  # sentences


def what_was_done(body: str, found: Findings, mends: Counter) -> tuple[str, ...]:
    said = [_found(body)]
    said.append(STYLES if found.styles else "")
    said.append(LISTS if found.numbers else "")
    said.append(LINKS.format(n=found.links_kept) if found.links_kept else "")
    told = [f"{label} {mends[kind]} 处" for kind, label, _ in MENDS if mends[kind]]
    said.append(MENDED.format(mends="、".join(told)) if told else "")
    unseen = [f"{kind} {count} 个" for kind, count in found.unseen.items()]
    said.append(UNSEEN.format(kinds="、".join(unseen)) if unseen else "")
    return tuple(each for each in said if each)


def _found(body: str) -> str:
    tree = richtext.fragment(body)
    levels = Counter(element.tag for element in tree.iter(*richtext.HEADING_LEVELS))
    told = [
        f"{label} {levels[tag]} 个"
        for tag, label in zip(richtext.HEADING_LEVELS, _LEVELS, strict=True)
        if levels[tag]
    ]
    told += [
        label.format(n=count)
        for path, label in _COUNTED
        if (count := len(tree.findall(f".//{path}")))
    ]
    return FOUND.format(found="、".join(told)) if told else ""


def what_to_look_at(
    found: Findings, manuscript: Manuscript, doubts: tuple[Doubt, ...], lost: str
) -> tuple[str, ...]:
    said = [LOST.format(count=len(lost), words=_shown(lost))] if lost else []
    said += [_left(reason, words) for reason, words in found.left.items() if reason in LEFT]
    counted = (
        (LINKS_DROPPED, found.links_dropped), (MEDIA, found.media), (STRUCK, len(found.struck)),
        (NESTED, found.nested_tables), (LONE_NOTES, found.lone_notes),
    )  # fmt: skip
    said += [sentence.format(n=count) for sentence, count in counted if count]
    said += _left_by_cleaning(manuscript)
    said += [
        _placed(each.message, manuscript)
        for each in (*manuscript.doubts, *doubts)
        if "</su" not in each.message  # a raised number behind the full stop
    ]
    said = [each for each in dict.fromkeys(said) if each]
    more = len(said) - _MOST
    return (*said[:_MOST], f"还有 {more} 处请对照原文核对。") if more > 0 else tuple(said)


def _left(reason: str, words: list[str]) -> str:
    text = " ".join("".join(words).split())
    count = len(letters(text))
    return LEFT[reason].format(count=count, reason=reason, words=_shown(text)) if count else ""


def _left_by_cleaning(manuscript: Manuscript) -> list[str]:
    """Page numbers, rulers, marks: what the grammar takes off a line."""
    taken: dict[str, list[str]] = {}
    for line in manuscript.lines:
        for text, reason in line.removed:
            if letters(text) and _is_told(line.raw, text):
                taken.setdefault(reason, []).append(text.strip())
    return [
        f"去掉了{reason} {len(texts)} 处：{_shown('、'.join(dict.fromkeys(texts)))}"
        for reason, texts in taken.items()
    ]


def _is_told(raw: str, text: str) -> bool:
    """Marks that the stages wrote themselves are nobody's words."""
    return text.strip() not in ("**", "#", "-") and not text.startswith("#")


def _shown(text: str) -> str:
    return f"“{text[:_SHOWN]}……”" if len(text) > _SHOWN else f"“{text}”"


def _placed(message: str, manuscript: Manuscript) -> str:
    """Nobody counts the lines of a paste: the paragraph is named by its first words."""
    first = {line.number: line.text for line in manuscript.lines}

    def named(found: re.Match) -> str:
        words = signs.plain(first.get(int(found[1]), ""))
        return f"“{words[:10]}”一段" if words else found[0].replace("行", "段")

    return signs.plain(_LINES.sub(named, message))

"""The rules of the page, each judged on the survey: resolution, width, headings, short ends."""

import re
from itertools import pairwise

from editorial.models import Edition
from editorial.typesetting.findings import ERROR, NOTE, WARNING, Finding
from editorial.typesetting.places import FOOTNOTE
from editorial.typesetting.survey import HEADINGS
from editorial.typography import is_alone

COARSE = 200  # dots an inch: below it pictures look soft on paper and screen
COARSE_IN_PRINT = 300
SLACK = 1.0  # pt: what may stand out of the type area by rounding
FEWEST_LAST_LINES = 3
SHORTEST_CONTENTS_LINE = 3  # characters
SHEET = 4
_MARKS = re.compile(r"[\s，。、；：？！…—,.;:?!“”‘’（）()《》〈〉【】〔〕·]")
_WORD_CUT = re.compile(r"[A-Za-z0-9]$")
_WORD_GOES_ON = re.compile(r"^[A-Za-z0-9]")


def judge(pages, kind: str, titles: dict[int, str]) -> list[Finding]:
    """Every rule on every sheet. ``titles``: article id → title, for the sentences."""
    found = []
    for page in pages:
        found += _coarse_pictures(page, kind, titles)
        found += _too_wide(page, titles)
        found += _lonely_headings(page, titles)
    found += _skipped_levels(pages, titles)
    found += _short_ends(pages, titles)
    found += _paragraph_ends(pages, titles)
    found += _contents_titles(pages)
    if kind != Edition.Kind.OFFPRINT:
        found += _page_count(pages, kind)
    return found


def _title(pk, titles) -> str:
    return f"《{titles[pk]}》" if pk in titles else ""


def _coarse_pictures(page, kind, titles):
    wanted = COARSE_IN_PRINT if kind == Edition.Kind.PRINT else COARSE
    for thing in page.things:
        if 0 < thing.density < wanted:
            is_error = kind == Edition.Kind.PRINT and thing.density < COARSE
            yield Finding(
                f"{_title(thing.article, titles)}{page.place}的图片“{thing.name[:30]}”印出来只有"
                f"每英寸 {thing.density:.0f} 点，低于 {wanted} 点会发虚，请换一张更大的。",
                ERROR if is_error else WARNING,
                page=page.number,
                article=thing.article,
            )


def _too_wide(page, titles):
    for thing in page.things:
        over = thing.right - page.right
        if thing.article and over > SLACK:
            name = "表格" if thing.kind == "table" else f"图片“{thing.name[:30]}”"
            yield Finding(
                f"{_title(thing.article, titles)}{page.place}的{name}超出版心 {over:.0f} 点，"
                "请缩小、删减列或拆开。",
                ERROR,
                page=page.number,
                article=thing.article,
            )
    for line in page.lines:
        if line.article and line.kind not in ("td", "th") and line.right > page.right + SLACK:
            yield Finding(
                f"{_title(line.article, titles)}{page.place}的“{line.text[:12]}……”里有断不开的"
                "长词，伸出了版心，请加空格或改短。",
                ERROR,
                page=page.number,
                article=line.article,
            )


def _lonely_headings(page, titles):
    lines = [line for line in page.lines if line.article and line.kind != FOOTNOTE]
    last = lines[-1] if lines else None
    if last and last.kind in HEADINGS and not any(thing.article for thing in page.things[-1:]):
        yield Finding(
            f"{_title(last.article, titles)}{page.place}末尾只有标题“{last.text[:20]}”，正文在"
            "下一页，请增删几个字或调整标题。",
            page=page.number,
            article=last.article,
        )


def _skipped_levels(pages, titles):
    """Headings two levels or more below the one before: 一、 followed by 1."""
    headings = [line for page in pages for line in page.lines if line.kind in HEADINGS]
    first_lines = list({line.block: line for line in reversed(headings)}.values())[::-1]
    for above, line in pairwise(first_lines):
        missing = HEADINGS.index(line.kind) - HEADINGS.index(above.kind) - 1
        if missing > 0 and line.article and line.article == above.article:
            yield Finding(
                f"{_title(line.article, titles)}{pages[line.sheet - 1].place}的标题"
                f"“{line.text[:20]}”紧跟在“{above.text[:20]}”下，中间跳了 {missing} 级，"
                "请核对标题级别。",
                NOTE,
                page=line.sheet,
                article=line.article,
            )


def _short_ends(pages, titles):
    """Articles whose last page holds hardly anything."""
    last: dict[int, object] = {}
    sheets: dict[int, set] = {}
    for page in pages:
        for pk in {line.article for line in page.lines if line.article}:
            last[pk] = page
            sheets.setdefault(pk, set()).add(page.number)
    for pk, page in last.items():
        lines = [line for line in page.lines if line.article == pk]
        things = [thing for thing in page.things if thing.article == pk]
        if len(sheets[pk]) > 1 and len(lines) < FEWEST_LAST_LINES and not things:
            yield Finding(
                f"{_title(pk, titles)}的最后一页（{page.place}）只有 {len(lines)} 行，"
                "请删几个字收回上一页，或多留几行。",
                page=page.number,
                article=pk,
            )


def _blocks(pages):
    """The lines of each block of words, in order."""
    blocks: dict[tuple, list] = {}
    for page in pages:
        for line in page.lines:
            blocks.setdefault(line.block, []).append(line)
    return blocks.values()


def _paragraph_ends(pages, titles):
    for lines in _blocks(pages):
        if lines[0].kind != "p" or lines[0].article is None:
            continue
        end = lines[-1]
        place = pages[end.sheet - 1].place
        if len(lines) > 1 and is_alone(end.text):
            yield Finding(
                f"{_title(end.article, titles)}{place}有一段末行只有一个字“{end.text}”，"
                "增删一两个字可以收回。",
                NOTE,
                page=end.sheet,
                article=end.article,
            )
        yield from _cut_words(lines, place, titles)


def _cut_words(lines, place, titles):
    for line, following in pairwise(lines):
        if _WORD_CUT.search(line.text) and _WORD_GOES_ON.search(following.text):
            head = re.search(r"[!-~]+$", line.text)[0]
            tail = re.match(r"[!-~]+", following.text)[0]
            if head + tail in line.source:
                yield Finding(
                    f"{_title(line.article, titles)}{place}的长词“{(head + tail)[:40]}”"
                    "在行末被拦腰断开，请加空格或改短。",
                    page=line.sheet,
                    article=line.article,
                )


def _contents_titles(pages):
    """Titles of 本期要目 that leave a character or two alone on their last line."""
    for lines in _blocks([page for page in pages if page.folio is None]):
        end = lines[-1]
        is_short = len(_MARKS.sub("", end.text)) < SHORTEST_CONTENTS_LINE
        if lines[0].kind in ("li", "a") and len(lines) > 1 and is_short:
            title = "".join(line.text for line in lines)
            yield Finding(
                f"本期要目里“{title[:24]}”折行不好，末行只有“{end.text}”，"
                "请在“要目标题”栏手动换行或改短。",
                page=end.sheet,
            )


def _page_count(pages, kind):
    blank = [page.number for page in pages if page.is_blank]
    if blank:
        places = "、".join(str(number) for number in blank)
        yield Finding(f"全刊 {len(pages)} 面，其中空白页 {len(blank)} 面：第 {places} 面。", NOTE)
    if kind == Edition.Kind.PRINT and len(pages) % SHEET:
        missing = -len(pages) % SHEET
        yield Finding(
            f"全刊 {len(pages)} 面，不是 {SHEET} 的倍数，差 {missing} 面；骑马订要补白页，"
            "排印刷版时可选“补足 4 的倍数”。",
            WARNING if len(pages) % 2 else NOTE,
        )
    elif len(pages) % 2:
        yield Finding(f"全刊 {len(pages)} 面，是单数，双面印刷会多出一面空白。", NOTE)

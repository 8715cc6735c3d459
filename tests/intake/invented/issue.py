"""A whole invented issue: cover, masthead page, contents, articles, profiles, and the answers."""

import datetime as dt
import random
from dataclasses import dataclass, field

from tests.intake.invented.articles import article
from tests.intake.invented.pages import Sheets
from tests.intake.invented.parts import Article, answers
from tests.intake.invented.words import Words

ROLES = (
    "主编", "联合主编", "学术支持", "编委会", "总编辑", "副总编辑", "执行编辑", "责任编辑",
    "美术编辑",
)  # fmt: skip
OF_BODIES = ("主编", "联合主编", "学术支持")
SECTIONS = ("国策要论", "地方新政", "产业镜像", "前沿观察")
KINDS = {
    "国策要论": ("policy", "policy", "regulation", "numbered_clauses"),
    "地方新政": ("policy", "policy", "policy", "regulation", "numbered_clauses"),
    "产业镜像": ("industry_statistics",),
    "前沿观察": ("report_digest", "trend_digest", "feature"),
}


@dataclass
class Invented:
    """A manuscript and its entry of truth.json."""

    text: str
    truth: dict = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8")


def invent(seed: int, *, cuts: bool = True, furniture: bool | None = None) -> Invented:
    """The issue of this seed. ``cuts``: pages cut paragraphs; ``furniture``: pages are numbered."""
    chance = random.Random(seed)
    words = Words(chance)
    sections = _sections(words)
    articles = [each for _, listed in sections for each in listed]
    page = 1
    for each in articles:
        each.page, page = page, page + chance.randint(2, 11)
    has_furniture = chance.random() < 0.3 if furniture is None else furniture
    sheets = Sheets(words, furniture=has_furniture, cuts=cuts)
    truth: dict = {}
    _cover(sheets, words, articles, sections, truth)
    _masthead(sheets, words, truth)
    _contents(sheets, words, sections)
    numbered = iter(range(1, 100))
    truth["sections"] = [
        {"name": name, "articles": [answers(each, next(numbered)) for each in listed]}
        for name, listed in sections
    ]
    entries = [entry for section in truth["sections"] for entry in section["articles"]]
    for each, entry in zip(articles, entries, strict=True):
        sheets.print_article(each, entry)
    truth["article_count"] = len(articles)
    _profiles(sheets, words, truth)
    return Invented("\n".join(sheets.lines) + "\n", truth)


def _sections(words: Words) -> list[tuple[str, list[Article]]]:
    made = []
    for name in SECTIONS:
        if name == "产业镜像" and words.often(0.5):
            continue
        count = words.chance.randint(1, 3) if name == "地方新政" else words.chance.randint(1, 2)
        has_note = name in SECTIONS[:2]
        made.append(
            (
                name,
                [article(words, words.one(KINDS[name]), has_note=has_note) for _ in range(count)],
            )
        )
    return made


def _cover(sheets: Sheets, words: Words, articles, sections, truth: dict) -> None:
    week = words.chance.randint(2, 51)
    date = dt.date.fromisocalendar(2026, week, 5)
    running = week + 263
    story = next(each for name, listed in sections if name == "地方新政" for each in listed[:1])
    tagline, strapline = (
        "为渡口的同事提供更新、更有用的参考",
        words.one(("以潮汐看山海", "以数据的视角解读山海")),
    )
    numbers = words.one(
        (
            f"{date.year}年{date.month}月{date.day}日 第{week}期 总第{running}期",
            f"{date.year} 年 {date.month} 月 {date.day} 日　第 {week} 期（总第 {running} 期）",
            f"{date.year}年{date.month:02d}月{date.day:02d}日\n第{week:02d}期 总第{running}期",
            f"{date.year}年{date.month}月{date.day}日 第{week}—{week + 1}期（合刊） "
            f"总第{running}—{running + 1}期",
        )
    )
    if words.often(0.5):
        sheets.lines += ["", ""]
    sheets.say(tagline, "大数据发展动态", strapline, numbers, blanks=1)
    if words.often(0.1):
        sheets.say("灯塔百年特刊", blanks=1)
    sheets.say(story.printed_title, blanks=2)
    sheets.say("大数据发展动态", numbers, blanks=1)
    truth["cover"] = {
        "tagline": tagline,
        "title": "大数据发展动态",
        "strapline": strapline,
        "date": date.isoformat(),
        "issue_no": week,
        "cumulative_no": running,
        "cover_headline": story.title,
        "cover_headline_article_index": articles.index(story) + 1,
    }


def _masthead(sheets: Sheets, words: Words, truth: dict) -> None:
    spaced, bold, colon = words.often(0.5), words.often(0.4), words.one(("", "", "："))
    entries, texts = [], []
    for role in ROLES:
        if words.often(0.2):
            continue
        of_bodies = role in OF_BODIES
        count = words.chance.randint(1, 2 if of_bodies else 9)
        names = list(
            dict.fromkeys(words.body() if of_bodies else words.name() for _ in range(count))
        )
        entries.append({"role": role, "names": names})
        shown = [_justified(name) if spaced else name for name in names]
        label = _justified(role) if spaced and len(role) == 2 else role
        label = f"**{label}{colon}**" if bold else label + colon
        rows = [shown[at : at + 1] for at in range(len(shown))] if of_bodies else _rows(shown)
        texts += [f"{label} {' '.join(rows[0])}", *(" ".join(row) for row in rows[1:])]
    truth["masthead"] = entries
    sheets.say(*texts, blanks=1)
    email, address = "desk@example.org", f"云麓市海滨路{words.chance.randint(1, 99)}号"
    phone = words.one(("咨询电话 000-1234567 (传真)", "咨询电话：000-1234567（传真）"))
    sheets.say(
        phone, f"{words.one(('邮 箱', '邮箱'))} {email}", f"编辑地址 {address}", "新媒体", blanks=1
    )
    sheets.say("声明：本刊文字来自公开渠道，版权属于原作者。", blanks=1)
    truth["contact"] = {
        "phone": "000-1234567",
        "phone_note": "传真",
        "email": email,
        "address": address,
    }
    truth |= {"new_media_label": True, "disclaimer": True}


def _justified(text: str) -> str:
    return " ".join(text) if len(text) == 2 else text


def _rows(names: list[str]) -> list[list[str]]:
    return [names[at : at + 4] for at in range(0, len(names), 4)]


FORMS = (
    "{page:02d} {title}", "{page:02d}　{title}", "{page} {title}", "{page:02d}\t{title}",
    "{title} …… {page:02d}", "{title}......{page}", "{title}\t{page:02d}", "{title}（{page:02d}）",
    "{page:02d}\n{title}", "{title}\n{page:02d}", "{title}", "| {page:02d} | {title} |",
    "| {title} | {page:02d} |", "- {page:02d} {title}", "{page:02d}/{title}", "P{page:02d} {title}",
    "{wide} {title}", "{title}·········{page:02d}", "《{title}》 {page}",
)  # fmt: skip
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _contents(sheets: Sheets, words: Words, sections) -> None:
    """Sections and entries in one of the forms in which the list is printed."""
    form, blanks = words.one(FORMS), words.one((0, 1))
    hashes = words.one(("", "### ", "【"))
    label = words.one(("本期要目", "本 期 要 目", "【本期要目】", "目　录", "本期目录"))
    sheets.say(f"{hashes.strip('【')}{label}", blanks=1)
    if form.startswith("{page:02d} ") and words.often(0.4):
        _run_together(sheets, words, sections)
        return
    for name, listed in sections:
        sheets.say(f"【{name}】" if hashes == "【" else hashes + name, blanks=blanks)
        for each in listed:
            if "{page" not in form and "{wide" not in form:
                each.page = None
            may_wrap = "|" not in form and "《" not in form and words.often(0.3)
            title = _wrapped(each.listed_title) if may_wrap else each.listed_title
            wide = f"{each.page or 0:02d}".translate(_WIDE)
            sheets.say(form.format(page=each.page or 0, title=title, wide=wide), blanks=blanks)
    sheets.say("", blanks=0)


def _run_together(sheets: Sheets, words: Words, sections) -> None:
    """Entries, sections with them or not, that a recognition program left on one line."""
    is_glued = words.often(0.5)
    for name, listed in sections:
        entries = " ".join(f"{each.page:02d} {each.listed_title}" for each in listed)
        sheets.say(*([f"{name} {entries}"] if is_glued else [name, entries]), blanks=1)


def _wrapped(title: str) -> str:
    """A long title over two lines, or three, at a place where lines break."""
    if len(title) < 22:
        return title
    at = title.find("（", 12) if title.find("（", 12) > 0 else 18
    first = f"{title[:10]}\n{title[10:at]}" if len(title) > 32 else title[:at]
    return f"{first}\n{title[at:]}"


def _profiles(sheets: Sheets, words: Words, truth: dict) -> None:
    truth["organisation_profiles"] = []
    for name, english, abbreviation in (
        ("山海省渡口发展促进会", "Shanhai Ferry Development Association", "SFDA"),
        ("临江潮汐战略研究院", "Linjiang Tide Strategy Institute", "LTSI"),
    ):
        line = len(sheets.lines) + 1
        raw = f"{english}, {abbreviation}"
        sheets.say(name, raw, blanks=1)
        count = words.chance.randint(1, 2)
        sheets.say(
            *(f"{name}是一家研究机构，{words.paragraph(2, 3)}" for _ in range(count)), blanks=1
        )
        truth["organisation_profiles"].append(
            {"name_zh": name, "name_en": english, "abbr": abbreviation, "name_en_raw": raw,
             "line_no": line, "paragraph_count": count}
        )  # fmt: skip

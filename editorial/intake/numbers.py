"""The issue's date and numbers, wherever the cover or the masthead page prints them."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from editorial.intake.grammar import PUBLICATION
from editorial.intake.lines import Doubt, Line
from editorial.intake.refusal import Refused
from editorial.typography import CHINESE_NUMERALS, number_of

_N = f"[{CHINESE_NUMERALS}\\d]"
_DATE = re.compile(
    f"({_N}{{4}})\\s*[年./-]\\s*({_N}{{1,3}})\\s*[月./-]\\s*({_N}{{1,3}})(?:\\s*[日号])?(?!{_N})"
)
# 第39—40期, 第39期、第40期: a double issue; the first of its numbers is the issue's.
_UNTIL = f"(?:\\s*期?\\s*[—–~～、,，和与及至/-]{{1,2}}\\s*(?:总\\s*)?第?\\s*{_N}{{1,6}}(?=\\s*期))?"
_RUNNING = re.compile(
    f"(?:总\\s*(?:期\\s*号?\\s*[:：]?\\s*)?第?|累计\\s*第?|总\\s*期\\s*号)\\s*[:：]?\\s*({_N}{{1,6}}){_UNTIL}\\s*期?"
)
_NUMBER = re.compile(
    f"(?:第|期号\\s*[:：]?|NO\\.?|No\\.?)\\s*({_N}{{1,4}})(?P<until>{_UNTIL})\\s*期?"
)
_KIND = re.compile(r"[(（]?\s*(?:合刊|合订|专刊|特刊|专号|增刊)(?:号)?\s*[)）]?")
_LEFT_OVER = re.compile(r"^[\s()（）,，、|｜·•/:：《》出版日期刊星周一二三四五六日天]*$")
MOST_ISSUES_A_YEAR = 60
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Numbers:
    """What one line says; fields it does not mention are None."""

    date: tuple[int, int, int] | None = None
    number: int | None = None
    running_number: int | None = None
    printed: str = ""  # 第39—40期, where a double issue prints two numbers


def numbers_in(text: str) -> Numbers | None:
    """The date and numbers of a line that holds nothing else; None for any other line."""
    rest, date = _take(_DATE, _KIND.sub(" ", text.replace(PUBLICATION, " ")))
    rest, running = _take(_RUNNING, rest)
    rest, number = _take(_NUMBER, rest)
    printed = "".join(number.group().split()) if number and number.group("until") else ""
    try:
        date = tuple(number_of(value) for value in date.groups()) if date else None
        running = number_of(running.group(1)) if running else None
        number = number_of(number.group(1)) if number else None
    except ValueError:  # 二0二6: no numeral
        return None
    if (date, number, running) == (None, None, None):
        return None
    rest = re.sub(f"^\\s*[(（]?{_N}{{4}}\\s*年", "", rest.strip()) if number else rest
    return Numbers(date, number, running, printed) if _LEFT_OVER.match(rest) else None


def _take(pattern: re.Pattern, text: str) -> tuple[str, re.Match | None]:
    found = pattern.search(text)
    if not found:
        return text, None
    return text[: found.start()] + " " + text[found.end() :], found


NAMES = ("date", "number", "running_number")
LABELS = ("日期", "期号", "总期号")


@dataclass(frozen=True)
class Numbering:
    """The issue's date and numbers, and what looks odd about them.

    ``missing`` names those that the manuscript does not print. They hold a guess, so that there is
    something to propose; an issue is never stored with one.
    """

    date: dt.date
    number: int
    running_number: int
    doubts: tuple[Doubt, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def printed(self) -> dict[str, str]:
        """date (ISO), number and running_number as text; empty where they are only a guess."""
        said = (self.date.isoformat(), str(self.number), str(self.running_number))
        return {
            name: "" if label in self.missing else text
            for name, label, text in zip(NAMES, LABELS, said, strict=True)
        }


def numbering_of(lines: tuple[Line, ...], *, year: int = 0) -> Numbering:
    """Date and numbers from the lines before 本期要目; the first mention of each counts.

    ``year`` is the best guess at the year of a manuscript that prints no date.
    """
    said = [(line, numbers) for line in lines if (numbers := numbers_in(line.text))]
    date = _first(said, "date")
    number = _first(said, "number")
    running = _first(said, "running_number")
    line = said[0][0].number if said else 1
    day = _date(date[1]) if date else _friday(year, number[1] if number else 1)
    count = number[1] if number else day.isocalendar().week
    total = running[1] if running else count
    _refuse_absurd(day, count, total)
    missing = tuple(
        name for name, value in zip(LABELS, (date, number, running), strict=True) if value is None
    )
    doubts = [*_missing(line, missing, day, count), *_double(said), *_contradictions(said)]
    doubts += _oddities(line, day, count) if date and number else []
    return Numbering(day, count, total, tuple(doubts), missing)


def retyped(old: Numbering, line: int, typed: dict[str, str]) -> Numbering:
    """The same with what an editor typed, by field; what nobody has told stays missing."""
    day = typed.get("date", old.date.isoformat())
    day = _date(tuple(map(int, day.split("-"))))
    number = int(typed.get("number", old.number))
    running = int(typed.get("running_number", old.running_number))
    _refuse_absurd(day, number, running)
    missing = tuple(
        label
        for name, label in zip(NAMES, LABELS, strict=True)
        if label in old.missing and name not in typed
    )
    doubts = [*_missing(line, missing, day, number)]
    doubts += _oddities(line, day, number) if not {"日期", "期号"} & {*missing} else []
    return Numbering(day, number, running, tuple(doubts), missing)


def _first(said, name: str):
    return next(((line, v) for line, n in said if (v := getattr(n, name)) is not None), None)


def _friday(year: int, week: int) -> dt.date:
    year = year if 1990 <= year <= 2100 else 2000
    return dt.date.fromisocalendar(year, min(max(week, 1), 52), 5)


def _missing(line: int, missing: tuple[str, ...], day: dt.date, number: int) -> list[Doubt]:
    guesses = {"日期": f"暂按 {day:%Y-%m-%d}", "期号": f"暂按第 {number} 期", "总期号": "暂缺"}
    return [
        Doubt(line, "numbers", f"封面上没有找到{name}，{guesses[name]}，请在入库前填好。")
        for name in missing
    ]


def year_of(lines: tuple[Line, ...]) -> int:
    """The year a manuscript without a date is most likely of: that of its document numbers."""
    text = "\n".join(line.text for line in lines)
    for pattern, choose in _YEARS:
        found = Counter(int(year) for year in pattern.findall(text))
        if found:
            return choose(found)
    return 0


_YEARS = (
    (re.compile(r"[〔\[［【﹝（(](20\d\d)[〕\]］】﹞）)]\s*第?\s*\d{1,5}\s*号"), max),
    (re.compile(r"(20\d\d)年\d{1,2}月\d{1,2}日"), lambda found: found.most_common(1)[0][0]),
    (re.compile(r"(20\d\d)\s*年"), min),
)


def _date(parts: tuple[int, int, int]) -> dt.date:
    year, month, day = parts
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise Refused(f"封面上的日期“{year}年{month}月{day}日”不存在，请改正后再导入。") from None
    if not 1990 <= year <= 2100:
        raise Refused(f"封面上的年份是 {year} 年，看来有误，请改正后再导入。")
    return date


def _refuse_absurd(date: dt.date, number: int, running: int) -> None:
    if not 1 <= number <= MOST_ISSUES_A_YEAR:
        raise Refused(f"封面上的期号是“第{number}期”，一年不会有这样的期号，请改正后再导入。")
    if not number <= running <= 9999:
        raise Refused(
            f"封面上的总期号“总第{running}期”与期号“第{number}期”对不上，请改正后再导入。"
        )


def _double(said) -> list[Doubt]:
    """An issue has one number; which of the two a double issue goes by is for the editor."""
    line, numbers = next(((line, n) for line, n in said if n.printed), (None, None))
    if line is None:
        return []
    message = (
        f"第 {line.number} 行印的是合刊“{numbers.printed}”，一期只能有一个期号，"
        f"已按第 {numbers.number} 期，请核对。"
    )
    return [Doubt(line.number, "numbers", message)]


def _contradictions(said) -> list[Doubt]:
    """The cover and the masthead page print the same numbers twice; they should agree."""
    found = []
    for name, label in (("date", "日期"), ("number", "期号"), ("running_number", "总期号")):
        values = [(line, getattr(n, name)) for line, n in said if getattr(n, name) is not None]
        for line, value in values[1:]:
            if value != values[0][1]:
                message = (
                    f"第 {line.number} 行的{label}与第 {values[0][0].number} 行不一致，"
                    "已按前者，请核对。"
                )
                found.append(Doubt(line.number, "numbers", message))
    return found


def _oddities(line: int, date: dt.date, number: int) -> list[Doubt]:
    """Two rules every printed issue kept; breaking them is a doubt, never a refusal."""
    found = []
    if date.isoweekday() != 5:
        weekday = WEEKDAYS[date.weekday()]
        message = f"出版日期 {date:%Y-%m-%d} 是星期{weekday}，往常都是星期五，请核对。"
        found.append(Doubt(line, "numbers", message))
    week = date.isocalendar().week
    if week != number:
        message = f"{date:%Y-%m-%d} 是当年第 {week} 周，期号却是第 {number} 期"
        message += "；因休刊顺延的不用改，否则请核对。"
        found.append(Doubt(line, "numbers", message))
    return found

"""The issue's date and numbers, wherever the cover or the masthead page prints them."""

import datetime as dt
import re
from dataclasses import dataclass

from editorial.intake.grammar import PUBLICATION
from editorial.intake.lines import Doubt, Line
from editorial.intake.refusal import Refused
from editorial.typography import CHINESE_NUMERALS, number_of

_N = f"[{CHINESE_NUMERALS}\\d]"
_DATE = re.compile(
    f"({_N}{{4}})\\s*[年./-]\\s*({_N}{{1,3}})\\s*[月./-]\\s*({_N}{{1,3}})(?:\\s*[日号])?(?!{_N})"
)
_RUNNING = re.compile(
    f"(?:总\\s*(?:期\\s*号?\\s*[:：]?\\s*)?第?|累计\\s*第?|总\\s*期\\s*号)\\s*[:：]?\\s*({_N}{{1,6}})\\s*期?"
)
_NUMBER = re.compile(f"(?:第|期号\\s*[:：]?|NO\\.?|No\\.?)\\s*({_N}{{1,4}})\\s*期?")
_LEFT_OVER = re.compile(r"^[\s()（）,，、|｜·•/:：《》出版日期刊星周一二三四五六日天]*$")
MOST_ISSUES_A_YEAR = 60
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Numbers:
    """What one line says; fields it does not mention are None."""

    date: tuple[int, int, int] | None = None
    number: int | None = None
    running_number: int | None = None


def numbers_in(text: str) -> Numbers | None:
    """The date and numbers of a line that holds nothing else; None for any other line."""
    rest, date = _take(_DATE, text.replace(PUBLICATION, " "))
    rest, running = _take(_RUNNING, rest)
    rest, number = _take(_NUMBER, rest)
    try:
        date = tuple(number_of(value) for value in date.groups()) if date else None
        running = number_of(running.group(1)) if running else None
        number = number_of(number.group(1)) if number else None
    except ValueError:  # 二0二6: no numeral
        return None
    if (date, number, running) == (None, None, None):
        return None
    rest = re.sub(f"^\\s*[(（]?{_N}{{4}}\\s*年", "", rest.strip()) if number else rest
    return Numbers(date, number, running) if _LEFT_OVER.match(rest) else None


def _take(pattern: re.Pattern, text: str) -> tuple[str, re.Match | None]:
    found = pattern.search(text)
    if not found:
        return text, None
    return text[: found.start()] + " " + text[found.end() :], found


@dataclass(frozen=True)
class Numbering:
    """The issue's date and numbers, and what looks odd about them."""

    date: dt.date
    number: int
    running_number: int
    doubts: tuple[Doubt, ...] = ()


def numbering_of(lines: tuple[Line, ...]) -> Numbering:
    """Date and numbers from the lines before 本期要目; the first mention of each counts."""
    said = [(line, numbers) for line in lines if (numbers := numbers_in(line.text))]
    date = _first(said, "date")
    number = _first(said, "number")
    running = _first(said, "running_number")
    _refuse_missing(date, number, running)
    line = said[0][0].number
    day = _date(date[1])
    _refuse_absurd(day, number[1], running[1])
    doubts = [*_contradictions(said), *_oddities(line, day, number[1])]
    return Numbering(day, number[1], running[1], tuple(doubts))


def _first(said, name: str):
    return next(((line, v) for line, n in said if (v := getattr(n, name)) is not None), None)


def _refuse_missing(date, number, running) -> None:
    labels = (("日期（如“2026年1月9日”）", date), ("期号（如“第2期”）", number))
    labels += (("总期号（如“总第265期”）", running),)
    missing = [label for label, value in labels if value is None]
    if missing:
        raise Refused(f"封面上没有找到{'、'.join(missing)}，请在来稿开头补上后再导入。")


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
        message = f"{date:%Y-%m-%d} 是当年第 {week} 周，期号却是第 {number} 期，请核对。"
        found.append(Doubt(line, "numbers", message))
    return found

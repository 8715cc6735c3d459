"""Holiday 休刊: a week without an issue, and the calendar of 51 issues that comes of it."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

ISSUES_A_YEAR = 51
FRIDAY = 5  # ISO weekday
NOT_A_FRIDAY = "休刊周按出版日记，请填那一周的星期五。"


def must_be_a_friday(date: dt.date) -> None:
    if date.isoweekday() != FRIDAY:
        raise ValidationError(NOT_A_FRIDAY)


class Holiday(models.Model):
    """A Friday on which no issue appears. The year's other Fridays are numbered without it."""

    date = models.DateField(
        "休刊日",
        unique=True,
        validators=[must_be_a_friday],
        error_messages={"unique": "这个星期五已经列为休刊。"},
        help_text="那一周的星期五；这一周不出刊，期号顺延。",
    )
    name = models.CharField("事由", max_length=40, help_text="如：春节。")

    class Meta:
        verbose_name = "休刊"
        verbose_name_plural = "休刊日历"
        ordering = ("-date",)

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.name}"


def publication_days(year: int, free: set[dt.date] | None = None) -> list[dt.date]:
    """The Fridays of an ISO year on which an issue appears, in order: 51 at most.

    Without holidays that leaves out the last week; a long year leaves out two. ``free`` are the
    holidays, for who has them already; otherwise one query.
    """
    weeks = dt.date(year, 12, 28).isocalendar().week  # 28 December is always in the last week
    fridays = [dt.date.fromisocalendar(year, week, FRIDAY) for week in range(1, weeks + 1)]
    free = holidays() if free is None else free
    return [friday for friday in fridays if friday not in free][:ISSUES_A_YEAR]


def holidays() -> set[dt.date]:
    return set(Holiday.objects.values_list("date", flat=True))


def number_on(date: dt.date, free: set[dt.date] | None = None) -> int | None:
    """Which issue of its year a date calls for; ``None`` where the calendar has no issue."""
    days = publication_days(date.isocalendar().year, free)
    return days.index(date) + 1 if date in days else None


def days_after(date: dt.date, count: int, free: set[dt.date]) -> list[dt.date]:
    """The next ``count`` publication days after a date."""
    days, year = [], date.isocalendar().year
    while len(days) < count:
        days += [day for day in publication_days(year, free) if day > date]
        year += 1
    return days[:count]


@dataclass(frozen=True)
class Slot:
    """A place in the calendar that has no issue yet, with the numbers it will carry."""

    date: dt.date
    year: int
    number: int
    running_number: int

    def __str__(self):
        return f"{self.year}年第{self.number}期"


def slots_after(issue, count: int) -> list[Slot]:
    """The places that follow an issue. Numbers run on from it; a new year begins at its own.

    One query.
    """
    slots, free = [], holidays()
    for n, day in enumerate(days_after(issue.date, count, free), 1):
        year = day.isocalendar().year
        number = issue.number + n if year == issue.year else number_on(day, free)
        slots.append(Slot(day, year, number, issue.running_number + n))
    return slots

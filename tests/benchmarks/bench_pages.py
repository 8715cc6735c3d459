"""The public pages with few and with many issues: queries, and milliseconds."""

import datetime as dt
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.benchmarks.figures import Figure

FEW, MANY = 10, 160
ARTICLES = 9
FIRST_YEAR = 2020
BODY = (
    "<h2>一、总体目标</h2>" + "<p>到明年底，全省建成统一调度的服务网络，来一次就能办明白。</p>" * 60
)


def measure(house):
    _publish(0, FEW)
    few = {name: _ask(url) for name, url in _pages().items()}
    _publish(FEW, MANY)
    many = {name: _ask(url) for name, url in _pages().items()}
    for name, (queries, milliseconds) in many.items():
        yield Figure(f"{name}: queries with {MANY} issues", queries, "", most=12)
        yield Figure(f"{name}: more than with {FEW}", queries - few[name][0], "", most=0)
        yield Figure(f"{name}: time with {MANY} issues", milliseconds, "ms")
        yield Figure(f"{name}: time, {MANY} : {FEW} issues", milliseconds / few[name][1], "×")


def _pages() -> dict[str, str]:
    year = FIRST_YEAR
    return {
        "home": reverse("archive:home"),
        "issues": reverse("archive:issues"),
        "year": reverse("archive:year", args=[year]),
        "issue": reverse("archive:issue", args=[year, 1]),
        "article": reverse("archive:article", args=[year, 1, 1]),
        "feed": reverse("archive:feed"),
        "sitemap": reverse("archive:sitemap"),
    }


def _ask(url: str) -> tuple[int, float]:
    """(queries, median milliseconds) of a page; the first answer warms up."""
    client = Client(headers={"host": "localhost"})
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    count = len(queries)  # read now: the next request empties the log
    taken = []
    for _ in range(7):
        began = time.perf_counter()
        client.get(url)
        taken.append((time.perf_counter() - began) * 1000)
    return count, statistics.median(taken)


def _publish(start: int, stop: int) -> None:
    """Issues number ``start`` … ``stop`` since the first, 40 a year, all in the open."""
    from editorial.models import Article, Issue, Section

    sections = list(Section.objects.ensure_standard().values())
    for n in range(start, stop):
        year, number = FIRST_YEAR + n // 40, n % 40 + 1
        issue = Issue.objects.create(
            year=year, number=number, running_number=1000 + n, state=Issue.State.PUBLISHED,
            date=dt.date.fromisocalendar(year, number, 5), publish_at=timezone.now(),
        )  # fmt: skip
        Article.objects.bulk_create(
            Article(
                issue=issue, section=sections[k * 4 // ARTICLES], position=k + 1, body=BODY,
                title=f"县域数据服务站建设之{n}之{k}", source="山海省数据局", state="final",
            )
            for k in range(ARTICLES)
        )  # fmt: skip

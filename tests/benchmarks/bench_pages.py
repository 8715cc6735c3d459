"""The public pages with few and with many issues: queries, and milliseconds, made anew and kept.

Measured is the server: from the request at the door of the application to the last byte of its
answer, the middleware and the database's connection included. "Made anew" is an answer that this
process does not keep: issues and articles are other ones each time, none asked for before; their
leaves are in the database, as the worker puts them there within half a minute of publication
(without them: "before the worker has been"). Each beside a minimal plain Django view of the same
article, in the same run. "Processor" is the time this process had it, which a busy machine
stretches less. ``BENCH_TENFOLD=1`` measures ten times as many issues as well (some minutes).
"""

import gc
import os
import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.http import HttpResponse
from django.template import Engine, RequestContext
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from editorial.archive import kept
from tests import corpus
from tests.benchmarks.figures import Figure

FEW, MANY, TENFOLD = 10, 160, 1600
GROWTH = 1.2  # times, at ten times the size
ROUNDS = 60
STEP = 7  # issues are asked for in an order that has nothing to do with their age
# Milliseconds, p50 and p95, of a page that is made anew.
LIMITS = {"home": (4, 8), "issue": (3, 6), "article": (3, 6)}


@dataclass(frozen=True)
class Answered:
    """One page asked for often: queries of one answer, milliseconds by clock and processor."""

    queries: int
    clock: list[float]
    processor: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.clock)

    @property
    def late(self) -> float:
        return statistics.quantiles(self.clock, n=20)[-1]

    @property
    def worked(self) -> float:
        return statistics.median(self.processor)


def measure(house):
    from bulletin.wsgi import application

    fill(0, FEW)
    few = {name: _ask(application, name, FEW) for name in _pages(FEW)}
    fill(FEW, MANY)
    plain = _plain_view()
    yield Figure("a minimal plain view of an article", plain, "ms")
    many = {name: _ask(application, name, MANY) for name in _pages(MANY)}
    for name, answered in many.items():
        yield from _compare(name, answered, few[name], plain)
    yield from _again(application)
    yield from _without_leaves(application)
    if os.environ.get("BENCH_TENFOLD") == "1":
        fill(MANY, TENFOLD)
        _as_after_a_start()
        for name in _pages(TENFOLD):
            yield from _grown(name, _ask(application, name, TENFOLD), many[name])


def _compare(name, many, few, plain):
    limits = LIMITS.get(name, (None, None))
    yield Figure(f"{name}: queries with {MANY} issues", many.queries, "", most=12)
    yield Figure(f"{name}: more than with {FEW}", many.queries - few.queries, "", most=0)
    yield Figure(f"{name}: made anew with {MANY} issues, p50", many.median, "ms", most=limits[0])
    yield Figure(f"{name}: p95", many.late, "ms", most=limits[1])
    yield Figure(f"{name}: processor, p50", many.worked, "ms")
    yield Figure(f"{name}: made anew : the plain view", many.median / plain, "×")


def _grown(name, tenfold, many):
    """The processor's time is compared: minutes lie between the two."""
    queries = tenfold.queries - many.queries
    most = GROWTH if name in LIMITS else None
    yield Figure(f"{name}: more queries with {TENFOLD} issues", queries, "", most=0)
    yield Figure(f"{name}: processor, {TENFOLD} issues, p50", tenfold.worked, "ms")
    ratio = tenfold.worked / many.worked
    yield Figure(f"{name}: processor, {TENFOLD} : {MANY} issues", ratio, "×", most=most)


def _again(application):
    for name, addresses in _pages(MANY).items():
        answer = _answer(application, addresses[0])
        taken = [_answer(application, addresses[0]).clock for _ in range(ROUNDS)]
        yield Figure(f"{name}: kept, given again in", statistics.median(taken), "ms")
        held = [
            _answer(application, addresses[0], HTTP_IF_NONE_MATCH=answer.headers["ETag"])
            for _ in range(ROUNDS)
        ]
        assert {each.status for each in held} == {304}
        taken = statistics.median(each.clock for each in held)
        yield Figure(f"{name}: unchanged since, told in", taken, "ms", most=1)


def _as_after_a_start():
    """What filling leaves behind, in memory and in the log of the database, is no reader's."""
    connection.close()
    gc.collect()
    gc.freeze()


def _without_leaves(application):
    from editorial.models import Leaf

    Leaf.objects.all().delete()
    answered = _ask(application, "article", MANY)
    yield Figure("article: before the worker has been, p50", answered.median, "ms")
    yield Figure("article: before the worker has been, p95", answered.late, "ms")


# --- Asking ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    clock: float  # milliseconds
    processor: float


def _answer(application, address: str, **given) -> Answer:
    environ = RequestFactory(headers={"host": "localhost"}).get(address, **given).environ
    told = {}

    def start(status, headers, error=None):
        told.update(status=int(status[:3]), headers=dict(headers))

    began, worked = time.perf_counter(), time.process_time()
    response = application(environ, start)
    b"".join(response)
    getattr(response, "close", lambda: None)()  # as a server does
    worked, taken = time.process_time() - worked, time.perf_counter() - began
    return Answer(clock=taken * 1000, processor=worked * 1000, **told)


def _ask(application, name: str, issues: int) -> Answered:
    """Each answer is made anew; the first two warm up."""
    addresses = _pages(issues)[name]
    given = []
    for n in range(ROUNDS + 2):
        kept.answers.clear()
        given.append(_answer(application, addresses[n % len(addresses)]))
    assert {each.status for each in given} == {200}
    kept.answers.clear()
    with CaptureQueriesContext(connection) as queries:
        _answer(application, addresses[0])
    clock, processor = [each.clock for each in given[2:]], [each.processor for each in given[2:]]
    return Answered(len(queries), clock, processor)


def _pages(issues: int) -> dict[str, list[str]]:
    """Name → addresses; of the first ten issues where there are no more."""
    year = corpus.FIRST_YEAR
    places = [(n * STEP % issues, n % corpus.ARTICLES_AN_ISSUE + 1) for n in range(ROUNDS + 2)]
    dated = [
        (year + n // corpus.ISSUES_A_YEAR, n % corpus.ISSUES_A_YEAR + 1, at) for n, at in places
    ]
    return {
        "home": ["/"],
        "issues": ["/issues/"],
        "year": [f"/{year}/"],
        "issue": [f"/{y}/{number}/" for y, number, _ in dated],
        "article": [f"/{y}/{number}/{at}/" for y, number, at in dated],
        "feed": ["/feed/"],
        "sitemap": ["/sitemap.xml"],
        "year's index": [f"/{year}/index/"],
        "policy index": ["/policy/"],
    }


def _plain_view() -> float:
    """Median milliseconds of one query and one template, without any middleware of ours."""
    from editorial.models import Article

    template = Engine().from_string("<!doctype html><title>{{ a.title }}</title>{{ a.body|safe }}")
    request, taken = RequestFactory().get("/"), []
    for n in range(ROUNDS):
        began = time.perf_counter()
        article = Article.objects.get(
            issue__year=corpus.FIRST_YEAR, issue__number=n % FEW + 1, position=1
        )
        HttpResponse(template.render(RequestContext(request, {"a": article})))
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def fill(start: int, stop: int) -> None:
    """Published issues with web editions, indexed, their leaves laid ready."""
    from editorial import archive, search
    from editorial.models import Edition, Issue

    corpus.publish(start, stop)
    new = Issue.objects.filter(running_number__gte=corpus.FIRST_NUMBER + start)
    Edition.objects.bulk_create(_edition(issue) for issue in new)
    search.rebuild()
    archive.keep_leaves(seconds=3600)


def _edition(issue):
    """Two pages an article, the second opening in its third block."""
    from editorial.models import Edition

    firsts = {key: 2 * n + 3 for n, key in enumerate(issue.articles.values_list("pk", flat=True))}
    return Edition(
        issue=issue,
        kind=Edition.Kind.WEB,
        state=Edition.State.READY,
        pages=2 * len(firsts) + 4,
        size=1_200_000,
        start_pages={str(key): first for key, first in firsts.items()},
        article_pages=dict.fromkeys(map(str, firsts), 2),
        openings={str(key): [[at, 1, 0], [at + 1, 3, 20]] for key, at in firsts.items()},
    )

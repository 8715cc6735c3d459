"""Search: 200 random words against a plain scan, milliseconds of the page, and what an index costs.

With 160 issues of nine articles; ``BENCH_TENFOLD=1`` measures ten times that as well, which
takes some minutes to write.
"""

import os
import random
import statistics
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Length
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.figures import Figure

ISSUES, TENFOLD = 160, 1600
WORDS, LONGEST = 200, 6
P50, P95 = 15, 40  # milliseconds
GROWTH = 1.2  # times that, at ten times the size
# What readers of such a newsletter type, beside pieces of text at random.
TYPED = ("算力", "人工智能", "数字经济", "高质量发展", "公共数据", "数据 建设 发展", "suanli",
         "山海发[1950]7号", "山海省 数据局", "鑫鑫鑫")  # fmt: skip


def measure(house):
    call_command("flush", interactive=False, verbosity=0)
    yield from _archive(0, ISSUES, growth=1)
    if os.environ.get("BENCH_TENFOLD") == "1":
        yield from _archive(ISSUES, TENFOLD, growth=GROWTH)


def _archive(start: int, stop: int, *, growth: float):
    from editorial import search
    from tests import corpus

    corpus.publish(start, stop)
    began = time.perf_counter()
    count = search.rebuild()
    size = f"{count} articles"
    yield Figure(f"rebuild the search of {size}", time.perf_counter() - began, "s")
    yield Figure(f"index one issue of {size}", _seconds_of_publication(), "s", most=1)
    yield Figure(f"postings of {size}", _megabytes(), "MB")
    words = _random_words()
    recall, precision = _against_a_scan(words[:: 1 if growth == 1 else 10])
    yield Figure("  recall", recall, "", least=1)
    yield Figure("  precision, two characters and more", precision, "", least=1)
    yield from _times([*words, *TYPED * 4], size, growth)


def _seconds_of_publication() -> float:
    from editorial import search
    from editorial.models import Issue

    issue = Issue.objects.latest("date")
    with transaction.atomic():
        search.forget_issue(issue)
        began = time.perf_counter()
        search.index_issue(issue)
        taken = time.perf_counter() - began
        transaction.set_rollback(True)
    return taken


def _megabytes() -> float:
    from editorial.models import Posting

    sums = Posting.objects.aggregate(
        slots=Sum(Length("slots")), keys=Sum(Length("key")), rows=Count("pk")
    )
    return (sums["slots"] + 3 * sums["keys"] + 8 * sums["rows"]) / 1_000_000


def _random_words() -> list[str]:
    from editorial.models import Entry

    chance, words = random.Random(5), []
    texts = list(Entry.objects.order_by("slot").values_list("text", flat=True)[:300])
    while len(words) < WORDS:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - LONGEST)
        piece = text[at : at + len(words) % LONGEST + 1]
        if piece.isalnum():
            words.append(piece)
    return words


def _against_a_scan(words) -> tuple[float, float]:
    """(recall, precision) over all pages of the answers."""
    from editorial import search
    from editorial.models import Entry
    from editorial.search.folding import fold

    scanned = {word: set() for word in words}
    for pk, folded in Entry.objects.values_list("pk", "folded").iterator(200):
        for word in words:
            if fold(word) in folded:
                scanned[word].add(pk)
    hits = misses = wrong = 0
    for word in words:
        found = _all_pages(search, word)
        hits += len(found & scanned[word])
        misses += len(scanned[word] - found)
        wrong += len(found - scanned[word]) if len(word) > 1 else 0
    return hits / (hits + misses), hits / (hits + wrong)


def _all_pages(search, word) -> set[int]:
    found, page, pages = set(), 1, 1
    while page <= pages:
        answer = search.ask(search.read_question({"q": word, "page": str(page)}))
        found |= {article.pk for article in answer.articles}
        page, pages = page + 1, answer.pages
    return found


def _times(words, size: str, growth: float):
    """Of the whole page, as a reader gets it, in this process."""
    client, taken, queries = Client(headers={"host": "localhost"}), [], 0
    client.get("/search/", {"q": "suanli"})
    for word in words:
        began = time.perf_counter()
        client.get("/search/", {"q": word})
        taken.append((time.perf_counter() - began) * 1000)
    for word in TYPED:
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": word})
        queries = max(queries, len(asked))
    quantiles = statistics.quantiles(taken, n=20)
    yield Figure(f"search page, {size}: p50", statistics.median(taken), "ms", most=P50 * growth)
    yield Figure(f"search page, {size}: p95", quantiles[-1], "ms", most=P95 * growth)
    yield Figure(f"search page, {size}: most queries", queries, "", most=16)

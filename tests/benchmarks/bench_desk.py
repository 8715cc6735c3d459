"""The desk with 160 issues and 1,400 articles: CPU of pages, of autosave and of a comparison."""

import json
import random
import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast, corpus
from tests.benchmarks.bench_pages import MANY, fill
from tests.benchmarks.figures import Figure

NUMBER, YEAR = 40, 2024  # in the making, after all that is published
ARTICLES = 9
MOST = 300  # ms of the server's time
MOST_KEPT, MOST_COMPARED = 100, 200  # ms: an autosave; 10,000 characters set against each other
LONG, CHARACTERS = 10_000, 5_000  # of an article
CLAUSES = (
    "全省建成统一调度的服务网络，",
    "数据资源按目录登记、分级授权，",
    "费用按实际调用量结算，",
    "企业凭登记证书申请使用，",
    "各县区年底前报送进展。",
)


def measure(house):
    from editorial.models import Article, Issue, User

    if Article.objects.count() < MANY * ARTICLES:
        fill(0, MANY)
    if not User.objects.filter(username="zhou").exists():
        cast.make_newsroom()
    issue = Issue.objects.filter(year=YEAR, number=NUMBER).first() or _in_the_making()
    yield Figure("articles in the house", Article.objects.count(), "")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="chen"))
    for name, url in _pages(issue).items():
        queries, milliseconds = _ask(client, url)
        yield Figure(f"desk, {name}: server time", milliseconds, "ms", most=MOST)
        yield Figure(f"desk, {name}: queries", queries, "")
    kept = _milliseconds(lambda: _keep(client, issue.articles.first()))
    yield Figure("autosave of 10,000 characters: server time", kept, "ms", most=MOST_KEPT)
    yield from _comparisons()


def _keep(client, article) -> None:
    """What the form sends every few seconds."""
    sent = {"version": article.version, "typed": {"body": _as_body(_text(LONG))}}
    url = reverse("admin:editorial_article_draft", args=[article.pk])
    answer = client.post(url, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200


# --- Comparing ------------------------------------------------------------------------------


def _comparisons():
    """Few changes and many, in paragraphs and all in one: from body to marked words."""
    from editorial.admin.seen import block_changes

    text = _text(LONG)
    cases = {
        "20 changes": (_as_body(text), _as_body(_changed(text, 20))),
        "every line changed": (_as_body(text), _as_body(_changed(text, 400))),
        "one paragraph, 600 changes": (f"<p>{text}</p>", f"<p>{_changed(text, 600)}</p>"),
        "nothing in common": (_as_body(text), _as_body(text[::-1])),
    }
    for name, (old, new) in cases.items():
        taken = _milliseconds(lambda old=old, new=new: list(block_changes(old, new)))
        yield Figure(f"10,000 characters compared, {name}", taken, "ms", most=MOST_COMPARED)


def _text(length: int) -> str:
    dice = random.Random(7)
    return "".join(f"第{n}项，{dice.choice(CLAUSES)}" for n in range(length // 12))[:length]


def _as_body(text: str, lines: int = 250) -> str:
    """Paragraphs of so many characters, a heading before every fourth."""
    parts = [text[at : at + lines] for at in range(0, len(text), lines)]
    return "".join(
        ("<h2>一、任务</h2>" if n % 4 == 0 else "") + f"<p>{part}</p>"
        for n, part in enumerate(parts)
    )


def _changed(text: str, times: int) -> str:
    """Characters exchanged, put in and taken out, all over the text."""
    dice, found = random.Random(11), list(text)
    for _ in range(times):
        at = dice.randrange(len(found) - 4)
        found[at : at + dice.randrange(3)] = dice.choice(("", "云麓市", "另行", "甲"))
    return "".join(found)


def _in_the_making():
    """Nine articles with bodies and notes, most of them under review."""
    from editorial import workflow
    from editorial.models import User

    issue = cast.make_issue(NUMBER, year=YEAR)
    lin = User.objects.get(username="lin")
    body = _as_body(_text(CHARACTERS))
    for n in range(ARTICLES):
        article = cast.make_article(issue, body=body, note="按语。", assignee=lin)
        if n > 1:
            workflow.perform(article, "submit", by=lin)
    return issue


def _pages(issue) -> dict[str, str]:
    article = issue.articles.first()
    return {
        "board": reverse("admin:index"),
        "issue": reverse("admin:editorial_issue_change", args=[issue.pk]),
        "article": reverse("admin:editorial_article_change", args=[article.pk]),
        "review": reverse("admin:editorial_article_review", args=[article.pk]),
        "articles": reverse("admin:editorial_article_changelist"),
        "issues": reverse("admin:editorial_issue_changelist"),
        "pictures": reverse("admin:editorial_upload_changelist"),
        "records": reverse("admin:editorial_record_changelist"),
        "notices": reverse("admin:notices") + "?show=all",
        "statistics of a year": reverse("admin:statistics")
        + f"?since={corpus.FIRST_YEAR}-01-01&until={corpus.FIRST_YEAR}-12-31",
    }


def _ask(client, url) -> tuple[int, float]:
    """(queries, median milliseconds of CPU): the same when others use the machine as well."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries), _milliseconds(lambda: client.get(url))


def _milliseconds(act: Callable[[], object]) -> float:
    """Median CPU of seven runs."""
    taken = []
    for _ in range(7):
        began = time.process_time()
        act()
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)

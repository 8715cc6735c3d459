"""Ten minutes of sixteen readers, five editors and renders without end: no error, no growth.

``SOAK_MINUTES`` says how long (10). The first fifth warms up.
"""

import os
import statistics
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from tests import servers

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
READERS, EDITORS = 16, 5
PUBLISH = """
from editorial import search
from tests import cast, corpus
cast.make_newsroom()
corpus.publish(0, 8, characters=3000)
search.rebuild()
for n in range(1, 6):
    cast.make_article(cast.make_issue(n), note="按语。")
"""
# An editor saves an article again and again, through the form, as a browser does.
EDIT = """
import time
from django.test import Client
from django.test.utils import setup_test_environment
from editorial.models import Article, User
from tests.screens.desk.forms import fields_of
setup_test_environment()
client = Client()
client.force_login(User.objects.get(username="chen"))
article = Article.objects.get(issue__year=2026, issue__number={number})
url = f"/desk/editorial/article/{{article.pk}}/change/"
end, bad, saved = time.monotonic() + {seconds}, [], 0
while time.monotonic() < end:
    data = fields_of(client, url)
    data["body"] += f"<p>第{{saved}}次改。</p>" if saved % 20 else ""
    answer = client.post(url, data)
    saved += 1
    if answer.status_code != 302:
        bad.append(answer.status_code)
    time.sleep(1)
print(saved, len(bad), bad[:3])
"""
RENDER = """
import time
from editorial.models import Edition, Issue
end, made = time.monotonic() + {seconds}, 0
while time.monotonic() < end:
    for issue in Issue.objects.filter(year=2026):
        Edition.objects.order(issue, "proof")
        made += 1
    time.sleep(2)
print(Edition.objects.filter(state="failed").count())
"""
PAGES = ("/", "/issues/", "/1950/1/", "/1950/2/3/", "/1950/5/7/", "/search/?q=%E7%AE%97%E5%8A%9B",
         "/policy/", "/feed/", "/1950/3/1/cite.bib")  # fmt: skip


class Reader(threading.Thread):
    """Asks page after page; ``taken`` is [(when, seconds)], ``wrong`` what was no answer."""

    def __init__(self, url: str, seconds: float, pause: float):
        super().__init__(daemon=True)
        self.url, self.end, self.pause = url, time.monotonic() + seconds, pause
        self.taken, self.wrong = [], []

    def run(self) -> None:
        n = id(self) % len(PAGES)
        while time.monotonic() < self.end:
            n += 1
            began = time.monotonic()
            try:
                with urllib.request.urlopen(self.url + PAGES[n % len(PAGES)], timeout=60) as page:
                    page.read()
            except OSError as error:
                self.wrong.append(repr(error))
            self.taken.append((began, time.monotonic() - began))
            time.sleep(self.pause)


def p99(readers, since: float = 0) -> float:
    return statistics.quantiles(
        [seconds for each in readers for at, seconds in each.taken if at >= since], n=100
    )[98]


def memory_of(pids) -> int:
    """Resident bytes of these processes and their children."""
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            family = [pid, *map(int, file.read().split())]
        for each in family:
            with open(f"/proc/{each}/statm") as file:
                total += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total


def test_readers_editors_and_renders_together(postgres_url, redis_url):
    seconds = MINUTES * 60
    with ExitStack() as stack:
        database = stack.enter_context(servers.empty_database(postgres_url, "load"))
        house = stack.enter_context(
            servers.installation(
                DATABASE_URL=database, REDIS_URL=redis_url,
                DJANGO_SETTINGS_MODULE="tests.settings",
            )
        )  # fmt: skip
        house.python(PUBLISH)
        url, web = stack.enter_context(_web(house))
        worker = stack.enter_context(house.worker())
        idle = p99(_read(url, 2, 20, pause=0.2))
        acts = [EDIT.format(number=n + 1, seconds=seconds) for n in range(EDITORS)]
        said = _beside(house, [*acts, RENDER.format(seconds=seconds)], seconds)
        readers = [Reader(url, seconds, 0.5) for _ in range(READERS)]
        began = time.monotonic()
        for reader in readers:
            reader.start()
        time.sleep(seconds / 5)
        warm = memory_of([web.pid, worker.pid])
        for reader in readers:
            reader.join()
        grown = memory_of([web.pid, worker.pid]) / warm - 1
        busy = p99(readers, began + seconds / 5)
        told = [each() for each in said]

    answers = sum(len(reader.taken) for reader in readers)
    print(f"{answers} pages, {told}; p99 idle {idle:.2f} s, under load {busy:.2f} s "
          f"({busy / idle:.1f} times); memory {grown:+.1%}")  # fmt: skip
    assert [wrong for reader in readers for wrong in reader.wrong] == []
    assert [line.split(" ", 1)[1] for line in told[:-1]] == ["0 []"] * EDITORS
    assert told[-1] == "0"
    assert grown <= 0.10


@contextmanager
def _web(house):
    port = servers.free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind", f"127.0.0.1:{port}",
               "--workers", "2", "--threads", "4", "--no-control-socket"]  # fmt: skip
    ready, log = (lambda: servers._responds(url)), house.home / "web.log"
    env = house.env | {"SITE_URL": url}
    with servers.running(command, ready=ready, log=log, cwd=servers.ROOT, env=env) as process:
        yield url, process


def _read(url, people: int, seconds: float, pause: float) -> list[Reader]:
    readers = [Reader(url, seconds, pause) for _ in range(people)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return readers


def _beside(house, codes, seconds: float) -> list:
    """Each piece of code in a process of its own; functions that wait for what it says."""
    pool, patience = ThreadPoolExecutor(len(codes)), seconds + servers.COMMAND_SECONDS
    return [pool.submit(house.python, code, patience).result for code in codes]

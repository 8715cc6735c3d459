"""The parts that touch database, cache and queue, on real PostgreSQL, Redis and Celery."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import servers

pytestmark = pytest.mark.services

# Suites that hold on SQLite and must hold on PostgreSQL with Redis just so.
PORTABLE = (
    "tests/test_workflow.py",
    "tests/test_workflow_door.py",
    "tests/test_workflow_reviews.py",
    "tests/test_workflow_proofs.py",
    "tests/test_workflow_after.py",
    "tests/test_migrations.py",
    "tests/test_upgrades.py",
    "tests/models",
    "tests/intake/test_store.py",
    "tests/intake/test_addition.py",
    "tests/intake/test_replacement.py",
    "tests/search",
    "tests/screens",
)

# People, and an issue with an article that 林编辑 submitted: run inside an installation.
PEOPLE = "from tests import cast; cast.make_newsroom(); cast.make_user('sun', '孙执编', '执行编辑')"
SCENE = """
from tests import cast
from editorial import workflow
from editorial.models import User
article = cast.make_article(cast.make_issue({number}), note="按语。")
workflow.perform(article, "submit", by=User.objects.get(username="lin"))
"""
# Wait for the common hour, then try once; print what came of it.
APPROVE = """
import time
from editorial import workflow
from editorial.models import Article, User
article = Article.objects.get(issue__number={number})
person = User.objects.get(username="{name}")
time.sleep(max(0, {hour} - time.time()))
try:
    workflow.perform(article, "approve", by=person)
    print("moved")
except workflow.Refused as refusal:
    print(refusal)
"""
# The form of a new issue, filled in by the same person in several windows; print the answer.
ADD = """
import time
from django.conf import settings
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from editorial.models import User
from tests.screens.desk.forms import fields_of
plain = {{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
override_settings(STORAGES=settings.STORAGES | {{"staticfiles": plain}}).enable()
setup_test_environment()
client = Client()
client.force_login(User.objects.get(username="chen"))
url = "/desk/editorial/issue/add/"
numbers = {{"year": 2026, "number": {number}, "running_number": 600, "date": "2026-07-03"}}
data = fields_of(client, url) | numbers
time.sleep(max(0, {hour} - time.time()))
print(client.post(url, data).status_code)
"""
# An issue signed off for tomorrow, its web edition ready; and what every scheduler does.
PROMISE = """
import datetime as dt
from django.utils import timezone
from editorial.models import Issue
from tests.scenes import issue_in
tomorrow = timezone.now() + dt.timedelta(days=1)
issue_in("signed_off", publish_at=tomorrow)
"""
KEEP = """
import time
from editorial import tasks
time.sleep(max(0, {hour} - time.time()))
tasks.keep_promises()
"""
ORDER = """
import time
from editorial.models import Edition, Issue
issue = Issue.objects.get(number={number})
time.sleep(max(0, {hour} - time.time()))
print(Edition.objects.order(issue, "proof").pk)
"""
# An order whose message the queue has lost, five minutes ago.
LOSE = """
import datetime as dt
from django.utils import timezone
from editorial.models import Edition, Issue
Edition.objects.create(
    issue=Issue.objects.get(number={number}), kind="proof",
    heartbeat=timezone.now() - dt.timedelta(minutes=5),
)
"""
STATE = """
from editorial.models import Edition
edition = Edition.objects.get(issue__number={number})
print(edition.state, edition.pages, edition.fault)
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(request):
    """An installation on SQLite with the file queue, and one on PostgreSQL with Redis."""
    if request.param == "sqlite":
        with servers.installation() as made:
            made.python(PEOPLE)
            yield made
        return
    cluster, redis = (request.getfixturevalue(name) for name in ("postgres_url", "redis_url"))
    with (
        servers.empty_database(cluster, "newsroom") as url,
        servers.installation(DATABASE_URL=url, REDIS_URL=redis) as made,
    ):
        made.python(PEOPLE)
        yield made


def at_once(house, codes: list[str]) -> list[str]:
    """What each piece of code prints when all of them act in the same moment."""
    with ThreadPoolExecutor(len(codes)) as pool:
        return list(pool.map(house.python, codes))


def soon() -> float:
    """An hour by which every process has started."""
    return time.time() + 4


# --- The portable suites --------------------------------------------------------------------


SUITE_SECONDS = 3600
"""An end for a suite that hangs, on the slowest machine; no measure of speed."""


def test_the_portable_suites_hold_on_postgresql(postgres_url, redis_url):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url}
    suites = [path for path in PORTABLE if (servers.ROOT / path).exists()]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist",
         "-m", "not browser and not services", *suites],
        cwd=servers.ROOT, env=env, capture_output=True, text=True, timeout=SUITE_SECONDS,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert suites == list(PORTABLE)


def test_the_installation_is_on_the_database_it_says(house):
    vendor = house.python("from django.db import connection; print(connection.vendor)")

    assert vendor == ("postgresql" if "DATABASE_URL" in house.env else "sqlite")


# --- Two at once ----------------------------------------------------------------------------


def test_of_four_clicks_of_two_people_at_once_exactly_one_approves(house):
    house.python(SCENE.format(number=31))
    hour = soon()

    said = at_once(
        house,
        [APPROVE.format(number=31, name=name, hour=hour) for name in ("chen", "sun") * 2],
    )

    assert said.count("moved") == 1
    records = house.python(
        "from editorial.models import Record; "
        "print([row.verb for row in Record.objects.filter(issue__number=31).order_by('pk')])"
    )
    assert records == "['submit', 'approve']"


def test_a_number_taken_in_three_windows_at_once_makes_one_issue(house):
    hour = soon() + 2

    answers = at_once(house, [ADD.format(number=27, hour=hour)] * 3)

    assert sorted(answers) == ["200", "200", "302"]


def test_four_schedulers_keep_a_promise_once(house):
    house.python(PROMISE)
    hour = soon()

    at_once(house, [KEEP.format(hour=hour)] * 4)

    records = house.python(
        "from editorial.models import Record; "
        "print([row.verb for row in Record.objects.filter(issue__number=1, verb='publish')])"
    )
    assert records == "['publish']"


def test_of_four_orders_at_once_one_row_comes(house):
    house.python(SCENE.format(number=2))
    hour = soon()

    keys = at_once(house, [ORDER.format(number=2, hour=hour)] * 4)

    assert len(set(keys)) == 1
    assert house.python(STATE.format(number=2)).split() == ["queued", "0"]


# --- The queue, there and back --------------------------------------------------------------

EARLY, LOST, LATE = 11, 12, 13


@pytest.fixture(scope="module")
def at_work(house):
    """A worker that finds one order waiting and one lost, and gets a third."""
    for number in (EARLY, LOST, LATE):
        house.python(SCENE.format(number=number))
    house.python(ORDER.format(number=EARLY, hour=0))
    house.python(LOSE.format(number=LOST))
    assert house.python(STATE.format(number=EARLY)).split() == ["queued", "0"]
    with house.worker():
        house.python(ORDER.format(number=LATE, hour=0))
        yield house


@pytest.mark.parametrize("number", [EARLY, LOST, LATE], ids=["early", "lost", "late"])
def test_an_order_becomes_a_ready_edition(number, at_work):
    """Ordered before the worker came, with its message lost, or while the worker is there."""

    def finished():
        said = at_work.python(STATE.format(number=number)).split()
        return said if said[0] not in ("queued", "rendering") else None

    state, pages, *fault = servers.wait_until(finished, "finished edition", 180)

    assert (state, fault) == ("ready", [])
    assert int(pages) >= 4


def test_a_worker_at_work_is_known_with_its_queues(at_work):
    said = servers.wait_until(
        lambda: at_work.python(
            "from editorial.models import Worker\n"
            "print(*Worker.objects.present().values_list('queues', flat=True))"
        ),
        "worker that tells of itself",
        60,
    )

    assert said == "celery、press"


def test_a_deaf_queue_keeps_the_order_and_the_page_does_not_hang():
    with servers.installation(CELERY_BROKER_URL="redis://127.0.0.1:1/0") as house:
        house.python(PEOPLE + "\n" + SCENE.format(number=1))
        began = time.monotonic()

        house.python(ORDER.format(number=1, hour=0))

        assert time.monotonic() - began < 120  # without a limit it waits for ever
        assert house.python(STATE.format(number=1)).split() == ["queued", "0"]


# --- The pool -------------------------------------------------------------------------------


def test_many_threads_share_a_small_pool(postgres_url):
    code = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
def ask(n):
    with connection.cursor() as cursor:
        cursor.execute("select pg_sleep(0.05), pg_backend_pid()")
        pid = cursor.fetchone()[1]
    connection.close()
    return pid
with ThreadPoolExecutor(12) as pool:
    print(len(set(pool.map(ask, range(24)))))
"""
    with (
        servers.empty_database(postgres_url, "pooled") as url,
        servers.installation(DATABASE_URL=url, DATABASE_POOL_SIZE="3") as house,
    ):
        assert int(house.python(code)) <= 3


def test_the_cache_is_shared_through_redis(postgres_url, redis_url):
    with (
        servers.empty_database(postgres_url, "cached") as url,
        servers.installation(DATABASE_URL=url, REDIS_URL=redis_url) as house,
    ):
        house.python("from django.core.cache import cache; cache.set('word', '算力')")

        assert house.python("from django.core.cache import cache; print(cache.get('word'))") == (
            "算力"
        )

"""The queue on bad days: a minute without Redis, five hundred orders, messages twice and of old."""

import json
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from tests import servers
from tests.soak import scene

RENDER = "from editorial import tasks; tasks.typeset_edition({pk})"
# As 0.1.0 sent them: to the one queue there was; twice, late, of a task and of a row long gone.
OF_OLD = """
from celery import current_app
for _ in range(2):
    current_app.send_task("editorial.typeset_edition", args=[{pk}], queue="celery")
current_app.send_task("editorial.typeset_edition", args=[10**9], queue="celery")
current_app.send_task("editorial.of_another_time", args=["甲"], queue="celery")
"""
ORDER_ALL = """
from editorial.models import Edition, Issue
for issue in Issue.objects.order_by("pk")[:{issues}]:
    for kind in ("proof", "web"):
        Edition.objects.order(issue, kind)
print(Edition.objects.count())
"""
# Small tasks while renders wait: each ends a render that was said to take too long.
LATENCIES = """
import json, time
from celery import current_app
from django.utils import timezone
from editorial.models import Edition, Issue
seconds = []
for n in range({times}):
    issue = Issue.objects.order_by("-pk")[n]
    Edition.objects.filter(issue=issue, kind="print").delete()
    row = Edition.objects.create(issue=issue, kind="print", state="rendering", attempt=1)
    began = time.monotonic()
    current_app.send_task("editorial.bury_edition", args=[row.pk, True])
    while Edition.objects.filter(pk=row.pk, state="rendering").exists():
        time.sleep(0.01)
    seconds.append(time.monotonic() - began)
print(json.dumps(sorted(seconds)))
"""
MANY = 250  # issues of one short article, each ordered as proof and as web edition


@pytest.fixture(scope="module")
def cluster():
    with scene.cluster() as made, made.serving() as url:
        yield url


@pytest.fixture
def house(cluster):
    """(installation, the port of a Redis that the test starts and stops)"""
    port = servers.free_port()
    address = f"redis://127.0.0.1:{port}/0"
    with (
        servers.empty_database(cluster, f"queue{port}") as database,
        servers.installation(DATABASE_URL=database, REDIS_URL=address, **scene.PATIENT) as made,
    ):
        yield made, port


def test_a_minute_without_redis_is_made_up_for_within_ten_seconds(house):
    house, port = house
    house.python(scene.FILL.format(issues=3))
    with servers.redis_server(port):
        worker = house.worker()
        running = worker.__enter__()
        scene.wait_for(house, scene.order(house, 1), "ready")
    try:
        order = scene.order(house, 2)
        assert scene.row(house, order)[0] == "queued"
        time.sleep(60)
        assert running.poll() is None
        with servers.redis_server(port):
            back = time.monotonic()
            scene.see_begun_or_done(house, order)
            print(f"work resumed {time.monotonic() - back:.1f} s after Redis came back")
            assert scene.wait_for(house, order, "ready", "failed")[0] == "ready"
    finally:
        worker.__exit__(None, None, None)


def test_two_workers_at_one_job_make_it_once(house):
    house, _ = house
    house.python(scene.FILL.format(issues=1))
    pk = scene.order(house, 1)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(house.python, [RENDER.format(pk=pk)] * 3))

    assert scene.row(house, pk)[:2] == ["ready", "1"]
    assert house.python(scene.WHOLE) == "[]"


def test_messages_that_come_twice_late_or_from_an_older_release_do_no_harm(house):
    house, port = house
    house.python(scene.FILL.format(issues=2))
    with servers.redis_server(port):
        first, second = scene.order(house, 1), scene.order(house, 2)
        house.python(OF_OLD.format(pk=first))
        with house.worker() as worker:
            made = [scene.wait_for(house, pk, "ready", "failed")[:2] for pk in (first, second)]
            house.python(OF_OLD.format(pk=first))
            later = scene.wait_for(house, scene.order(house, 1, "proof"), "ready", "failed")
            assert worker.poll() is None

    assert [*made, later[:2]] == [["ready", "1"]] * 3
    assert scene.row(house, first)[:2] == ["ready", "1"]


def test_five_hundred_orders_at_once_are_made_once_each_and_delay_nothing_small(house):
    house, port = house
    url = f"redis://127.0.0.1:{port}/0"
    house.python(scene.MANY.format(issues=MANY))
    with (
        servers.redis_server(port),
        house.worker("-Q", "press", "-n", "a@soak", "-s", str(house.home / "beat-a")),
        house.worker("-Q", "press", "-n", "b@soak", "-s", str(house.home / "beat-b")),
        house.worker("-Q", "celery", "-n", "small@soak", "-s", str(house.home / "beat-c")),
    ):
        assert house.python(ORDER_ALL.format(issues=MANY)) == "500"
        began, deepest = time.monotonic(), [0]
        threading.Thread(target=_watch_depth, args=(url, deepest), daemon=True).start()
        seconds = json.loads(house.python(LATENCIES.format(times=40)))
        while house.python(scene.ENDED.format(seconds=300)) != "0":
            assert time.monotonic() - began < 3000, "still not the end of all orders"
        taken = time.monotonic() - began

    print(f"500 editions in {taken:.0f} s; small tasks meanwhile: median "
          f"{statistics.median(seconds):.2f} s, p95 {seconds[37]:.2f} s")  # fmt: skip
    assert house.python(scene.ATTEMPTS) == "{1: 500}"
    assert deepest[0] <= 500
    assert house.python(scene.WHOLE) == "[]"


def _watch_depth(url, deepest) -> None:
    client = redis.Redis.from_url(url)
    while True:
        try:
            deepest[0] = max(deepest[0], client.llen("press"))
        except redis.RedisError:
            return
        time.sleep(1)

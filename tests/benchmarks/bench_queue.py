"""The queue: twenty issues by one press worker and by two, and small tasks while renders wait."""

import json
import os
import shutil
import time
from contextlib import ExitStack

from tests import servers
from tests.benchmarks.figures import Figure
from tests.soak import scene
from tests.soak.test_queue import LATENCIES

ISSUES = 20
FILL = """
from tests.cast import make_article, make_issue
for number in range(1, {issues} + 1):
    issue = make_issue(number)
    for n in range(4):
        words = "<p>数据要素流通。</p>" * 160
        make_article(issue, body=f"<p>第{{number}}期第{{n}}篇。</p>" + words)
"""
ORDER = """
from editorial.models import Edition, Issue
Edition.objects.all().delete()
for issue in Issue.objects.order_by("pk")[:20]:
    Edition.objects.order(issue, "web")
"""
# Waits in one process until every edition is made; how many were not.
SPAN = """
import time
from editorial.models import Edition
end = time.monotonic() + 1500
while Edition.objects.waiting().exists() and time.monotonic() < end:
    time.sleep(0.05)
print(Edition.objects.exclude(state="ready").count())
"""


def measure(_house):
    with (
        servers.postgres() as database,
        servers.redis_server() as queue,
        servers.installation(DATABASE_URL=database, REDIS_URL=queue, **scene.PATIENT) as house,
    ):
        house.python(FILL.format(issues=ISSUES))
        alone = _seconds(house, 1, cores={0})
        helped, two = _seconds(house, 1), _seconds(house, 2)
        name = f"{ISSUES} issues by one worker"
        yield Figure(f"{name} on one core, without companion", alone, "s")
        yield Figure(f"{name} with its companion", helped, "s")
        yield Figure(f"{ISSUES} issues by two workers", two, "s")
        yield Figure("  two workers against one on one core", alone / two, "times", least=1.7)
        yield Figure("  two workers against one with companion", helped / two, "times")
        yield from _latency(house)


def _seconds(house, workers: int, cores=None) -> float:
    """From the order of all to the last file; workers are ready before."""
    _forget_layouts(house)
    with ExitStack() as stack:
        for n in range(workers):
            beat = str(house.home / f"beat-{n}")
            worker = house.worker("-Q", "press", "-n", f"p{n}@bench", "-s", beat)
            child = stack.enter_context(worker)
            if cores:
                _pin(child.pid, cores)
        began = time.monotonic()
        house.python(ORDER)
        left = house.python(SPAN)
        assert left == "0", f"{left} editions were not made"
        return time.monotonic() - began


def _pin(pid: int, cores: set[int]) -> None:
    """The worker and all its children on these cores."""
    os.sched_setaffinity(pid, cores)
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        for child in map(int, file.read().split()):
            os.sched_setaffinity(child, cores)


def _forget_layouts(house) -> None:
    shutil.rmtree(house.home / "var" / "cache", ignore_errors=True)


def _latency(house):
    house.python(ORDER)
    with (
        house.worker("-Q", "press", "-n", "p@bench", "-s", str(house.home / "beat-p")),
        house.worker("-Q", "celery", "-n", "small@bench", "-s", str(house.home / "beat-s")),
    ):
        found = json.loads(house.python(LATENCIES.format(times=20)))
    yield Figure("a small task while 20 renders wait, p95", found[18], "s", most=1)

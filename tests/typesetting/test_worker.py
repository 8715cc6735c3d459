"""The press as it runs: a real Celery worker, its child killed, its limits reached."""

import os
import resource
import signal

import pytest

from tests import servers

pytestmark = pytest.mark.services

SMALL, HUGE = 1, 2  # HUGE: some 3,700 pages, six times what the limit allows to set
SCENE = f"""
from tests.cast import make_article, make_issue
make_article(make_issue({SMALL}))
make_article(make_issue({HUGE}), body="<p>数据要素流通。</p>" * 100_000)
"""
ORDER = """
from editorial.models import Edition, Issue
print(Edition.objects.order(Issue.objects.get(number={number}), "web").pk)
"""
# In one process, so that the press is caught within its limit however slowly a process starts.
ORDER_AND_SEE_BEGUN = """
import time
from editorial.models import Edition, Issue
edition = Edition.objects.order(Issue.objects.get(number={number}), "web")
end = time.monotonic() + 45
while edition.state != "rendering" and time.monotonic() < end:
    time.sleep(0.05)
    edition.refresh_from_db()
print(edition.pk, flush=True)
"""
# Waits in one process: to start one for every look costs more than the render.
ROW = """
import time
from editorial.models import Edition
edition = Edition.objects.get(pk={pk})
end = time.monotonic() + 45
while edition.state not in {states} and time.monotonic() < end:
    time.sleep(0.05)
    edition.refresh_from_db()
print(edition.state, edition.attempt, edition.pages, edition.fault, sep="|")
"""
LOOKS = 6


@pytest.fixture(scope="module")
def house():
    with servers.installation(PRESS_SECONDS="10") as house:
        house.python(SCENE)
        yield house


def order(house, number: int) -> int:
    return int(house.python(ORDER.format(number=number)))


def wait_for(house, pk: int, *states: str) -> list[str]:
    for _ in range(LOOKS):
        found = house.python(ROW.format(pk=pk, states=states)).split("|")
        if found[0] in states:
            return found
    raise AssertionError(f"edition {pk} is still {found}")


def press_of(worker) -> int:
    """The pool's process: the child of the worker whose address space is bounded."""
    with open(f"/proc/{worker.pid}/task/{worker.pid}/children") as file:
        children = map(int, file.read().split())
    unbounded = resource.RLIM_INFINITY
    return next(
        pid for pid in children if resource.prlimit(pid, resource.RLIMIT_AS)[0] != unbounded
    )


def test_a_killed_child_costs_one_attempt_and_a_long_render_ends_with_a_sentence(house):
    with house.worker() as worker:
        pk = int(house.python(ORDER_AND_SEE_BEGUN.format(number=HUGE)))
        os.kill(press_of(worker), signal.SIGKILL)

        state, attempt, _, fault = wait_for(house, pk, "failed")
        assert (state, attempt) == ("failed", "2")
        assert fault.startswith("排版超过 10 秒，已停下。")

        assert wait_for(house, order(house, SMALL), "ready", "failed")[:3] == ["ready", "1", "5"]


STARVE = """
from editorial import typesetting
from editorial.models import Edition, Issue
from editorial.typesetting import limits
typesetting.warm_up()
typesetting.bound_memory(limits._address_space() // limits.MEGABYTE + 24)
issue = Issue.objects.get(number={number})
issue.editions.all().delete()  # of an earlier try
edition = Edition.objects.create(issue=issue, kind="web")
typesetting.typeset(edition)
edition.refresh_from_db()
print(edition.state, edition.fault, sep="|")
"""


def test_too_little_memory_ends_with_a_sentence(house):
    told = house.python(STARVE.format(number=HUGE))

    # Where, is told by the compositor that had it in hand.
    assert told.startswith(
        "failed|排版用的内存超过 2048 MB，已停下。"
        "请把特别大的图片缩小、特别大的表格拆开后重新排版。"
    )

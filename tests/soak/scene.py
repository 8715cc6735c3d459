"""What every bad day begins with: an installation at work on PostgreSQL and Redis, and orders."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests import servers

FILL = """
from tests.cast import make_article, make_issue
for number in range(1, {issues} + 1):
    make_article(make_issue(number))
make_article(make_issue(50), body="<p>数据要素流通。</p>" * 12000)
"""
# Issues enough for a long queue, each of one short article.
MANY = """
from tests.cast import make_article, make_issue
for n in range({issues}):
    make_article(make_issue(1 + n % 50, year=2000 + n // 50, running_number=1 + n))
"""
# Waits in one process: to start one for every look costs more than a render.
ENDED = """
import time
from editorial.models import Edition
end = time.monotonic() + {seconds}
while Edition.objects.waiting().exists() and time.monotonic() < end:
    time.sleep(0.2)
print(Edition.objects.waiting().count())
"""
# Of everything that is ready: how often it was begun.
ATTEMPTS = """
from collections import Counter
from editorial.models import Edition
print(dict(Counter(Edition.objects.filter(state="ready").values_list("attempt", flat=True))))
"""
LONG = 50  # the number of the issue that takes half a minute and more
PATIENT = {"PRESS_SECONDS": "1200"}  # which a loaded machine may need for it
ORDER = """
from editorial.models import Edition, Issue
print(Edition.objects.order(Issue.objects.get(number={number}), "{kind}").pk)
"""
STATES = """
from collections import Counter
from editorial.models import Edition
print(dict(Counter(Edition.objects.values_list("state", flat=True))))
"""
ROW = """
from editorial.models import Edition
edition = Edition.objects.get(pk={pk})
print(edition.state, edition.attempt, edition.fault, sep="|")
"""
# In one process, so that the press is seen at work however slowly a process starts.
SEEN = """
import time
from editorial.models import Edition
end = time.monotonic() + 90
while time.monotonic() < end:
    if Edition.objects.filter(pk={pk}, state="rendering", attempt={attempt}).exists():
        print("seen")
        break
    time.sleep(0.05)
"""
TAKEN = SEEN.replace('state="rendering", attempt={attempt}', 'state__in=("rendering", "ready")')
# Nothing half stored: each finished edition has a file with just its bytes. Issues of years to
# come have editions without files.
WHOLE = """
import hashlib
from editorial.models import Edition
bad = [e.pk for e in Edition.objects.filter(state="ready").exclude(issue__year__gte=3000)
       if hashlib.sha256(e.file.read()).hexdigest() != e.file_digest]
print(bad)
"""


class Cluster:
    """A PostgreSQL that can be stopped and started again on the same data and port."""

    def __init__(self, home: Path):
        self.home, self.identity, self.port = home, servers._unprivileged(), servers.free_port()
        if self.identity:
            shutil.chown(home, self.identity["user"])
        servers._make_cluster(home, self.identity)

    def serving(self):
        return servers._serving_cluster(self.home, self.identity, self.port)

    @property
    def url(self) -> str:
        return f"postgres://newsroom@127.0.0.1:{self.port}/postgres"


@contextmanager
def cluster():
    home = Path(tempfile.mkdtemp(prefix="newsroom-soak-"))
    try:
        yield Cluster(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def order(house, number: int, kind: str = "web") -> int:
    return int(house.python(ORDER.format(number=number, kind=kind)))


def row(house, pk: int) -> list[str]:
    return house.python(ROW.format(pk=pk)).split("|")


def see_begun(house, pk: int, attempt: int = 1) -> None:
    """The press is at work on it, for this time."""
    assert house.python(SEEN.format(pk=pk, attempt=attempt)) == "seen"


def see_begun_or_done(house, pk: int) -> None:
    """The press has taken it up, asked four times a second in one process."""
    assert house.python(TAKEN.format(pk=pk)) == "seen"


def wait_for(house, pk: int, *states: str, seconds: float = 300) -> list[str]:
    def found():
        now = row(house, pk)
        return now if now[0] in states else None

    return servers.wait_until(found, f"edition {pk} in {states}", seconds)

"""A hundred kills: whatever is shot at whatever moment, all orders end, and none half done.

``SOAK_KILLS`` says how many (100 take some twenty minutes on two cores).
"""

import os
import random
import signal
import time
from contextlib import ExitStack

import pytest

from tests import servers
from tests.soak import scene

KILLS = int(os.environ.get("SOAK_KILLS", "100"))
ISSUES = 6
ORDERS = """
import random
from editorial.models import Edition, Issue
chance = random.Random({seed})
for issue in chance.sample(list(Issue.objects.all()), 3):
    Edition.objects.order(issue, chance.choice(["web", "proof"]))
"""
EDIT = """
from editorial.models import Article
article = Article.objects.order_by("?").first()
article.body += "<p>又一段。</p>"
article.save()
"""
OPEN = """
from editorial.models import Edition
print(Edition.objects.waiting().count())
"""


class Gang:
    """Two workers with their schedulers and a web server; whoever is shot is started again."""

    def __init__(self, house):
        self.house, self.members = house, {}

    def ensure(self) -> None:
        for name in ("first", "second", "web"):
            stack, process = self.members.get(name, (None, None))
            if process is None or process.poll() is not None:
                if stack:
                    stack.close()
                self.members[name] = self._start(name)

    def _start(self, name):
        stack = ExitStack()
        if name != "web":
            options = ("-n", f"{name}@soak", "-s", str(self.house.home / f"beat-{name}"))
            return stack, stack.enter_context(self.house.worker(*options))
        port, log = servers.free_port(), self.house.home / "web.log"
        command = [os.sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind",
                   f"127.0.0.1:{port}", "--no-control-socket"]  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        started = servers.running(
            command, ready=lambda: servers._responds(url), log=log, cwd=servers.ROOT,
            env=self.house.env,
        )  # fmt: skip
        return stack, stack.enter_context(started)

    def shoot_one(self, chance) -> None:
        """A whole member, or one of its children."""
        _, process = self.members[chance.choice(sorted(self.members))]
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
            children = [int(each) for each in file.read().split()]
        if children and chance.random() < 0.5:
            os.kill(chance.choice(children), signal.SIGKILL)
        else:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        for stack, _ in self.members.values():
            stack.close()


@pytest.mark.parametrize("where", ["embedded", "services"])
def test_nothing_is_lost_half_done_or_stuck(where, postgres_url, redis_url):
    chance = random.Random(47)
    with ExitStack() as stack:
        environment = {}
        if where == "services":
            database = stack.enter_context(servers.empty_database(postgres_url, "kills"))
            environment = {"DATABASE_URL": database, "REDIS_URL": redis_url}
        house = stack.enter_context(servers.installation(**environment))
        house.python(scene.FILL.format(issues=ISSUES))
        gang = Gang(house)
        stack.callback(gang.stop)
        for n in range(KILLS):
            gang.ensure()
            if n % 4 == 0:
                house.python(ORDERS.format(seed=n))
                house.python(EDIT)
            time.sleep(chance.random() * 3)
            gang.shoot_one(chance)
        gang.ensure()
        servers.wait_until(lambda: house.python(OPEN) == "0", "end of all orders", 600)

        states = house.python(scene.STATES)
        assert house.python(scene.WHOLE) == "[]"
        assert "queued" not in states and "rendering" not in states
        print(where, states)

"""A hundred kills: whatever is shot at whatever moment, all work ends, and none half done.

Orders, edits, publications at their hour and imports go on meanwhile; imports are shot as well.
``SOAK_KILLS`` says how many (100 take some twenty minutes on two cores).
"""

import os
import random
import signal
import subprocess
import sys
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
# An issue that is to come out now; its own editions are of the scene and have no files.
PROMISE = """
from django.utils import timezone
from tests.scenes import issue_in
issue_in("signed_off", publish_at=timezone.now(), year={year}, running_number={year})
"""
PROMISED, RECEIVED = 3000, 2001  # first years of what is published and what is imported
OPEN = f"""
from editorial.models import Edition, Issue
late = Issue.objects.filter(year__range=({PROMISED}, {PROMISED} + 900), state="signed_off")
print(Edition.objects.waiting().count() + late.count())
"""
PUBLISHED = f"""
from editorial import search
from editorial.models import Issue, Record
out = Issue.objects.filter(year__range=({PROMISED}, {PROMISED} + 900))
told = Record.objects.filter(issue__in=out, verb="publish")
print(set(out.values_list("state", flat=True)), told.count() - out.count(), search.is_current())
"""
# Of each imported issue its articles, and whether the manuscript lies there.
IMPORTED = f"""
from editorial.models import Manuscript
print({{(each.issue.articles.count(), len(each.file.read()) > 0)
       for each in Manuscript.objects.filter(issue__year__range=({RECEIVED}, 2025))}},
      Manuscript.objects.filter(issue__year__range=({RECEIVED}, 2025)).count())
"""
# Who gave up, and whether each was begun as often as an order may be.
GIVEN_UP = """
from editorial.models import Edition
failed = Edition.objects.filter(state="failed")
print(*{(each.attempt, each.fault[:15]) for each in failed} or ["none"])
"""
AGAIN = """
from editorial.models import Edition
for each in Edition.objects.filter(state="failed").select_related("issue"):
    Edition.objects.order(each.issue, each.kind)
"""
MANUSCRIPT = (servers.ROOT / "tests" / "manuscript.txt").read_text(encoding="utf-8")


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
        command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind",
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


class Imports:
    """Manuscripts that come in, every other one shot on its way and sent again at the end."""

    def __init__(self, house, chance):
        self.house, self.chance, self.files, self.under_way = house, chance, [], []

    def begin(self) -> None:
        year = RECEIVED + len(self.files)
        words = MANUSCRIPT.replace("2026年11月20日", f"{year}年11月20日")
        file = self.house.home / f"{year}.txt"
        file.write_text(words.replace("总第301期", f"总第{year}期"), encoding="utf-8")
        self.files.append(file)
        command = [sys.executable, servers.ROOT / "manage.py", "import_manuscript", file]
        self.under_way.append(
            subprocess.Popen(
                command, cwd=servers.ROOT, env=self.house.env, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip

    def shoot(self) -> None:
        for process in self.under_way:
            if self.chance.random() < 0.5:
                process.kill()
            process.wait()
        self.under_way = []

    def send_again(self) -> None:
        for file in self.files:
            done = self.house.attempt("import_manuscript", file)
            assert done.returncode in (0, 1), done.stderr


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
        gang, imports = Gang(house), Imports(house, chance)
        stack.callback(gang.stop)
        for n in range(KILLS):
            gang.ensure()
            if n % 4 == 0:
                house.python(ORDERS.format(seed=n))
                house.python(EDIT)
                house.python(PROMISE.format(year=PROMISED + n // 4))
                imports.begin()
            time.sleep(chance.random() * 3)
            gang.shoot_one(chance)
            imports.shoot()
        gang.ensure()
        servers.wait_until(lambda: house.python(OPEN) == "0", "end of all work", 900)
        print(where, house.python(scene.STATES), house.python(GIVEN_UP))
        _everything_is_whole(house)
        imports.send_again()
        assert house.python(IMPORTED) == f"{{(3, True)}} {len(imports.files)}"

        house.python(AGAIN)
        servers.wait_until(lambda: house.python(OPEN) == "0", "end of what was given up", 900)
        print(where, house.python(scene.STATES))
        _everything_is_whole(house)


def _everything_is_whole(house) -> None:
    assert house.python(scene.WHOLE) == "[]"
    assert house.python(PUBLISHED) == "{'published'} 0 True"
    # Only what was shot three times was given up, and says so.
    assert house.python(GIVEN_UP) in ("none", "(3, '排版进程连续 3 次中途停止')")

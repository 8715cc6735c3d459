"""Clocks that jump: set forward and back under a worker at work, or wrong on one machine."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests import servers
from tests.soak import scene

COMPILER = shutil.which("cc")
pytestmark = pytest.mark.skipif(not COMPILER, reason="no C compiler on this machine")

HOUR = 3600
# An issue that is to come out now, by the clock of whoever makes it.
PROMISE = """
from django.utils import timezone
from tests.scenes import issue_in
issue_in("signed_off", publish_at=timezone.now(), year=2025)
"""
PUBLISHED = """
from editorial.models import Issue, Record
print(Issue.objects.get(year=2025).state, Record.objects.filter(verb="publish").count())
"""


@pytest.fixture
def clock(tmp_path):
    """(set the clock off by so many seconds, the environment of those who go by it)"""
    file, library = tmp_path / "clock", tmp_path / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", library, source], check=True)
    env = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(file)}

    def set_off(seconds: int) -> None:
        beside = file.with_suffix(".new")
        beside.write_text(str(seconds))
        beside.replace(file)

    set_off(0)
    return set_off, env


@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["forward", "back"])
def test_work_goes_on_when_the_clock_of_the_machine_jumps(jump, clock):
    """Embedded: one machine, one clock, a render under way and one waiting."""
    set_off, env = clock
    with servers.installation(**env, **scene.PATIENT) as house:
        house.python(scene.FILL.format(issues=2))
        with house.worker():
            long = scene.order(house, scene.LONG)
            scene.see_begun(house, long)
            waiting = scene.order(house, 1)
            set_off(jump)
            jumped = time.monotonic()
            states = [scene.wait_for(house, pk, "ready", "failed") for pk in (waiting, long)]
            print(f"all made {time.monotonic() - jumped:.0f} s after a jump of {jump} s")
            assert [state for state, _, _ in states] == ["ready", "ready"]
            assert house.python(scene.WHOLE) == "[]"
            house.python(PROMISE)
            servers.wait_until(lambda: house.python(PUBLISHED) == "published 1", "publication", 120)


def test_a_worker_whose_clock_is_wrong_takes_nobodys_render_away(clock):
    """Services: heartbeats go by the database's clock, whatever the workers' own say."""
    set_off, env = clock
    set_off(HOUR)
    with (
        scene.cluster() as cluster,
        cluster.serving() as url,
        servers.redis_server() as redis_url,
        servers.installation(DATABASE_URL=url, REDIS_URL=redis_url, **scene.PATIENT) as house,
    ):
        wrong = servers.Installation(house.home, house.env | env)
        house.python(scene.FILL.format(issues=2))
        with house.worker("-Q", "press", "-n", "right@soak"):
            pk = scene.order(house, scene.LONG)
            scene.see_begun(house, pk)
            with wrong.worker("-n", "wrong@soak", "-s", str(house.home / "beat-wrong")):
                other = scene.wait_for(house, scene.order(house, 1), "ready", "failed")
                state = scene.wait_for(house, pk, "ready", "failed")

        assert state[:2] == ["ready", "1"]
        assert other[:2] == ["ready", "1"]

"""Several processes under one command: all run, or none does."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.supervisor import Ended, Supervisor
from tests.servers import ROOT, wait_until

pytestmark = pytest.mark.services
SLEEPER = [sys.executable, "-c", "import time; time.sleep(300)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "pathlib.Path(sys.argv[1]).touch(); time.sleep(300)",
]


def ends_with(status: int) -> list[str]:
    return [sys.executable, "-c", f"raise SystemExit({status})"]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("command", "status"),
    [(ends_with(3), 3), (ends_with(0), 1), (["sh", "-c", "kill -KILL $$"], 137)],
    ids=["its own status", "an orderly end is a fault too", "a signal"],
)
def test_a_child_that_dies_ends_everything_with_its_status(command, status):
    with Supervisor() as supervisor:
        supervisor.start("steady", SLEEPER)
        supervisor.start("frail", command)
        steady = supervisor.children["steady"]
        with pytest.raises(Ended) as ended:
            supervisor.watch()

    assert (ended.value.name, ended.value.status) == ("frail", status)
    assert not is_alive(steady.pid)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_stops_everything_in_order(name):
    before = signal.getsignal(signal.SIGINT)
    with Supervisor() as supervisor:
        supervisor.start("steady", SLEEPER)
        steady = supervisor.children["steady"]
        os.kill(os.getpid(), getattr(signal, name))
        with pytest.raises(Ended) as ended:
            supervisor.watch()

    assert (ended.value.name, ended.value.status) == ("", 0)
    assert not is_alive(steady.pid)
    assert signal.getsignal(signal.SIGINT) == before


def test_a_child_deaf_to_requests_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr("bulletin.supervisor.GRACE_SECONDS", 0.5)
    with Supervisor() as supervisor:
        deaf = tmp_path / "deaf"
        supervisor.start("stubborn", [*STUBBORN, str(deaf)])
        stubborn = supervisor.children["stubborn"]
        supervisor.wait(deaf.exists, 60)

    assert stubborn.returncode == -signal.SIGKILL


def test_grandchildren_go_with_their_parents(tmp_path):
    noted = tmp_path / "pid"
    with Supervisor() as supervisor:
        supervisor.start("parent", ["sh", "-c", f"sleep 300 & echo $! > {noted}; wait"])
        supervisor.wait(lambda: noted.exists() and noted.read_text().strip(), 60)
        grandchild = int(noted.read_text())

    assert wait_until(lambda: not is_alive(grandchild), "end of the grandchild", 120)


def test_a_task_beside_the_children_gives_its_status():
    with Supervisor() as supervisor:
        supervisor.start("steady", SLEEPER)

        assert supervisor.run("task", ends_with(0), 60) == 0
        assert supervisor.run("task", ends_with(4), 60) == 4
        assert supervisor.run("task", SLEEPER, 0.5) == -signal.SIGTERM


def test_waiting_sees_a_child_die():
    with Supervisor() as supervisor:
        supervisor.start("frail", ends_with(5))
        with pytest.raises(Ended, match="frail: 5"):
            supervisor.wait(lambda: False, 60)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux keeps this promise")
def test_children_end_when_the_supervisor_is_killed(tmp_path):
    noted = tmp_path / "pid"
    code = (
        "import sys; from bulletin.supervisor import Supervisor\n"
        "s = Supervisor().__enter__(); s.start('child', ['sleep', '300'])\n"
        f"open({str(noted)!r}, 'w').write(str(s.children['child'].pid)); s.watch()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    child = int(wait_until(lambda: noted.exists() and noted.read_text(), "child", 120))
    tied = Path(f"/proc/{child}/comm")  # what ties it to its parent has gone when it is itself
    wait_until(lambda: tied.read_text() == "sleep\n", "tie", 120)

    parent.kill()
    parent.wait()

    assert wait_until(lambda: not is_alive(child), "end of the child", 120)

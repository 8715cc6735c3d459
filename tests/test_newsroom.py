"""`manage.py newsroom`: everything under one command, and nothing left behind."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests import servers
from tests.browser import sign_in

pytestmark = pytest.mark.services

READY_SECONDS = 300


@pytest.fixture(scope="module")
def house():
    with servers.installation() as made:
        yield made


@contextmanager
def newsroom(house, *options):
    """The command at work, in a session of its own as a terminal would give it."""
    port, log = servers.free_port(), house.home / "newsroom.log"
    log.write_text("")
    env = house.env | {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "manage.py", "newsroom", *options]
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=servers.ROOT, env=env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        servers.wait_until(
            lambda: "Ctrl-C" in log.read_text() or process.poll() is not None,
            f"newsroom:\n{log.read_text()}",
            READY_SECONDS,
        )
        assert process.poll() is None, log.read_text()
        yield process, env["SITE_URL"], log
    finally:
        servers.stop(process, patience=60)


def descendants(pid: int) -> set[int]:
    """All processes below this one."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
    parents = dict(map(int, line.split()) for line in listed.splitlines())
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found - {pid}


def is_running(pid: int) -> bool:
    """Whether it still does anything: a dead one that nobody has asked after does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def child_of(process, word: str) -> int:
    """The first child of the newsroom whose command line holds the word."""
    for pid in sorted(descendants(process.pid)):
        with open(f"/proc/{pid}/cmdline") as file:
            if word in file.read():
                return pid
    raise AssertionError(f"no {word}")


def passwords(house) -> dict[str, str]:
    return json.loads((house.home / "var" / "accounts.json").read_text())


@pytest.mark.browser
def test_it_opens_with_the_sample_and_an_account_for_each_role(house, page):
    with newsroom(house) as (process, site, log):
        said = log.read_text()
        page.goto(site)
        assert page.locator("h1, h2").count() > 0
        sign_in(page, site, "zhou", passwords(house)["zhou"])
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0

    assert f"{site}/desk/" in said
    assert len(re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", said)) == 7
    assert "2026年第46期已出版" in said


def test_a_second_start_loses_nothing_and_a_signal_leaves_nothing(house):
    before = passwords(house)
    count = "from editorial.models import *; print(Issue.objects.count(), Edition.objects.count())"
    rows = house.python(count)

    with newsroom(house) as (process, _, _):
        family = descendants(process.pid)
        assert len(family) >= 5  # two workers of the web, their master, the press and its beat
        process.terminate()
        assert process.wait(30) == 0

    assert [pid for pid in family if is_running(pid)] == []
    assert passwords(house) == before
    assert house.python(count) == rows


def test_a_worker_that_dies_takes_everything_with_it(house):
    with newsroom(house, "--no-sample") as (process, _, log):
        family = descendants(process.pid)
        os.kill(child_of(process, "celery"), signal.SIGKILL)
        assert process.wait(30) == 137

    assert (
        "排版进程（celery）意外结束（退出码 137），原因见上；其余进程一并停止。" in log.read_text()
    )
    assert [pid for pid in family if is_running(pid)] == []


def test_everything_ends_when_the_command_itself_is_killed(house):
    with newsroom(house, "--no-sample") as (process, _, _):
        family = descendants(process.pid)
        process.kill()
        process.wait()

        ended = servers.wait_until(
            lambda: not [pid for pid in family if is_running(pid)], "end of the children", 120
        )

    assert ended is True


def test_a_port_in_use_is_named_and_nothing_is_touched(house):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = house.attempt("newsroom", "--port", str(port))

    assert done.returncode == 1
    assert done.stdout == ""
    assert f"不能在 127.0.0.1:{port} 上提供网站（Address already in use）" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr


def test_passwords_are_for_the_owner_alone_and_differ_between_installations(house):
    with servers.installation() as other:
        other.manage("demo_accounts")
        theirs = passwords(other)

    ours = passwords(house)
    mode = stat.S_IMODE((house.home / "var" / "accounts.json").stat().st_mode)
    assert mode == 0o600
    assert sorted(ours) == ["admin", "chen", "lin", "mei", "wu", "xiao", "zhou"]
    assert set(ours.values()) & set(theirs.values()) == set()


def test_a_changed_password_is_no_longer_shown(house):
    shown = house.manage("demo_accounts", "--show")
    house.python(
        "from editorial.models import User; user = User.objects.get(username='mei'); "
        "user.set_password('another one'); user.save()"
    )

    later = house.manage("demo_accounts", "--show")

    assert passwords(house)["mei"] in shown
    assert passwords(house)["mei"] not in later
    assert "（密码已由本人修改）" in later


def test_production_gets_no_demonstration_accounts(house):
    env = house.env | {"SITE_URL": "https://news.example.org"}
    done = servers.Installation(house.home, env).attempt("demo_accounts")

    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: SITE_URL 是 https://news.example.org，这是正式环境，不建试用账号；"
        "请用 manage.py createsuperuser 建立管理员。\n"
    )

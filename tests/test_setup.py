"""The way from a clone to a newsroom: system packages, .env, and the address of one run."""

import os
import shutil
import stat
import subprocess
import sys

import pytest

from tests.servers import ROOT

SETUP = ROOT / "bulletin" / "setup"
SHOW = "import os; print(*(os.environ[n] for n in ('HOST', 'PORT', 'SITE_URL', 'ALLOWED_HOSTS')))"


# --- System packages ------------------------------------------------------------------------


def tools(folder, *names: str) -> str:
    """A PATH on which only these commands can be found."""
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    return str(folder)


def packages(path: str, *names: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [shutil.which("bash"), SETUP / "packages.sh", *names],
        env={"PATH": path}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip


def test_nothing_is_asked_for_when_everything_is_there(tmp_path):
    done = packages(tools(tmp_path, "dpkg-query"), "coreutils", "bash")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_apt_the_missing_packages_are_named(tmp_path):
    done = packages(tools(tmp_path, "dpkg-query"), "bash", "no-such-pango", "no-such-font")

    assert done.returncode == 1
    assert done.stderr == (
        "缺少系统软件包：no-such-pango no-such-font\n"
        "这台机器没有 apt-get，请用系统自带的工具装好以上软件包后重试。\n"
        "Missing system packages: no-such-pango no-such-font\n"
        "There is no apt-get here: install them with this system's own tool, then try again.\n"
    )


def test_without_sudo_a_plain_user_is_sent_to_root(tmp_path):
    path = tools(tmp_path, "dpkg-query")
    for name, answer in (("id", "echo 1000"), ("apt-get", "exit 99")):
        script = tmp_path / name
        script.write_text(f"#!{shutil.which('bash')}\n{answer}\n")
        script.chmod(0o755)

    done = packages(path, "no-such-pango")

    assert done.returncode == 1
    assert "请管理员执行：apt-get install no-such-pango" in done.stderr
    assert "ask root for apt-get install no-such-pango" in done.stderr


@pytest.mark.parametrize("name", ["packages.txt", "packages-test.txt"])
def test_the_lists_name_packages_of_this_debian(name):
    wanted = (SETUP / name).read_text().split()

    known = subprocess.run(["dpkg-query", "-W", *wanted], capture_output=True, text=True)
    assert known.stderr == ""


def test_an_old_python_is_refused(tmp_path):
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    shutil.copytree(SETUP, tmp_path / "bulletin" / "setup")
    shutil.copy(ROOT / "requirements.txt", tmp_path)

    done = subprocess.run(
        [tmp_path / "bulletin" / "setup" / "venv.sh", "requirements.txt"],
        env=os.environ | {"PYTHON": str(old)}, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr == (
        "需要 Python 3.11 以上；可用 make run PYTHON=/路径/python3 指定。\n"
        "Python 3.11 or newer is needed; name one with make run PYTHON=/path/to/python3.\n"
    )


# --- .env and the address -------------------------------------------------------------------


def address(tmp_path, **environment: str) -> subprocess.CompletedProcess:
    env = {"PATH": os.environ["PATH"], "ENV_FILE": str(tmp_path / "env"), **environment}
    return subprocess.run(
        [sys.executable, SETUP / "address.py", sys.executable, "-c", SHOW],
        env=env, capture_output=True, text=True,
    )  # fmt: skip


def run_address(tmp_path, **environment: str) -> list[str]:
    done = address(tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_first_run_writes_a_file_for_its_owner_alone(tmp_path):
    said = run_address(tmp_path)

    assert said == ["127.0.0.1", "8000", "http://127.0.0.1:8000", "127.0.0.1,localhost"]
    assert stat.S_IMODE((tmp_path / "env").stat().st_mode) == 0o600
    values = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines()[1:])
    assert sorted(values) == ["ALLOWED_HOSTS", "HOST", "PORT", "SECRET_KEY", "SITE_URL"]
    assert len(values["SECRET_KEY"]) == 64


def test_the_file_is_written_once_and_a_later_port_still_wins(tmp_path):
    run_address(tmp_path, PORT="8100")
    before = (tmp_path / "env").read_text()

    assert run_address(tmp_path)[1:3] == ["8100", "http://127.0.0.1:8100"]
    assert run_address(tmp_path, PORT="8200")[1:3] == ["8200", "http://127.0.0.1:8200"]
    assert (tmp_path / "env").read_text() == before


def test_what_was_edited_in_the_file_holds_until_an_address_is_asked_for(tmp_path):
    run_address(tmp_path)
    file = tmp_path / "env"
    file.write_text(
        file.read_text().replace("SITE_URL=http://127.0.0.1:8000", "SITE_URL=http://a.b")
    )

    assert run_address(tmp_path)[2] == "http://a.b"
    assert run_address(tmp_path, HOST="127.0.0.2")[2] == "http://127.0.0.2:8000"


def test_everywhere_means_every_name_of_this_machine(tmp_path):
    host, _, site, allowed = run_address(tmp_path, HOST="0.0.0.0")

    assert host == "0.0.0.0"
    assert "0.0.0.0" not in site
    assert {"127.0.0.1", "localhost", site.split("//")[1].rsplit(":", 1)[0]} <= set(
        allowed.split(",")
    )


def test_an_address_with_colons_is_bracketed(tmp_path):
    said = run_address(tmp_path, HOST="::1")

    assert said == ["::1", "8000", "http://[::1]:8000", "[::1],127.0.0.1,localhost"]


@pytest.mark.parametrize("port", ["0", "65536", "80a", "-1", "８０００"])
def test_a_port_that_is_none_is_refused(port, tmp_path):
    done = address(tmp_path, PORT=port)

    assert done.returncode == 1
    assert (
        done.stderr == f"PORT={port!r} 不是端口号，请写 1 到 65535 的整数（not a port number）。\n"
    )
    assert not (tmp_path / "env").exists()

"""A disk without room: whoever starts on it is told so in one sentence, and nothing is changed."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from bulletin import room
from tests import servers

SENTENCE = (
    "数据库 {var}/newsroom.sqlite3 用不了：磁盘满了，没有做完的一步已经撤回。"
    "请管理员在 {var} 所在的磁盘上清出空间，再来一次。\n"
)
SCHEDULE = "文件 {var}/beat-schedule 没有写成：磁盘满了。请管理员清出空间，再来一次。\n"
SERVERS = {
    "web": ["gunicorn", "bulletin.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket"],
    "worker": ["celery", "-A", "bulletin", "--quiet", "worker", "--concurrency", "1"],
    "scheduler": ["celery", "-A", "bulletin", "--quiet", "beat"],
}


@pytest.fixture
def small_disk(tmp_path):
    """Eight megabytes; skipped where nothing may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place])
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def house(small_disk):
    """(a newsroom whose database lies on a full disk, its ballast)."""
    ballast = small_disk / "ballast"
    with servers.installation() as house:
        shutil.move(house.home / "var", small_disk)
        house.env["VAR_DIR"] = str(small_disk / "var")
        house.manage("apply_roles")  # makes the folders
        with open(ballast, "wb", buffering=0) as file, pytest.raises(OSError):
            while file.write(bytes(4096)):
                pass
        yield house, ballast


def sentence_of(house, name="") -> str:
    """The scheduler opens no database, but keeps a file of its own."""
    told = SCHEDULE if name == "scheduler" else SENTENCE
    return told.format(var=house.env["VAR_DIR"])


def rows(house) -> str:
    return house.python("from editorial.models import *; print(User.objects.count())")


@pytest.mark.parametrize("command", ["migrate", "apply_roles", "rebuild_search", "backup"])
def test_a_command_says_it_and_works_when_there_is_room(command, house, tmp_path):
    house, ballast = house
    arguments = [tmp_path / "bundle"] if command == "backup" else []

    done = house.attempt(command, *arguments)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence_of(house))
    ballast.unlink()
    house.manage(command, *arguments)
    assert rows(house) == "0"


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_a_server_says_it_and_ends(name, house):
    house, ballast = house
    done = subprocess.run(
        [*servers.DIES_WITH_US, sys.executable, "-m", *SERVERS[name]],
        cwd=servers.ROOT, env=house.env, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=servers.START_SECONDS,
    )  # fmt: skip

    assert done.returncode == room.HALT
    assert done.stderr.count(sentence_of(house, name)) == 1
    assert "Traceback" not in done.stderr + done.stdout
    ballast.unlink()
    assert rows(house) == "0"


def test_a_file_that_finds_no_room_is_named():
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/static.stamp")

    assert room.sentence_of(error) == (
        "文件 /srv/static.stamp 没有写成：磁盘满了。请管理员清出空间，再来一次。"
    )


def test_a_file_without_a_name_is_told_too():
    assert room.sentence_of(OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))) == (
        "有文件没有写成：磁盘的配额用完了。请管理员清出空间，再来一次。"
    )


def test_what_the_disk_is_not_to_blame_for_is_not_its_fault():
    assert room.sentence_of(ValueError("x")) == ""
    assert room.sentence_of(FileNotFoundError(errno.ENOENT, "x")) == ""
    with pytest.raises(sqlite3.OperationalError) as wrong:
        sqlite3.connect(":memory:").execute("SELECT nothing")
    assert room.sentence_of(wrong.value) == ""


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_a_database_that_may_only_be_read_is_told_so(tmp_path, settings):
    path = tmp_path / "a.sqlite3"
    sqlite3.connect(path).execute("CREATE TABLE a (b)").connection.close()
    settings.DATABASES = {"default": {"NAME": str(path)}}
    with pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("INSERT INTO a VALUES (1)")

    assert room.sentence_of(refused.value) == (
        f"数据库 {path} 用不了：文件只能读，不能写，没有做完的一步已经撤回。"
        f"请管理员检查 {tmp_path} 所在的磁盘和权限，再来一次。"
    )

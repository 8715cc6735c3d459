"""A file on the disk is there whole or not at all; why not is told in Chinese."""

import errno
import os
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile, File

from bulletin.disk import UNFINISHED, Disk
from editorial import disks
from tests import servers


@pytest.fixture
def disk(tmp_path):
    return Disk(location=tmp_path)


def files_of(disk) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(folder, name), disk.location)
        for folder, _, names in os.walk(disk.location)
        for name in names
    )


class Breaking(File):
    """Ends in the middle, as a full disk or a torn line does."""

    def __init__(self):
        super().__init__(None, "broken")

    def chunks(self, chunk_size=None):
        yield b"the first half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_is_saved_is_read_back_and_no_draft_stays(disk):
    name = disk.save("2026/来稿.txt", ContentFile("甲乙".encode() * 100_000))

    assert disk.open(name).read() == "甲乙".encode() * 100_000
    assert files_of(disk) == ["2026/来稿.txt"]
    assert os.stat(disk.path(name)).st_mode & 0o777 == 0o640


def test_another_file_of_the_same_name_gets_a_name_of_its_own(disk):
    first, second = (disk.save("a.txt", ContentFile(data)) for data in (b"1", b"2"))

    assert first != second
    assert (disk.open(first).read(), disk.open(second).read()) == (b"1", b"2")


def test_a_file_that_breaks_off_leaves_nothing(disk):
    with pytest.raises(OSError, match="No space left"):
        disk.save("a.txt", Breaking())

    assert files_of(disk) == []


def test_a_process_that_is_killed_leaves_nothing_under_the_name(disk):
    code = (
        "import os, signal\n"
        "from django.conf import settings; settings.configure()\n"
        "from django.core.files.base import File\n"
        "from bulletin.disk import Disk\n"
        "class Killing(File):\n"
        "    def chunks(self, size=None):\n"
        "        yield b'the first half'\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        f"Disk(location={str(disk.location)!r}).save('a.txt', Killing(None, 'a'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=servers.ROOT)

    assert done.returncode == -9
    assert [os.path.dirname(path) for path in files_of(disk)] == [UNFINISHED]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        (OSError(errno.EROFS, "Read-only file system"), "磁盘只能读，不能写"),
        (OSError(errno.EIO, "文件存储没有回应"), "文件存储没有回应"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), f"系统错误 {errno.EXDEV}"),
        (OSError("no number"), "系统错误 no number"),
    ],
)
def test_why_a_disk_refused_is_told_in_chinese(error, words):
    assert disks.why(error) == words

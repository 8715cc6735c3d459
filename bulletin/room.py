"""ROOM: a disk that takes nothing more, told in one sentence to whoever started a process.

SQLite needs some room even to read: without it a new process cannot open the database. Nothing
is lost by that; a transaction that finds no room is undone whole.
"""

import errno
import os
import sqlite3
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ENOUGH = 1 << 16  # bytes: SQLite lays out half of that before it reads
DATABASE = "数据库 {name} 用不了：{why}，没有做完的一步已经撤回。请管理员{remedy}，再来一次。"
FILE = "{name}没有写成：{why}。请管理员清出空间，再来一次。"
MAKE_ROOM = "在 {folder} 所在的磁盘上清出空间"
LOOK_AT_IT = "检查 {folder} 所在的磁盘和权限"
FULL = "磁盘满了"
_NO_ROOM = {errno.ENOSPC: FULL, errno.EDQUOT: "磁盘的配额用完了"}
_WHY = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_CANTOPEN: "文件打不开",
    sqlite3.SQLITE_READONLY: "文件只能读，不能写",
}
HALT = 3  # what gunicorn takes for "do not try again by yourself"


def sentence_of(error: BaseException, file: str = "") -> str:
    """What to tell of this error, or of what caused it; empty where the disk is not to blame.

    ``file``: what was to be written, for an error that does not know.
    """
    each: BaseException | None = error
    while each is not None:
        if isinstance(each, sqlite3.Error) and _primary(each) in _WHY:
            return _of_database(each)
        if isinstance(each, OSError) and each.errno in _NO_ROOM:
            file = file or each.filename
            name = f"文件 {file} " if file else "有文件"
            return FILE.format(name=name, why=_NO_ROOM[each.errno])
        each = each.__cause__
    return ""


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _of_database(error: sqlite3.Error) -> str:
    from django.conf import settings

    name = str(settings.DATABASES["default"]["NAME"])
    folder = Path(name).parent
    why = FULL if _is_full(folder) else _WHY[_primary(error)]
    remedy = (MAKE_ROOM if why == FULL else LOOK_AT_IT).format(folder=folder)
    return DATABASE.format(name=name, why=why, remedy=remedy)


def _is_full(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < ENOUGH


@contextmanager
def needed(file: str = ""):
    """What a server cannot do without: where the disk refuses it, the server ends here, with the
    sentence; whoever starts it tries again."""
    try:
        yield
    except Exception as error:
        if not (said := sentence_of(error, file)):
            raise
        sys.stderr.write(f"{said}\n")
        raise SystemExit(HALT) from None


def make_sure() -> None:
    """Open SQLite once, before a server begins."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with needed():
            connection.ensure_connection()
        connection.close()


def make_sure_of(file: str) -> None:
    """Write beside it once what it may need, before a server begins."""
    with needed(file), tempfile.TemporaryFile(dir=Path(file).parent) as trial:
        trial.write(bytes(ENOUGH))

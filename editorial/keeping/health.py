"""HEALTH: whether each thing the newsroom stands on is there, told for machines and for people."""

import os
import shutil
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from celery import current_app
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kombu.exceptions import OperationalError

from editorial import typesetting
from editorial.models import Edition
from editorial.typesetting import faces

LEAST_ROOM = 500_000_000  # bytes: some dozen issues
LATEST = 900  # seconds that an order may wait before somebody should be woken
BROKER_SECONDS = 2

NO_DATABASE = "数据库连不上，现在看不到。"
NO_STORAGE = (
    "存放文件的文件夹 {folder} 不在了或写不进去，图片和成刊现在打不开也存不下，"
    "请检查磁盘是否挂上、权限是否正确。"
)
NO_QUEUE = "放队列的文件夹 {folder} 写不进去，新的排版任务会等到它恢复，请检查磁盘和权限。"


class Unwell(Exception):
    """Something is not as it must be; ``str()`` is a Chinese sentence."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``fault`` is empty where all is well."""

    name: str
    label: str
    fault: str = ""

    @property
    def is_well(self) -> bool:
        return not self.fault


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unwell("数据库还没有升级到这一版，请运行 manage.py migrate。")


def broker() -> None:
    """The queue takes orders. A queue of files is a folder, made again where it is gone."""
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as queue:
            queue.ensure_connection(max_retries=0, timeout=BROKER_SECONDS)
            if queue.transport.driver_type == "filesystem":
                _may_be_written(settings.VAR_DIR, NO_QUEUE)
    except (OperationalError, OSError) as error:
        raise Unwell(f"队列连不上（{type(error).__name__}），新的排版任务会等到它恢复。") from error


def storage() -> None:
    """Files can be asked for; on a disk of ours there is room for more."""
    if not settings.MEDIA_BUCKET:
        _may_be_written(settings.MEDIA_ROOT, NO_STORAGE)
    default_storage.exists("probe")
    free = free_bytes()
    if free is not None and free < LEAST_ROOM:
        raise Unwell(f"存放文件的磁盘只剩 {free / 1e6:.0f} MB，请尽快清出空间。")


def _may_be_written(folder, sentence: str) -> None:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise Unwell(sentence.format(folder=folder))


def free_bytes() -> int | None:
    """Of the disk that holds uploads and PDFs; None where it is not ours, or away."""
    if settings.MEDIA_BUCKET:
        return None
    with suppress(OSError):
        return shutil.disk_usage(settings.MEDIA_ROOT).free
    return None


@cache
def fonts() -> None:
    """Asked once a process when all is well: a fault is not remembered."""
    try:
        faces.check()
    except typesetting.Refused as refusal:
        raise Unwell(str(refusal)) from refusal


def waiting() -> None:
    """A long queue is no fault while the press is at work."""
    age = oldest_waiting_seconds()
    if age > LATEST and not typesetting.is_at_work():
        raise Unwell(f"有成刊排队等了 {age / 60:.0f} 分钟还没有排，请看排版进程是否在运行。")


def oldest_waiting_seconds() -> float:
    """How long the order that waits longest has waited; 0 when none does. One query."""
    queued = Edition.objects.filter(state=Edition.State.QUEUED).order_by("ordered_at")
    first = queued.values_list("ordered_at", flat=True).first()
    return (timezone.now() - first).total_seconds() if first else 0.0


# (name for machines, name for people, what is looked at); what others stand on comes first.
LOOKED_AT: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("database", "数据库", database),
    ("migrations", "数据库升级", migrations),
    ("broker", "队列", broker),
    ("storage", "文件存储", storage),
    ("fonts", "字体", fonts),
    ("waiting", "排队", waiting),
)
OF_THE_DATABASE = ("migrations", "waiting")
PAGES_STAND_ON = ("database", "migrations", "storage")


def findings(names: Container[str] = tuple(each[0] for each in LOOKED_AT)) -> list[Finding]:
    """Everything looked at, whatever is wrong with any of it. A database away is asked once."""
    found = [_look(*LOOKED_AT[0])]
    for name, label, look in LOOKED_AT[1:]:
        if name not in names:
            continue
        is_away = name in OF_THE_DATABASE and not found[0].is_well
        found.append(Finding(name, label, NO_DATABASE) if is_away else _look(name, label, look))
    return found


def _look(name, label, look) -> Finding:
    try:
        look()
    except Unwell as unwell:
        return Finding(name, label, str(unwell))
    except Exception as error:  # the point of looking: anything may be broken
        return Finding(name, label, f"{label}出错（{type(error).__name__}），请查看日志。")
    return Finding(name, label)

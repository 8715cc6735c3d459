"""BACKUP: the newsroom of one moment → a bundle, while everybody works on.

Files first, then every table in one transaction that sees a single moment, then the files that
came in between. A stored file is never changed, so files and rows belong together.
"""

import gzip
import io
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone

from editorial.keeping import rows, tables
from editorial.keeping.bundle import BLOCK, FORMAT, Bundle
from editorial.models import Backup

QUICK = 6  # of gzip: its best takes three times as long for a tenth less
# What is being done, how much of it was just done, and how much of it there is.
Watcher = Callable[[str, int, int], None]


def back_up(bundle: Bundle, *, is_full: bool = False, on_step: Watcher = lambda *_: None) -> dict:
    """Write the bundle; its manifest. ``is_full``: trust nothing that lies there already.

    Interrupted or refused, the last bundle stands as it was. A row of ``Backup`` tells of it.
    """
    began = time.monotonic()
    with bundle.being_written() as before:
        known = {} if is_full else {each["name"]: each for each in before.get("files", ())}
        state = tables.schema()
        files = _Files(bundle, known, on_step)
        files.keep(_names_in_use())
        with one_moment():
            made_at, kept = timezone.now(), _keep_tables(bundle, on_step)
            named = _names_in_use()
        files.keep(named)
        manifest = {
            "format": FORMAT,
            "version": version(),
            "made_at": made_at.isoformat(),
            "database": connection.vendor,
            "migrations": state,
            "tables": kept,
            "files": [files.found[name] for name in sorted(named & files.found.keys())],
            "missing": sorted(named - files.found.keys()),
        }
        bundle.commit(manifest)
    _write_down(bundle, manifest, time.monotonic() - began)
    return manifest


def version() -> str:
    told = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(told)["project"]["version"]


@contextmanager
def one_moment() -> Iterator[None]:
    """Every question in here is answered from the same moment; nobody is kept from writing."""
    if connection.vendor == "sqlite":
        # Not ``atomic``: our transactions take the one writer's place from the start.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _names_in_use() -> set[str]:
    """Of every stored file that some row speaks of. One query a column."""
    found = set()
    for model in tables.carried():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                found |= set(model._base_manager.values_list(field.name, flat=True))
    return found - {"", None}


def _keep_tables(bundle, on_step) -> list[dict]:
    kept, carried = [], tables.carried()
    for model in carried:
        counted = _Counted(rows.lines_of(model))
        digest, size = bundle.keep(_packed(counted))
        fields = [field.attname for field in rows.columns_of(model)]
        told = {"model": tables.label(model), "fields": fields, "rows": counted.count}
        kept.append(told | {"digest": digest, "size": size})
        on_step("数据表", 1, len(carried))
    return kept


class _Counted:
    def __init__(self, lines):
        self.lines, self.count = lines, 0

    def __iter__(self):
        for line in self.lines:
            self.count += 1
            yield line


def _packed(lines) -> Iterator[bytes]:
    """Gzipped, without name and hour: the same rows are the same bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(
        filename="", mode="wb", fileobj=buffer, compresslevel=QUICK, mtime=0
    ) as pack:
        for line in lines:
            pack.write(line)
            if buffer.tell() >= BLOCK:
                yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer) -> bytes:
    content = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return content


class _Files:
    """The stored files that are in the bundle by now; ``found`` by name."""

    def __init__(self, bundle, known, on_step):
        self.bundle, self.known, self.on_step, self.found = bundle, known, on_step, {}

    def keep(self, names: set[str]) -> None:
        new = sorted(names - self.found.keys())
        for name in new:
            try:
                self.found[name] = self._kept(name)
            except FileNotFoundError:
                continue  # its row is gone by the moment of the tables, or it is told as missing
            finally:
                self.on_step("文件", 1, len(new))

    def _kept(self, name: str) -> dict:
        told = {
            "name": name,
            "size": default_storage.size(name),
            "modified": default_storage.get_modified_time(name).isoformat(),
        }
        before = self.known.get(name, {})
        is_same = all(before.get(key) == value for key, value in told.items())
        if is_same and self.bundle.holds(before["digest"], before["size"]):
            return before
        with default_storage.open(name, "rb") as file:
            digest, size = self.bundle.keep(file.chunks(BLOCK))
        return told | {"digest": digest, "size": size}


def _write_down(bundle, manifest, seconds) -> None:
    objects = [*manifest["tables"], *manifest["files"]]
    Backup.objects.create(
        place=str(bundle.place),
        made_at=manifest["made_at"],
        files=len(manifest["files"]),
        missing=len(manifest["missing"]),
        size=sum(each["size"] for each in objects),
        seconds=round(seconds, 2),
    )

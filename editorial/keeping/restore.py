"""RESTORE: a bundle → an installation, on whatever database and storage this one is set to.

Rows are loaded into the schema of the release that wrote them and migrated from there, so a
bundle of an earlier release stays good. All rows come in one transaction.
"""

import gzip
from collections.abc import Callable, Iterator

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from editorial import search
from editorial.keeping import rows, tables, verify
from editorial.keeping.bundle import Bundle
from editorial.keeping.refusal import Refused, refusal_of
from editorial.models import Article, Issue

DAMAGED = "备份已损坏，没有恢复任何东西：{faults}请换一份备份。"
UNKNOWN = "备份是较新的版本写的（{names}），这一版不认得。请先升级再恢复。"
NOT_EMPTY = "这里已经有内容（{names}），没有恢复任何东西。请换一个空的数据库再恢复。"
OTHER_STATE = (
    "备份来自版本 {version}，数据库却已升级到别的版本，没有恢复任何东西。"
    "请换一个还没有运行过 migrate 的空数据库，再恢复。"
)
OTHER_FILE = "存储里已有另一个 {name}，没有恢复任何数据。请换一个空的存储位置再恢复。"
BAD_NAME = "备份里的文件名 {name!r} 不能用，没有恢复任何数据。这份备份不是本程序写的。"
NOT_TAKEN = "数据表 {name} 装不进这个数据库（{why}），没有恢复任何数据。请把这句话告诉管理员。"

Watcher = Callable[[str, int, int], None]


def restore(bundle: Bundle, on_step: Watcher = lambda *_: None) -> dict:
    """Make this empty installation what the bundle says; the manifest. Otherwise ``Refused``."""
    manifest = bundle.read()
    if faults := verify.damage(bundle, on_step):
        raise Refused(DAMAGED.format(faults="".join(faults)))
    _bring_to_its_state(manifest)
    _store_files(bundle, manifest, on_step)
    _load_rows(bundle, manifest, on_step)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("apply_roles", verbosity=0)
    published = Article.objects.filter(issue__state=Issue.State.PUBLISHED).count()
    search.rebuild(on_article=lambda: on_step("检索", 1, published))
    return manifest


def _bring_to_its_state(manifest) -> None:
    """A blank database is migrated to the bundle's release; any other must be there, and empty."""
    state = manifest["migrations"]
    if unknown := tables.unknown_in(state):
        raise Refused(UNKNOWN.format(names="、".join(unknown)))
    if tables.is_blank():
        tables.migrate_to(state)
        return
    if not tables.is_at(state):
        raise Refused(OTHER_STATE.format(version=manifest["version"]))
    if names := _what_is_there(state):
        raise Refused(NOT_EMPTY.format(names="、".join(names)))


def _what_is_there(state) -> list[str]:
    """Chinese names of what people have put into the database."""
    found = tables.models_at(state)
    return [
        str(model._meta.verbose_name)
        for name, model in sorted(found.items())
        if name not in tables.THERE_FROM_THE_START
        and not model._meta.auto_created
        and model._base_manager.exists()
    ]


def _store_files(bundle, manifest, on_step) -> None:
    """Every file under its own name. One that is there already, the same, is left alone."""
    for each in manifest["files"]:
        try:
            _store(bundle, each)
        except SuspiciousFileOperation:
            raise Refused(BAD_NAME.format(name=each["name"])) from None
        except OSError as error:
            raise refusal_of(error, each["name"]) from error
        on_step("存入文件", 1, len(manifest["files"]))


def _store(bundle, each) -> None:
    name = each["name"]
    if default_storage.exists(name):
        if not _is_same(bundle, each):
            raise Refused(OTHER_FILE.format(name=name))
        return
    with bundle.path_of(each["digest"]).open("rb") as file:
        stored = default_storage.save(name, File(file))
    if stored != name:
        raise Refused(OTHER_FILE.format(name=name))


def _is_same(bundle, each) -> bool:
    if default_storage.size(each["name"]) != each["size"]:
        return False
    with default_storage.open(each["name"], "rb") as there:
        ours = bundle.path_of(each["digest"]).read_bytes()
        return there.read() == ours


@transaction.atomic
def _load_rows(bundle, manifest, on_step) -> None:
    found = tables.models_at(manifest["migrations"])
    ours = [found[each["model"]] for each in manifest["tables"]]
    rows_there_are = sum(table["rows"] for table in manifest["tables"])
    for name in tables.THERE_FROM_THE_START - tables.NUMBERED_HERE:
        if name in found:
            found[name]._base_manager.all().delete()
    for table, model in zip(manifest["tables"], ours, strict=True):
        _load(bundle, table, model, lambda count: on_step("数据行", count, rows_there_are))
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), ours):
            cursor.execute(sql)


def _load(bundle, table, model, on_rows) -> None:
    try:
        lines = _lines(bundle, table["digest"])
        for count in rows.insert(model, table["fields"], lines, connection):
            on_rows(count)
    except DatabaseError as error:
        why = str(error).partition("\n")[0]
        raise Refused(NOT_TAKEN.format(name=table["model"], why=why)) from error


def _lines(bundle, digest: str) -> Iterator[bytes]:
    with gzip.open(bundle.path_of(digest), "rb") as file:
        yield from file

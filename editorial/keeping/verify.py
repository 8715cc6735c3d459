"""VERIFY: whether every object of a bundle still has the bytes that its name promises."""

import hashlib
from collections.abc import Callable

from django.apps import apps

from editorial import disks
from editorial.keeping.bundle import Bundle

GONE, CHANGED = "不见了", "内容已损坏"


def damage(bundle: Bundle, on_step: Callable[[str, int, int], None] = lambda *_: None) -> list[str]:
    """What is damaged, a Chinese sentence each; ``Refused`` where there is no manifest to trust."""
    manifest = bundle.read()
    found = []
    for table in manifest["tables"]:
        _look(bundle, table, f"数据表“{_spoken(table['model'])}”", found)
        on_step("数据表", 1, len(manifest["tables"]))
    for file in manifest["files"]:
        _look(bundle, file, f"文件 {file['name']} ", found)
        on_step("文件", 1, len(manifest["files"]))
    return found


def _look(bundle, each, name, found) -> None:
    fault = _fault(bundle, each["digest"])
    if fault:
        path = bundle.path_of(each["digest"]).relative_to(bundle.place)
        found.append(f"{name}{fault}（{path}）。")


def _fault(bundle, digest: str) -> str:
    told = hashlib.sha256()
    try:
        for block in bundle.blocks_of(digest):
            told.update(block)
    except FileNotFoundError:
        return GONE
    except OSError as error:
        return f"读不出来（{disks.why(error)}）"
    return "" if told.hexdigest() == digest else CHANGED


def _spoken(label: str) -> str:
    """A table by the Chinese name of what it holds, with its own."""
    try:
        return f"{apps.get_model(label)._meta.verbose_name} {label}"
    except LookupError:
        return label

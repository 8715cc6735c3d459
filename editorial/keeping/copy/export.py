"""EXPORT: stock → batches → what has changed of them → the folder."""

import multiprocessing
import os
from collections.abc import Callable

from django.db import connections

from editorial import search
from editorial.keeping.copy import finder, lists, rendering, sheets, statics
from editorial.keeping.copy.folder import Folder
from editorial.keeping.copy.nearness import Nearness
from editorial.keeping.copy.stock import take_stock
from editorial.keeping.refusal import Refused

INTERNAL = (
    "《{name}》是内部资料，不能制作公开的静态副本。要公开，请先在“刊物”里把发行范围改为公开。"
)
NO_INDEX = "检索与已出版的文章不一致，副本里会查不全。请先运行 manage.py rebuild_search，再来一次。"
WORTH_FORKING = 200  # of weight: below that one process is done sooner

_under_way: tuple = ()


def export_archive(
    place, *, jobs: int = 0, on_step: Callable[[str, int], None] = lambda *_: None
) -> dict[str, int]:
    """Bring the copy at ``place`` up to what is published; how many files it has and changed.

    ``jobs``: processes that render at the same time, 0 for as many as there are cores.
    """
    stock = take_stock()
    if stock.publication.is_internal:
        raise Refused(INTERNAL.format(name=stock.publication.name))
    if not search.is_current():
        raise Refused(NO_INDEX)
    folder = Folder(place)
    with folder.being_written(), rendering.addresses_kept():
        nearness = Nearness()
        found = [
            *sheets.batches(stock, nearness),
            *lists.batches(stock, nearness),
            *finder.batches(stock, folder),
            *statics.batches(stock),
        ]
        due = [batch for batch in found if not folder.is_current(batch)]
        made = _make(folder, due, jobs or os.cpu_count() or 1, on_step)
        ledger = {batch.key: folder.ledger.get(batch.key) for batch in found} | made
        gone = folder.finish(ledger)
    written = sum(len(files) for _, files in made.values())
    total = sum(len(files) for _, files in ledger.values())
    return {"files": total, "made": written, "removed": len(gone)}


def _make(folder, due, jobs, on_step) -> dict[str, list]:
    if jobs == 1 or sum(batch.weight for batch in due) < WORTH_FORKING or _is_in_transaction():
        made = {}
        for batch in due:
            made[batch.key] = [batch.fingerprint, folder.write(batch)]
            on_step(batch.key, 1)
        return made
    return _make_together(folder, due, jobs, on_step)


def _is_in_transaction() -> bool:
    """Then forks, with connections of their own, would not see what we see."""
    return any(connection.in_atomic_block for connection in connections.all(initialized_only=True))


def _make_together(folder, due, jobs, on_step) -> dict[str, list]:
    """In forks, which find the batches where they lie; no connection is carried over."""
    global _under_way
    # The heaviest first: nobody is left alone with one of them at the end.
    due = sorted(due, key=lambda batch: -batch.weight)
    _under_way = (folder, due)
    for connection in connections.all():
        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    made = {}
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for n, files in pool.imap_unordered(_make_one, range(len(due))):
            made[due[n].key] = [due[n].fingerprint, files]
            on_step(due[n].key, 1)
    return made


def _make_one(n: int) -> tuple[int, dict[str, int]]:
    folder, due = _under_way
    return n, folder.write(due[n])

"""The edition's row: claimed, kept alive, finished or failed, each by compare-and-set.

A row belongs to whoever set its ``attempt``; every later write names that attempt, so that a
message delivered twice, or a process thought dead that wakes up, cannot harm what came after it.
Its hours are those of the database, so that the clocks of the machines need not agree.
"""

import hashlib
import logging
import os
import socket
import threading
import time
from contextlib import contextmanager, suppress

from django.core.files.base import ContentFile
from django.db import DatabaseError, close_old_connections
from django.db.models import F
from django.db.models.functions import Now

from editorial import disks, notices
from editorial.models import Edition
from editorial.typesetting.refusal import Refused

logger = logging.getLogger(__name__)

PULSE_SECONDS = 5.0  # the heartbeat of a render that is stuck inside one page
STEP_SECONDS = 0.3  # progress is written no more often than this


class Superseded(Exception):
    """Another attempt owns the row; this one stops without a trace."""


def claim(edition_pk: int) -> Edition | None:
    """Take a queued edition, or None when it is somebody's already, finished or gone."""
    taken = Edition.objects.filter(pk=edition_pk, state=Edition.State.QUEUED).update(
        state=Edition.State.RENDERING,
        attempt=F("attempt") + 1,
        heartbeat=Now(),
        step="开始排版",
        fault="",
        worker=f"{socket.gethostname()}:{os.getpid()}",
    )
    return (
        Edition.objects.select_related("issue", "article__section").get(pk=edition_pk)
        if taken
        else None
    )


def mine(edition):
    """The row, as long as this attempt owns it."""
    return Edition.objects.filter(
        pk=edition.pk, state=Edition.State.RENDERING, attempt=edition.attempt
    )


class Progress:
    """Writes steps and heartbeat, a few times a second at most. Callable with a Chinese step."""

    def __init__(self, edition, on_step=None):
        self.edition, self.on_step, self.last = edition, on_step, 0.0

    def __call__(self, step: str) -> None:
        if self.on_step:
            self.on_step(step)
        now = time.monotonic()
        if now - self.last < STEP_SECONDS:
            return
        self.last = now
        if not mine(self.edition).update(step=step, heartbeat=Now()):
            raise Superseded


@contextmanager
def pulse(edition):
    """Keep the heart beating from a thread, for pages that take long."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(edition, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()


def _beat(edition, done) -> None:
    """A missed beat is no fault, the sweeper waits for several; a starved thread must not spin."""
    while not done.wait(PULSE_SECONDS):
        with suppress(Exception):
            mine(edition).update(heartbeat=Now())
        with suppress(Exception):
            close_old_connections()


def finish(edition, sheets, findings) -> None:
    """Store the file and set the row to ready. On a full disk nothing is left behind."""
    name = file_name(edition)
    try:
        stored = edition.file.storage.save(
            edition.file.field.generate_filename(edition, name), ContentFile(sheets.pdf)
        )
    except OSError as error:
        raise _storage_refusal(error) from error
    kept = mine(edition).update(
        state=Edition.State.READY,
        file=stored,
        file_digest=hashlib.sha256(sheets.pdf).hexdigest(),
        size=len(sheets.pdf),
        digest=sheets.digest,
        pages=sheets.pages,
        start_pages={str(pk): page for pk, page in sheets.start_pages.items()},
        article_pages={str(pk): count for pk, count in sheets.article_pages.items()},
        page_marks=sheets.page_marks,
        openings={str(pk): pages for pk, pages in sheets.openings.items()},
        findings=findings,
        seconds=round(sheets.seconds, 2),
        step="",
        fault="",
        finished_at=Now(),
    )
    if not kept:
        edition.file.storage.delete(stored)
        raise Superseded
    tell(edition.pk)


def tell(edition_pk: int) -> None:
    """Whom it concerns hears how it went. The edition stands, whatever becomes of the notice."""
    try:
        notices.edition_finished(Edition.objects.select_related("issue").get(pk=edition_pk))
    except DatabaseError:
        logger.exception("nobody was told of edition %s", edition_pk)


def file_name(edition) -> str:
    issue = edition.issue
    return f"{issue.year}-{issue.number:02d}-{edition.kind}-{edition.pk}.pdf"


def _storage_refusal(error: OSError) -> Refused:
    if disks.is_full(error):
        return Refused("磁盘满了，PDF 没有存下来。请管理员清出空间，再重新排版。")
    return Refused(f"PDF 存不下来（{disks.why(error)}），请管理员检查存储，再重新排版。")


def fail(edition, sentence: str) -> None:
    """Set the row to failed, with what the editor should read."""
    failed = {"state": Edition.State.FAILED, "fault": sentence, "step": ""}
    if mine(edition).update(**failed, finished_at=Now()):
        tell(edition.pk)

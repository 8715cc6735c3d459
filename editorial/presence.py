"""Presence: workers write down that they are at work, for the page that shows how things stand."""

import logging
import time
from collections.abc import Iterable
from contextlib import suppress

from django.db import DatabaseError, connections

from editorial.models import Worker

logger = logging.getLogger(__name__)

EVERY = 15.0  # seconds between two signs of life

_last = -EVERY


def tell(name: str, queues: Iterable[str]) -> None:
    """This worker is there. A database that is away is no reason to stop working."""
    global _last
    if time.monotonic() - _last < EVERY:
        return
    _last = time.monotonic()
    _write(lambda: Worker.objects.note_presence(name, "、".join(sorted(queues))))


def end(name: str) -> None:
    _write(lambda: Worker.objects.forget(name))


def _write(act) -> None:
    """With no connection left open: the process that calls this forks those that render."""
    try:
        act()
    except DatabaseError as error:
        logger.warning("the worker's presence could not be written down: %s", error)
    finally:
        for connection in connections.all(initialized_only=True):
            with suppress(DatabaseError):
                connection.close()
            getattr(connection, "close_pool", lambda: None)()

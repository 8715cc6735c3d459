"""CORES: how many set type on this machine at once, told by locks that a dead process loses.

A companion is help on a core that would be idle. Where every core has a press of its own, it
would take from one issue what it gives to the other.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings


@contextmanager
def one_taken() -> Iterator[bool]:
    """Whether a core was free; it counts as taken as long as this lasts."""
    held = _first_free()
    try:
        yield held is not None
    finally:
        if held is not None:
            os.close(held)


def _first_free() -> int | None:
    folder = settings.VAR_DIR / "cores"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        for n in range(len(os.sched_getaffinity(0))):
            if (lock := _locked(folder / str(n))) is not None:
                return lock
    return None


def _locked(path) -> int | None:
    lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o640)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock

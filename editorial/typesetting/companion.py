"""A second compositor 搭档: a fork of this process that sets part of what an issue needs meanwhile.

Both take from one queue, the largest piece first. What the fork has set comes back through a file
in memory. It is help, never a condition: what it does not bring is set by this process, which
also ends it. It opens no connection and touches no row.
"""

import ctypes
import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from editorial.typesetting.apart import forked
from editorial.typesetting.refusal import Refused
from editorial.typesetting.standing import Forme

MOST_JOBS = 250  # the place of a job is one byte in the queue
NEWS = struct.Struct("=BQQ")  # place, offset and bytes of a job that is done
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Job:
    """A document to be set. ``weight``: how long it will take, against the others; ``title``: of
    the article, where it is one.
    """

    name: str
    html: str
    folio: int
    key: str
    weight: int
    title: str = ""


def is_at_hand() -> bool:
    """Whether there is a second core, and forking is safe: from a main thread, as workers have."""
    return (
        len(os.sched_getaffinity(0)) > 1 and threading.current_thread() is threading.main_thread()
    )


def set_by_two(
    jobs: Sequence[Job],
    here: Callable[[Job], Forme],
    there: Callable[[Job], bytes],
) -> dict[str, Forme]:
    """Formes by key; those that the fork failed to make are missing.

    ``here`` sets a job in this process, ``there`` sets it in the fork and gives its pickle.
    """
    jobs = jobs[:MOST_JOBS]
    queue, news, tell = _queue(jobs), *os.pipe()
    shared = os.memfd_create("formes")
    parent, pid = os.getpid(), forked()
    if pid == 0:
        _be_the_second(parent, jobs, there, queue, shared, tell)
    try:
        os.close(tell)
        made = {jobs[place].key: here(jobs[place]) for place in _taken(queue)}
        return made | _brought(news, shared, jobs)
    finally:
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for each in (queue, news, shared):
            os.close(each)


def _queue(jobs) -> int:
    """A pipe with the places of all jobs, the largest first; whoever reads one has taken it."""
    taken_from, put_into = os.pipe()
    places = sorted(range(len(jobs)), key=lambda place: -jobs[place].weight)
    os.write(put_into, bytes(places))
    os.close(put_into)
    return taken_from


def _taken(queue: int):
    while place := os.read(queue, 1):
        yield place[0]


def _brought(news: int, shared: int, jobs) -> dict[str, Forme]:
    """What the fork has made; waits until it has ended, in order or otherwise."""
    made = {}
    while len(told := os.read(news, NEWS.size)) == NEWS.size:
        place, offset, size = NEWS.unpack(told)
        made[jobs[place].key] = pickle.loads(os.pread(shared, size, offset))
    return made


def _be_the_second(parent, jobs, there, queue, shared, tell) -> None:
    """All that the fork does. It never returns."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
        offset = 0
        for place in _taken(queue):
            data = there(jobs[place])
            os.pwrite(shared, data, offset)
            os.write(tell, NEWS.pack(place, offset, len(data)))
            offset += len(data)
    except (Refused, MemoryError):
        pass  # the first process meets it too, and says so
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        os._exit(0)

"""Work done in a fork, which takes the memory it needed with it when it ends."""

import os
from collections.abc import Callable


def apart(act: Callable[[], None]) -> None:
    """Do it in a fork; in this process where the system has no room for another, or it failed."""
    pid = forked()
    if pid == 0:
        _be_the_fork(act)
    if pid is None or os.waitpid(pid, 0)[1] != 0:
        act()


def forked() -> int | None:
    """As ``os.fork``; None where the system has no room for another process."""
    try:
        return os.fork()
    except OSError:
        return None


def _be_the_fork(act: Callable[[], None]) -> None:
    """All that the fork does. It never returns; what goes wrong, the first process meets too."""
    status = 1
    try:
        act()
        status = 0
    finally:
        os._exit(status)

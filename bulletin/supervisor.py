"""Several processes under one command: all of them run, or none does."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

LOOK_SECONDS = 0.2
GRACE_SECONDS = 15
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(Exception):
    """The end has come: ``status`` for the shell, ``name`` of the process that died, if any."""

    def __init__(self, status: int, name: str = ""):
        self.status = status
        self.name = name
        super().__init__(f"{name or 'signal'}: {status}")


class Supervisor:
    """Starts children, watches them, and leaves none behind. A context manager.

    Each child has a session of its own: Ctrl-C reaches us alone, and we stop them in order.
    Should we be killed outright, the kernel sends each of them SIGTERM.
    """

    def __init__(self):
        self.children: dict[str, subprocess.Popen] = {}
        self.asked = 0
        self._before = {}

    def __enter__(self):
        self._before = {name: signal.signal(name, self._ask) for name in STOP_SIGNALS}
        return self

    def __exit__(self, *error):
        self.stop()
        for name, handler in self._before.items():
            signal.signal(name, handler)

    def _ask(self, *signal_and_frame) -> None:
        self.asked += 1

    def start(self, name: str, command: list[str], env: dict[str, str] | None = None) -> None:
        self.children[name] = self._open(command, env)

    def _open(self, command, env) -> subprocess.Popen:
        tether = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
        return subprocess.Popen(
            [*tether, *command], env=env, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def look(self) -> None:
        """Raises ``Ended`` if somebody asked us to stop or a child has died."""
        if self.asked:
            raise Ended(0)
        for name, child in self.children.items():
            status = child.poll()
            if status is not None:
                # A server that ends without being asked has failed, whatever it says.
                raise Ended(128 - status if status < 0 else status or 1, name)

    def wait(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Watch until ``is_so()``; False when that takes longer than ``seconds``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.look()
            if is_so():
                return True
            time.sleep(LOOK_SECONDS)
        return False

    def run(self, name: str, command: list[str], seconds: float) -> int:
        """Run a command that comes to an end by itself, beside the children; its exit status."""
        task = self._open(command, None)
        try:
            self.wait(lambda: task.poll() is not None, seconds)
        finally:
            self._finish([task])
        return task.returncode

    def watch(self) -> None:
        """Watch until the end, which is always ``Ended``."""
        while True:
            self.look()
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Stop every child; none is left when this returns."""
        children, self.children = self.children, {}
        self._finish(children.values())

    def _finish(self, children) -> None:
        """Ask each to finish; what is left after the grace time, or a second Ctrl-C, is killed."""
        for child in children:
            if child.poll() is None:
                child.terminate()
        asked, end = self.asked, time.monotonic() + GRACE_SECONDS
        while _any_alive(children) and time.monotonic() < end and self.asked == asked:
            time.sleep(LOOK_SECONDS / 4)
        for child in children:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _any_alive(children) -> bool:
    # A list, not a generator: every child is asked, so that every dead one is reaped.
    return any([child.poll() is None for child in children])

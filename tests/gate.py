"""The live server of the browser's tests, with a gate: after a test nothing reaches the database.

A browser that is closed still sends what it had begun (a draft saved on leaving, a question
after progress). Such a late request would meet the emptied tables, or those of the next test.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

SHUT = "503 Service Unavailable"
PATIENCE = 60
"""Seconds that a request may take to its end, on the slowest machine."""


@dataclass
class _Answer:
    """A response that is streamed as it comes; the server closes it, and so the request ends."""

    response: Iterable[bytes]
    leaving: ExitStack

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.response)

    def close(self) -> None:
        self.leaving.close()


class Gate:
    """A WSGI application before another: open during a test, shut between tests."""

    def __init__(self, application):
        self.application = application
        self.is_open = False
        self.under_way = 0
        self.changed = threading.Condition()

    def __call__(self, environ: dict, start_response) -> Iterable[bytes]:
        if not self._let_in():
            start_response(SHUT, [("Content-Length", "0")])
            return []
        with ExitStack() as leaving:
            leaving.callback(self._let_out)
            response = self.application(environ, start_response)
            leaving.callback(response.close)
            return _Answer(response, leaving.pop_all())

    def _let_in(self) -> bool:
        with self.changed:
            self.under_way += self.is_open
            return self.is_open

    def _let_out(self) -> None:
        with self.changed:
            self.under_way -= 1
            self.changed.notify_all()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Let requests in; at the end let the last one finish and no further one begin."""
        with self.changed:
            self.is_open = True
        yield
        with self.changed:
            self.is_open = False
            done = self.changed.wait_for(lambda: self.under_way == 0, PATIENCE)
        assert done, f"{self.under_way} requests did not end within {PATIENCE} s"

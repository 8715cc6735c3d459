"""KEPT: answers that this process made lately, each under its tag.

A tag is the digest of all that its answer depends on (``freshness``) and is asked for anew by
every request, so what is kept here is never older than the database: what was taken down, or has
not come out yet, has another tag.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.http import HttpResponse

MOST_BYTES = 32 * 1024 * 1024  # in one process
LARGEST = MOST_BYTES // 32


@dataclass(frozen=True)
class Answer:
    """``path`` is told once the answer is complete: with the headers of all the middleware."""

    content: bytes
    headers: dict
    path: str = ""

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class Kept:
    """The newest answers of up to so many bytes, those asked for last staying longest."""

    def __init__(self, most: int = MOST_BYTES):
        self.most, self.size = most, 0
        self.answers: OrderedDict[str, Answer] = OrderedDict()
        self.paths: dict[str, str] = {}  # of complete answers → their tags
        self.lock = threading.Lock()

    def find(self, tag: str, path: str = "") -> HttpResponse | None:
        """The answer under this tag; with ``path``, only a complete one."""
        with self.lock:
            found = self.answers.get(tag)
            if found is None or (path and found.path != path):
                return None
            self.answers.move_to_end(tag)
        return found.response()

    def has(self, path: str) -> bool:
        """Whether a complete answer, perhaps an old one, is kept of this address."""
        return path in self.paths

    def keep(self, tag: str, response) -> None:
        """Whole answers only; an error, a file in parts or a cookie is nobody else's."""
        is_whole = response.status_code == 200 and not response.streaming
        if is_whole and not response.cookies and len(response.content) <= LARGEST:
            self._put(tag, Answer(response.content, dict(response.headers)))

    def complete(self, tag: str, path: str, response) -> None:
        """The answer as it leaves the house, for the next stranger who asks for ``path``."""
        found = self.answers.get(tag)
        is_same = found and not found.path and not response.cookies
        if is_same and not response.streaming and response.content == found.content:
            self._put(tag, Answer(found.content, dict(response.headers), path))

    def clear(self) -> None:
        with self.lock:
            self.answers.clear()
            self.paths.clear()
            self.size = 0

    def _put(self, tag: str, answer: Answer) -> None:
        with self.lock:
            self._forget(tag)
            self._forget(self.paths.get(answer.path, ""))
            self.answers[tag] = answer
            if answer.path:
                self.paths[answer.path] = tag
            self.size += len(answer.content)
            while self.size > self.most:
                self._forget(next(iter(self.answers)))

    def _forget(self, tag: str) -> None:
        found = self.answers.pop(tag, None)
        if found is not None:
            self.size -= len(found.content)
            self.paths.pop(found.path, None)


answers = Kept()

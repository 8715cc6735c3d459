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
    """``asked`` is told once the answer is complete: with the headers of all the middleware. It
    is what the porter knows the question by."""

    content: bytes
    headers: dict
    asked: tuple = ()

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class Kept:
    """The newest answers of up to so many bytes, those asked for last staying longest."""

    def __init__(self, most: int = MOST_BYTES):
        self.most, self.size = most, 0
        self.answers: OrderedDict[str, Answer] = OrderedDict()
        self.questions: dict[tuple, str] = {}  # of complete answers → their tags
        self.lock = threading.Lock()

    def find(self, tag: str) -> HttpResponse | None:
        found = self.answer(tag)
        return found and found.response()

    def answer(self, tag: str, asked: tuple = ()) -> Answer | None:
        """What is kept under this tag; with ``asked``, only the complete answer to it."""
        with self.lock:
            found = self.answers.get(tag)
            if found is None or (asked and found.asked != asked):
                return None
            self.answers.move_to_end(tag)
        return found

    def has(self, asked: tuple) -> bool:
        """Whether a complete answer, perhaps an old one, is kept of this question."""
        return asked in self.questions

    def keep(self, tag: str, response) -> None:
        """Whole answers only; an error, a file in parts or a cookie is nobody else's."""
        is_whole = response.status_code == 200 and not response.streaming
        if is_whole and not response.cookies and len(response.content) <= LARGEST:
            self._put(tag, Answer(response.content, dict(response.headers)))

    def complete(self, tag: str, asked: tuple, response) -> None:
        """The answer as it leaves the house, for the next stranger who asks so."""
        found = self.answers.get(tag)
        is_same = found and not found.asked and not response.cookies
        if is_same and not response.streaming and response.content == found.content:
            self._put(tag, Answer(found.content, dict(response.headers), asked))

    def clear(self) -> None:
        with self.lock:
            self.answers.clear()
            self.questions.clear()
            self.size = 0

    def _put(self, tag: str, answer: Answer) -> None:
        with self.lock:
            self._forget(tag)
            self._forget(self.questions.get(answer.asked, ""))
            self.answers[tag] = answer
            if answer.asked:
                self.questions[answer.asked] = tag
            self.size += len(answer.content)
            while self.size > self.most:
                self._forget(next(iter(self.answers)))

    def _forget(self, tag: str) -> None:
        found = self.answers.pop(tag, None)
        if found is not None:
            self.size -= len(found.content)
            self.questions.pop(found.asked, None)


answers = Kept()

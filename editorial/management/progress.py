"""A progress bar for commands whose work tells what it is at, and how much of it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.core.management.base import CommandError
from django.db import OperationalError
from tqdm import tqdm

from bulletin import room

STOPPED = 130  # exit code: by Ctrl-C, as shells have it
NO_DATABASE = (
    "数据库连不上或用不了（{why}），没有做完。"
    "请检查数据库是否在运行、DATABASE_URL 是否正确，再来一次。"
)


class OnStep(Protocol):
    """Called with what is being done, how much of it was just done, and how much there is."""

    def __call__(self, what: str, count: int, of: int | None = None) -> None: ...


@contextmanager
def progress(label: str, verbosity: int = 1, *, stopped: str) -> Iterator[OnStep]:
    """A bar on a terminal, nothing in a pipe; begun anew with every kind of work that is counted.

    Ctrl-C ends the command with the sentence ``stopped``, a database that is away with one too.
    """
    kind = None
    with (
        _in_sentences(stopped),
        tqdm(desc=label, unit="项", disable=verbosity == 0 or None, leave=False) as bar,
    ):

        def on_step(what: str, count: int, of: int | None = None) -> None:
            nonlocal kind
            bar.set_postfix_str(what, refresh=False)
            if of is not None and what != kind:
                kind = what
                bar.reset(of)
            bar.update(count)

        yield on_step


@contextmanager
def _in_sentences(stopped: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise CommandError(stopped, returncode=STOPPED) from None
    except OperationalError as error:
        if room.sentence_of(error):  # manage.py tells of the disk
            raise
        why = str(error).partition("\n")[0]
        raise CommandError(NO_DATABASE.format(why=why)) from error

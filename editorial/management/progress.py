"""A progress bar for commands whose work tells what it is at, and how much of it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress(label: str, verbosity: int = 1) -> Iterator[Callable[[str, int], None]]:
    """A bar on a terminal, nothing in a pipe; call it with what is done and how many."""
    with tqdm(desc=label, unit="项", disable=verbosity == 0 or None, leave=False) as bar:

        def on_step(what: str, count: int) -> None:
            bar.set_postfix_str(what, refresh=False)
            bar.update(count)

        yield on_step

"""WeasyPrint 70.0 imported without its detours, which take as long as the rest of it.

It tries the names that its C libraries have on other systems too, and for each wrong one the
standard library asks ``ldconfig``, the compiler and the linker. And it loads the subsetter of
fontTools, of which nothing is used where HarfBuzz has its own, as ``faces.check`` demands.
"""

import ctypes.util
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from editorial.typesetting import engine

SELDOM_USED = ("fontTools.subset", "fontTools.varLib.instancer")


def load() -> None:
    """Import WeasyPrint; a second call does nothing."""
    if engine.boxes is not None:
        return
    with _put_off(SELDOM_USED):
        try:
            with _full_names_only():
                importlib.import_module("weasyprint")
        except OSError:  # the libraries are in places of their own
            importlib.import_module("weasyprint")
    engine.fill()


@contextmanager
def _full_names_only() -> Iterator[None]:
    """Libraries are opened by the names of their files, as Linux has them; none is looked for."""
    search, ctypes.util.find_library = ctypes.util.find_library, lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _put_off(names) -> Iterator[None]:
    """What is imported from these modules meanwhile loads them when it is called."""
    strangers = [name for name in names if name not in sys.modules]
    sys.modules.update((name, _Later(name)) for name in strangers)
    try:
        yield
    finally:
        for name in strangers:
            del sys.modules[name]


class _Later(ModuleType):
    """In the place of a module: its functions and classes, each of which loads it first."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*more, **named):
            return getattr(importlib.import_module(self.__name__), name)(*more, **named)

        return called

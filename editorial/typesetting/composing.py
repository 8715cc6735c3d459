"""One HTML document → its plates, with everything that WeasyPrint complained of meanwhile."""

import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from editorial.typesetting import layout, plates, products, standing

SELDOM = (100_000, 20, 50)  # objects, then generations, between two looks for garbage


def set_html(html: str, kind: str, *, folio: int = 1) -> standing.Forme:
    """Lay out a document and take its plates; the boxes are let go of at once."""
    document = layout.lay_out(html, kind, folio=folio)
    with products.drawing(kind):
        taken = plates.take_all(document, is_tagged=kind in products.TAGGED)
    return standing.Forme(taken, document.metadata)


def set_heard(html: str, kind: str, folio: int, listener: "Listener") -> standing.Forme:
    """The plates of a document, and what was complained of meanwhile."""
    before, listener.complaints = listener.complaints, []
    forme = replace(set_html(html, kind, folio=folio), complaints=tuple(listener.complaints))
    listener.complaints = before
    return forme


@contextmanager
def tidying_seldom() -> Iterator[None]:
    """Pages are built of very many lasting objects, as modules are while they are loaded; looking
    for garbage among them over and over took a tenth of a render, a third of WeasyPrint's import.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Listener(logging.Handler):
    """Turns WeasyPrint's progress into steps, and keeps its warnings."""

    def __init__(self, on_step):
        super().__init__(logging.INFO)
        self.on_step, self.complaints, self.step = on_step, [], ""

    def begin(self, step: str) -> None:
        self.step = step
        self.on_step(step)

    def emit(self, record):
        if record.name == "weasyprint.progress":
            if page := re.search(r"Page (\d+)", record.getMessage()):
                self.on_step(f"{self.step}：第 {page.group(1)} 页")
        elif record.levelno >= logging.WARNING:
            self.complaints.append(record.getMessage())


@contextmanager
def listening(on_step) -> Iterator[Listener]:
    listener = Listener(on_step)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress")]
    levels = [logger.level for logger in loggers]
    for logger, level in zip(loggers, (logging.WARNING, logging.INFO), strict=True):
        logger.setLevel(level)
        logger.addHandler(listener)
        logger.propagate = False
    try:
        yield listener
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
            logger.removeHandler(listener)
            logger.propagate = True

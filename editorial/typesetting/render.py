"""HTML → laid-out pages → PDF bytes, with the page map and everything WeasyPrint complained of."""

import gc
import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from editorial.models import Edition
from editorial.typesetting import compression, faces, justify
from editorial.typesetting.markup import Markup, mark_up
from editorial.typesetting.refusal import Refused

SELDOM = (100_000, 20, 50)  # objects, then generations, between two looks for garbage
STYLESHEETS = (
    "variables",
    "page",
    "cover",
    "inside",
    "masthead",
    "contents",
    "article",
    "body",
    "back",
)


@dataclass(frozen=True)
class Sheets:
    """A rendered issue. ``start_pages`` and ``article_pages`` are by article id."""

    pdf: bytes
    digest: str
    pages: int
    start_pages: dict[int, int]
    article_pages: dict[int, int]
    findings: tuple[str, ...]
    complaints: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()  # (title, HTML) of each article
    seconds: float = 0.0
    document: object = field(default=None, repr=False, compare=False)


def render_issue(issue, kind: str, *, on_step: Callable[[str], None] = lambda step: None) -> Sheets:
    """The whole issue as one product. Raises ``Refused`` with a Chinese sentence."""
    if kind == Edition.Kind.PRINT:
        raise Refused("印刷版（出血、裁切标记、CMYK）还不能排，请先用校样审读、用网络版发布。")
    started = time.perf_counter()
    faces.check()
    on_step("第 1 步：整理稿件")
    markup = mark_up(issue, kind)
    with _listening(on_step) as complaints:
        document = lay_out(markup.html, is_proof=kind == Edition.Kind.PROOF)
        on_step("第 4 步：生成 PDF")
        pdf = to_pdf(document, kind, markup.digest)
    starts, lengths = page_map(document, markup)
    return Sheets(
        pdf=pdf,
        digest=markup.digest,
        pages=len(document.pages),
        start_pages=starts,
        article_pages=lengths,
        findings=markup.findings,
        complaints=tuple(complaints),
        texts=tuple((part.article.plain_title, part.all_words) for part in markup.articles),
        seconds=time.perf_counter() - started,
        document=document,
    )


def warm_up() -> None:
    """Load WeasyPrint and the faces, so that the first order is as quick as the next.

    Pages are built of very many lasting objects; looking for garbage among them over and over
    took a tenth of a render, so that this process looks seldom.
    """
    faces.check()
    to_pdf(lay_out('<html lang="zh-CN"><p>预热 1A', is_proof=False), Edition.Kind.WEB, digest="")
    gc.freeze()
    gc.set_threshold(*SELDOM)


@cache
def workshop():
    """What every render of this process shares: fetcher, font configuration. Imports WeasyPrint."""
    from weasyprint.text.fonts import FontConfiguration

    from editorial.typesetting.fetch import PressFetcher

    justify.install()
    compression.install()
    fonts = FontConfiguration()
    faces.load_into(fonts)
    return PressFetcher(), fonts


def lay_out(html: str, *, is_proof: bool):
    """The pages of a document, as a ``weasyprint.Document``."""
    fetcher, fonts = workshop()
    from weasyprint import HTML

    from editorial.typesetting.fetch import BASE_URL

    names = (*STYLESHEETS, "proof") if is_proof else STYLESHEETS
    with _refusing_strange_files():
        source = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
        return source.render(font_config=fonts, stylesheets=[_stylesheet(name) for name in names])


@cache
def _stylesheet(name: str):
    """A stylesheet of ``static/print/``, read once a process."""
    fetcher, fonts = workshop()
    from weasyprint import CSS

    from editorial.typesetting.fetch import STATIC

    return CSS(url=f"{STATIC}print/{name}.css", url_fetcher=fetcher, font_config=fonts)


@contextmanager
def _refusing_strange_files() -> Iterator[None]:
    """What the fetcher would not open is the editor's business, not a crash."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise Refused(str(error)) from None


def to_pdf(document, kind: str, digest: str) -> bytes:
    """The file. The web edition is tagged (PDF/UA-1); the id comes from the text alone."""
    options = {"pdf_variant": "pdf/ua-1"} if kind == Edition.Kind.WEB else {}
    with _refusing_strange_files():
        return document.write_pdf(pdf_identifier=digest[:32].encode(), **options)


def page_map(document, markup: Markup) -> tuple[dict[int, int], dict[int, int]]:
    """(start folio, number of pages) of each article, by its id."""
    sheets: dict[str, list[int]] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            sheets.setdefault(anchor, []).append(number)
    first = min(sheets[part.anchor][0] for part in markup.articles)
    starts = {part.article.pk: sheets[part.anchor][0] - first + 1 for part in markup.articles}
    lengths = {
        part.article.pk: sheets[part.anchor][-1] - sheets[part.anchor][0] + 1
        for part in markup.articles
    }
    return starts, lengths


class _Listener(logging.Handler):
    """Turns WeasyPrint's progress into steps, and keeps its warnings."""

    def __init__(self, on_step):
        super().__init__(logging.INFO)
        self.on_step, self.complaints = on_step, []

    def emit(self, record):
        if record.name == "weasyprint.progress":
            if page := re.search(r"Page (\d+)", record.getMessage()):
                self.on_step(f"第 3 步：排第 {page.group(1)} 页")
            elif "Step 2" in record.getMessage():
                self.on_step("第 2 步：读版式")
        elif record.levelno >= logging.WARNING:
            self.complaints.append(record.getMessage())


@contextmanager
def _listening(on_step) -> Iterator[list[str]]:
    listener = _Listener(on_step)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress")]
    levels = [logger.level for logger in loggers]
    for logger, level in zip(loggers, (logging.WARNING, logging.INFO), strict=True):
        logger.setLevel(level)
        logger.addHandler(listener)
        logger.propagate = False
    try:
        yield listener.complaints
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
            logger.removeHandler(listener)
            logger.propagate = True

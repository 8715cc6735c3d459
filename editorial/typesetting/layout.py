"""One HTML document → laid-out pages, by WeasyPrint with the press's faces, fetcher and styles."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

from editorial.models import Edition
from editorial.typesetting import (
    cases,
    compression,
    faces,
    fitting,
    glyphs,
    inks,
    justify,
    loading,
    quicker,
    shared_styles,
    tables,
)
from editorial.typesetting.refusal import Refused
from editorial.typesetting.sources import BASE_URL, STATIC

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
TOO_DEEP = "文章里的列表、引文或表格一层套一层，套得太深，排不出来，请改浅后再排。"
OWN_STYLESHEETS = {
    Edition.Kind.PROOF: ("proof",),
    Edition.Kind.PRINT: ("press",),
    Edition.Kind.OFFPRINT: ("offprint",),
}


class TooDeep(Refused):
    """Elements in each other, more than Python's stack holds."""


@cache
def workshop():
    """What every render of this process shares: fetcher, font configuration. Imports WeasyPrint."""
    loading.load()
    from weasyprint.text.fonts import FontConfiguration

    from editorial.typesetting.fetch import PressFetcher

    justify.install()
    compression.install()
    cases.install()
    glyphs.install()
    inks.install()
    quicker.install()
    shared_styles.install()
    tables.install()
    fonts = FontConfiguration()
    faces.load_into(fonts)
    return PressFetcher(), fonts


def lay_out(html: str, kind: str, *, folio: int = 1):
    """The pages of a document, as a ``weasyprint.Document``. ``folio`` is that of the first one."""
    with refusing_strange_files():
        return fitting.fitted(html, lambda html, css: _laid(html, css, kind, folio))


def _laid(html: str, css: str, kind: str, folio: int):
    fetcher, fonts = workshop()
    from weasyprint import CSS, HTML

    source = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
    more = [CSS(string=css, url_fetcher=fetcher)] if css else []
    styles = [*stylesheets(kind), _folios_from(folio), *more]
    return source.render(font_config=fonts, stylesheets=styles)


def stylesheets(kind: str) -> list:
    """The stylesheets of a product, parsed again only when a file has changed."""
    return [_stylesheet(name, _content_digest(name)) for name in _names(kind)]


def style_digest(kind: str) -> str:
    """What the stylesheets say, in hex: the same files give the same digest."""
    told = "".join(_content_digest(name) for name in _names(kind))
    return hashlib.sha256(told.encode()).hexdigest()


def _names(kind: str) -> tuple[str, ...]:
    return (*STYLESHEETS, *OWN_STYLESHEETS.get(kind, ()))


@cache
def _path(name: str) -> Path:
    return Path(finders.find(f"print/{name}.css"))


def _content_digest(name: str) -> str:
    status = _path(name).stat()
    return _read_digest(name, status.st_mtime_ns, status.st_size)


@cache
def _read_digest(name: str, changed_at: int, size: int) -> str:
    return hashlib.sha256(_path(name).read_bytes()).hexdigest()


@cache
def _stylesheet(name: str, content_digest: str):
    fetcher, fonts = workshop()
    from weasyprint import CSS

    return CSS(url=f"{STATIC}print/{name}.css", url_fetcher=fetcher, font_config=fonts)


@lru_cache(maxsize=64)
def _folios_from(folio: int):
    """Folios are counted on pages: an element's own reset would print zeros (WeasyPrint #2114)."""
    fetcher, _ = workshop()
    from weasyprint import CSS

    names = ", ".join(f"{name}:nth(1 of {name})" for name in ("body", "folios"))
    rule = f"@page {names} {{ counter-reset: page {folio} }}"
    return CSS(string=rule, url_fetcher=fetcher)


@contextmanager
def refusing_strange_files() -> Iterator[None]:
    """What the fetcher would not open, or nobody would read, is the editor's business."""
    loading.load()
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise Refused(str(error)) from None
    except RecursionError:
        raise TooDeep(TOO_DEEP) from None

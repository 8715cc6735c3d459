"""HTML → laid-out pages → PDF bytes, with the page map and everything WeasyPrint complained of."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from editorial.models import Edition
from editorial.typesetting import (
    changes,
    faces,
    imposition,
    inks,
    layout,
    products,
    specimen,
    standing,
)
from editorial.typesetting import design as designs
from editorial.typesetting.composing import listening, set_heard, set_html, tidying_seldom
from editorial.typesetting.findings import Finding
from editorial.typesetting.markup import mark_up
from editorial.typesetting.setting import Setting

PROOF, WEB, OFFPRINT = Edition.Kind.PROOF, Edition.Kind.WEB, Edition.Kind.OFFPRINT


@dataclass(frozen=True)
class Sheets:
    """A rendered issue. ``start_pages`` and ``article_pages`` are by article id."""

    pdf: bytes
    digest: str
    pages: int
    start_pages: dict[int, int]
    article_pages: dict[int, int]
    findings: tuple[str, ...]
    flaws: tuple[Finding, ...] = ()  # what is wrong with the file itself
    complaints: tuple[str, ...] = ()
    titles: dict[int, str] = field(default_factory=dict)
    folios: dict[int, int] = field(default_factory=dict)  # sheet from 1 → printed folio
    page_marks: list[list[str]] = field(default_factory=list)  # see ``changes``
    openings: dict[int, list] = field(default_factory=dict)  # article → [folio, block, how far]
    kind: str = PROOF
    seconds: float = 0.0
    document: object = field(default=None, repr=False, compare=False)


@tidying_seldom()
def render_issue(
    issue,
    kind: str,
    *,
    article=None,
    fills_sheets: bool = False,
    on_step: Callable[[str], None] = lambda step: None,
) -> Sheets:
    """The issue as one product, or one article's offprint. Raises ``Refused`` in Chinese."""
    started = time.perf_counter()
    faces.check()
    on_step("第 1 步：整理稿件")
    markup = mark_up(issue, kind)
    with (
        listening(on_step) as listener,
        inks.mixed(designs.inks(markup.design)),
    ):
        setting = Setting(markup, kind, listener)
        document = setting.offprint(article) if kind == OFFPRINT else setting.issue(fills_sheets)
        on_step("第 3 步：生成 PDF")
        pdf, flaws = to_pdf(document, kind, f"{markup.digest} {article.pk if article else ''}")
    return Sheets(
        pdf=pdf,
        kind=kind,
        digest=markup.digest,
        pages=len(document.pages),
        start_pages=setting.starts,
        article_pages=setting.lengths,
        folios=setting.folios,
        findings=markup.findings,
        flaws=tuple(flaws),
        complaints=tuple(listener.complaints),
        titles=setting.titles,
        page_marks=changes.page_marks(setting.parts),
        openings=setting.openings,
        seconds=time.perf_counter() - started,
        document=document,
    )


def warm_up() -> None:
    """Load WeasyPrint, faces and styles, so that the first order is as quick as the next."""
    faces.check()
    forme = set_html(specimen.html(), WEB)
    to_pdf(imposition.bind(forme.plates, forme.metadata), WEB, digest="")
    gc.freeze()


def to_pdf(document, kind: str, digest: str) -> tuple[bytes, list[Finding]]:
    """The file of this product, and what is wrong with it."""
    with layout.refusing_strange_files():
        return products.write(document, kind, digest)


def standing_forme(html: str, kind: str, folio: int) -> standing.Forme:
    """The plates of a document, set now or before."""
    key = standing.key(html, kind, folio)
    forme = standing.find(key)
    if forme is None:
        with listening(lambda step: None) as listener, tidying_seldom():
            forme = set_heard(html, kind, folio, listener)
        standing.keep(key, forme)
    return forme


def standing_article(words: str, side: int, heads: str, folios: str, folio: int, kind: str):
    """An article as a document of plates, set now or before: its words, with what ``Markup`` gives
    for their margins.
    """
    forme = standing_forme(words, kind, side)
    numbers = {
        first: standing_forme(folios, kind, first).plates
        for first in imposition.batches(folio, len(forme.plates))
    }
    margins = standing_forme(heads, kind, 1).plates
    plates = imposition.headed(forme.plates, folio, margins, numbers)
    return imposition.bind(list(plates), forme.metadata)

"""SHEETS: which files the copy has, in batches; each is made again when its print has changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from editorial.archive import cards, covers, reading, references
from editorial.archive.views import article_context
from editorial.keeping.copy import links, rendering
from editorial.keeping.copy.links import file_of
from editorial.models import AnnualIndex, Edition, PageDesign, Section, Upload, year_contents


@dataclass(frozen=True)
class Stored:
    """Bytes that lie in the storage already: a PDF, a picture."""

    file: object


Made = Iterator[tuple[str, bytes | Stored]]


@dataclass(frozen=True)
class Batch:
    """Files that are made together. ``make`` yields (path, content); ``weight`` is how long it
    takes, about, against the others."""

    key: str
    fingerprint: str
    make: Callable[[], Made]
    weight: int = 1


def batches(stock, nearness) -> Iterator[Batch]:
    """Every page of the archive but lists and search. What readers meet last comes first."""
    issues = stock.issues
    for n, issue in enumerate(issues):
        digest = stock.digests[issue.pk]
        name = f"{issue.year}/{issue.number}"
        told = stock.print_of(digest, stock.past_of(issue))
        yield Batch(f"issue {name}", told, lambda issue=issue: _issue(issue, stock, nearness), 4)
        around = [each.pk for each in issues[max(0, n - 1) : n + 2]]
        told = stock.print_of(digest, around, [str(each) for each in issues[max(0, n - 1) : n + 2]])
        yield Batch(f"cover {name}", told, lambda issue=issue: _cover(issue, stock))
    yield from _years(stock)
    yield from _front(stock)


def _issue(issue, stock, nearness) -> Made:
    """The articles of one issue with their references, its PDFs and pictures. Ten queries."""
    rows = issue.articles.in_print_order().select_related(
        "section", "editors_note", "entry", "leaf"
    )
    rows = rows.defer("entry__text", "entry__folded")
    articles = list(rows.prefetch_related("attachments", "corrections"))
    web, offprints = _editions(issue)
    near, leads = nearness.of(articles), []
    for article in articles:
        article.issue = issue
        leads.append(reading.lead_to(article))
    for n, article in enumerate(articles):
        around = (leads[n - 1] if n else None, leads[n + 1] if leads[n + 1 :] else None)
        editions = (web, offprints.get(article.pk))
        address = article.get_absolute_url()
        told = article_context(article, stock.publication, editions, around, near[article.pk])
        yield rendering.composed(address, stock.publication, "article", **told)
        yield from _references(article, stock.publication, web)
    yield from _pdfs(issue, web, offprints, articles)
    yield from _pictures(issue)


def _editions(issue):
    """(the public PDF, article → offprint of the same words), as ``reading.editions_of``."""
    made = Edition.objects.given_out().filter(issue=issue).order_by("pk")
    found = list(made.defer("page_marks", "findings"))
    web = next((each for each in reversed(found) if each.kind == Edition.Kind.WEB), None)
    same = [e for e in found if web and e.kind == Edition.Kind.OFFPRINT and e.digest == web.digest]
    return web, {each.article_id: each for each in same}


def _references(article, publication, web) -> Made:
    pages = reading.pages_of(article.pk, web)
    place = [article.issue.year, article.issue.number, article.position]
    for form, (write, _) in references.FORMS.items():
        path = file_of(reverse(f"archive:cite_{form}", args=place))
        yield path, write(article, publication, pages).encode()


def _pdfs(issue, web, offprints, articles) -> Made:
    place = [issue.year, issue.number]
    if web and web.file:
        yield file_of(reverse("archive:issue_pdf", args=place)), Stored(web.file)
    for article in articles:
        if article.pk in offprints and offprints[article.pk].file:
            address = reverse("archive:offprint", args=[*place, article.position])
            yield file_of(address), Stored(offprints[article.pk].file)


def _pictures(issue) -> Made:
    shown = Upload.objects.filter(articles__issue=issue) | Upload.objects.filter(logos__issue=issue)
    for upload in shown.distinct().order_by("pk"):
        yield file_of(upload.path), Stored(upload.file)
    if issue.cover_picture:
        yield file_of(issue.cover_picture.path), Stored(issue.cover_picture.file)


def _cover(issue, stock) -> Made:
    """The page of an issue, its cover as a drawing, and the card for shared addresses."""
    yield rendering.bound(issue.get_absolute_url(), stock.publication)
    place, weights = [issue.year, issue.number], reading.contents(issue).weights
    ground = PageDesign.objects.of(issue).main_colour
    drawn = covers.cover_svg(issue, stock.publication, weights, ground)
    yield file_of(reverse("archive:cover", args=place)), drawn.encode()
    headline = reading.headline(issue)["lines"]
    card = cards.card_png(issue, stock.publication, weights, headline)
    yield file_of(reverse("archive:card", args=place)), card


def _years(stock) -> Iterator[Batch]:
    """Of each year its issues, its annual index in two orders and as a PDF, and its map."""
    by_year: dict[int, list] = {}
    for issue in stock.issues:
        told = (stock.digests[issue.pk], stock.past_of(issue))
        by_year.setdefault(issue.year, []).append(told)
    counts = {year: len(found) for year, found in by_year.items()}
    indexes = {each.year: each for each in AnnualIndex.objects.exclude(file="")}
    for year, digests in by_year.items():
        address = reverse("archive:year", args=[year])
        yield _page(f"year {year}", address, stock, digests, counts)
        index = indexes.get(year)
        told = stock.print_of(digests, list(counts), index and index.digest)
        make = lambda year=year, index=index: _index(year, index, stock)  # noqa: E731
        yield Batch(f"index {year}", told, make, 1 + counts[year] // 5)


def _index(year: int, index, stock) -> Made:
    """Pages that name other years, and no more of them."""
    for name in ("sitemap_year", "year_index"):
        yield rendering.bound(reverse(f"archive:{name}", args=[year]), stock.publication)
    address = reverse("archive:year_index", args=[year])
    yield rendering.bound(address, stock.publication, links.BY_BODY)
    if index and index.digest == year_contents(year).digest:
        yield file_of(reverse("archive:year_index_pdf", args=[year])), Stored(index.file)


def _front(stock) -> Iterator[Batch]:
    """What a publication changes every time."""
    all_ = [stock.digests[issue.pk] for issue in stock.issues]
    names = ("home", "issues", "follow", "feed", "feed_rss", "sitemap", "sitemap_pages", "robots")
    for name in names:
        yield _page(name, reverse(f"archive:{name}"), stock, all_)
    for slug in Section.objects.order_by("order").values_list("slug", flat=True):
        for name in ("section_feed", "section_feed_rss"):
            address = reverse(f"archive:{name}", args=[slug])
            yield _page(f"{name} {slug}", address, stock, all_)


def _page(key, address, stock, *parts) -> Batch:
    def make():
        yield rendering.bound(address, stock.publication)

    return Batch(key, stock.print_of(*parts), make, 3)

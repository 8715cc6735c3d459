"""LISTS: the policy index as pages that need no questions: by date, number, body and region."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from editorial import provenance
from editorial.keeping.copy import rendering
from editorial.keeping.copy.sheets import Batch
from editorial.models import Entry, Issue
from editorial.provenance.regions import NATION


@dataclass(frozen=True)
class NoOtherPages:
    """All on one page, for a template that asks."""

    has_other_pages: bool = False


def batches(stock, nearness) -> Iterator[Batch]:
    """One query; what is listed is held, its texts are not."""
    entries = _entries(nearness.rows)
    by_body, by_region = defaultdict(list), defaultdict(list)
    for entry in entries:
        for name in entry.bodies:
            by_body[name].append(entry)
        if entry.region:
            by_region[entry.region].append(entry)
    documents = [entry for entry in entries if entry.is_document]
    yield _list(stock, "policy", "archive:policy", [], documents, way="date")
    yield _numbers(stock, documents)
    yield _names(stock, "bodies", {"groups": _grouped(_counted("body", by_body))}, by_body)
    nation_first = sorted(_counted("region", by_region), key=lambda each: each["name"] != NATION)
    yield _names(stock, "regions", {"regions": nation_first}, by_region)
    for kind, found in (("body", by_body), ("region", by_region)):
        for name, of in sorted(found.items()):
            yield _list(
                stock, f"{kind} {name}", f"archive:{kind}", [name], of, name=name, kind=kind
            )


def _entries(articles) -> list[Entry]:
    """Newest first, each with its article, and with what a list shows of it."""
    rows = Entry.objects.filter(article__issue__in=Issue.objects.published())
    rows = rows.order_by("-rank", "article__issue__running_number").defer("text", "folded")
    found = list(rows)
    for each in found:
        article = each.article = articles[each.article_id]
        each.told = (each.pk, each.number, each.bodies, article.title_in_contents,
                     article.position, str(article.issue))  # fmt: skip
    return found


def _told(entries) -> list[tuple]:
    return [each.told for each in entries]


def _list(stock, key, route, place, entries, **context) -> Batch:
    address = reverse(route, args=place)

    def make():
        years = [(y, list(of)) for y, of in groupby(entries, lambda e: e.article.issue.year)]
        told = {"years": years, "count": len(entries), **context}
        yield rendering.composed(address, stock.publication, "copied_list", **told)

    return Batch(key, stock.print_of(_told(entries)), make)


def _numbers(stock, documents) -> Batch:
    numbered = sorted(
        (each for each in documents if each.number),
        key=lambda each: (each.number_order, each.number, -each.rank),
    )
    address = reverse("archive:numbers")

    def make():
        code = lambda each: each.number.partition("〔")[0]  # noqa: E731
        groups = [(name, list(of)) for name, of in groupby(numbered, code)]
        told = {"groups": groups, "entries": NoOtherPages()}
        yield rendering.composed(address, stock.publication, "numbers", **told)

    return Batch("numbers", stock.print_of(_told(numbered)), make)


def _names(stock, key, context, found) -> Batch:
    address = reverse(f"archive:{key}")

    def make():
        yield rendering.composed(address, stock.publication, key, **context)

    return Batch(key, stock.print_of(sorted((n, len(of)) for n, of in found.items())), make)


def _counted(kind: str, found: dict) -> list[dict]:
    rows = [
        {"name": name, "count": len(of), "address": reverse(f"archive:{kind}", args=[name])}
        for name, of in found.items()
    ]
    return sorted(rows, key=lambda each: (-each["count"], each["name"]))


def _grouped(rows: list[dict]) -> list[tuple[str, list[dict]]]:
    """The whole nation's bodies, then region by region, then the rest."""
    groups = defaultdict(list)
    for each in rows:
        groups[provenance.home_of(each["name"])].append(each)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0] != NATION, group[0]))

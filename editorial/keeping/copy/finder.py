"""FINDER: the search of the copy: what is in which year under which key, for a script to load.

    static/copy/entries.js            every article by year, newest last: title, place, labels
    static/copy/<year>/<bucket>.js    see ``postings``
    static/copy/folding.js            character → the one it is compared as
    static/copy/digests.js            SHA-256 of every PDF given out → what it is

They are scripts, not data: a browser loads them from a disk as from a server.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from django.urls import reverse

from editorial import search
from editorial.keeping.copy import postings, rendering
from editorial.keeping.copy.postings import BUCKETS, FOLDER, text
from editorial.keeping.copy.sheets import Batch
from editorial.models import Edition, Entry, Issue, Section

_ISSUE = itemgetter("article__issue")
HAN = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))
MARKS = (*range(0x80, 0x100), *range(0x2010, 0x2040), *range(0x3000, 0x3040),
         *range(0xFE30, 0xFE70), *range(0xFF00, 0xFFF0))  # fmt: skip


def batches(stock, folder) -> Iterator[Batch]:
    """Three queries, and one more for each year that is made. ``folder`` is as it was left."""
    shelves = _shelves()
    prints = {issue.pk: stock.digests[issue.pk] for issue in stock.issues}
    for year, rows in shelves.items():
        issues = [(prints[pk], [row["pk"] for row in of]) for pk, of in groupby(rows, _ISSUE)]
        told = stock.print_of([digest for digest, _ in issues])
        make = partial(postings.made, year, stock.ground, issues, folder)
        yield Batch(f"search {year}", told, make, 1 + len(rows) // 6)
    told = list(prints.values())
    yield Batch("search", stock.print_of(told), lambda: _front(stock, shelves))
    yield Batch("folding", stock.print_of(), _fold_table)
    given_out = list(_digests())
    yield Batch("verify", stock.print_of(given_out), lambda: _verify(stock, given_out))


def _shelves() -> dict[int, list[dict]]:
    """Year → its articles in the order of publication; their places are counted here."""
    rows = Entry.objects.filter(article__issue__in=Issue.objects.published())
    found = rows.order_by("article__issue__date", "article__issue", "article__position").values(
        "pk", "article__issue", "article__issue__year", "article__issue__number",
        "article__position", "article__title", "article__section__slug", "article__issue__date",
        "number", "bodies", "region", "form", "is_document",
    )  # fmt: skip
    shelves = defaultdict(list)
    for row in found:
        shelves[row["article__issue__year"]].append(row)
    return shelves


def _front(stock, shelves):
    yield rendering.composed(reverse("archive:search"), stock.publication, "copied_search")
    sections = dict(Section.objects.order_by("order").values_list("slug", "name"))
    entries = {year: [_entry(row) for row in rows] for year, rows in shelves.items()}
    told = f"copyEntries({text(entries)},{text(sections)},{BUCKETS});\n"
    yield f"{FOLDER}/entries.js", told.encode()


def _fold_table():
    yield f"{FOLDER}/folding.js", f"copyFolding({text(_folding())});\n".encode()


def _entry(row: dict) -> list:
    title = "".join(line.strip() for line in row["article__title"].splitlines())
    return [
        title, row["article__issue__number"], row["article__position"],
        row["article__section__slug"], row["number"], row["bodies"], row["region"], row["form"],
        int(row["is_document"]),
    ]  # fmt: skip


def _folding() -> list[str]:
    """Two strings as long: the characters that are folded, and what into."""
    chars = [chr(code) for code in (*HAN, *MARKS)]
    pairs = [(char, search.fold(char)) for char in chars]
    changed = [(char, into) for char, into in pairs if char != into]
    return ["".join(char for char, _ in changed), "".join(into for _, into in changed)]


def _digests():
    made = Edition.objects.given_out().filter(issue__in=Issue.objects.published())
    found = made.exclude(file_digest="").select_related("issue", "article").order_by("pk")
    for each in found.defer("page_marks", "findings"):
        yield each.file_digest, f"{each.issue}{each.get_kind_display()}", str(each.article or "")


def _verify(stock, given_out):
    yield rendering.composed(reverse("archive:verify"), stock.publication, "copied_verify")
    told = {digest: f"{name}《{title}》" if title else name for digest, name, title in given_out}
    yield f"{FOLDER}/digests.js", f"copyDigests({text(told)});\n".encode()

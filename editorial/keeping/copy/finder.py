"""FINDER: the search of the copy: what is in which year under which key, for a script to load.

    static/copy/entries.js            every article by year, newest last: title, place, labels
    static/copy/<year>/<bucket>.js    keys, and of each the articles of that year that have it
    static/copy/folding.js            character → the one it is compared as
    static/copy/digests.js            SHA-256 of every PDF given out → what it is

They are scripts, not data: a browser loads them from a disk as from a server.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from operator import add

from django.urls import reverse

from editorial import search
from editorial.keeping.copy import rendering
from editorial.keeping.copy.sheets import Batch
from editorial.models import Edition, Entry, Issue, Section

FOLDER = "static/copy"
BUCKETS, FIRST_SIGN = 64, 0x100
HAN = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))
MARKS = (*range(0x80, 0x100), *range(0x2010, 0x2040), *range(0x3000, 0x3040),
         *range(0xFE30, 0xFE70), *range(0xFF00, 0xFFF0))  # fmt: skip


def bucket_of(key: str) -> int:
    """Where a key of one or two characters lies; ``copied_search.js`` reckons the same."""
    return ord(key[0]) % BUCKETS


def batches(stock) -> Iterator[Batch]:
    """Three queries, and one more for each year that is made."""
    shelves = _shelves()
    prints = {issue.pk: stock.digests[issue.pk] for issue in stock.issues}
    for year, rows in shelves.items():
        told = [prints[issue] for issue in dict.fromkeys(row["article__issue"] for row in rows)]
        make = lambda year=year, rows=rows: _postings(year, rows)  # noqa: E731
        yield Batch(f"search {year}", stock.print_of(told), make, 1 + len(rows) // 6)
    told = list(prints.values())
    yield Batch("search", stock.print_of(told), lambda: _front(stock, shelves))
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


def _postings(year: int, rows: list[dict]):
    """Of each key the articles that have it, a character each: that of place 0 is U+0100."""
    signs = {row["pk"]: chr(FIRST_SIGN + place) for place, row in enumerate(rows)}
    found: dict[str, list[str]] = defaultdict(list)
    texts = Entry.objects.filter(pk__in=signs).values_list("pk", "folded")
    for pk, folded in sorted(texts, key=lambda each: signs[each[0]]):
        sign = signs[pk]
        for key in _keys(folded):
            found[key].append(sign)
    postings = {key: "".join(those) for key, those in found.items()}
    buckets = [[] for _ in range(BUCKETS)]
    for key in sorted(postings):
        buckets[bucket_of(key)].append(key)
    for n, keys in enumerate(buckets):
        told = _text(["\n".join(keys), "\n".join(map(postings.get, keys))])
        yield f"{FOLDER}/{year}/{n}.js", f"copyPostings({year},{n},{told});\n".encode()


def _keys(folded: str) -> set[str]:
    """Every character and every pair within a line, as in ``search.grams``."""
    found = set()
    for line in folded.split("\n"):
        found.update(line)
        found.update(map(add, line, line[1:]))
    found.discard(" ")
    return found


def _front(stock, shelves):
    yield rendering.composed(reverse("archive:search"), stock.publication, "copied_search")
    sections = dict(Section.objects.order_by("order").values_list("slug", "name"))
    entries = {year: [_entry(row) for row in rows] for year, rows in shelves.items()}
    told = f"copyEntries({_text(entries)},{_text(sections)},{BUCKETS});\n"
    yield f"{FOLDER}/entries.js", told.encode()
    yield f"{FOLDER}/folding.js", f"copyFolding({_text(_folding())});\n".encode()


def _entry(row: dict) -> list:
    title = "".join(line.strip() for line in row["article__title"].splitlines())
    return [
        title, row["article__issue__number"], row["article__position"],
        row["article__section__slug"], row["number"], row["bodies"], row["region"], row["form"],
        int(row["is_document"]),
    ]  # fmt: skip


@cache
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
    yield f"{FOLDER}/digests.js", f"copyDigests({_text(told)});\n".encode()


def _text(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")

"""POSTINGS: of each year the keys of its articles, and of each key the articles that have it.

    static/copy/<year>/<bucket>.js    keys, a line each, and as many lines of signs
    static/copy/<year>/made.json      what these were made of, and their digest

A publication adds to its year: while what the year was made of stays as it was, only the words of
the new articles are gone through. Files that are not as they were left are made from all of them.
"""

import hashlib
import json
from collections import defaultdict
from operator import add

from editorial.keeping.copy.sheets import Made
from editorial.models import Entry

FOLDER = "static/copy"
BUCKETS, FIRST_SIGN = 64, 0x100

Postings = dict[str, str]  # key → signs of the articles that have it, in their order


def bucket_of(key: str) -> int:
    """Where a key of one or two characters lies; ``copied_search.js`` reckons the same."""
    return ord(key[0]) % BUCKETS


def made(year: int, ground: str, issues: list[tuple[str, list[int]]], folder) -> Made:
    """The files of a year. ``issues`` are (digest, keys of its entries), both in the order of
    their signs: that of the first entry is U+0100. One query."""
    told = [[digest, len(entries)] for digest, entries in issues]
    known, buckets = _left(year, ground, told, folder)
    entries = [pk for _, those in issues for pk in those]
    _add(buckets, {pk: chr(FIRST_SIGN + n) for n, pk in enumerate(entries) if n >= known})
    digest = hashlib.sha256()
    for n, postings in enumerate(buckets):
        keys = sorted(postings)
        lines = text(["\n".join(keys), "\n".join(map(postings.get, keys))])
        content = f"{_head(year, n)}{lines}{_END}".encode()
        digest.update(content)
        yield _path(year, n), content
    yield _ledger(year), json.dumps([ground, told, digest.hexdigest()]).encode()


def _left(year: int, ground: str, told: list, folder) -> tuple[int, list[Postings]]:
    """(of how many entries, their postings) as the last copy left them; or none."""
    nothing = 0, [{} for _ in range(BUCKETS)]
    try:
        on, was, digest = json.loads(folder.read(_ledger(year)) or b"[0, 0, 0]")
    except (TypeError, ValueError):
        return nothing
    if on != ground or was != told[: len(was)]:
        return nothing
    contents = [folder.read(_path(year, n)) or b"" for n in range(BUCKETS)]
    if hashlib.sha256(b"".join(contents)).hexdigest() != digest:
        return nothing
    left = [_read(_head(year, n), content) for n, content in enumerate(contents)]
    return sum(count for _, count in was), left


def _read(head: str, content: bytes) -> Postings:
    keys, signs = json.loads(content.decode().removeprefix(head).removesuffix(_END))
    return dict(zip(keys.split("\n"), signs.split("\n"), strict=True)) if keys else {}


def _add(buckets: list[Postings], signs: dict[int, str]) -> None:
    """Of these entries all keys, after those that are there."""
    found: Postings = defaultdict(str)
    texts = Entry.objects.filter(pk__in=signs).values_list("pk", "folded")
    for pk, folded in sorted(texts, key=lambda each: signs[each[0]]):
        sign = signs[pk]
        for key in _keys(folded):
            found[key] += sign
    for key, those in found.items():
        postings = buckets[bucket_of(key)]
        postings[key] = postings.get(key, "") + those


def _keys(folded: str) -> set[str]:
    """Every character and every pair within a line, as in ``search.grams``."""
    found = set()
    for line in folded.split("\n"):
        found.update(line)
        found.update(map(add, line, line[1:]))
    found.discard(" ")
    return found


def _path(year: int, bucket: int) -> str:
    return f"{FOLDER}/{year}/{bucket}.js"


def _ledger(year: int) -> str:
    return f"{FOLDER}/{year}/made.json"


def _head(year: int, bucket: int) -> str:
    return f"copyPostings({year},{bucket},"


_END = ");\n"


def text(value) -> str:
    """As a literal of a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")

"""REBUILD: the whole index made anew from what is published, and compared with what stands."""

from array import array
from collections import Counter
from collections.abc import Callable

from django.db import transaction

from editorial.models import Article, Entry, Issue, Mention, Posting, Shelf, Sound
from editorial.search import write
from editorial.search.bits import SHARD, slots_of, unpack
from editorial.search.documents import document_of
from editorial.search.grams import keys_of

ARTICLES_A_TIME = 100


def published_articles():
    """In the order of publication, those whose hour is still to come included."""
    found = Article.objects.filter(issue__state=Issue.State.PUBLISHED)
    return found.order_by("issue__date", "issue__running_number", "position")


@transaction.atomic
def rebuild(on_article: Callable[[], None] = lambda: None) -> int:
    """Everything anew, in one transaction; how many articles. One shard at a time in memory."""
    write.alone_at_the_index()
    for model in (Mention, Entry, Posting, Shelf, Sound):
        model.objects.all().delete()
    keys = list(published_articles().values_list("pk", flat=True))
    for start in range(0, len(keys), SHARD):
        _build_shard(start, keys[start : start + SHARD], on_article)
    return len(keys)


def _build_shard(first: int, keys: list[int], on_article) -> None:
    changes: dict[tuple, array] = {}  # millions of places, two bytes each
    for start in range(0, len(keys), ARTICLES_A_TIME):
        part = keys[start : start + ARTICLES_A_TIME]
        placed = []
        for n, article in enumerate(_in_turn(part)):
            placed.append((first + start + n, article, document_of(article)))
            on_article()
        write.write_entries(placed)
        write.write_shelves(placed)
        for place, found in write.changes_of(placed).items():
            changes.setdefault(place, array("H")).extend(found)
    write.store_changes(changes, into_nothing=True)


def _in_turn(keys: list[int]) -> list[Article]:
    rows = write.joined(Article.objects.filter(pk__in=keys))
    by_key = {row.pk: row for row in rows}
    return [by_key[key] for key in keys]


def is_current() -> bool:
    """Whether just what is published is indexed. Two queries; words are not looked at."""
    indexed = set(Entry.objects.values_list("article_id", flat=True))
    return indexed == set(published_articles().values_list("pk", flat=True))


def faults() -> list[str]:
    """What is wrong with the index, a Chinese sentence each; nothing is mended."""
    published = set(published_articles().values_list("pk", flat=True))
    entries = dict(Entry.objects.values_list("article_id", "slot"))
    found = []
    if missing := published - entries.keys():
        found.append(f"有 {len(missing)} 篇已出版的文章不在检索中。")
    if extra := entries.keys() - published:
        found.append(f"检索中有 {len(extra)} 篇没有出版的文章。")
    if wrong := _wrongly_posted():
        found.append(f"有 {wrong} 篇文章的检索词与文字不符。")
    return found


def _wrongly_posted() -> int:
    """Articles whose bits, counted over all keys, are not as many as their text has keys."""
    counts = _bits_of_slots()
    wrong = 0
    for slot, folded in Entry.objects.values_list("slot", "folded").iterator(100):
        wrong += counts.pop(slot, 0) != len(keys_of(folded))
    return wrong + len(counts)


def _bits_of_slots() -> dict[int, int]:
    """Slot → in how many postings it is. All slots are counted at once, in binary: bit n of
    ``digits[k]`` is the k-th binary digit of slot n's count."""
    digits: list[int] = []
    rows = Posting.objects.filter(zone=Posting.Zone.ANYWHERE).values_list("shard", "slots")
    for shard, slots in rows.iterator(2000):
        carry, at = unpack(bytes(slots)) << (shard * SHARD), 0
        while carry:
            if at == len(digits):
                digits.append(0)
            digits[at], carry, at = digits[at] ^ carry, digits[at] & carry, at + 1
    found: Counter = Counter()
    for power, digit in enumerate(digits):
        found.update({slot: 1 << power for slot in slots_of(digit)})
    return found

"""ASK: a question → which articles answer it, in which order, and how they divide by filter.

The postings say which articles have all keys of the words. That is exact for words of one and
two characters. Longer words are looked for in the text itself: in all candidates while these are
few, otherwise in those of the page that is shown, and the total is then the candidates' number.
Work is the same on every database, and bounded: by the bits of a slot, never by the texts.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate, islice
from operator import and_, or_

from django.db.models import Exists, OuterRef
from django.utils import timezone

from editorial.models import Article, Entry, Issue, Posting, Shelf
from editorial.search.bits import SHARD, bits_of, slots_of, unpack
from editorial.search.grams import keys_of_word
from editorial.search.questions import FILTERS, NEWEST, PAGE_SIZE, Question

EVERY_SLOT = -1
# What a page of results shows of an article, and nothing else.
SHOWN = ("title", "contents_title", "position", "document_number", "issue__year", "issue__number",
         "section__name", "section__slug", "entry__slot", "entry__text", "entry__folded",
         "entry__bodies")  # fmt: skip
MOST_LOOKED_INTO = 150  # texts: some ten milliseconds
ANYWHERE, SALIENT, TITLE, LABEL = (
    Posting.Zone.ANYWHERE,
    Posting.Zone.SALIENT,
    Posting.Zone.TITLE,
    Posting.Zone.LABEL,
)


@dataclass(frozen=True)
class Answer:
    """One page of what was found. ``facets``: filter → ((value, count), …), most first."""

    question: Question
    total: int = 0
    is_exact: bool = True
    articles: tuple[Article, ...] = ()
    facets: dict = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def is_beyond(self) -> bool:
        """Whether there is no such page."""
        return not 1 <= self.question.page <= self.pages


@dataclass(frozen=True)
class Index:
    """What the database says about one question."""

    ranks: array
    visible: int
    words: dict  # (zone, key) → slots
    labels: dict  # label → slots

    def having(self, zone: int, word: str) -> int:
        """The slots with every key of a word."""
        return _meet(self.words.get((zone, key), 0) for key in keys_of_word(word))

    def labelled(self, labels: dict[str, str]) -> int:
        found = (self.labels.get(f"{name}:{value}", 0) for name, value in labels.items())
        return _meet(found, self.visible)

    def mattering(self, word: str) -> int:
        """The slots where each key of a word stands in the title or in another telling place."""
        keys = keys_of_word(word)
        found = (
            self.words.get((SALIENT, key), 0) | self.words.get((TITLE, key), 0) for key in keys
        )
        return _meet(found)

    def page_of(self, found: int, question: Question) -> list[int]:
        """Titles first, then what matters in the article, then mentions; newest first in each."""
        first = (question.page - 1) * PAGE_SIZE
        page, left = [], PAGE_SIZE if question.page > 0 else 0
        for tier in self._tiers(found, question):
            count = tier.bit_count()
            if left and first < count:
                page += self._newest(tier, first + left)[first:]
                first, left = 0, PAGE_SIZE - len(page)
            else:
                first -= count
        return page

    def _tiers(self, found: int, question: Question) -> tuple[int, ...]:
        if question.order == NEWEST or not question.words:
            return (found,)
        titled = _meet((self.having(TITLE, word) for word in question.words), found)
        telling = _meet(map(self.mattering, question.words), found & ~titled)
        return (titled, telling, found & ~titled & ~telling)

    def _newest(self, found: int, most: int) -> list[int]:
        """So many of the slots, the newest. Of many, those are looked for among the newest of
        all; of few, all are put in order."""
        count, size = found.bit_count(), len(self.ranks)
        if most * size < count * count:
            newest = _order(self.ranks.tobytes())
            return list(islice((slot for slot in newest if found >> slot & 1), most))
        return sorted(slots_of(found), key=self.ranks.__getitem__, reverse=True)[:most]


@lru_cache(maxsize=2)
def _order(ranks: bytes) -> list[int]:
    """All slots, the newest first."""
    found = array("I", ranks)
    return sorted(range(len(found)), key=found.__getitem__, reverse=True)


def _meet(sets, start: int = EVERY_SLOT) -> int:
    """What all sets have in common."""
    return reduce(and_, sets, start)


def ask(question: Question) -> Answer:
    """Answer a question. Five queries, six where long words are looked for in texts."""
    index = open_index(question.words, with_labels=True)
    worded = _meet((index.having(ANYWHERE, word) for word in question.words), index.visible)
    long = [word for word in question.words if len(word) > 2]
    worded, is_exact = _looked_into(worded, worded & index.labelled(question.labels), long)
    found = worded & index.labelled(question.labels)
    page = index.page_of(found, question)
    return Answer(
        question=question,
        total=found.bit_count(),
        is_exact=is_exact,
        articles=tuple(_articles(page, long)),
        facets=_facets(index, worded, question),
    )


def open_index(words, *, with_labels: bool = False) -> Index:
    """Shelves, postings and, where asked for, labels. A query each; none without words."""
    keys = {key for word in words for key in keys_of_word(word)}
    ranks, visible = _shelves()
    return Index(ranks, visible, _postings(keys), _labels() if with_labels else {})


def _shelves() -> tuple[array, int]:
    """Ranks by slot, and the slots whose hour has come."""
    ranks, visible, now = array("I"), 0, int(timezone.now().timestamp())
    for shard, *blobs in Shelf.objects.order_by("shard").values_list("shard", "ranks", "openings"):
        ranks.extend([0] * (shard * SHARD - len(ranks)))
        ranks.frombytes(blobs[0])
        hours, opened = _hours(bytes(blobs[1]))
        visible |= opened[bisect_right(hours, now)] << (shard * SHARD)
    return ranks, visible


@lru_cache(maxsize=8)
def _hours(openings: bytes) -> tuple[list[int], list[int]]:
    """The hours at which places of a shard open, and what is open before the first, from the
    first on, from the second on … Worked out once for what the shelf says, whoever asks."""
    by_hour = defaultdict(list)
    for place, hour in enumerate(array("I", openings)):
        by_hour[hour].append(place)
    hours = sorted(by_hour)
    return hours, list(accumulate((bits_of(by_hour[hour]) for hour in hours), or_, initial=0))


def _postings(keys: set[str]) -> dict:
    found = defaultdict(int)
    if not keys:
        return found
    rows = Posting.objects.filter(key__in=keys, zone__in=(ANYWHERE, SALIENT, TITLE))
    for zone, key, shard, slots in rows.values_list("zone", "key", "shard", "slots"):
        found[zone, key] |= unpack(bytes(slots)) << (shard * SHARD)
    return found


def _labels() -> dict:
    found = defaultdict(int)
    rows = Posting.objects.filter(zone=LABEL).values_list("key", "shard", "slots")
    for key, shard, slots in rows:
        found[key] |= unpack(bytes(slots)) << (shard * SHARD)
    return found


def _looked_into(worded: int, found: int, long: list[str]) -> tuple[int, bool]:
    """(the slots that stay, whether it was possible to look into all that count)."""
    if not long or not worded:
        return worded, True
    for candidates in (worded, found):
        if candidates.bit_count() <= MOST_LOOKED_INTO:
            return worded & ~(candidates & ~with_words(candidates, long)), True
    return worded, False


def with_words(candidates: int, long: list[str]) -> int:
    """Which candidates have every long word in their text. One query."""
    texts = texts_of(candidates)
    return bits_of(slot for slot, text in texts.items() if all(word in text for word in long))


def texts_of(slots: int) -> dict[int, str]:
    """Slot → the folded text of its article. One query."""
    rows = Entry.objects.filter(slot__in=slots_of(slots))
    return dict(rows.values_list("slot", "folded"))


def _articles(page: list[int], long: list[str]) -> list[Article]:
    """The articles of a page, in its order; only what readers may see, only what has the words."""
    if not page:
        return []
    public = Issue.objects.published().filter(pk=OuterRef("issue"))
    rows = (
        Article.objects.filter(Exists(public), entry__slot__in=page)
        .select_related("issue", "section", "entry")
        .only(*SHOWN)
    )
    by_slot = {
        row.entry.slot: row for row in rows if all(word in row.entry.folded for word in long)
    }
    return [by_slot[slot] for slot in page if slot in by_slot]


def _facets(index: Index, worded: int, question: Question) -> dict:
    """For each filter, how many articles each of its values would leave, most first."""
    counts = defaultdict(list)
    bases = {name: worded & index.labelled(question.without(name).labels) for name in FILTERS}
    for label, slots in index.labels.items():
        name, _, value = label.partition(":")
        if name in bases and (count := (slots & bases[name]).bit_count()):
            counts[name].append((value, count))
    return {name: tuple(sorted(counts[name], key=_most_first)) for name in FILTERS}


def _most_first(pair: tuple[str, int]):
    return -pair[1], pair[0]

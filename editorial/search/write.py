"""WRITE: published articles → entries and postings, in the transaction that publishes them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Max

from editorial import richtext
from editorial.models import Article, Entry, Issue, Mention, Posting, Publication, Shelf, Sound
from editorial.search.bits import SHARD, changed, place_of
from editorial.search.documents import Document, document_of
from editorial.search.folding import is_han
from editorial.search.grams import keys_of
from editorial.search.sounds import sound_of

NEVER = 0xFFFFFFFF  # the opening of a slot that holds nothing
ROWS_A_TIME = 200  # SQLite takes some thousand values in one statement
ZONES = ((Posting.Zone.TITLE, "title"), (Posting.Zone.SALIENT, "salient"),
         (Posting.Zone.ANYWHERE, "anywhere"), (Posting.Zone.LABEL, "labels"))  # fmt: skip

# Ten thousand rows an issue: the ORM would spend half of a second on making objects of them.
UPSERT = (
    "INSERT INTO editorial_posting (zone, key, shard, slots) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (zone, key, shard) DO UPDATE SET slots = excluded.slots"
)
_OF_WORDS = (Posting.Zone.TITLE, Posting.Zone.SALIENT, Posting.Zone.ANYWHERE)

Changes = dict[tuple[int, int, str], set[int]]  # (shard, zone, key) → places


def index_issue(issue: Issue) -> None:
    """Make a published issue findable from its hour on; once more after a correction."""
    with transaction.atomic():
        alone_at_the_index()
        _forget(issue.pk)
        first = next_slot()
        made = [(article, document_of(article)) for article in articles_of(issue)]
        placed = [(first + n, *each) for n, each in enumerate(made)]
        write_entries(placed)
        write_shelves(placed)
        store_changes(changes_of(placed))


def forget_issue(issue: Issue) -> None:
    """Take a withdrawn issue out of the index, every word of it."""
    with transaction.atomic():
        alone_at_the_index()
        _forget(issue.pk)


def alone_at_the_index() -> None:
    """One writer at a time, until the transaction ends (SQLite: the transaction itself)."""
    Publication.current()
    Publication.objects.select_for_update().get(pk=1)


def articles_of(issue: Issue):
    return joined(issue.articles.order_by("position"))


def joined(articles):
    """With everything that is indexed of them."""
    needed = articles.select_related("issue", "section", "editors_note")
    return needed.prefetch_related("attachments")


def next_slot() -> int:
    last = Entry.objects.aggregate(last=Max("slot"))["last"]
    return 0 if last is None else last + 1


def rank_of(article: Article) -> int:
    """Higher is newer; within an issue the first article comes first."""
    return article.issue.date.toordinal() * 1000 + 999 - min(article.position, 999)


def number_order(number) -> str:
    """Agencies by the sound of their codes, of each the newest number first: any collation."""
    if number is None:
        return ""
    sound = sound_of(number.code).replace(" ", "")
    return f"{sound[:100]}{9999 - number.year:04d}{99999 - number.serial:05d}"


# --- Entries --------------------------------------------------------------------------------


def write_entries(placed: Iterable[tuple[int, Article, Document]]) -> None:
    entries, mentions = [], []
    for slot, article, document in placed:
        origin = document.origin
        entry = Entry(
            article=article,
            slot=slot,
            rank=rank_of(article),
            is_document=origin.is_document,
            number=str(origin.number or ""),
            number_order=number_order(origin.number),
            bodies=list(origin.bodies),
            body=origin.bodies[0] if origin.bodies else "",
            region=origin.region,
            form=origin.form,
            characters=richtext.character_count(article.body),
            text=document.text,
            folded=document.folded,
        )
        entries.append(entry)
        mentions += [Mention(entry=entry, number=number) for number in document.mentions]
    Entry.objects.bulk_create(entries, batch_size=ROWS_A_TIME)
    Mention.objects.bulk_create(mentions, batch_size=ROWS_A_TIME)


def write_shelves(placed: Iterable[tuple[int, Article, Document]]) -> None:
    """Ranks and hours of the slots; what lies between holds nothing."""
    by_shard = defaultdict(list)
    for slot, article, _ in placed:
        shard, place = place_of(slot)
        opening = int(article.issue.publish_at.timestamp())
        by_shard[shard].append((place, rank_of(article), opening))
    for shard, rows in by_shard.items():
        _write_shelf(shard, rows)


def _write_shelf(shard: int, rows: list[tuple[int, int, int]]) -> None:
    shelf = Shelf.objects.filter(shard=shard).first() or Shelf(
        shard=shard, ranks=bytes(4 * SHARD), openings=b"\xff" * 4 * SHARD
    )
    ranks, openings = array("I", bytes(shelf.ranks)), array("I", bytes(shelf.openings))
    for place, rank, opening in rows:
        ranks[place], openings[place] = rank, opening
    shelf.ranks, shelf.openings = ranks.tobytes(), openings.tobytes()
    shelf.save()


# --- Postings -------------------------------------------------------------------------------


def changes_of(placed: Iterable[tuple[int, Article, Document]]) -> Changes:
    found: Changes = defaultdict(set)
    for slot, _, document in placed:
        shard, place = place_of(slot)
        for zone, name in ZONES:
            for key in getattr(document, name):
                found[shard, zone, key].add(place)
    return found


def store_changes(changes: Changes, *, into_nothing: bool = False) -> None:
    """Add places to postings, and the sounds of new words. ``into_nothing``: there are none yet."""
    if into_nothing:
        _write_anew(changes)
    else:
        _apply(changes, adding=True)
    write_sounds({key for _, zone, key in changes if zone in _SPOKEN})


def _forget(issue_pk: int) -> None:
    """The entries of an issue go, and their bits with them: their words are in the entry."""
    kept = Entry.objects.filter(article__issue=issue_pk)
    found: Changes = defaultdict(set)
    for slot, folded in kept.values_list("slot", "folded"):
        shard, place = place_of(slot)
        found[shard, Posting.Zone.LABEL, ""].add(place)
        for key in keys_of(folded):
            for zone in _OF_WORDS:
                found[shard, zone, key].add(place)
    kept.delete()
    for (shard, zone, _), places in list(found.items()):
        if zone == Posting.Zone.LABEL:
            _write_shelf(shard, [(place, 0, NEVER) for place in places])
            _clear_labels(shard, places)
            del found[shard, zone, ""]
    _apply(found, adding=False)


def _clear_labels(shard: int, places: set[int]) -> None:
    """Labels are few, and an entry does not keep its own: all of them are gone through."""
    zone = Posting.Zone.LABEL
    labels = Posting.objects.filter(shard=shard, zone=zone).values_list("key", "slots")
    _store(shard, zone, {key: changed(bytes(slots), remove=places) for key, slots in labels})


def _apply(changes: Changes, *, adding: bool) -> None:
    by_place = defaultdict(dict)
    for (shard, zone, key), places in changes.items():
        by_place[shard, zone][key] = places
    for (shard, zone), wanted in by_place.items():
        kept = _kept(shard, zone, wanted)
        if adding:
            now = {key: changed(kept.get(key, b""), add=wanted[key]) for key in wanted}
        else:
            now = {key: changed(kept[key], remove=wanted[key]) for key in kept}
        _store(shard, zone, now)


def _write_anew(changes: Changes) -> None:
    by_place = defaultdict(dict)
    for (shard, zone, key), places in changes.items():
        by_place[shard, zone][key] = changed(b"", add=places)
    for (shard, zone), now in by_place.items():
        _store(shard, zone, now)


def _kept(shard: int, zone: int, wanted) -> dict[str, bytes]:
    keys, kept = list(wanted), {}
    rows = Posting.objects.filter(shard=shard, zone=zone)
    for start in range(0, len(keys), ROWS_A_TIME):
        found = rows.filter(key__in=keys[start : start + ROWS_A_TIME])
        kept |= {key: bytes(slots) for key, slots in found.values_list("key", "slots")}
    return kept


def _store(shard: int, zone: int, now: dict[str, bytes]) -> None:
    """Write what each key holds now; a key that nobody has any more goes."""
    rows = [(zone, key, shard, slots) for key, slots in now.items() if slots]
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, rows)
    gone = [key for key, slots in now.items() if not slots]
    for start in range(0, len(gone), ROWS_A_TIME):
        rows = Posting.objects.filter(shard=shard, zone=zone)
        rows.filter(key__in=gone[start : start + ROWS_A_TIME]).delete()


# --- Sounds ---------------------------------------------------------------------------------

_SPOKEN = (Posting.Zone.TITLE, Posting.Zone.SALIENT)


def write_sounds(keys: Iterable[str]) -> None:
    """How the pairs of characters that matter are read, each written once."""
    words = {key for key in keys if len(key) == 2 and is_han(key)}
    rows = (Sound(sound=sound_of(word)[:20], word=word) for word in sorted(words))
    Sound.objects.bulk_create(rows, batch_size=ROWS_A_TIME, ignore_conflicts=True)

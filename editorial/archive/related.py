"""RELATED 相关文章: what else there is from the same body, on the same document, of the region."""

from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.models import Exists, OuterRef

from editorial.archive.asked import Asked
from editorial.archive.reading import Lead
from editorial.models import Article, Entry, Issue, Mention
from editorial.models.addresses import address
from editorial.models.article import one_line
from editorial.models.issue import issue_name
from editorial.provenance.regions import NATION

MOST = 6
# How near an article is, the nearest first, and what is said of it.
SAME_NUMBER, SAME_BODY, SAME_REGION, SAME_FORM = range(4)
WHY = {
    SAME_NUMBER: "涉及同一文号",
    SAME_BODY: "同一发文机关",
    SAME_REGION: "同一地区",
    SAME_FORM: "同一文种",
}


# What is told of each: the few columns that make its line, and no more.
_TOLD = ("pk", "title", "contents_title", "position", "issue__year", "issue__number")
_LONGEST = len(WHY) * MOST  # so many keys may be near
_rows = Asked(
    # Asked of each of these few: a list of all that is published would grow with the archive.
    lambda *keys: Article.objects.filter(
        Exists(Issue.objects.published().filter(pk=OuterRef("issue"))), pk__in=keys
    ).values_list(*_TOLD, "entry__rank")
)


@dataclass(frozen=True)
class Related:
    """``issue`` is the name of the issue it stands in."""

    lead: Lead
    issue: str
    why: str


def related(article: Article) -> list[Related]:
    """Up to six, the nearest first and the newest among them. Two queries, whatever the archive."""
    entry = getattr(article, "entry", None)
    if entry is None:
        return []
    near = _near(entry)
    rows = _rows(*near, *[0] * (_LONGEST - len(near))) if near else ()
    found = sorted(rows, key=lambda row: (near[row[0]], -row[-1]))[:MOST]
    return [_told(near[pk], *told) for pk, *told, _ in found]


def _told(nearness: int, title, short, position, year, number) -> Related:
    place = address("archive:article", year, number, position)
    lead = Lead(place, short or one_line(title))
    return Related(lead, issue_name(year, number), WHY[nearness])


def _near(entry: Entry) -> dict[int, int]:
    """The newest articles of each nearness, by their keys, each with the nearest that it has.

    Written out: to compile these four questions took longer than to answer them.
    """
    region = "" if entry.region == NATION else entry.region
    asked = [entry.pk, entry.pk, entry.body, entry.pk, region, entry.pk, entry.form, entry.pk]
    with connection.cursor() as cursor:
        cursor.execute(_question(), asked)
        return {pk: nearness for pk, nearness in sorted(cursor, key=lambda row: -row[1])}


@cache
def _question() -> str:
    """(key, nearness) of the newest of each, found by indexes; an empty label is like no other."""
    entries, mentions = (
        connection.ops.quote_name(each._meta.db_table) for each in (Entry, Mention)
    )
    same_number = (
        f"SELECT entry_id AS pk FROM {mentions} WHERE number IN "
        f"(SELECT number FROM {mentions} WHERE entry_id = %s) AND entry_id <> %s "
        f"ORDER BY entry_id DESC LIMIT {MOST}"
    )
    same_label = (
        f"SELECT article_id AS pk FROM {entries} WHERE {{0}} = %s AND {{0}} <> '' "
        f"AND article_id <> %s ORDER BY rank DESC LIMIT {MOST}"
    )
    parts = [same_number, *(same_label.format(name) for name in ("body", "region", "form"))]
    return " UNION ALL ".join(
        f"SELECT pk, {nearness} FROM ({part}) AS near_{nearness}"
        for nearness, part in enumerate(parts)
    )

"""NEARNESS: the related articles of every page at once, from its own issue or an earlier one.

The live site shows the newest. Here what a page shows never changes by what comes later, or each
publication would make half of the copy anew.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from functools import cached_property

from editorial.archive.reading import lead_to
from editorial.archive.related import (
    MOST,
    SAME_BODY,
    SAME_FORM,
    SAME_NUMBER,
    SAME_REGION,
    WHY,
    Related,
)
from editorial.models import Article, Entry, Issue, Mention, Section
from editorial.provenance.regions import NATION

A_DAY = 1000  # of ``Entry.rank``


class Nearness:
    """Who is near whom among the published. Two queries, and three before the first page."""

    def __init__(self):
        self.entries, self.shelves = {}, defaultdict(list)
        self.numbers = defaultdict(list)
        out = Entry.objects.filter(article__issue__in=Issue.objects.published())
        for pk, number in Mention.objects.filter(entry__in=out).values_list("entry_id", "number"):
            self.numbers[pk].append((SAME_NUMBER, number))
        for pk, *rest in out.values_list("pk", "rank", "body", "region", "form"):
            self.entries[pk] = rest
            for shelf in self._shelves_of(pk):
                insort(self.shelves[shelf], (rest[0], pk))

    def _shelves_of(self, pk: int) -> list[tuple[int, str]]:
        _, body, region, form = self.entries[pk]
        found = list(self.numbers[pk])
        found += [(SAME_BODY, body)] if body else []
        found += [(SAME_REGION, region)] if region and region != NATION else []
        return [*found, (SAME_FORM, form)]

    def keys_of(self, pk: int) -> list[tuple[int, int]]:
        """Up to six (article, how near), the nearest first and the newest among them."""
        if pk not in self.entries:
            return []
        end = (self.entries[pk][0] // A_DAY + 1) * A_DAY
        found: dict[int, tuple] = {}
        for near, name in self._shelves_of(pk):
            shelf = self.shelves[near, name]
            place = bisect_right(shelf, (end,))
            for rank, other in shelf[max(0, place - MOST - 1) : place]:
                if other != pk:
                    found[other] = min(found.get(other, (near, -rank)), (near, -rank))
        return [(other, found[other][0]) for other in sorted(found, key=found.get)[:MOST]]

    def of(self, articles) -> dict[int, list[Related]]:
        """Article → its related ones. No query after the first time."""
        return {
            article.pk: [self._related(*each) for each in self.keys_of(article.pk)]
            for article in articles
        }

    def _related(self, pk: int, near: int) -> Related:
        article = self.rows[pk]
        return Related(lead_to(article), str(article.issue), WHY[near])

    @cached_property
    def rows(self) -> dict[int, Article]:
        """Everything published without its body; one object an issue and a section."""
        out = Issue.objects.published()
        issues, sections = out.in_bulk(), Section.objects.in_bulk()
        found = Article.objects.filter(issue__in=out).defer("body").in_bulk()
        for article in found.values():
            article.issue = issues[article.issue_id]
            article.section = sections[article.section_id]
        return found

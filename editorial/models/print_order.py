"""Print order 印刷次序: positions are the rank on the contents page, 1 … n, section by section."""

from django.db import transaction

from editorial.models.article import Article
from editorial.models.issue import Issue
from editorial.models.section import Section

# Room above any issue's positions, where articles stand while they change places.
_ASIDE = 10_000


class WrongArticles(Exception):
    """The order names other articles than the issue holds: somebody changed it meanwhile."""


def locked(issue) -> Issue:
    """The issue as it is now, nobody else's to rearrange until the transaction ends.

    SQLite has no row locks; there the transaction itself keeps others out (IMMEDIATE).
    """
    return Issue.objects.select_for_update().get(pk=issue.pk)


@transaction.atomic
def arrange(issue, placed=None) -> None:
    """Put the articles of an issue in order and number them 1 … n.

    ``placed`` is a list of ``(article_id, section_id)`` in the wanted order; without it the
    present order is numbered anew (after an article came, went or changed section). Sections
    keep their own order. Every article that moved gets a row of history.
    """
    if not locked(issue).is_open:
        raise WrongArticles(f"{issue.pk} was closed meanwhile")
    articles = {each.pk: each for each in issue.articles.in_print_order()}
    if placed is None:
        placed = [(each.pk, each.section_id) for each in articles.values()]
    if sorted(pk for pk, _ in placed) != sorted(articles):
        raise WrongArticles(f"expected {sorted(articles)}, got {placed}")
    moved = _moved(articles, placed)
    # Positions are unique: step aside first, then take the new places one by one.
    for n, article in enumerate(moved, 1):
        Article.objects.filter(pk=article.pk).update(position=_ASIDE + n)
    for article in moved:
        article.save(update_fields=["position", "section"])


def stepped(issue, article_id: int, step: int) -> list[tuple[int, int]]:
    """The order with one article a place up (-1) or down (+1): for ``arrange``.

    At the edge of its section it goes over into the next one, empty ones too.
    """
    sections = list(Section.objects.values_list("pk", flat=True))
    rows = {pk: [] for pk in sections}
    for pk, section in issue.articles.in_print_order().values_list("pk", "section"):
        rows[section].append(pk)
    here = next((pk for pk in sections if article_id in rows[pk]), None)
    if here is None:
        raise WrongArticles(f"{article_id} is not in {issue.pk}")
    _step(rows, sections, here, article_id, step)
    return [(pk, section) for section in sections for pk in rows[section]]


def _step(rows, sections, here, article_id, step) -> None:
    place = rows[here].index(article_id) + step
    rows[here].remove(article_id)
    beyond = sections.index(here) + step
    if 0 <= place <= len(rows[here]):
        rows[here].insert(place, article_id)
    elif not 0 <= beyond < len(sections):
        rows[here].insert(0 if step < 0 else len(rows[here]), article_id)
    elif step < 0:
        rows[sections[beyond]].append(article_id)
    else:
        rows[sections[beyond]].insert(0, article_id)


def _moved(articles, placed) -> list[Article]:
    rank = dict(Section.objects.values_list("pk", "order"))
    in_order = sorted(placed, key=lambda pair: rank[pair[1]])
    moved = []
    for position, (pk, section_id) in enumerate(in_order, 1):
        article = articles[pk]
        if (article.position, article.section_id) != (position, section_id):
            article.position, article.section_id = position, section_id
            moved.append(article)
    return moved

"""Authorship: whose words stand in an article. Nobody reviews what they wrote."""

from collections import defaultdict

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from editorial.models.article import Article, EditorsNote

# What is read as the article's text; a change of anything else makes nobody its author.
WORDS = (
    "title",
    "contents_title",
    "document_number",
    "addressee",
    "body",
    "source",
    "source_url",
    "full_text_url",
)


def contributors(article_ids) -> dict[int, set[int]]:
    """Article id → ids of all who wrote any of its words or of its note. Two queries."""
    found = defaultdict(set)
    for article_id, user_id in [*_of_text(article_ids), *_of_notes(article_ids)]:
        found[article_id].add(user_id)
    return dict(found)


def _of_text(article_ids):
    """Who made it, and who saved a version whose words differ from the one before."""
    before = {
        f"before_{name}": Window(Lag(name), partition_by="id", order_by="history_id")
        for name in WORDS
    }
    differs = Q(before_title__isnull=True)
    for name in WORDS:
        differs |= ~Q(**{name: F(f"before_{name}")})
    # Versions that nobody signed count as what came before, so they are looked at as well.
    rows = Article.history.filter(id__in=article_ids).annotate(**before).filter(differs)
    pairs = rows.order_by().values_list("id", "history_user_id")
    return {pair for pair in pairs if pair[1] is not None}


def _of_notes(article_ids):
    rows = EditorsNote.history.filter(article_id__in=article_ids, history_user__isnull=False)
    rows = rows.exclude(history_type="-").order_by()
    return set(rows.values_list("article_id", "history_user_id"))

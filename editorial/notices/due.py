"""Once a day: whose article is due tomorrow, and whose day has passed. Each is told once."""

import datetime as dt

from django.utils import timezone

from editorial.models import Article, Issue
from editorial.notices.occasions import due


def tell_due(today: dt.date | None = None) -> int:
    """Remind editors who are still writing; how many articles that were. May run at any hour."""
    today = today or timezone.localdate()
    tomorrow = today + dt.timedelta(days=1)
    writing = _being_written()
    found = [each for each in writing if each.due_date == tomorrow or each.due_date < today]
    for article in found:
        due(article, is_late=article.due_date < today)
    return len(found)


def _being_written():
    is_open = (Issue.State.ASSEMBLING, Issue.State.PROOFING)
    return (
        Article.objects.filter(state__in=Article.IN_WRITING, issue__state__in=is_open)
        .filter(due_date__isnull=False, assignee__isnull=False)
        .select_related("issue", "assignee")
        .defer("body")
        .order_by("due_date", "pk")
    )

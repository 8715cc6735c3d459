"""After a move: whose turn it is now, and who should hear of it."""

from editorial import notices
from editorial.models import Article, Record, User, contributors
from editorial.notices.occasions import staff
from editorial.workflow.hands import Case, moves_open_to
from editorial.workflow.table import rows


def tell(subject, record: Record) -> None:
    """Notices of one move, in its transaction. Most moves concern nobody else."""
    if isinstance(subject, Article):
        notices.settle(subject)
        _tell_of_article(subject, record)
    elif record.verb == "publish":
        notices.published(subject, record)


def _tell_of_article(article, record) -> None:
    if article.state in Article.IN_REVIEW:
        notices.to_review(article, record, readers_of(article))
    elif article.state == Article.State.SENT_BACK:
        sender = User.objects.filter(pk=Case(record.by, article).submitter_id)
        notices.returned(article, record, [article.assignee, *sender])


def readers_of(article) -> list:
    """Who holds the role of its level and has no hand in it, neither as writer nor as reader."""
    levels = [move for move in rows(Article, "approve") if article.state in move.sources]
    authors = contributors([article.pk]).get(article.pk, set())
    people = staff(*(role for move in levels for role in move.roles))
    return [person for person in people if _may_approve(person, article, authors)]


def _may_approve(person, article, authors) -> bool:
    case = Case(person, article, authors=authors)
    return any(move.verb == "approve" for move in moves_open_to(person, article, case))

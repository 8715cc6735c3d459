"""READING: what a visitor is shown: the article, and their own remarks upon it."""

from editorial import display, marked, richtext
from editorial.models import Invitation


def shown(invitation: Invitation, *, pictures: str) -> dict:
    """The words of the page. Answers to a remark are the newsroom's own and stay there."""
    article = invitation.article
    own = list(invitation.comments.filter(parent=None).order_by("created_at", "pk"))
    found = marked.marked(article, own, pictures=pictures)
    return {
        "article": article,
        "marked": found,
        "title_lines": display.title_pieces(article.title),
        "remarks": [(each, found.found.get(each.pk)) for each in own],
        "characters": richtext.character_count(article.body),
        "attachments": article.attachments.all(),
    }

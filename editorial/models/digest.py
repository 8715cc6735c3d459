"""The digest of an issue's text: what a proof was read for, and what may be published."""

import hashlib
import json

from django.forms.models import model_to_dict

from editorial.models.authorship import WORDS
from editorial.models.design import PageDesign
from editorial.models.publication import Publication

ISSUE_FIELDS = (
    "year",
    "number",
    "running_number",
    "tagline",
    "strapline",
    "cover_headline",
    "cover_picture",
    "phone",
    "phone_note",
    "email",
    "address",
    "disclaimer",
)
ARTICLE_FIELDS = (
    "position",
    "kind",
    *WORDS,
)
PROFILE_FIELDS = ("name_zh", "name_en", "abbreviation", "logo", "profile")


def text_digest(issue) -> str:
    """SHA-256, in hex, of every printed word, and of the design unless it is the standard one.

    Seven queries for an issue in the making, nine at most for one that was signed off.
    """
    content = {
        "publication": Publication.current().name,
        "issue": model_to_dict(issue, ISSUE_FIELDS) | {"date": issue.date.isoformat()},
        "masthead": [[entry.role, entry.names] for entry in issue.masthead.all()],
        "profiles": [model_to_dict(profile, PROFILE_FIELDS) for profile in issue.profiles.all()],
        "articles": [_words_of(article) for article in _articles(issue)],
    }
    if changes := PageDesign.objects.of(issue).changes:
        content["design"] = changes
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _articles(issue):
    return (
        issue.articles.in_print_order()
        .select_related("section", "editors_note")
        .prefetch_related("attachments")
    )


def _words_of(article) -> dict:
    note = getattr(article, "editors_note", None)
    return model_to_dict(article, ARTICLE_FIELDS) | {
        "section": article.section.name,
        "note": note.body if note else "",
        "attachments": [[each.title, each.url] for each in article.attachments.all()],
    }

"""Where things are: addresses of the desk, and the place that a finding speaks of."""

from dataclasses import dataclass

from django.urls import reverse

from editorial.checks import Finding
from editorial.models import Article, Issue

# field of a finding → element of the form, where they differ.
_ANCHORS = {
    "editors_note": "id_note",
    "editions": "editions",
    "proofs": "proofs",
    "articles": "articles",
    "comments": "comments",
    "pictures": "pictures",
    "": "content-start",
}


def change_url(row) -> str:
    return reverse(f"admin:editorial_{row._meta.model_name}_change", args=[row.pk])


def view_url(row, name: str, *arguments) -> str:
    """One of our own views on a row: ``view_url(article, "move", "submit")``."""
    return reverse(f"admin:editorial_{row._meta.model_name}_{name}", args=[row.pk, *arguments])


@dataclass(frozen=True)
class Place:
    """A finding and the address where it can be mended."""

    sentence: str
    url: str
    is_error: bool


def places(findings: list[Finding], subject: Article | Issue) -> list[Place]:
    return [Place(each.message, _url_of(each, subject), each.is_error) for each in findings]


def _url_of(finding, subject) -> str:
    anchor = _ANCHORS.get(finding.field, f"id_{finding.field}")
    if finding.article_id:
        page = reverse("admin:editorial_article_change", args=[finding.article_id])
    else:
        page = change_url(subject)
    return f"{page}#{anchor}"

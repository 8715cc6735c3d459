"""STOCK: what is published, and of each issue a digest of all that its pages are made of.

The digests are stirred row by row from a dozen queries over everything published: the words of
1,440 articles are gone through in less than a second, and never held.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model

from editorial.archive import freshness, reading
from editorial.models import (
    Article,
    Attachment,
    Correction,
    Edition,
    EditorsNote,
    Entry,
    Issue,
    MastheadEntry,
    OrganisationProfile,
    Publication,
    Section,
)

# Columns of the desk alone; no reader's page shows them.
OF_THE_DESK = {"assignee_id", "due_date", "created_at", "state", "version"}
UPLOAD = ("name", "width", "height", "alt_text", "credit")


@dataclass
class Stock:
    """The published issues, oldest first. ``ground`` is what every page depends on."""

    publication: Publication
    ground: str
    issues: list[Issue]
    digests: dict[int, str] = field(default_factory=dict)
    pasts: dict[int, str] = field(default_factory=dict)

    def print_of(self, *parts) -> str:
        """A fingerprint of pages that are made of these parts."""
        return _digest(self.ground, *parts)

    def past_of(self, issue) -> str:
        """Of the entries of this issue and all before it."""
        return self.pasts[issue.pk]


def take_stock() -> Stock:
    """Fifteen queries, whatever the archive."""
    publication = reading.publication()
    withdrawn = Issue.objects.filter(state=Issue.State.WITHDRAWN).order_by("pk").values_list("pk")
    sections = Section.objects.order_by("pk").values_list()
    ground = _digest(freshness.design(), _row(publication), list(sections), list(withdrawn))
    issues = list(reading.issues().order_by("date", "running_number"))
    stock = Stock(publication, ground, issues)
    stock.digests = _stirred(_rows_of_issues())
    entries = _stirred([_entries()])
    past = ""
    for issue in issues:
        past = _digest(past, entries.get(issue.pk, ""))
        stock.pasts[issue.pk] = past
    return stock


def _digest(*parts) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _row(model: Model) -> list:
    return [getattr(model, each.attname) for each in model._meta.concrete_fields]


def _stirred(tables) -> dict[int, str]:
    """Issue → digest of its rows; the first value of each row says whose it is."""
    found = defaultdict(hashlib.sha256)
    for rows in tables:
        for row in rows:
            found[row[0]].update(repr(row).encode())
    return {pk: digest.hexdigest() for pk, digest in found.items()}


def _columns(model) -> list[str]:
    names = [each.attname for each in model._meta.concrete_fields]
    return [name for name in names if name not in OF_THE_DESK]


def _rows_of_issues():
    out = Issue.objects.published()
    yield out.order_by("pk").values_list("pk", *_columns(Issue), *_upload("cover_picture"))
    by_issue = {"issue__in": out}
    for model in (Article, Correction, MastheadEntry):
        rows = model.objects.filter(**by_issue).order_by("issue", "pk")
        yield rows.values_list("issue_id", *_columns(model)).iterator(100)
    profiles = OrganisationProfile.objects.filter(**by_issue).order_by("pk")
    yield profiles.values_list("issue_id", *_columns(OrganisationProfile), *_upload("logo"))
    for model in (EditorsNote, Attachment):
        rows = model.objects.filter(article__issue__in=out).order_by("pk")
        yield rows.values_list("article__issue_id", *_columns(model))
    shown = Article.pictures.through.objects.filter(article__issue__in=out).order_by("pk")
    yield shown.values_list("article__issue_id", "article_id", *_upload("upload"))
    made = Edition.objects.given_out().filter(**by_issue).order_by("pk")
    yield made.values_list("issue_id", "pk", "kind", "article_id", "file", "size", "pages",
                           "digest", "file_digest", "start_pages", "article_pages",
                           "openings")  # fmt: skip


def _upload(name: str) -> list[str]:
    return [f"{name}__{each}" for each in UPLOAD]


def _entries():
    """What the lists and the related articles of other issues show of an article."""
    rows = Entry.objects.filter(article__issue__in=Issue.objects.published())
    return rows.order_by("article__issue", "article").values_list(
        "article__issue_id", "article_id", "is_document", "number", "number_order", "bodies",
        "body", "region", "form", "article__title", "article__contents_title",
        "article__position", "article__section_id", "article__issue__date",
    ).iterator(500)  # fmt: skip

"""EXCHANGE: one picture takes another's place wherever this person may still put it."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from editorial import uploads, workflow
from editorial.models import Article, Issue, OrganisationProfile, Upload
from editorial.models.print_order import locked
from editorial.pictures.keep import store

CHANGED = "图片"  # what the record of a falling back names


@dataclass
class Exchange:
    """What became of the places that showed the old picture, as rows."""

    done: list = field(default_factory=list)
    fell_back: list = field(default_factory=list)
    left: list = field(default_factory=list)  # locked, signed off, or not this person's to change


def replace(old: Upload, picture: uploads.Prepared, *, by) -> tuple[Upload, Exchange]:
    """Another file in place of this one, with the same words; the old one is kept for history."""
    with transaction.atomic():
        new = Upload(alt_text=old.alt_text, credit=old.credit, replaces=old)
        store(picture, into=new, by=by)
        return new, exchange(old, new, by=by)


@transaction.atomic
def exchange(old: Upload, new: Upload, *, by, figures=True, covers=True, logos=True) -> Exchange:
    """Put ``new`` where ``old`` is shown. Each article and issue gets a version in its history."""
    found = Exchange()
    if figures:
        for article in old.articles.select_related("issue").order_by("pk"):
            _in_article(article, old, new, by, found)
    if covers:
        for issue in old.covers.order_by("pk"):
            _on_cover(issue, new, by, found)
    if logos:
        _as_logo(old, new, by, found)
    return found


def _in_article(article, old, new, by, found) -> None:
    article.issue = locked(article.issue)
    same = Article.objects.filter(pk=article.pk, version=article.version, state=article.state)
    may = workflow.may_exchange_pictures(by, article) and same.update(version=F("version") + 1)
    if not may:
        found.left.append(article)
        return
    article.version += 1
    article.body = article.body.replace(old.path, new.path)
    article._history_user = by
    article.save(update_fields=["version", "body"])
    article.pictures.remove(old)
    article.pictures.add(new)
    found.done.append(article)
    if workflow.fall_back(article, by=by, changed=[CHANGED]):
        found.fell_back.append(article)


def _on_cover(issue, new, by, found) -> None:
    if not workflow.may_edit(by, issue):
        found.left.append(issue)
        return
    Issue.objects.filter(pk=issue.pk).update(version=F("version") + 1)
    issue.version += 1
    issue.cover_picture, issue._history_user = new, by
    issue.save(update_fields=["version", "cover_picture"])
    found.done.append(issue)


def _as_logo(old, new, by, found) -> None:
    for issue in Issue.objects.filter(profiles__logo=old).distinct().order_by("pk"):
        may = workflow.may_edit(by, issue)
        if may:
            OrganisationProfile.objects.filter(issue=issue, logo=old).update(logo=new)
        (found.done if may else found.left).append(issue)

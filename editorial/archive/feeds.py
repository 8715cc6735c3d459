"""FEEDS: the newest articles with their full text, as Atom or RSS; all of them, or a section's."""

import datetime as dt

from django.conf import settings
from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from editorial import display
from editorial.archive.access import open_to_readers, refuse
from editorial.archive.views import page
from editorial.models import Article, Correction, Issue, Section

ENTRIES = 30
_NEWEST_FIRST = ("-issue__publish_at", "-issue__running_number", "section__order", "position")


class Atom(Atom1Feed):
    """Atom (RFC 4287) whose entries carry the whole text."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Rss(Rss201rev2Feed):
    """RSS 2.0 whose items carry the whole text, by the content module."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        module = {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}
        return super().rss_attributes() | module

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


FORMS = {"atom": Atom, "rss": Rss}


@open_to_readers(stranger=refuse)
def feed(request, form="atom"):
    """The newest articles of the publication. Four queries."""
    return _answer(request, request.publication.name, "/", _newest(), form)


@open_to_readers(stranger=refuse)
def section_feed(request, slug, form="atom"):
    """The newest articles of one section. Five queries."""
    section = get_object_or_404(Section, slug=slug)
    title = f"{request.publication.name} · {section.name}"
    found = f"{reverse('archive:search')}?section={slug}"
    return _answer(request, title, found, _newest(section), form)


@open_to_readers()
def follow(request):
    """订阅: every feed by its name, in both forms. Two queries."""
    return page(request, "follow", sections=list(Section.objects.all()))


def _newest(section=None):
    """The newest of all articles, or of a section. Two queries.

    They stand in the newest issues that have any: to sort all that was ever published would take
    longer with every issue, and their texts are asked for last.
    """
    these = _articles_of(section)
    issues = Issue.objects.published().filter(Exists(these.filter(issue=OuterRef("pk"))))
    issues = issues.order_by("-publish_at", "-running_number").values("pk")[:ENTRIES]
    found = these.filter(issue__in=issues).order_by(*_NEWEST_FIRST)
    newest = list(found.values_list("pk", flat=True)[:ENTRIES])
    last = Correction.objects.filter(article=OuterRef("pk")).order_by("-at").values("at")[:1]
    return (
        Article.objects.filter(pk__in=newest)
        .select_related("issue", "section", "editors_note")
        .annotate(mended=Subquery(last))
        .order_by(*_NEWEST_FIRST)
    )


def _articles_of(section):
    """Found by their issues: the index of sections would lead through all that one ever had."""
    if section is None:
        return Article.objects.all()
    key = ExpressionWrapper(F("section_id") + 0, output_field=BigIntegerField())
    return Article.objects.annotate(of=key).filter(of=section.pk)


def _answer(request, title, path, articles, form) -> HttpResponse:
    """``path`` is that of the page whose news the feed brings."""
    publication = request.publication
    made = FORMS[form](
        title=title,
        link=settings.SITE_URL + path,
        feed_guid=settings.SITE_URL + (path if path == "/" else request.path),
        description=publication.tagline or title,
        language="zh-CN",
        author_name=publication.name,
        feed_url=settings.SITE_URL + request.path,
        subtitle=publication.strapline or None,
    )
    for article in articles:
        made.add_item(**_entry(article))
    if not made.items:
        # A feed names the date of its last change; an empty one has never changed.
        made.latest_post_date = lambda: dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _entry(article) -> dict:
    address = settings.SITE_URL + article.get_absolute_url()
    issued = article.issue.publish_at
    return {
        "title": article.plain_title,
        "link": address,
        "unique_id": address,
        "description": None,
        "content": _content(article, address),
        "author_name": article.source or None,
        "pubdate": issued,
        "updateddate": max(issued, article.mended or issued),
        "categories": (article.section.name,),
    }


def _content(article, address: str) -> str:
    """The editor's note and the body, with whole addresses."""
    note = getattr(article, "editors_note", None)
    said = f"<blockquote>{display.with_site(note.body, address)}</blockquote>" if note else ""
    return said + display.with_site(article.body, address)

"""FEEDS: the newest articles with their full text, as Atom; all of them, or one section's."""

import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from editorial.archive import display
from editorial.archive.access import open_to_readers, refuse
from editorial.models import Article, Section

ENTRIES = 30


class FullTextFeed(Atom1Feed):
    """Atom whose entries carry the whole text."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@open_to_readers(stranger=refuse)
def feed(request):
    """The newest articles of the publication. Two queries."""
    address = reverse("archive:feed")
    return _answer(request.publication.name, request.publication, address, _newest())


@open_to_readers(stranger=refuse)
def section_feed(request, slug):
    """The newest articles of one section. Three queries."""
    section = get_object_or_404(Section, slug=slug)
    title = f"{request.publication.name} · {section.name}"
    address = reverse("archive:section_feed", args=[slug])
    return _answer(title, request.publication, address, _newest().filter(section=section))


def _newest():
    return (
        Article.objects.published()
        .select_related("issue", "section", "editors_note")
        .order_by("-issue__publish_at", "-issue__running_number", "section__order", "position")
    )


def _answer(title, publication, address, articles) -> HttpResponse:
    made = FullTextFeed(
        title=title,
        link=f"{settings.SITE_URL}/",
        description=publication.tagline,
        language="zh-CN",
        author_name=publication.name,
        feed_url=settings.SITE_URL + address,
        subtitle=publication.strapline,
    )
    for article in articles[:ENTRIES]:
        made.add_item(**_entry(article))
    if not made.items:
        # Atom asks for a date of change; an empty feed has never changed.
        made.latest_post_date = lambda: dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return HttpResponse(
        made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _entry(article) -> dict:
    address = settings.SITE_URL + article.get_absolute_url()
    return {
        "title": article.plain_title,
        "link": address,
        "unique_id": address,
        "description": "",
        "content": _content(article),
        "author_name": article.source or None,
        "pubdate": article.issue.publish_at,
        "updateddate": article.issue.publish_at,
        "categories": (article.section.name,),
    }


def _content(article) -> str:
    note = getattr(article, "editors_note", None)
    said = (
        f"<blockquote>{display.with_site(note.body, settings.SITE_URL)}</blockquote>"
        if note
        else ""
    )
    return said + display.with_site(article.body, settings.SITE_URL)

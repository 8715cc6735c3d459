"""MACHINES: what crawlers read first: the sitemap and the rules for robots."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.archive import reading
from editorial.archive.access import open_to_readers, refuse, with_headers
from editorial.models import Article, Issue

MOST_ADDRESSES = 50_000  # sitemaps.org: a file may hold no more


@open_to_readers(stranger=refuse)
def sitemap(request):
    """Every public page with the day it came out. Three queries."""
    issues = Issue.objects.published().newest_first().only("year", "number", "publish_at")
    articles = (
        Article.objects.published()
        .select_related("issue")
        .only("position", "issue__year", "issue__number", "issue__publish_at")
        .order_by("-issue__running_number", "position")
    )
    pages = [(issue.get_absolute_url(), issue.publish_at) for issue in issues]
    pages += [(each.get_absolute_url(), each.issue.publish_at) for each in articles]
    context = {"site": settings.SITE_URL, "pages": pages[: MOST_ADDRESSES - 2]}
    return render(request, "archive/sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request):
    """What crawlers may read: all of a public periodical, nothing of an internal one."""
    is_internal = reading.publication().is_internal
    lines = ["User-agent: *", "Disallow: /" if is_internal else "Disallow: /desk/"]
    if not is_internal:
        lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    return with_headers(response, is_private=is_internal)

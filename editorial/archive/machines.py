"""MACHINES: what crawlers read first: the maps of the site, and the rules for robots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Prefetch
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from editorial.archive import reading
from editorial.archive.access import for_reading, open_to_readers, refuse, with_headers
from editorial.archive.policy import counted
from editorial.models import Article, Issue, Upload

STANDING = ("home", "issues", "policy", "numbers", "bodies", "regions", "verify")


@dataclass(frozen=True)
class Address:
    """One line of a map: where, when it changed, and which pictures are shown there."""

    path: str
    changed: datetime | None = None
    pictures: tuple[str, ...] = ()


@open_to_readers(stranger=refuse)
def sitemap(request):
    """The map of maps: one a year, with its last change, and one of the standing pages. Two
    queries, whatever the number of articles."""
    years = Issue.objects.published().values("year").order_by("-year")
    changes = years.annotate(issued=Max("publish_at"), mended=Max("corrections__at"))
    maps = [Address(reverse("archive:sitemap_pages"))]
    maps += [
        Address(
            reverse("archive:sitemap_year", args=[each["year"]]),
            _latest(each["issued"], each["mended"]),
        )
        for each in changes
    ]
    return _map(request, "sitemap", maps)


@open_to_readers(stranger=refuse)
def sitemap_pages(request):
    """The pages that do not belong to a year: the ways in and the policy index. Four queries."""
    pages = [Address(reverse(f"archive:{name}")) for name in STANDING]
    pages += [Address(each["address"]) for kind in ("body", "region") for each in counted(kind)]
    return _map(request, "sitemap_part", pages)


@open_to_readers(stranger=refuse)
def sitemap_year(request, year):
    """One year's issues and articles with their pictures. Four queries."""
    issues = {issue.pk: issue for issue in _issues_of(year)}
    if not issues:
        raise Http404
    pages = [Address(reverse(f"archive:{name}", args=[year])) for name in ("year", "year_index")]
    pages += [
        Address(each.get_absolute_url(), each.changed, (_card(each),)) for each in issues.values()
    ]
    return _map(request, "sitemap_part", [*pages, *_articles_of(issues)])


def _issues_of(year: int) -> list[Issue]:
    found = Issue.objects.published().filter(year=year).newest_first()
    found = found.annotate(mended=Max("corrections__at"))
    found = list(found.only("year", "number", "publish_at"))
    for each in found:
        each.changed = _latest(each.publish_at, each.mended)
    return found


def _latest(*moments: datetime | None) -> datetime:
    return max(moment for moment in moments if moment)


def _articles_of(issues: dict[int, Issue]) -> Iterable[Address]:
    shown = Prefetch("pictures", Upload.objects.only("name"))
    found = Article.objects.filter(issue__in=list(issues)).only("issue", "position")
    for each in found.order_by("-issue__running_number", "position").prefetch_related(shown):
        each.issue = issues[each.issue_id]
        pictures = tuple(picture.path for picture in each.pictures.all())
        yield Address(each.get_absolute_url(), each.issue.changed, pictures)


def _card(issue: Issue) -> str:
    return reverse("archive:card", args=[issue.year, issue.number])


def _map(request, template: str, pages: Iterable[Address]):
    context = {"site": settings.SITE_URL, "pages": pages}
    return HttpResponse(
        render_to_string(f"archive/{template}.xml", context), content_type="application/xml"
    )


@for_reading
def robots(request):
    """What crawlers may read: all of a public periodical, nothing of an internal one."""
    is_internal = reading.publication().is_internal
    lines = ["User-agent: *", "Disallow: /" if is_internal else "Disallow: /desk/"]
    if not is_internal:
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('archive:sitemap')}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    return with_headers(response, is_private=is_internal)

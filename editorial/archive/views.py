"""VIEWS: the pages that readers see."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from editorial.archive import citation, freshness, leaves, linked_data, reading, related
from editorial.archive.access import open_to_readers


def page(request, template: str, *, status: int = 200, **context):
    """A page with what every page needs: the publication and its own lasting address.

    ``frame`` is all that the parts around every page are made of, ``here`` the page's name.
    """
    publication = request.publication
    context["publication"] = publication
    context["frame"] = (freshness.row(publication), settings.STATIC_URL)
    context["here"] = request.resolver_match.url_name
    context["site"] = settings.SITE_URL
    context["canonical"] = settings.SITE_URL + quote(request.path)
    return HttpResponse(render_to_string(f"archive/{template}.html", context), status=status)


@open_to_readers()
def home(request):
    """The newest issue and the ones before it. Five queries."""
    issue, *recent = reading.newest() or [None]
    if issue is None:
        return page(request, "empty")
    edition = reading.web_edition(issue)
    return page(
        request,
        "home",
        issue=issue,
        recent=recent,
        edition=edition,
        contents=reading.contents(issue, edition),
        headline=reading.headline(issue),
        data=linked_data.script_text(linked_data.periodical(request.publication)),
    )


@open_to_readers()
def issues(request):
    """All years, each with its newest issues. Four queries."""
    return page(request, "issues", years=reading.years_with_issues())


@open_to_readers()
def year(request, year):
    """One year's issues. Four queries."""
    found = list(reading.issues().filter(year=year).newest_first())
    if not found:
        raise Http404
    return page(request, "year", year=year, issues=found, years=reading.years())


@open_to_readers()
def issue(request, year, number):
    """Cover, contents, masthead, who publishes it. Ten queries."""
    found = reading.find_issue(year, number)
    edition = reading.web_edition(found)
    earlier, later = reading.neighbours(found)
    return page(
        request,
        "issue",
        issue=found,
        edition=edition,
        contents=reading.contents(found, edition),
        headline=reading.headline(found),
        corrections=reading.corrections(found),
        masthead=reading.masthead(found),
        profiles=reading.profiles(found),
        earlier=earlier,
        later=later,
        data=linked_data.script_text(linked_data.issue(found, request.publication)),
    )


@open_to_readers()
def article(request, year, number, position):
    """One article with all that belongs to it. Seven queries, eight with pictures."""
    found = reading.find_article(year, number, position)
    editions = reading.editions_of(found)
    around, near = reading.turning(found), related.related(found)
    told = article_context(found, request.publication, editions, around, near)
    return page(request, "article", **told)


def article_context(found, publication, editions, around, near) -> dict:
    """What the page of an article needs. ``editions``, ``around`` and ``near`` are as from
    ``reading.editions_of``, ``reading.turning`` and ``related.related``."""
    edition, offprint = editions
    before, after = around
    pages = reading.pages_of(found.pk, edition)
    openings = reading.openings_of(found, edition)
    parts = leaves.parts_of(found, openings)
    return {
        **vars(parts),
        "article": found,
        "issue": found.issue,
        "edition": edition,
        "offprint": offprint,
        "pages": pages,
        "first_folio": openings[0][0] if openings else pages.first,
        "attachments": reading.attachments(found),
        "corrections": reading.corrections_of(found),
        "before": before,
        "after": after,
        "entry": getattr(found, "entry", None),
        "related": near,
        "authors": citation.bodies(found.source),
        "citation": citation.gb7714(found, publication, pages),
        "data": linked_data.script_text(linked_data.article(found, publication, pages)),
    }

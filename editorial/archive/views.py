"""VIEWS: the pages that readers see."""

from dataclasses import replace
from urllib.parse import quote

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from editorial import richtext
from editorial.archive import citation, display, linked_data, reading
from editorial.archive.access import open_to_readers
from editorial.models import Upload

RECENT = 5
SUMMARY = 90  # characters of a page's description


def _page(request, template: str, **context):
    """A page with what every page needs: the publication and its own lasting address."""
    context["publication"] = request.publication
    context["site"] = settings.SITE_URL
    context["canonical"] = settings.SITE_URL + quote(request.path)
    return render(request, f"archive/{template}.html", context)


@open_to_readers()
def home(request):
    """The newest issue and the ones before it. Four queries."""
    issue, *recent = reading.issues().newest_first()[: 1 + RECENT] or [None]
    if issue is None:
        return _page(request, "empty")
    edition = reading.web_edition(issue)
    return _page(
        request,
        "home",
        issue=issue,
        recent=recent,
        edition=edition,
        contents=reading.contents(issue, edition),
        headline=_headline(issue),
        data=linked_data.script_text(linked_data.periodical(request.publication)),
    )


@open_to_readers()
def issues(request):
    """All years, each with its newest issues. Three queries."""
    return _page(request, "issues", years=reading.years_with_issues())


@open_to_readers()
def year(request, year):
    """One year's issues. Three queries."""
    found = list(reading.issues().filter(year=year).newest_first())
    if not found:
        raise Http404
    return _page(request, "year", year=year, issues=found, years=reading.years())


@open_to_readers()
def issue(request, year, number):
    """Cover, contents, masthead, who publishes it. Eight queries."""
    found = reading.find_issue(year, number)
    edition = reading.web_edition(found)
    earlier, later = reading.neighbours(found)
    return _page(
        request,
        "issue",
        issue=found,
        edition=edition,
        contents=reading.contents(found, edition),
        headline=_headline(found),
        masthead=found.masthead.all(),
        profiles=found.profiles.select_related("logo"),
        earlier=earlier,
        later=later,
        data=linked_data.script_text(linked_data.issue(found, request.publication)),
    )


def _headline(issue) -> dict:
    """What the cover announces, and the article it leads to."""
    story = issue.cover_story
    if story is not None and story.issue_id != issue.pk:
        story = None  # it has moved to another issue since
    if story is not None:
        story.issue = issue
    return {"lines": issue.cover_lines or (story.title_lines if story else []), "story": story}


@open_to_readers()
def article(request, year, number, position):
    """One article with all that belongs to it. Five queries, six with pictures."""
    found = reading.find_article(year, number, position)
    edition = reading.web_edition(found.issue)
    pages = reading.pages_of(found, edition)
    before, after = reading.turning(found)
    note = getattr(found, "editors_note", None)
    characters = richtext.character_count(found.body)
    return _page(
        request,
        "article",
        article=found,
        issue=found.issue,
        edition=edition,
        pages=pages,
        note=richtext.sanitise(note.body) if note else "",
        title_lines=display.title_pieces(found.title),
        outline=_outline(found.body),
        body=display.shown(found.body, _setting(found)),
        summary=_summary(note.body if note else found.body),
        characters=characters,
        minutes=reading.reading_minutes(characters),
        attachments=found.attachments.all(),
        before=before,
        after=after,
        citation=citation.gb7714(found, request.publication, pages),
        data=linked_data.script_text(linked_data.article(found, request.publication, pages)),
    )


def _outline(body: str) -> list[richtext.Heading]:
    """The headings with the anchors of ``display.shown``; the full stop of a 条 stays behind."""
    found = richtext.outline(richtext.sanitise(body))
    return [replace(heading, text=heading.text.removesuffix("。")) for heading in found]


def _setting(article) -> display.Setting:
    names = richtext.picture_names(article.body)
    uploads = Upload.objects.filter(name__in=names) if names else ()
    return display.Setting(
        full_text_url=article.full_text_url or article.source_url,
        pictures={upload.name: upload for upload in uploads},
    )


def _summary(html: str) -> str:
    text = richtext.plain_text(html).replace("\n", "")
    return text if len(text) <= SUMMARY else text[: SUMMARY - 1] + "…"

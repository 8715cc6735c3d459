"""ANNUAL 年度总目录: a year's articles by section or by issuing body, and the same as a PDF."""

from django.http import Http404
from django.shortcuts import render
from django.utils.http import content_disposition_header

from editorial.archive import reading
from editorial.archive.access import CONTENT_POLICY, open_to_readers
from editorial.archive.files import pdf_response
from editorial.archive.views import page
from editorial.models import AnnualIndex, year_contents

WAYS = ("section", "body")
RETRY_SECONDS = 60


@open_to_readers()
def year_index(request, year):
    """Every article of the year with issue and page. Eight queries."""
    contents = _contents(year)
    way = request.GET.get("by", WAYS[0])
    groups = contents.by_body() if way == WAYS[1] else contents.by_section()
    return page(
        request,
        "year_index",
        contents=contents,
        year=year,
        years=reading.years(),
        way=way if way in WAYS else WAYS[0],
        groups=[(group[0], "" if len(group) == 2 else group[1], group[-1]) for group in groups],
        index=_fresh(contents),
    )


@open_to_readers(has_own_tag=True)
def year_index_pdf(request, year):
    """The index as a PDF, as long as it says what the year says. Seven queries."""
    contents = _contents(year)
    index = _fresh(contents)
    if index is None:
        return _not_yet(request, year)
    response = pdf_response(request, index.file, f"annual-{contents.digest[:32]}", index.made_at)
    name = f"{contents.name}{year}年度总目录.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _contents(year: int):
    found = year_contents(year)
    if found is None:
        raise Http404
    return found


def _fresh(contents) -> AnnualIndex | None:
    """The file made of these very contents: an older one may name what was taken down since."""
    return AnnualIndex.objects.filter(year=contents.year, digest=contents.digest).first()


def _not_yet(request, year: int):
    response = render(request, "503.html", {"year": year}, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Content-Security-Policy"] = CONTENT_POLICY
    return response

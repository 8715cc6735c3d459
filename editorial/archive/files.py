"""FILES: the PDF of an issue, its cover, and pictures; each only while a reader may see it."""

import logging

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, http_date

from editorial import richtext
from editorial.archive import covers, reading
from editorial.archive.access import open_to_readers, refuse
from editorial.archive.ranges import file_response
from editorial.models import Article, Issue, OrganisationProfile, Upload

logger = logging.getLogger(__name__)

PICTURE_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
HOUR = 3600  # seconds: how long a withdrawn picture may live on in caches


@open_to_readers()
def issue_pdf(request, year, number):
    """The newest web edition under a Chinese name; parts of it on request. Three queries."""
    issue = reading.find_issue(year, number)
    edition = reading.web_edition(issue)
    if edition is None:
        raise Http404
    response = file_response(
        request,
        _opened(edition.file),
        edition.file.size,
        etag=f'"edition-{edition.pk}"',
        content_type="application/pdf",
    )
    name = f"{request.publication.name}{issue}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    if edition.finished_at:
        response["Last-Modified"] = http_date(edition.finished_at.timestamp())
    return response


@open_to_readers(stranger=refuse, seconds=HOUR)
def cover(request, year, number):
    """The cover as SVG: drawn, or with its uploaded picture. Three queries."""
    issue = reading.find_issue(year, number)
    weights = reading.contents(issue).weights
    drawn = covers.cover_svg(issue, request.publication, weights)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@open_to_readers(stranger=refuse, seconds=HOUR)
def picture(request, name):
    """A picture that something published shows; staff who may view uploads see every one."""
    if not richtext.PICTURE.match(f"/pictures/{name}"):
        raise Http404
    upload = get_object_or_404(Upload.objects.annotate(is_public=_shown_to_readers()), name=name)
    if not upload.is_public and not request.user.has_perm("editorial.view_upload"):
        raise Http404
    content_type = PICTURE_TYPES[name.rsplit(".", 1)[1]]
    response = file_response(
        request, _opened(upload.file), upload.file.size, etag=f'"{name}"', content_type=content_type
    )
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    if not upload.is_public:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _shown_to_readers():
    """Whether a published article, cover or profile uses the picture."""
    published = Issue.objects.published()
    articles = Article.objects.published().filter(pictures=OuterRef("pk"))
    covers_ = published.filter(cover_picture=OuterRef("pk"))
    logos = OrganisationProfile.objects.filter(issue__in=published, logo=OuterRef("pk"))
    return Exists(articles) | Exists(covers_) | Exists(logos)


def _opened(stored):
    """The stored file; one that has gone from the disk is not found, and the log says so."""
    try:
        return stored.open("rb")
    except (OSError, ValueError) as error:
        logger.error("stored file %r cannot be opened: %s", stored.name, error)
        raise Http404 from error

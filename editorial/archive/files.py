"""FILES: the PDF of an issue, its cover, and pictures; each only while a reader may see it."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, http_date

from editorial import richtext
from editorial.archive import cards, covers, reading
from editorial.archive.access import open_to_readers, refuse
from editorial.archive.ranges import file_response
from editorial.models import Article, Issue, OrganisationProfile, PageDesign, Upload

PICTURE_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
HOUR = 3600  # seconds: how long a withdrawn picture may live on in caches


@open_to_readers(has_own_tag=True)
def issue_pdf(request, year, number):
    """The newest web edition under a Chinese name; parts of it on request. Three queries."""
    issue = reading.find_issue(year, number)
    return _pdf(request, reading.web_edition(issue), f"{request.publication.name}{issue}.pdf")


@open_to_readers(has_own_tag=True)
def offprint(request, year, number, position):
    """The article alone, with its printed folios, under its title. Three queries."""
    article = reading.find_article(year, number, position)
    _, edition = reading.editions_of(article)
    return _pdf(request, edition, f"{article.plain_title[:60]}.pdf")


def _pdf(request, edition, name: str):
    if edition is None:
        raise Http404
    response = pdf_response(request, edition.file, f"edition-{edition.pk}", edition.finished_at)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def pdf_response(request, stored, tag: str, made_at):
    """A stored PDF, or the part of it that was asked for."""
    response = file_response(request, stored, etag=f'"{tag}"', content_type="application/pdf")
    if made_at:
        response["Last-Modified"] = http_date(made_at.timestamp())
    return response


@open_to_readers(stranger=refuse, seconds=HOUR)
def cover(request, year, number):
    """The cover as SVG: drawn, or with its uploaded picture. Six queries."""
    issue = reading.find_issue(year, number)
    weights = reading.contents(issue).weights
    ground = PageDesign.objects.of(issue).main_colour
    drawn = covers.cover_svg(issue, request.publication, weights, ground)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@open_to_readers(stranger=refuse)
def card(request, year, number):
    """The picture for shared addresses, as PNG. Four queries."""
    issue = reading.find_issue(year, number)
    weights = reading.contents(issue).weights
    drawn = cards.card_png(issue, request.publication, weights, reading.headline(issue)["lines"])
    return HttpResponse(drawn, content_type="image/png")


@open_to_readers(stranger=refuse, seconds=HOUR, has_own_tag=True)
def picture(request, name):
    """A picture that something published shows; staff who may view uploads see every one."""
    if not richtext.PICTURE.match(f"/pictures/{name}"):
        raise Http404
    upload = get_object_or_404(Upload.objects.annotate(is_public=_shown_to_readers()), name=name)
    if not upload.is_public and not request.user.has_perm("editorial.view_upload"):
        raise Http404
    content_type = PICTURE_TYPES[name.rsplit(".", 1)[1]]
    response = file_response(request, upload.file, etag=f'"{name}"', content_type=content_type)
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

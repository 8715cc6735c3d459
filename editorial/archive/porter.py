"""PORTER: what was told one stranger is told the next, before the house is asked at all.

Nine of ten requests are those of readers without an account for a page that was made lately. All
that has to be asked for them is the tag; sessions, accounts and forms have no part in the answer.
"""

from django.conf import settings
from django.utils.cache import get_conditional_response

from editorial.archive import freshness, kept, reading

METHODS = ("GET", "HEAD")


class Porter:
    """Stands behind what guards every request (HTTPS, files) and before the sessions."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_strangers(request):
            return self.get_response(request)
        path = request.get_full_path()
        response = _told_before(request, path) if kept.answers.has(path) else None
        if response is None:
            response = self.get_response(request)
            tag = getattr(request, "tag", "")
            if tag and "public" in response.get("Cache-Control", ""):
                kept.answers.complete(tag, path, response)
        return response


def _is_strangers(request) -> bool:
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method in METHODS and not is_known and not settings.DEBUG


def _told_before(request, path: str):
    """The answer, or that it has not changed; None where another must be made. Two queries, and
    none again in the view."""
    request.get_host()  # refuses a hostile one
    request.publication = reading.publication()
    if request.publication.is_internal:
        return None
    request.tag = freshness.tag(request)
    response = kept.answers.find(request.tag, path)
    if response is None or not request.headers.get("If-None-Match"):
        return response
    return get_conditional_response(request, etag=request.tag, response=response)

"""ACCESS: who may come in, and the headers that every answer of the archive carries."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import conditional_page

from editorial.archive import freshness, kept, reading

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def ask_to_sign_in(request):
    return redirect_to_login(request.get_full_path())


def refuse(request):
    """For what programs fetch: they cannot fill in a form."""
    response = render(request, "403.html", {"is_internal": True}, status=403)
    response["Content-Security-Policy"] = CONTENT_POLICY
    return response


READERS_METHODS = ("GET", "HEAD")
KEPT_BY_CACHES = (200, 206, 304)


def for_reading(view, methods: tuple[str, ...] = READERS_METHODS) -> Callable:
    """These methods only; any other is told so in Chinese, before anything is asked."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method in methods:
            return view(request, *args, **kwargs)
        response = render(request, "405.html", status=405)
        response["Allow"] = ", ".join(methods)
        response["Content-Security-Policy"] = CONTENT_POLICY
        return response

    # What changes nothing needs no token: without one it is told of its method, not of a form.
    guarded.csrf_exempt = True
    return guarded


def open_to_readers(
    *,
    stranger: Callable = ask_to_sign_in,
    seconds: int = 0,
    takes_files: bool = False,
    has_own_tag: bool = False,
) -> Callable:
    """Door of a view: GET and HEAD only; of an internal publication, signed-in people only.

    ``takes_files`` lets POST in, for what is read and not kept. ``has_own_tag`` is for files,
    whose bytes are named already. ``request.publication`` is set for the view. ``seconds`` is
    how long a browser may answer without asking again; with 0 it asks every time and mostly
    hears 304, which is said before anything is rendered. Two queries.
    """

    methods = (*READERS_METHODS, "POST") if takes_files else READERS_METHODS

    def decorate(view):
        answer = conditional_page(view) if has_own_tag else _told_apart(view)

        @wraps(view)
        def guarded(request, *args, **kwargs):
            request.publication = reading.publication()
            is_internal = request.publication.is_internal
            if is_internal and not request.user.is_authenticated:
                return with_headers(stranger(request), is_private=True)
            try:
                response = answer(request, *args, **kwargs)
            except reading.Withdrawn as gone:
                response = render(request, "410.html", {"issue": gone.issue}, status=410)
            return with_headers(response, is_private=is_internal, seconds=seconds)

        return for_reading(guarded, methods)

    return decorate


def _told_apart(view) -> Callable:
    """The view with the tag of its answer; where the tag is known, 304 or the answer kept."""

    @wraps(view)
    def told(request, *args, **kwargs):
        if request.method not in READERS_METHODS or settings.DEBUG:
            return view(request, *args, **kwargs)
        etag = freshness.tag(request.META, request.publication)
        # "*" would say 304 of a page that does not exist.
        is_asked = request.headers.get("If-None-Match", "*").strip() != "*"
        unchanged = get_conditional_response(request, etag=etag) if is_asked else None
        response = unchanged or kept.answers.find(etag)
        if response is None:
            response = view(request, *args, **kwargs)
            kept.answers.keep(etag, response)
        if response.status_code in (200, 304):
            response["ETag"] = etag
        return response

    return told


def with_headers(response, *, is_private: bool, seconds: int = 0):
    """The policy, and how long to keep the answer unless the view has said so already.

    A cache between us and the readers may keep what is public and must ask before each answer,
    which costs us a 304: what is withdrawn is shown to nobody from that moment on. ``seconds``
    are for the browser of a reader who has seen it already.
    """
    response.setdefault("Content-Security-Policy", CONTENT_POLICY)
    if response.has_header("Cache-Control"):
        return response
    if is_private:
        patch_cache_control(response, private=True, no_cache=True)
    elif response.status_code in KEPT_BY_CACHES:
        patch_cache_control(response, public=True, max_age=seconds, s_maxage=0)
        patch_cache_control(response, must_revalidate=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return response

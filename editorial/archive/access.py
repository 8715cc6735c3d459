"""ACCESS: who may come in, and the headers that every answer of the archive carries."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from editorial.archive import reading

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


def open_to_readers(*, stranger: Callable = ask_to_sign_in, seconds: int = 0) -> Callable:
    """Door of a view: GET and HEAD only; of an internal publication, signed-in people only.

    ``request.publication`` is set for the view. ``seconds`` is how long a cache may answer
    without asking again; with 0 it asks every time and mostly hears 304. One query.
    """

    def decorate(view):
        @require_safe
        @conditional_page
        @wraps(view)
        def guarded(request, *args, **kwargs):
            request.publication = reading.publication()
            is_internal = request.publication.is_internal
            if is_internal and not request.user.is_authenticated:
                return with_headers(stranger(request), is_private=True)
            response = view(request, *args, **kwargs)
            return with_headers(response, is_private=is_internal, seconds=seconds)

        return guarded

    return decorate


def with_headers(response, *, is_private: bool, seconds: int = 0):
    """The policy, and how long to keep the answer unless the view has said so already."""
    response.setdefault("Content-Security-Policy", CONTENT_POLICY)
    if not response.has_header("Cache-Control"):
        scope = {"private": True} if is_private else {"public": True}
        freshness = {"max_age": seconds} if seconds and not is_private else {"no_cache": True}
        patch_cache_control(response, **scope, **freshness)
    return response

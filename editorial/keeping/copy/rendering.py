"""RENDERING: a page of the public site as a stranger gets it, made without a web server."""

import inspect
from contextlib import contextmanager
from importlib import import_module

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.urls import resolve

from editorial.archive.views import page
from editorial.keeping.copy.links import file_of, rebound

# Who asks for addresses: ``{% url %}``, and the models for their own.
_ASKING = ("django.urls", "editorial.models.article", "editorial.models.issue")


@contextmanager
def addresses_kept():
    """What was once said of an address is said again at once: a page asks for forty of them, and
    to ask Django takes a quarter of its time."""
    places = [import_module(name) for name in _ASKING]
    plain, known = places[0].reverse, {}

    def reverse(name, urlconf=None, args=None, kwargs=None, current_app=None):
        key = (name, urlconf, tuple(args or ()), tuple((kwargs or {}).items()), current_app)
        if key not in known:
            known[key] = plain(name, urlconf, args, kwargs, current_app)
        return known[key]

    try:
        for place in places:
            place.reverse = reverse
        yield
    finally:
        for place in places:
            place.reverse = plain


def request_for(address: str, publication, query: str = "") -> HttpRequest:
    """A stranger asks for this address."""
    request = HttpRequest()
    request.method, request.path = "GET", address
    request.GET, request.user = QueryDict(query), AnonymousUser()
    request.publication, request.resolver_match = publication, resolve(address)
    return request


def bound(address: str, publication, query: str = "") -> tuple[str, bytes]:
    """(file, its bytes): what the view behind the address says, linked to the other files.

    The view's own queries; the door, whose questions are answered, is not passed.
    """
    request = request_for(address, publication, query)
    match = request.resolver_match
    response = inspect.unwrap(match.func)(request, *match.args, **match.kwargs)
    return _bound(file_of(address, query), response.content)


def composed(address: str, publication, template: str, **context) -> tuple[str, bytes]:
    """The same of a template of the archive, from a context that is ready."""
    request = request_for(address, publication)
    return _bound(file_of(address), page(request, template, **context).content)


def _bound(path: str, html: bytes) -> tuple[str, bytes]:
    return path, rebound(html.decode(), path).encode()

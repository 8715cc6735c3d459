"""PORTER: what was told one stranger is told the next, before the house is asked at all.

Nine of ten requests are those of readers without an account for a page that was made lately. All
that has to be asked for them is the tag; sessions, accounts and forms have no part in the answer.
So the porter stands before Django, as a WSGI application (PEP 3333) around its own, and knows an
answer by everything that the guards of the house look at: scheme, host and address. A question
that was never answered, or is asked in any other way, is the house's.
"""

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.http import HttpResponse

from editorial.archive import freshness, kept, reading

# Told of a request; whoever brings one of the others is given the house's own answer.
_KNOWN_BY = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO",
             "QUERY_STRING")  # fmt: skip
_FOR_THE_HOUSE = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_MODIFIED_SINCE",
                  "HTTP_RANGE", "HTTP_AUTHORIZATION")  # fmt: skip
# Of the bytes that a 304 does not bring (RFC 9110, section 15.4.5).
_OF_THE_BYTES = ("Content-Type", "Content-Length")


class Porter:
    """``Porter(application)(environ, start_response)``: the answer kept, or the application's."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        asked = _asked(environ)
        found = _told_before(environ, asked) if asked and kept.answers.has(asked) else None
        if found is not None:
            return _given(found, environ, start_response)
        response = self.application(environ, start_response)
        if asked and isinstance(response, HttpResponse):
            _complete(asked, response)
        return response


def _asked(environ) -> tuple | None:
    """What the answer is known by; None for those who are no strangers, or want something else."""
    is_plain = environ["REQUEST_METHOD"] == "GET" and not any(map(environ.get, _FOR_THE_HOUSE))
    is_known = settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")
    if settings.DEBUG or is_known or not is_plain:
        return None
    return tuple(map(environ.get, _KNOWN_BY))


def _told_before(environ, asked: tuple) -> kept.Answer | None:
    """The answer, if it is the present one and public. Two queries."""
    close_old_connections()
    try:
        publication = reading.publication()
        if publication.is_internal:
            return None
        tag = freshness.tag(environ, publication)
    except DatabaseError:
        return None  # the house has a page for that
    finally:
        close_old_connections()
    found = kept.answers.answer(tag, asked)
    is_here = environ.get("HTTP_IF_NONE_MATCH", tag) == tag
    return found if is_here else None


def _given(found: kept.Answer, environ, start_response) -> list[bytes]:
    if "HTTP_IF_NONE_MATCH" not in environ:
        start_response("200 OK", list(found.headers.items()))
        return [found.content]
    told = [pair for pair in found.headers.items() if pair[0] not in _OF_THE_BYTES]
    start_response("304 Not Modified", told)
    return []


def _complete(asked: tuple, response: HttpResponse) -> None:
    """Public answers, with the headers that they left the house with."""
    if "public" in response.get("Cache-Control", ""):
        kept.answers.complete(response.get("ETag", ""), asked, response)

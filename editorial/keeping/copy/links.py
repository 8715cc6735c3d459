"""LINKS: an address of the public site → its file in the copy, and the way there from a page."""

import os
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from django.conf import settings

PAGES = re.compile(
    r"/(?:$|issues/|follow/|search/|policy/|verify/|\d+/(?:(?:index|\d+)/)?(?:\d+/)?$)"
)
PDF = re.compile(r"/\d+/(?:index|\d+)/(?:\d+/)?download/$")
FEED = re.compile(r"/feed/(?:[\w-]+/){0,2}$")
FILES = re.compile(
    r"/(?:static/|pictures/|sitemap[\w-]*\.xml$|robots\.txt$|\d+/\d+/(?:cover\.svg|card\.png|\d+/cite\.\w+)$)"
)
BY_BODY = "by=body"  # the other order of an annual index
# What has values that only a program can answer is asked of the search of the copy.
ASKED = ("/search/", "/policy/")
LINK = re.compile(r'(\b(?:href|src|action)=")(/[^"#?]*)(\?[^"#]*)?((?:#[^"]*)?")')


@lru_cache(maxsize=20_000)
def file_of(path: str, query: str = "") -> str | None:
    """``/2026/47/3/`` → ``2026/47/3/index.html``; None for what the copy does not have."""
    if query == BY_BODY:
        return unquote(f"{path[1:]}by-body.html")
    if PDF.match(path):
        return f"{path[1:-1]}.pdf"
    if FEED.match(path):
        return f"{path[1:]}index.xml"
    if FILES.match(path):
        return unquote(path[1:])
    if PAGES.match(path) and path.endswith("/"):
        return unquote(f"{path[1:]}index.html")
    return None


def rebound(html: str, path: str) -> str:
    """The page as it stands at ``path`` in the copy: its links lead from file to file.

    What the copy does not have is linked at its place on the site.
    """
    folder = os.path.dirname(path)
    return LINK.sub(lambda link: _led(link, folder), html)


def _led(link: re.Match, folder: str) -> str:
    before, address, query, after = link.groups()
    if query and address.startswith(ASKED):
        also = "" if address.startswith("/search/") else "&amp;document=yes"
        return f"{before}{_way(folder, 'search/index.html')}{query}{also}{after}"
    target = file_of(address, query[1:] if query == f"?{BY_BODY}" else "")
    if target is None:
        return f"{before}{settings.SITE_URL}{address}{query or ''}{after}"
    return f"{before}{_way(folder, target)}{after}"


@lru_cache(maxsize=50_000)
def _way(folder: str, target: str) -> str:
    """As ``os.path.relpath`` of two plain paths, in a tenth of its time."""
    ours, theirs = folder.split("/") if folder else [], target.split("/")
    both = zip(ours, theirs, strict=False)
    shared = next((n for n, (a, b) in enumerate(both) if a != b), min(len(ours), len(theirs)))
    return "../" * (len(ours) - shared) + "/".join(_quoted(target)[shared:])


@lru_cache(maxsize=20_000)
def _quoted(path: str) -> list[str]:
    return quote(path).split("/")

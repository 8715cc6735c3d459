"""CITATION 引用: an article as a reference, by GB/T 7714—2025 (numeric style, full-width marks).

An article in a serial that is also online: 责任者. 题名[J/OL]. 刊名，年（期）：页码. 网址.
The 2025 edition dropped the date of access for serials; at most three bodies are named.
"""

import re

from django.conf import settings

from editorial.archive.reading import Pages

MOST_BODIES = 3
_BETWEEN_BODIES = re.compile(r"、(?![^《（“]*[》）”])")


def gb7714(article, publication, pages: Pages) -> str:
    """The reference as one line of text, ready to be copied."""
    issue = article.issue
    place = f"{publication.name}，{issue.year}（{issue.number}）"
    if pages:
        place += f"：{pages.joined('-')}"
    parts = [_bodies(article.source), f"{article.plain_title}[J/OL]", place]
    address = settings.SITE_URL + article.get_absolute_url()
    return ". ".join([*(part for part in parts if part), address]) + "."


def bodies(source: str) -> list[str]:
    """The bodies that a source names; a 、 within brackets or quotes separates nothing."""
    return [name.strip() for name in _BETWEEN_BODIES.split(source) if name.strip()]


def _bodies(source: str) -> str:
    """Issuing bodies, separated by commas, three at most."""
    names = bodies(source)
    shown = "，".join(names[:MOST_BODIES])
    return f"{shown}，等" if len(names) > MOST_BODIES else shown

"""LINKED DATA: what search engines are told about an issue and an article (schema.org, JSON-LD)."""

import json

from django.conf import settings
from django.utils.safestring import mark_safe

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script_text(data: dict):
    """The data as JSON that no value can end early: it stands inside a script element."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))


def periodical(publication) -> dict:
    found = {"@type": "Periodical", "name": publication.name, "url": settings.SITE_URL + "/"}
    return found | ({"issn": publication.issn} if publication.issn else {})


def issue(each, publication) -> dict:
    return {
        "@type": "PublicationIssue",
        "@id": settings.SITE_URL + each.get_absolute_url(),
        "name": f"{publication.name} {each}",
        "issueNumber": str(each.number),
        "datePublished": each.date.isoformat(),
        "isPartOf": periodical(publication),
        "inLanguage": "zh-CN",
    }


def article(each, publication, pages) -> dict:
    address = settings.SITE_URL + each.get_absolute_url()
    found = {
        "@type": "Article",
        "@id": address,
        "headline": each.plain_title,
        "articleSection": each.section.name,
        "datePublished": each.issue.date.isoformat(),
        "inLanguage": "zh-CN",
        "mainEntityOfPage": address,
        "isPartOf": issue(each.issue, publication),
    }
    if each.source:
        found["author"] = {"@type": "Organization", "name": each.source}
    if pages:
        found["pagination"] = pages.joined("-")
    return found

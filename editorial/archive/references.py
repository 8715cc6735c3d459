"""REFERENCES: an article's reference as a file for the programs that keep them, or as text."""

import re

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from editorial.archive import citation, reading
from editorial.archive.access import open_to_readers

# What BibTeX would read as its own. A brace or backslash has no safe spelling within braces.
_SPECIAL = re.compile(r"[#$%&_]")
_BRACES = str.maketrans({"{": "（", "}": "）", "\\": "＼", "~": "～", "^": "＾"})


def text(article, publication, pages) -> str:
    return citation.gb7714(article, publication, pages) + "\n"


def bibtex(article, publication, pages) -> str:
    """An ``@article``; bodies in double braces, since they are no persons with a first name."""
    issue = article.issue
    fields = {
        "author": " and ".join(f"{{{_bib(name)}}}" for name in citation.bodies(article.source)),
        "title": f"{{{_bib(article.plain_title)}}}",
        "journal": _bib(publication.name),
        "year": str(issue.year),
        "number": str(issue.number),
        "pages": pages.joined("--"),
        "issn": _bib(publication.issn),
        "url": settings.SITE_URL + article.get_absolute_url(),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = f"bulletin{issue.year}n{issue.number}a{article.position}"
    return "\n".join([f"@article{{{key},", *lines, "}"]) + "\n"


def ris(article, publication, pages) -> str:
    """One record; every line ends with CR LF, every tag is followed by two spaces."""
    issue = article.issue
    rows = [
        ("TY", "JOUR"),
        *(("AU", name) for name in citation.bodies(article.source)),
        ("TI", article.plain_title),
        ("JO", publication.name),
        ("PY", str(issue.year)),
        ("DA", f"{issue.date:%Y/%m/%d}"),
        ("IS", str(issue.number)),
        ("SP", str(pages.first or "")),
        ("EP", str(pages.last or "")),
        ("SN", publication.issn),
        ("UR", settings.SITE_URL + article.get_absolute_url()),
        ("LA", "zh"),
    ]
    told = [f"{tag}  - {_one_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*told, "ER  - ", ""])


# Ending of the address → (how it is written, its type).
FORMS = {
    "txt": (text, "text/plain"),
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}


@open_to_readers()
def reference(request, year, number, position, form):
    """The reference as a file, named after the article. Four queries."""
    article = reading.find_article(year, number, position)
    edition, _ = reading.editions_of(article)
    write, content_type = FORMS[form]
    told = write(article, request.publication, reading.pages_of(article.pk, edition))
    response = HttpResponse(told, content_type=f"{content_type}; charset=utf-8")
    name = f"{article.plain_title[:60]}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _bib(value: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _one_line(value).translate(_BRACES))


def _one_line(value: str) -> str:
    """No value may begin a line of its own."""
    return " ".join(value.split())

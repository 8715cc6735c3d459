"""LEAVES: of each published article's page what stays the same until its issue is put right.

The body with its anchors, page numbers and drawings, the outline and the summary are made by the
worker and kept in the database, each under the digest of all that it was made from. A page takes
a leaf that was made from the very words it shows; without one it makes the same parts itself.
"""

import hashlib
import time
from dataclasses import asdict, dataclass, replace
from functools import cache

from django.db import transaction
from django.db.models import Count, Max
from django.template.loader import render_to_string

from editorial import display, richtext
from editorial.archive import freshness, reading
from editorial.models import Article, Correction, Edition, Entry, Issue, Leaf, PageDesign, Upload

SUMMARY = 90  # characters of a page's description
SECONDS = 5.0  # of one round of keeping: other small tasks are waiting
_MADE_OF = (
    *("editorial/archive/leaves.py", "editorial/display.py", "editorial/folios.py"),
    *("editorial/richtext.py", "editorial/drawing/*.py", "editorial/typography/*.py"),
    *("templates/archive/_opening.html", "templates/archive/_outline.html"),
)
_PICTURE = ("name", "width", "height", "alt_text")


@dataclass(frozen=True)
class Parts:
    """What the page of an article shows, ready for the template."""

    body: str
    opening: str  # title, what identifies the document, the editor's note
    outline: str  # the list of its headings; empty where it has none
    summary: str
    characters: int


def parts_of(article: Article, openings: tuple = ()) -> Parts:
    """The parts as they are kept, or made here. ``leaf`` and ``editors_note`` come with the
    article; one query more where its body shows pictures."""
    setting = _setting(article, openings)
    leaf = getattr(article, "leaf", None)
    if leaf is not None and leaf.key == _key(article, setting):
        return Parts(body=leaf.body, **leaf.parts)
    return _made(article, setting)


def _setting(article, openings) -> display.Setting:
    has_pictures = "<img" in article.body
    names = richtext.picture_names(article.body) if has_pictures else ()
    uploads = Upload.objects.filter(name__in=names) if names else ()
    return display.Setting(
        full_text_url=article.full_text_url or article.source_url,
        pictures={upload.name: upload for upload in uploads},
        openings=openings,
        colours=_colours(article),
    )


def _colours(article) -> dict[str, str]:
    """The colours of the design the issue is set in, where there is a chart to draw in them."""
    has_chart = 'class="chart"' in article.body
    return PageDesign.objects.of(article.issue).chart_colours if has_chart else {}


def _key(article, setting) -> str:
    pictures = sorted(
        [getattr(each, name) for name in _PICTURE] for each in setting.pictures.values()
    )
    told = (_makers(), article.title, article.document_number, article.source, article.body,
            _note(article), setting.full_text_url, setting.openings, setting.colours,
            pictures)  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()


@cache
def _makers() -> str:
    return freshness.digest_of(_MADE_OF)


def _note(article) -> str:
    note = getattr(article, "editors_note", None)
    return note.body if note else ""


def _made(article, setting) -> Parts:
    note, body = richtext.sanitise(_note(article)), richtext.sanitise(article.body)
    characters = richtext.character_count(article.body)
    told = {
        "article": article,
        "title_lines": display.title_pieces(article.title),
        "characters": characters,
        "minutes": reading.reading_minutes(characters),
        "note": note,
        "outline": [_heading(each) for each in richtext.outline(body)],
    }
    return Parts(
        body=display.shown(body, setting),
        opening=render_to_string("archive/_opening.html", told),
        outline=render_to_string("archive/_outline.html", told) if told["outline"] else "",
        summary=_summary(note or body),
        characters=characters,
    )


def _heading(heading: richtext.Heading) -> richtext.Heading:
    """The full stop of a 条 stays behind."""
    return replace(heading, text=heading.text.removesuffix("。"))


def _summary(html: str) -> str:
    text = richtext.plain_text(html).replace("\n", "")
    return text if len(text) <= SUMMARY else text[: SUMMARY - 1] + "…"


# --- Keeping --------------------------------------------------------------------------------


def keep_leaves(seconds: float = SECONDS) -> int:
    """Make the leaves that are missing or overtaken, newest issues first; how many were made.

    A round ends after so many seconds; the next goes on. Five queries where nothing is to do.
    """
    end, made = time.monotonic() + seconds, 0
    Leaf.objects.exclude(issue__state=Issue.State.PUBLISHED).delete()
    stamps = _stamps()
    for pk in _overtaken(stamps):
        if time.monotonic() > end:
            break
        made += _keep(pk, stamps[pk])
    return made


def _stamps() -> dict[int, str]:
    """Published issue → of which state its leaves should be, newest first. Three queries."""
    issues = Issue.objects.filter(state=Issue.State.PUBLISHED).newest_first()
    web = Edition.objects.ready().filter(kind=Edition.Kind.WEB).order_by()
    editions = dict(web.values_list("issue").annotate(last=Max("pk")))
    put_right = Correction.objects.order_by().values_list("issue")
    corrections = dict(put_right.annotate(last=Max("pk")))
    return {
        pk: f"{_makers()[:16]}-{version}-{editions.get(pk, 0)}-{corrections.get(pk, 0)}"
        for pk, version in issues.values_list("pk", "version")
    }


def _overtaken(stamps: dict[int, str]) -> list[int]:
    """The issues of which not every leaf is of the present state. Two queries, of keys alone."""
    articles = dict(Article.objects.order_by().values_list("issue").annotate(n=Count("pk")))
    kept: dict[int, dict[str, int]] = {}
    for issue, stamp, count in Leaf.objects.values_list("issue", "stamp").annotate(n=Count("pk")):
        kept.setdefault(issue, {})[stamp] = count
    return [
        pk
        for pk, stamp in stamps.items()
        if kept.get(pk, {}) != ({stamp: articles[pk]} if pk in articles else {})
    ]


@transaction.atomic
def _keep(issue: int, stamp: str) -> int:
    found = list(reading.articles_to_show().filter(issue=issue))
    edition = reading.web_edition(found[0].issue) if found else None
    leaves = [_leaf(each, reading.openings_of(each, edition), stamp) for each in found]
    Leaf.objects.filter(issue=issue).delete()
    Leaf.objects.bulk_create(
        leaves,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["issue", "stamp", "key", "parts", "body"],
    )
    _count(leaves)
    return len(leaves)


def _leaf(article, openings, stamp: str) -> Leaf:
    setting = _setting(article, openings)
    made = _made(article, setting)
    parts = asdict(made)
    body = parts.pop("body")
    return Leaf(
        article=article,
        issue_id=article.issue_id,
        stamp=stamp,
        key=_key(article, setting),
        parts=parts,
        body=body,
    )


def _count(leaves: list[Leaf]) -> None:
    """Entries of an earlier release do not know how long their articles are."""
    unknown = Entry.objects.filter(article__in=[leaf.pk for leaf in leaves], characters=None)
    lengths = {leaf.pk: leaf.parts["characters"] for leaf in leaves}
    for entry in unknown.only("pk"):
        Entry.objects.filter(pk=entry.pk).update(characters=lengths[entry.pk])

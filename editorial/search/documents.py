"""DOCUMENTS: an article → its words, where they matter, and the labels it is filtered by."""

import re
from dataclasses import dataclass

from editorial import provenance, richtext
from editorial.models import Article
from editorial.search.folding import fold, tidy
from editorial.search.grams import OFTEN, keys_of

_CELL = re.compile(r"</t[dh]>")
HEAD = 5  # lines of a text before note and body: title, contents title, number, addressee, source
_MOST_MENTIONS = 40


@dataclass(frozen=True)
class Document:
    """One article as it is indexed."""

    text: str
    folded: str
    title: frozenset[str]
    salient: frozenset[str]
    anywhere: frozenset[str]
    labels: frozenset[str]
    origin: provenance.Provenance
    mentions: tuple[str, ...]


def document_of(article: Article) -> Document:
    """Needs issue, section, note and attachments; asks for what is not there."""
    note = getattr(article, "editors_note", None)
    head = [_line(each) for each in _head(article)]
    said = [note.body if note else "", article.body]
    lines = [tidy(richtext.plain_text(_CELL.sub("<br>", each))) for each in said]
    names = [_line(each.title) for each in article.attachments.all()]
    text = "\n".join([*head, *lines, *names])
    return _document(article, text, outlined=[*head[1:], lines[0], *_headings(article.body)])


def _head(article) -> tuple[str, ...]:
    contents_title = "" if article.contents_title == article.plain_title else article.contents_title
    return (article.plain_title, contents_title, article.document_number, article.addressee,
            article.source)  # fmt: skip


def _line(text: str) -> str:
    return tidy(" ".join(text.split()))


def _headings(body: str) -> list[str]:
    return [tidy(heading.text) for heading in richtext.outline(body)]


def _document(article, text: str, *, outlined: list[str]) -> Document:
    folded = fold(text)
    found = keys_of(folded)
    origin = origin_of(article)
    title = frozenset(keys_of(folded.partition("\n")[0]))
    matters = frozenset(keys_of(fold("\n".join([*outlined, *origin.bodies]))))
    said_often = frozenset(key for key, count in found.items() if count >= OFTEN)
    numbers = [str(each) for each in provenance.document_numbers(text)[:_MOST_MENTIONS]]
    own = [str(origin.number)] if origin.number else []
    return Document(
        text=text,
        folded=folded,
        title=title,
        salient=((matters & found.keys()) | said_often) - title,
        anywhere=frozenset(found),
        labels=frozenset(labels_of(article, origin)),
        origin=origin,
        mentions=tuple(dict.fromkeys(own + numbers)),
    )


def origin_of(article) -> provenance.Provenance:
    """Where an article comes from: as the editors wrote it, else derived."""
    return provenance.derive(
        title=article.plain_title,
        document_number=article.document_number,
        source=article.source,
        kind=article.kind,
        bodies=article.issuing_bodies,
        region=article.region,
        form=article.document_form,
    )


def labels_of(article, origin) -> list[str]:
    """``year:2026`` …: the values of every filter that this article has."""
    found = [f"year:{article.issue.year}", f"section:{article.section.slug}"]
    found += [f"body:{body}" for body in origin.bodies]
    found += [f"region:{origin.region}"] if origin.region else []
    found += ["document:yes"] if origin.is_document else []
    return [*found, f"form:{origin.form}"]

"""MARKED: an article as it will read, with the passages that remarks were made on."""

from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from lxml.html import HtmlElement, builder

from editorial import anchors, comments, display, richtext
from editorial.models import Article, Comment, Upload

FOUND, CHANGED, LOST = "found", "changed", "lost"


@dataclass(frozen=True)
class Found:
    """How a passage was found again, and how it reads now."""

    state: str
    words: str = ""


@dataclass(frozen=True)
class Marked:
    """The parts as HTML, cleaned; and how the passage of each remark was found, by its key."""

    title: str
    note: str
    body: str
    found: dict[int, Found] = field(default_factory=dict)


def marked(
    article: Article, threads: list[Comment], *, pictures: str = "", changed=frozenset()
) -> Marked:
    """Open remarks are marked; those dealt with are only looked for. One query.

    ``pictures`` stands before the pictures' addresses; ``changed`` numbers the body's blocks
    (from 0) that get a ``span.change-at`` before them.
    """
    texts = comments.texts_of(article)
    found = _places(texts, threads)
    places = {part: {} for part in Comment.Part}
    for thread in threads:
        if found.get(thread.pk) and not thread.is_resolved:
            part, place = found[thread.pk]
            places[part][thread.pk] = place
    return Marked(
        title=_title(article, places[Comment.Part.TITLE]),
        note=_note(article, places[Comment.Part.NOTE]),
        body=_body(article, places[Comment.Part.BODY], pictures, changed),
        found={key: _told(place, texts) for key, place in found.items()},
    )


def found_in(article: Article, threads: list[Comment]) -> dict[int, Found]:
    """How the passage of each remark was found; remarks without one are not named."""
    texts = comments.texts_of(article) if threads else {}
    return {key: _told(place, texts) for key, place in _places(texts, threads).items()}


def _places(texts, threads) -> dict:
    return {thread.pk: comments.find(thread, texts) for thread in threads if thread.quote}


def _told(place, texts) -> Found:
    if place is None:
        return Found(LOST)
    part, passage = place
    state = FOUND if passage.is_exact else CHANGED
    return Found(state, texts[part][passage.start : passage.end])


def _title(article, passages) -> str:
    lines = ((line,) for line in article.title_lines)
    html = format_html_join("", '<span class="title-line">{}</span>', lines)
    tree = richtext.fragment(format_html("{}", html))
    anchors.mark(tree, passages)
    return richtext.as_html(tree)


def _note(article, passages) -> str:
    note = getattr(article, "editors_note", None)
    if note is None:
        return ""
    tree = richtext.fragment(richtext.sanitise_note(note.body))
    anchors.mark(tree, passages)
    return richtext.as_html(tree)


def _body(article, passages, pictures, changed) -> str:
    clean = richtext.with_anchors(richtext.sanitise(article.body))
    tree = richtext.fragment(clean)
    _point_at(tree, changed)
    anchors.mark(tree, passages)
    shown = {each.name: each for each in Upload.objects.filter(name__in=_pictures_in(tree))}
    if pictures:
        for image in tree.iter("img"):
            image.set("src", pictures.rstrip("/") + image.get("src", ""))
    setting = display.Setting(article.full_text_url or article.source_url, shown)
    return display.dressed(tree, setting)


def _pictures_in(tree: HtmlElement) -> set[str]:
    return {image.get("src", "").rsplit("/", 1)[-1] for image in tree.iter("img")}


def _point_at(tree: HtmlElement, changed) -> None:
    blocks = list(tree)
    for at in sorted(changed):
        span = builder.SPAN(id=f"change-{at}")
        span.set("class", "change-at")
        blocks[at].addprevious(span)

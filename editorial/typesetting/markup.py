"""An issue's rows → one HTML document for the press, by the templates in ``templates/print/``."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from editorial import drawing, richtext
from editorial.models import Edition, Publication, Upload, text_digest
from editorial.typesetting.body import Job, printed, printed_note, split_footnotes
from editorial.typesetting.refusal import Refused
from editorial.typography import close_borders, title_lines

STEADY_READINGS = 3
CONTENTS_WIDTH = 36.0  # em: what stands beside the page number in the contents


@dataclass(frozen=True)
class Markup:
    """The document, the digest of the text it was made from, and what was noticed."""

    html: str
    digest: str
    articles: tuple["Part", ...]
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One article as the templates print it."""

    article: object
    anchor: str
    opens_section: bool
    title_lines: tuple[str, ...]
    contents_lines: tuple[str, ...]
    note: str
    body: str
    footnotes: str
    characters: int

    @property
    def all_words(self) -> str:
        return "".join(
            (*self.title_lines, *self.contents_lines, self.note, self.body, self.footnotes)
        )


def mark_up(issue, kind: str) -> Markup:
    """The issue as HTML; read again when somebody saves meanwhile: text and digest must agree."""
    for _ in range(STEADY_READINGS):
        digest = text_digest(issue)
        markup = _mark_up(issue, kind, digest)
        if text_digest(issue) == digest:
            break
        issue.refresh_from_db()
    return markup


def _mark_up(issue, kind, digest) -> Markup:
    publication = Publication.current()
    findings: list[str] = []
    parts = _parts(issue, findings)
    if not parts:
        raise Refused(f"{issue}还没有文章，排不出版，请先导入来稿或添加文章。")
    html = render_to_string(
        "print/issue.html",
        {
            "issue": issue,
            "publication": publication,
            "parts": parts,
            "masthead": list(issue.masthead.all()),
            "profiles": list(issue.profiles.select_related("logo")),
            "is_proof": kind == Edition.Kind.PROOF,
            "digest": digest,
            "cover": _cover(issue, parts),
            "editors": _editors(issue),
            "site_url": settings.SITE_URL,
        },
    )
    return Markup(html, digest, tuple(parts), tuple(findings))


def _parts(issue, findings) -> list[Part]:
    articles = list(
        issue.articles.in_print_order()
        .select_related("section", "editors_note")
        .prefetch_related("attachments")
    )
    names = set().union(*(richtext.picture_names(each.body) for each in articles))
    pictures = {upload.name: upload for upload in Upload.objects.filter(name__in=names)}
    parts, section = [], None
    for article in articles:
        parts.append(_part(article, article.section_id != section, pictures, findings))
        section = article.section_id
    return parts


def _part(article, opens_section, pictures, findings) -> Part:
    job = Job(
        name=article.plain_title,
        prefix=f"a{article.pk}",
        full_text_url=article.full_text_url or _public_page(article),
        pictures=pictures,
    )
    note = getattr(article, "editors_note", None)
    body, footnotes = split_footnotes(printed(article.body, job))
    part = Part(
        article=article,
        anchor=f"article-{article.pk}",
        opens_section=opens_section,
        title_lines=tuple(title_lines(close_borders(article.title))) or ("（无题）",),
        contents_lines=tuple(
            title_lines(close_borders(article.title_in_contents), measure=CONTENTS_WIDTH)
        ),
        note=printed_note(note.body, job) if note else "",
        body=body,
        footnotes=footnotes,
        characters=richtext.character_count(article.body),
    )
    findings += job.findings
    return part


def _public_page(article) -> str:
    """The article's address in the archive, where its code leads when there is no full text.

    Written out, so that the press need not import every view of the site; a test compares.
    """
    issue = article.issue
    return f"{settings.SITE_URL}/{issue.year}/{issue.number}/{article.position}/"


def _cover(issue, parts) -> dict:
    """What the cover shows: an uploaded picture, or the field drawn from the issue itself."""
    weights = [(part.article.section.slug, part.characters) for part in parts]
    shares = _shares(parts)
    return {
        "field": drawing.cover_field(weights, seed=issue.running_number),
        "sections": [share["section"] for share in shares],
        "shares": shares,
        "lines": [close_borders(line) for line in issue.cover_lines],
        "anchor": f"article-{issue.cover_story_id}" if issue.cover_story_id else "",
        "picture": issue.cover_picture,
    }


def _shares(parts) -> list[dict]:
    """What each section has in the issue: its articles and their characters, in print order."""
    shares: dict = {}
    for part in parts:
        section = part.article.section
        share = shares.setdefault(section, {"section": section, "articles": 0, "characters": 0})
        share["articles"] += 1
        share["characters"] += part.characters
    return list(shares.values())


def _editors(issue) -> str:
    """The organisation that stands at the foot of the cover: the first in the back matter."""
    profile = issue.profiles.first()
    return profile.name_zh if profile else ""

"""An issue's rows → HTML documents for the press, by the templates in ``templates/print/``.

Front, contents, each article and back are documents of their own, since each begins a page: what
has not changed since the last render need not be set again. The contents name the pages on which
articles begin, and so are written last.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from editorial import drawing, richtext
from editorial.models import Edition, PageDesign, Publication, Upload, text_digest
from editorial.typesetting import design as designs
from editorial.typesetting.body import Job, printed, printed_note, split_footnotes
from editorial.typesetting.refusal import Refused
from editorial.typography import close_borders, title_lines
from editorial.typography.characters import HAN

STEADY_READINGS = 3
LEAF, BATCH = '<div class="leaf"></div>', 10  # a page of heads or folios; folios set at once
_SHORT_NAME = re.compile(f"[{HAN}]{{2}}")
COVER_HEADLINE = 18.0  # em: what a line of the headline on the cover holds


@dataclass(frozen=True)
class Markup:
    """An issue read and ready to be written out; the digest of its text; what was noticed."""

    context: dict
    digest: str
    articles: tuple["Part", ...]
    findings: tuple[str, ...]

    @property
    def design(self) -> PageDesign:
        return self.context["design"]

    @property
    def issue(self):
        return self.context["issue"]

    @property
    def has_back(self) -> bool:
        return bool(self.context["profiles"])

    def front(self) -> str:
        """Cover, its inside and masthead page."""
        return self._written("front")

    def contents(self, starts: dict[int, int]) -> str:
        """The contents; ``starts`` tells the first folio of each article by its id."""
        entries = [(part, starts[part.article.pk]) for part in self.articles]
        return self._written("contents", entries=entries)

    def side(self, folio: int) -> int:
        """What an article's words need to know of their folio: 2 on a left page, where they stand
        elsewhere than on a right one; else 1.
        """
        return 2 if designs.has_sides(self.design) and folio % 2 == 0 else 1

    def article(self, part: "Part", side: int) -> str:
        """The words of an article; what stands in the margins is set apart."""
        return self._written("article", part=part, folio=side)

    def heads(self, section) -> str:
        """What stands above the words of a right page and of a left one."""
        return self._written("heads", section=section, leaves=LEAF * 2)

    def folios(self) -> str:
        """A batch of page numbers, from an odd one on."""
        return self._written("folios", leaves=LEAF * BATCH)

    def back(self, folio: int) -> str:
        return self._written("back", folio=folio)

    def blank(self) -> str:
        """An empty page, where the first article would begin on a left one."""
        return self._written("blank")

    def stamp(self) -> str:
        """What is printed over every page of a proof: the digest, which changes with any word."""
        return self._written("stamp", digest=self.digest)

    def _written(self, name: str, **more) -> str:
        return render_to_string(f"print/{name}.html", self.context | more)


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


def _mark_up(issue, kind, digest, design=None) -> Markup:
    publication = Publication.current()
    design = design or PageDesign.objects.of(issue)
    findings: list[str] = []
    parts = _parts(issue, design, findings)
    if not parts:
        raise Refused(f"{issue}还没有文章，排不出版，请先导入来稿或添加文章。")
    context = {
        "issue": issue,
        "publication": publication,
        "parts": parts,
        "masthead": _masthead(issue),
        "profiles": list(issue.profiles.select_related("logo")),
        "is_proof": kind == Edition.Kind.PROOF,
        "digest": digest,
        "cover": _cover(issue, parts, design),
        "design": design,
        "style": designs.style(design, kind),
        "editors": _editors(issue),
        "site_url": settings.SITE_URL,
    }
    return Markup(context, digest, tuple(parts), tuple(findings))


def mark_up_design(issue, design) -> Markup:
    """The issue as a proof in a design that need not be stored."""
    return _mark_up(issue, Edition.Kind.PROOF, "", design)


def mark_up_article(article, *, opens_section: bool) -> Markup:
    """One article of a proof as it stands in memory. Three queries."""
    findings: list[str] = []
    design = PageDesign.objects.of(article.issue)
    part = _part(article, opens_section, design, _pictures_of([article]), findings)
    context = {
        "issue": article.issue,
        "publication": Publication.current(),
        "is_proof": True,
        "design": design,
        "style": designs.style(design, Edition.Kind.PROOF),
    }
    return Markup(context, "", (part,), tuple(findings))


def _pictures_of(articles) -> dict:
    names = set().union(*(richtext.picture_names(each.body) for each in articles))
    return {upload.name: upload for upload in Upload.objects.filter(name__in=names)}


def _parts(issue, design, findings) -> list[Part]:
    articles = list(
        issue.articles.in_print_order()
        .select_related("section", "editors_note")
        .prefetch_related("attachments")
    )
    pictures = _pictures_of(articles)
    parts, section = [], None
    for article in articles:
        parts.append(_part(article, article.section_id != section, design, pictures, findings))
        section = article.section_id
    return parts


def _part(article, opens_section, design, pictures, findings) -> Part:
    widths = designs.widths(design)
    job = Job(
        name=article.plain_title,
        prefix=f"a{article.pk}",
        full_text_url=article.full_text_url or _public_page(article),
        pictures=pictures,
        measure=widths.text,
        line=float(design.pitch),
        tallest=widths.tallest,
        colours=design.chart_colours,
    )
    note = getattr(article, "editors_note", None)
    body, footnotes = split_footnotes(printed(article.body, job))
    part = Part(
        article=article,
        anchor=f"article-{article.pk}",
        opens_section=opens_section,
        title_lines=tuple(title_lines(close_borders(article.title), measure=widths.title))
        or ("（无题）",),
        contents_lines=tuple(
            title_lines(close_borders(article.title_in_contents), measure=widths.contents)
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


def _masthead(issue) -> list[tuple[str, list[tuple[str, ...]]]]:
    """(role, names), each name as the parts between which it is spaced out: a name of two
    characters is as wide as one of three.
    """
    return [
        (
            entry.role,
            [tuple(name) if _SHORT_NAME.fullmatch(name) else (name,) for name in entry.names],
        )
        for entry in issue.masthead.all()
    ]


def _cover(issue, parts, design) -> dict:
    """What the cover shows: an uploaded picture, or the field drawn from the issue itself."""
    weights = [(part.article.section.slug, part.characters) for part in parts]
    shares = _shares(parts)
    picture = None if design.cover_layout == design.Cover.FIELD else issue.cover_picture
    return {
        "field": _titled(drawing.cover_field(weights, seed=issue.running_number)),
        "sections": [share["section"] for share in shares],
        "shares": shares,
        "lines": [
            line
            for written in issue.cover_lines
            for line in title_lines(close_borders(written), measure=COVER_HEADLINE)
        ],
        "anchor": f"article-{issue.cover_story_id}" if issue.cover_story_id else "",
        "picture": picture,
        "is_full": bool(picture) and design.cover_layout == design.Cover.FULL,
    }


def _titled(svg: str) -> str:
    """The drawing with the words that a screen reader says in its place."""
    return svg.replace(">", "><title>封面图案，由本期各篇文章绘成</title>", 1)


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

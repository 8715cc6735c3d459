"""READING: every question the archive asks, and only of what is published."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from editorial import richtext
from editorial.archive.asked import Asked
from editorial.models import (
    Article,
    Attachment,
    Correction,
    Edition,
    Issue,
    MastheadEntry,
    OrganisationProfile,
    Publication,
)
from editorial.models.addresses import address
from editorial.models.article import one_line
from editorial.models.issue import issue_name

CHARACTERS_A_MINUTE = 400  # a common pace for attentive reading of Chinese prose
ISSUES_A_YEAR_SHOWN = 6
RECENT = 5  # issues on the home page beside the newest

_publication = Asked(lambda: Publication.objects.filter(pk=1))


def publication() -> Publication:
    """The one row, or its defaults before anybody has described it: nothing is written here."""
    return _publication.first() or Publication()


def issues(among=None):
    """Published issues with what their covers say; bodies stay where they are."""
    found = Issue.objects.published() if among is None else among
    return found.select_related("cover_picture", "cover_story").defer("cover_story__body")


def one_by_one(among):
    """Of these, the published. Each is asked whether it is public, in the order wanted: to sort
    all that are would take longer with every issue."""
    return among.filter(Exists(Issue.objects.published().filter(pk=OuterRef("pk"))))


def _beside(order: str, **which):
    found = one_by_one(Issue.objects.filter(**which)).order_by(order)
    return found.values_list("year", "number")[:1]


_newest = Asked(
    lambda: one_by_one(issues(Issue.objects.filter(state=Issue.State.PUBLISHED))).newest_first()[
        : 1 + RECENT
    ]
)


def newest() -> list[Issue]:
    """The newest issue and a few before it. One query."""
    return _newest()


def headline(issue) -> dict:
    """What the cover announces, and the article it leads to."""
    story = issue.cover_story
    if story is not None and story.issue_id != issue.pk:
        story = None  # it has moved to another issue since
    if story is not None:
        story.issue = issue
    return {"lines": issue.cover_lines or (story.title_lines if story else []), "story": story}


@dataclass(frozen=True)
class Lead:
    """Where a reader may go on from a page: the address, and what it is called there."""

    address: str
    title: str


def lead_to(article: Article) -> Lead:
    return Lead(article.get_absolute_url(), article.title_in_contents)


class Withdrawn(Exception):
    """The issue was public once and was taken down; ``issue`` says which."""

    def __init__(self, issue: Issue):
        self.issue = issue
        super().__init__(str(issue))


LARGEST = 32767  # a year, a number or a position as the databases keep them
_issue = Asked(lambda year, number: issues().numbered(year, number))
_article = Asked(
    lambda year, number, position: (
        articles_to_show()
        .filter(issue__in=Issue.objects.published().numbered(year, number), position=position)
        .order_by()
    )
)


def articles_to_show():
    """Articles with all that their pages are made of, in one query."""
    needed = ("issue", "section", "editors_note", "entry", "leaf")
    return Article.objects.select_related(*needed).defer("entry__text", "entry__folded")


def find_issue(year: int, number: int) -> Issue:
    is_possible = max(year, number) <= LARGEST
    return (is_possible and _issue.first(year, number)) or _missing(year, number)


def find_article(year: int, number: int, position: int) -> Article:
    is_possible = max(year, number, position) <= LARGEST
    return (is_possible and _article.first(year, number, position)) or _missing(year, number)


def _missing(year: int, number: int):
    """Nothing to read here: taken down, or never there."""
    gone = Issue.objects.filter(state=Issue.State.WITHDRAWN).numbered(year, number).first()
    if gone is not None:
        raise Withdrawn(gone)
    raise Http404


# What the public pages say of an edition; its findings and marks are the desk's.
_TOLD = ("issue", "kind", "digest", "pages", "size", "start_pages", "article_pages", "openings",
         "file", "finished_at")  # fmt: skip
_web_edition = Asked(
    lambda issue: (
        Edition.objects.ready()
        .filter(issue=issue, kind=Edition.Kind.WEB)
        .only(*_TOLD)
        .order_by("-pk")[:1]
    )
)
_editions = Asked(
    lambda issue, article: (
        Edition.objects.ready()
        .filter(
            Q(kind=Edition.Kind.WEB) | Q(kind=Edition.Kind.OFFPRINT, article=article), issue=issue
        )
        .only(*_TOLD)
        .order_by("-pk")
    )
)


def web_edition(issue: Issue) -> Edition | None:
    """The public PDF: the newest finished web edition."""
    return _web_edition.first(issue.pk)


def editions_of(article: Article) -> tuple[Edition | None, Edition | None]:
    """The public PDF of its issue, and the article's offprint of the same words. One query."""
    kind, found = Edition.Kind, _editions(article.issue_id, article.pk)
    web = next((each for each in found if each.kind == kind.WEB), None)
    prints = (each for each in found if each.kind == kind.OFFPRINT and web)
    return web, next((each for each in prints if each.digest == web.digest), None)


_corrections = Asked(
    lambda issue: (
        Correction.objects.filter(issue=issue)
        .select_related("article")
        .defer("article__body")
        .order_by("number")
    )
)
_earlier = Asked(lambda running: _beside("-running_number", running_number__lt=running))
_later = Asked(lambda running: _beside("running_number", running_number__gt=running))
_masthead = Asked(lambda issue: MastheadEntry.objects.filter(issue=issue))
_profiles = Asked(
    lambda issue: OrganisationProfile.objects.filter(issue=issue).select_related("logo")
)
_attachments = Asked(lambda article: Attachment.objects.filter(article=article))
_put_right = Asked(
    lambda article: Correction.objects.filter(article=article).order_by("issue", "number")
)


def masthead(issue: Issue) -> list[MastheadEntry]:
    return _masthead(issue.pk)


def profiles(issue: Issue) -> list[OrganisationProfile]:
    """With their logos. One query."""
    return _profiles(issue.pk)


def attachments(article: Article) -> list[Attachment]:
    """One query, or none where they came with the article."""
    return _fetched(article, "attachments", _attachments)


def corrections_of(article: Article) -> list[Correction]:
    """One query, or none where they came with the article."""
    return _fetched(article, "corrections", _put_right)


def _fetched(article: Article, name: str, asked: Asked) -> list:
    fetched = getattr(article, "_prefetched_objects_cache", {})
    return list(fetched[name]) if name in fetched else asked(article.pk)


def corrections(issue: Issue) -> list[Correction]:
    """What was put right in an issue, with the articles concerned. One query."""
    found = _corrections(issue.pk)
    for each in found:
        if each.article is not None:
            each.article.issue = issue
    return found


def neighbours(issue: Issue) -> tuple[Lead | None, Lead | None]:
    """The published issues before and after this one. Two queries."""
    found = (asked.first(issue.running_number) for asked in (_earlier, _later))
    earlier, later = (each and _lead_to_issue(*each) for each in found)
    return earlier, later


def _lead_to_issue(year: int, number: int) -> Lead:
    return Lead(address("archive:issue", year, number), issue_name(year, number))


@dataclass(frozen=True)
class Pages:
    """Where an article stands in print; ``first`` is None while there is no edition."""

    first: int | None = None
    last: int | None = None

    def __bool__(self):
        return self.first is not None

    @property
    def folio(self) -> str:
        """As in the contents: two digits at least."""
        return f"{self.first:02d}" if self.first is not None else ""

    @property
    def range(self) -> str:
        return self.joined("—")

    @property
    def hyphened(self) -> str:
        """As in a reference."""
        return self.joined("-")

    def joined(self, dash: str) -> str:
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}{dash}{self.last}"


def pages_of(article: int, edition: Edition | None) -> Pages:
    """The printed pages of an article. ``edition`` maps article ids, as text, to folios."""
    first = edition.start_pages.get(str(article)) if edition else None
    if first is None:
        return Pages()
    count = edition.article_pages.get(str(article)) or 1
    return Pages(int(first), int(first) + int(count) - 1)


def openings_of(article: Article, edition: Edition | None) -> tuple:
    """Where the printed pages of an article open in its body; see ``folios``."""
    found = edition.openings.get(str(article.pk), ()) if edition else ()
    return tuple(tuple(each) for each in found)


@dataclass(frozen=True)
class Line:
    """One line of 本期要目. ``folio`` is empty while there is no edition."""

    address: str
    title: str
    section: str  # its slug
    folio: str
    characters: int

    @property
    def minutes(self) -> int:
        return reading_minutes(self.characters)


@dataclass(frozen=True)
class Contents:
    """本期要目: (name of a section, its slug, its lines) in printed order."""

    groups: tuple[tuple[str, str, tuple[Line, ...]], ...]

    @property
    def lines(self) -> list[Line]:
        return [line for *_, lines in self.groups for line in lines]

    @property
    def characters(self) -> int:
        return sum(line.characters for line in self.lines)

    @property
    def length(self) -> str:
        """How long the issue is, as readers say it: 约5.4万字."""
        count = self.characters
        return f"约{count / 10_000:.1f}万字" if count >= 10_000 else f"约{round(count, -2)}字"

    @property
    def weights(self) -> list[tuple[str, int]]:
        """What the cover is drawn from: the same numbers as in print."""
        return [(line.section, line.characters) for line in self.lines]


_OF_A_LINE = ("pk", "position", "title", "contents_title")
_lines = Asked(
    lambda issue: (
        Article.objects.filter(issue=issue)
        .in_print_order()
        .values_list(*_OF_A_LINE, "entry__characters", "section__name", "section__slug")
    )
)


def contents(issue: Issue, edition: Edition | None = None) -> Contents:
    """The articles of one issue. One query; one more while their lengths are not known."""
    groups: dict[tuple[str, str], list[Line]] = {}
    found = _lines(issue.pk)
    lengths = {} if all(row[4] is not None for row in found) else _lengths(issue)
    for pk, position, title, short, characters, name, slug in found:
        line = Line(
            address=address("archive:article", issue.year, issue.number, position),
            title=short or one_line(title),
            section=slug,
            folio=pages_of(pk, edition).folio,
            characters=lengths.get(pk, characters),
        )
        groups.setdefault((name, slug), []).append(line)
    return Contents(tuple((*section, tuple(lines)) for section, lines in groups.items()))


def _lengths(issue: Issue) -> dict[int, int]:
    """Of an issue that is not indexed: the bodies themselves are read."""
    bodies = issue.articles.values_list("pk", "body")
    return {pk: richtext.character_count(body) for pk, body in bodies}


def reading_minutes(characters: int) -> int:
    return max(1, round(characters / CHARACTERS_A_MINUTE))


_siblings = Asked(
    lambda issue: Article.objects.filter(issue=issue).in_print_order().values_list(*_OF_A_LINE)
)


def turning(article: Article) -> tuple[Lead | None, Lead | None]:
    """The articles before and after this one in its issue. One query, without bodies."""
    siblings = _siblings(article.issue_id)
    place = [pk for pk, *_ in siblings].index(article.pk)
    before = _sibling(siblings[place - 1], article.issue) if place else None
    is_last = place + 1 == len(siblings)
    return before, None if is_last else _sibling(siblings[place + 1], article.issue)


def _sibling(told: tuple, issue: Issue) -> Lead:
    _, position, title, short = told
    place = address("archive:article", issue.year, issue.number, position)
    return Lead(place, short or one_line(title))


@dataclass(frozen=True)
class Year:
    year: int
    count: int
    issues: tuple[Issue, ...] = ()


def years() -> list[Year]:
    """Years with how many issues each has, newest first. One query."""
    counted = Issue.objects.published().order_by("-year").values("year").annotate(n=Count("pk"))
    return [Year(row["year"], row["n"]) for row in counted]


def years_with_issues() -> list[Year]:
    """The same with the newest issues of each year. Two queries."""
    place = Window(RowNumber(), partition_by=F("year"), order_by=F("running_number").desc())
    newest = issues().annotate(place=place).filter(place__lte=ISSUES_A_YEAR_SHOWN)
    shown: dict[int, list[Issue]] = {}
    for issue in newest.newest_first():
        shown.setdefault(issue.year, []).append(issue)
    return [Year(each.year, each.count, tuple(shown.get(each.year, ()))) for each in years()]

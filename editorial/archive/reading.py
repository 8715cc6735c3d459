"""READING: every question the archive asks, and only of what is published."""

from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404

from editorial import richtext
from editorial.models import Article, Edition, Issue, Publication, Section

CHARACTERS_A_MINUTE = 400  # a common pace for attentive reading of Chinese prose
ISSUES_A_YEAR_SHOWN = 6


def publication() -> Publication:
    """The one row, or its defaults before anybody has described it: nothing is written here."""
    return Publication.objects.filter(pk=1).first() or Publication()


def issues():
    """Published issues with what their covers say; bodies stay where they are."""
    found = Issue.objects.published().select_related("cover_picture", "cover_story")
    return found.defer("cover_story__body")


def find_issue(year: int, number: int) -> Issue:
    return get_object_or_404(issues().numbered(year, number))


def find_article(year: int, number: int, position: int) -> Article:
    found = Article.objects.published().select_related("issue", "section", "editors_note")
    return get_object_or_404(found, issue__year=year, issue__number=number, position=position)


def web_edition(issue: Issue) -> Edition | None:
    """The public PDF: the newest finished web edition."""
    return (
        Edition.objects.ready().filter(issue=issue, kind=Edition.Kind.WEB).order_by("-pk").first()
    )


def neighbours(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The published issues before and after this one. Two queries."""
    published = Issue.objects.published()
    earlier = published.filter(running_number__lt=issue.running_number)
    later = published.filter(running_number__gt=issue.running_number)
    return (
        earlier.order_by("-running_number").first(),
        later.order_by("running_number").first(),
    )


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

    def joined(self, dash: str) -> str:
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}{dash}{self.last}"


def pages_of(article: Article, edition: Edition | None) -> Pages:
    """The printed pages of an article. ``edition`` maps article ids, as text, to folios."""
    first = edition.start_pages.get(str(article.pk)) if edition else None
    if first is None:
        return Pages()
    count = edition.article_pages.get(str(article.pk)) or 1
    return Pages(int(first), int(first) + int(count) - 1)


@dataclass(frozen=True)
class Line:
    """One line of 本期要目."""

    article: Article
    pages: Pages
    characters: int

    @property
    def minutes(self) -> int:
        return reading_minutes(self.characters)


@dataclass(frozen=True)
class Contents:
    """本期要目: (section, its lines) in printed order."""

    groups: tuple[tuple[Section, tuple[Line, ...]], ...]

    @property
    def lines(self) -> list[Line]:
        return [line for _, lines in self.groups for line in lines]

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
        return [(line.article.section.slug, line.characters) for line in self.lines]


def contents(issue: Issue, edition: Edition | None = None) -> Contents:
    """The articles of one issue with their bodies. One query."""
    groups: dict[Section, list[Line]] = {}
    for article in issue.articles.in_print_order().select_related("section"):
        article.issue = issue
        line = Line(article, pages_of(article, edition), richtext.character_count(article.body))
        groups.setdefault(article.section, []).append(line)
    return Contents(tuple((section, tuple(lines)) for section, lines in groups.items()))


def reading_minutes(characters: int) -> int:
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def turning(article: Article) -> tuple[Article | None, Article | None]:
    """The articles before and after this one in its issue. One query, without bodies."""
    siblings = list(
        article.issue.articles.in_print_order()
        .select_related("section")
        .only("position", "title", "contents_title", "issue", "section__name", "section__slug")
    )
    for sibling in siblings:
        sibling.issue = article.issue
    place = [sibling.pk for sibling in siblings].index(article.pk)
    before = siblings[place - 1] if place else None
    return before, (siblings[place + 1] if place + 1 < len(siblings) else None)


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

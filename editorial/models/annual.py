"""Annual index 年度总目录: what a year's published issues carried, and the PDF made of it."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass

from django.db import models

from editorial.models.article import Article
from editorial.models.edition import Edition
from editorial.models.issue import Issue
from editorial.models.publication import Publication


@dataclass(frozen=True)
class Line:
    """One published article as the index names it; ``folio`` is 0 while no page is known."""

    title: str
    section: str
    slug: str
    number: int
    running_number: int
    position: int
    folio: int
    bodies: tuple[str, ...]

    @property
    def place(self) -> str:
        """Issue and printed page as journals write them: 46（12）."""
        return f"{self.number}（{self.folio}）" if self.folio else str(self.number)


@dataclass(frozen=True)
class YearContents:
    """The lines of one year, section by section in printed order, and the day of its last issue."""

    year: int
    name: str
    lines: tuple[Line, ...]
    numbers: tuple[int, ...]
    last_day: str

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of every word of the index."""
        told = [self.year, self.name, self.last_day, [vars(line) for line in self.lines]]
        canonical = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def span(self) -> str:
        """第1—47期, or one number where there is one."""
        first, last = min(self.numbers), max(self.numbers)
        return f"第{first}期" if first == last else f"第{first}—{last}期"

    def by_section(self) -> list[tuple[str, str, list[Line]]]:
        """(section, its slug, its lines) in printed order."""
        groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self.lines:
            groups[line.section, line.slug].append(line)
        return [(name, slug, lines) for (name, slug), lines in groups.items()]

    def by_body(self) -> list[tuple[str, list[Line]]]:
        """(issuing body, its lines by issue); bodies in the order of GB 18030, nearly that of
        their sounds. An article of several bodies stands under each."""
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in sorted(self.lines, key=lambda each: (each.number, each.position)):
            for body in line.bodies:
                groups[body].append(line)
        return sorted(groups.items(), key=lambda group: group[0].encode("gb18030"))


def year_contents(year: int) -> YearContents | None:
    """What may be read of this year now, or None when that is nothing. Four queries."""
    published = Issue.objects.published().filter(year=year)
    numbers = dict(published.order_by("number").values_list("number", "date"))
    if not numbers:
        return None
    name = Publication.objects.filter(pk=1).values_list("name", flat=True).first() or ""
    return YearContents(
        year=year,
        name=name,
        lines=tuple(_lines(year, _starts(published))),
        numbers=tuple(numbers),
        last_day=max(numbers.values()).isoformat(),
    )


def _starts(published) -> dict[str, int]:
    """Article id, as text → printed folio, by the newest web edition of each issue."""
    made = Edition.objects.ready().filter(kind=Edition.Kind.WEB, issue__in=published)
    newest = dict(made.order_by("pk").values_list("issue", "start_pages"))
    return {pk: folio for starts in newest.values() for pk, folio in starts.items()}


def _lines(year: int, starts: dict[str, int]):
    """The articles of the year. ``entry`` names their bodies as the policy index does."""
    rows = (
        Article.objects.published()
        .filter(issue__year=year)
        .order_by("section__order", "section__name", "issue__number", "position")
        .values_list(
            "pk", "contents_title", "title", "section__name", "section__slug",
            "issue__number", "issue__running_number", "position", "entry__bodies",
        )
    )  # fmt: skip
    for pk, short, title, section, slug, number, running, position, bodies in rows:
        yield Line(
            title=short or Article(title=title).plain_title,
            section=section,
            slug=slug,
            number=number,
            running_number=running,
            position=position,
            folio=int(starts.get(str(pk), 0)),
            bodies=tuple(bodies or ()),
        )


class AnnualIndex(models.Model):
    """The PDF of one year's index. It may be given out while ``digest`` is that of the year."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    digest = models.CharField("文本摘要", max_length=64, blank=True)
    file = models.FileField("文件", upload_to="annual/", blank=True)
    size = models.PositiveIntegerField("字节", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    made_at = models.DateTimeField("排成时间", null=True, blank=True)
    claimed_at = models.DateTimeField("开排时间", null=True, blank=True)
    fault = models.TextField("失败原因", blank=True)
    failed_digest = models.CharField("未排成的摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = "年度总目录"
        verbose_name_plural = "年度总目录"
        ordering = ("-year",)

    def __str__(self):
        return f"{self.year}年度总目录"

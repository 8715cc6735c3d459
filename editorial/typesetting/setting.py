"""An issue's documents → plates: articles first, then what tells their pages; by two, if may be.

An article is set without the margins of its pages, and so is the same wherever it begins. Running
heads and folios are documents of their own, printed over it. The contents tell where articles
begin: they are set when all lengths are known, or were right when they were foreseen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded

from editorial.models import Edition
from editorial.typesetting import (
    changes,
    companion,
    cores,
    foresight,
    gathering,
    imposition,
    layout,
    sources,
    standing,
)
from editorial.typesetting.companion import Job
from editorial.typesetting.composing import Listener, set_heard
from editorial.typesetting.layout import TooDeep
from editorial.typesetting.markup import BATCH, Markup
from editorial.typesetting.refusal import Refused

ROUNDS = 3  # a wrong guess costs work; after so many this process goes on alone
WORTH_TWO = 4_000  # characters: less is set sooner by one
# Characters that take as long to set; and how many fill a page.
FRONT, CONTENTS, A_HEAD, A_FOLIO, A_PAGE = 3_000, 500, 90, 40, 1_000


class Setting:
    """A product on its way to plates."""

    def __init__(self, markup: Markup, kind: str, listener: Listener):
        self.markup, self.kind, self.listener = markup, kind, listener
        self.starts: dict[int, int] = {}
        self.lengths: dict[int, int] = {}
        self.openings: dict[int, list] = {}
        self.folios: dict[int, int] = {}
        self.parts: list[tuple] = []  # (whose, plates) in printed order
        self.made: dict[str, standing.Forme] = {}  # by key, see ``_set_ahead``
        self.jobs: dict[tuple, Job] = {}  # the documents that were written
        self.rounds = ROUNDS

    @property
    def titles(self) -> dict[int, str]:
        articles = [part.article for part in self.markup.articles]
        return {each.pk: each.plain_title for each in articles if each.pk in self.starts}

    def issue(self, fills_sheets: bool):
        """The whole issue as a ``weasyprint.Document`` of plates."""
        formes = self._articles(self.markup.articles)
        body = []
        for part, forme in zip(self.markup.articles, formes, strict=True):
            body += self._headed(part, forme)
        if self.markup.has_back:
            folio = len(body) + 1
            back = self._forme(self._job("封底前的介绍", self.markup.back(folio), folio)).plates
            body += back
            self.parts.append((changes.BACK, back))
        front = self._forme(self._front())
        opening = [*front.plates, *self._forme(self._contents(self.starts)).plates]
        opening += self._overleaf(opening)
        self.parts.insert(0, (changes.FRONT, opening))
        pages = [*opening, *body]
        self.folios = {len(opening) + n: n for n in range(1, len(body) + 1)}
        if fills_sheets:
            pages = gathering.filled(pages, self._blank()[0])
        if self.kind == Edition.Kind.PROOF:
            stamp = self._forme(self._job("页脚", self.markup.stamp())).plates[0]
            pages[1:] = imposition.stamped(pages[1:], stamp)
        return imposition.bind(pages, front.metadata)

    def offprint(self, article):
        """One article behind a cover; its pages are those of the web edition."""
        found = {part.article.pk: part for part in self.markup.articles}
        if article is None or article.pk not in found:
            raise Refused("这篇文章已不在这一期里，排不了抽印本。")
        part = found[article.pk]
        *_, forme = self._articles(self._up_to(part))
        start, pages = self.starts[article.pk], len(forme.plates)
        self.starts, self.lengths = {article.pk: start}, {article.pk: pages}
        self.folios = {n + 1: start + n - 1 for n in range(1, pages + 1)}
        html = gathering.offprint_cover(article, self.markup.context, start, pages)
        cover = self._forme(self._job("抽印本封面", html))
        self.parts = [(changes.FRONT, cover.plates)]
        body = self._headed(part, forme)
        return imposition.bind([*cover.plates, *body], cover.metadata)

    def _up_to(self, part) -> list:
        return list(self.markup.articles[: self.markup.articles.index(part) + 1])

    # --- Articles, and where they begin

    def _articles(self, parts) -> list[standing.Forme]:
        """The words of each article; meanwhile it is found where each begins."""
        formes, folio = [], 1
        for number, part in enumerate(parts):
            words = self._words(part, folio)
            if self._found(words) is None:
                self._set_ahead(parts[number:], folio)
            formes.append(self._forme(words))
            self._note(part, folio, formes[-1])
            folio += len(formes[-1].plates)
        foresight.note(self.markup.issue, self.lengths)
        return formes

    def _note(self, part, folio: int, forme) -> None:
        self.starts[part.article.pk] = folio
        self.lengths[part.article.pk] = len(forme.plates)
        self.openings[part.article.pk] = _openings(forme, folio)

    def _headed(self, part, forme) -> tuple:
        """An article's plates with what stands in their margins."""
        pk = part.article.pk
        heads = self._forme(self._heads(part)).plates
        folios = {
            first: self._forme(self._folios(first)).plates
            for first in imposition.batches(self.starts[pk], len(forme.plates))
        }
        plates = imposition.headed(forme.plates, self.starts[pk], heads, folios)
        self.parts.append((str(pk), plates))
        return plates

    # --- The documents

    def _words(self, part, folio: int) -> Job:
        side = self.markup.side(folio)
        return self._once(
            ("words", part.article.pk, side),
            lambda: self._job(
                self._name(part),
                self.markup.article(part, side),
                side,
                part.characters,
                part.article.plain_title,
            ),
        )

    def _heads(self, part) -> Job:
        section = part.article.section
        return self._once(
            ("heads", section.pk),
            lambda: self._job("页眉", self.markup.heads(section), weight=2 * A_HEAD),
        )

    def _folios(self, first: int) -> Job:
        return self._once(
            ("folios", first),
            lambda: self._job("页码", self.markup.folios(), first, BATCH * A_FOLIO),
        )

    def _front(self) -> Job:
        return self._once(
            ("front",), lambda: self._job("封面与版权页", self.markup.front(), weight=FRONT)
        )

    def _contents(self, starts: dict[int, int]) -> Job:
        return self._once(
            ("contents", *starts.items()),
            lambda: self._job("要目", self.markup.contents(starts), weight=CONTENTS),
        )

    def _once(self, known_by: tuple, write: Callable[[], Job]) -> Job:
        if known_by not in self.jobs:
            self.jobs[known_by] = write()
        return self.jobs[known_by]

    def _overleaf(self, opening: list) -> tuple:
        """Folio 01 stands on a right-hand page, however long the contents are."""
        return () if len(opening) % 2 == 0 else self._blank()

    def _blank(self) -> tuple:
        return self._forme(self._job("空白页", self.markup.blank())).plates

    def _name(self, part) -> str:
        number = self.markup.articles.index(part) + 1
        return f"第 {number} 篇，共 {len(self.markup.articles)} 篇"

    def _job(self, name: str, html: str, folio: int = 1, weight: int = 0, title: str = "") -> Job:
        return Job(name, html, folio, standing.key(html, self.kind, folio), weight, title)

    # --- The work

    def _set_ahead(self, parts: list, folio: int) -> None:
        """Set what is missing from here on, and what else will be wanted as far as is foreseen."""
        known, starts, begin = foresight.lengths(self.markup.issue), dict(self.starts), folio
        jobs = []
        for part in parts:
            jobs.append(self._words(part, folio))
            pages = known.get(part.article.pk)
            if len(starts) == self.markup.articles.index(part) and pages:
                starts[part.article.pk] = folio
            folio += pages or part.characters // A_PAGE + 1
        jobs += {self._heads(part).key: self._heads(part) for part in parts}.values()
        jobs += [*map(self._folios, imposition.batches(begin, folio - begin)), self._front()]
        if len(starts) == len(self.markup.articles):
            jobs.append(self._contents(starts))
        self._set_by_two(jobs)

    def _set_by_two(self, jobs: list[Job]) -> None:
        """Set what is missing by two, where that is worth while."""
        jobs = [job for job in jobs if self._found(job) is None]
        if len(jobs) < 2 or sum(job.weight for job in jobs) <= WORTH_TWO:
            return
        if not (self.rounds and companion.is_at_hand()):
            return
        with cores.one_taken() as is_free:
            if is_free:
                self._share_out(jobs)

    def _share_out(self, jobs: list[Job]) -> None:
        self.rounds -= 1
        layout.stylesheets(self.kind)  # WeasyPrint, faces and styles are loaded once, for both
        with sources.pictures_at_hand([job.html for job in jobs]):
            self.made |= companion.set_by_two(jobs, self._here, self._there)

    def _here(self, job: Job) -> standing.Forme:
        self.listener.begin(f"第 2 步：排{job.name}")
        with _told_where(job):
            forme = set_heard(job.html, self.kind, job.folio, self.listener)
        standing.keep(job.key, forme)
        return forme

    def _there(self, job: Job) -> bytes:
        self.listener.on_step = lambda step: None  # the row is the first process's to write
        sources.stand_alone()
        forme = set_heard(job.html, self.kind, job.folio, self.listener)
        return standing.shelve(job.key, forme)

    def _forme(self, job: Job) -> standing.Forme:
        self.listener.begin(f"第 2 步：排{job.name}")
        forme = self._found(job) or self._here(job)
        self.listener.complaints += forme.complaints
        return forme

    def _found(self, job: Job) -> standing.Forme | None:
        return self.made.get(job.key) or standing.find(job.key)


@contextmanager
def _told_where(job: Job) -> Iterator[None]:
    """Whoever reads of the fault must not look for its article among all."""
    try:
        yield
    except TooDeep as refusal:
        raise Refused(str(refusal).replace("文章", f"《{job.title}》", 1)) from None
    except (SoftTimeLimitExceeded, MemoryError) as error:
        error.at_work_on = job.title
        raise


def _openings(forme, folio: int) -> list[list[int]]:
    """[folio, block, how far into it] for each page on which something of the body stands."""
    found = enumerate((plate.places.opening for plate in forme.plates), folio)
    return [[number, *opening] for number, opening in found if opening]

"""ADD: one article from a file of its own, into an issue that is being made.

It waits and is corrected like a manuscript of an issue; ``store_chosen`` writes one article of it.
"""

from dataclasses import dataclass, replace

from django.utils import timezone

from editorial.intake.article import Draft
from editorial.intake.refusal import Refused
from editorial.intake.report import accounting_report, article_report
from editorial.intake.review import Proposal
from editorial.intake.single import propose_single
from editorial.intake.store import all_or_nothing, fit, prepared, store_article, store_pictures
from editorial.intake.waiting import claim, keep, proposal_of
from editorial.models import Article, Issue, Manuscript, Record, Section
from editorial.models.print_order import arrange, locked
from editorial.typography import comparison_form

VERB, LABEL = "import_article", "导入一篇"
CLOSED = "{issue}已经{state}，不能再导入文章。"
NO_SECTION = "请选一个栏目，再把文章入库。"
NO_PLACE = "《{title}》已经不在{issue}的“{section}”里，请重新选排在哪里。"
NO_CHOICE = "要入库的那一篇已经不在这份来稿里，请刷新页面后再选。"
NOT_SINGLE = "《{name}》不是单篇的来稿，请在整期的核对页处理。"
IS_STORED = "这一篇已经入库，就是《{title}》，没有再导入。"
ELSEWHERE = (
    "同一个文件已经导入{issue}，就是《{title}》；确实还要放进{here}，请勾选“仍要再导入一次”。"
)


@dataclass(frozen=True)
class Place:
    """Where an article will stand: in a section, at its end or before another article of it."""

    section: Section | None
    before: Article | None = None
    contents_title: str = ""

    @property
    def columns(self) -> dict:
        title = fit(self.contents_title.strip(), 200)
        return {"section": self.section, "before": self.before, "contents_title": title}

    def apply(self, manuscript: Manuscript) -> None:
        """On the row in memory. Raises ``Refused`` when there is no such place in its issue."""
        refuse_no_place(self.section, self.before, manuscript.issue)
        for name, value in self.columns.items():
            setattr(manuscript, name, value)


def receive_article(data: bytes, name: str, *, issue: Issue, section, before=None, by):
    """Keep a file for its corrections. The same bytes for the same issue are the same manuscript.

    Raises ``Refused`` for what is an issue, or when this one is closed; then nothing is kept.
    """
    proposal = propose_single(data, name)
    refuse_closed(issue)
    same = {"digest": proposal.digest, "kind": Manuscript.Kind.ARTICLE, "issue": issue}
    known = Manuscript.objects.filter(**same).first()
    if known is None:
        return keep(proposal, data, by, same, section=section, before=before)
    if known.state == Manuscript.State.SET_ASIDE:
        known.state, known.section, known.before = Manuscript.State.PENDING, section, before
        known.save(update_fields=["state", "section", "before"])
    return known


def refuse_closed(issue: Issue) -> None:
    if not issue.is_open:
        raise Refused(CLOSED.format(issue=issue, state=issue.get_state_display()))


def place_article(manuscript: Manuscript, place: Place, *, by, version: int) -> None:
    """Where the article will stand, and how the contents list calls it."""
    place.apply(manuscript)
    claim(manuscript, version, **place.columns, **signed(by))


def signed(by) -> dict:
    return {"corrected_by": by, "corrected_at": timezone.now()}


def refuse_no_place(section: Section | None, before: Article | None, issue: Issue) -> None:
    if section is None:
        raise Refused(NO_SECTION)
    if before is None:
        return
    is_here = Article.objects.filter(pk=before.pk, issue=issue, section=section).exists()
    if not is_here:
        title = before.plain_title
        raise Refused(NO_PLACE.format(title=title, issue=issue, section=section))


def stored_from(manuscript: Manuscript) -> dict[int, Article]:
    """Key in the proposal → the article that it became."""
    kept = manuscript.report.get("stored", {})
    rows = Article.objects.select_related("issue").in_bulk(list(kept.values()))
    return {int(key): rows[pk] for key, pk in kept.items() if pk in rows}


def stored_elsewhere(digest: str, issue: Issue) -> list[Article]:
    """Articles that the same bytes became by way of other issues."""
    same = Manuscript.objects.filter(digest=digest, kind=Manuscript.Kind.ARTICLE)
    others = same.exclude(issue=issue)
    return [article for each in others for article in stored_from(each).values()]


def namesakes(draft: Draft, issue: Issue) -> list[Article]:
    """Articles of the issue that bear this title already."""
    title = comparison_form(draft.plain_title)
    rows = issue.articles.select_related("issue", "section")
    return [each for each in rows if comparison_form(each.plain_title) == title]


def chosen(proposal: Proposal, key: int) -> Draft:
    """The article of the proposal that goes by this key."""
    for draft in proposal.articles:
        if draft.key == key:
            return draft
    raise Refused(NO_CHOICE)


def store_chosen(
    manuscript: Manuscript, key: int, *, by, version: int, again: bool = False, place=None
) -> Article:
    """One article of the file becomes a draft in the issue: everything, or nothing and why not.

    ``again`` says that a file which is in another issue already is wanted here as well;
    ``place`` is a last word on where it will stand.
    """
    if manuscript.kind != Manuscript.Kind.ARTICLE:
        raise Refused(NOT_SINGLE.format(name=manuscript.name))
    proposal = proposal_of(manuscript)
    if proposal.accounting.missing:
        raise Refused(proposal.doubts[0].message)
    if place is not None:
        place.apply(manuscript)
    with all_or_nothing() as saved:
        return _store(manuscript, proposal, key, by, version, again, saved)


def _store(manuscript, proposal, key: int, by, version: int, again: bool, saved) -> Article:
    draft = chosen(proposal, key)
    issue = locked(manuscript.issue)
    _refuse(manuscript, issue, key, again)
    article = _article(manuscript, issue, proposal, draft, by, saved)
    stored = manuscript.report.get("stored", {}) | {str(key): article.pk}
    is_all = all(str(each.key) in stored for each in proposal.articles)
    state = Manuscript.State.STORED if is_all else Manuscript.State.PENDING
    report = single_report(proposal, manuscript.section.name) | {"stored": stored}
    claim(manuscript, version, state=state, article=article, report=report, contents_title="",
          section=manuscript.section, before=manuscript.before, **signed(by))  # fmt: skip
    _record(article, manuscript, by)
    return article


def _refuse(manuscript: Manuscript, issue: Issue, key: int, again: bool) -> None:
    """Everything that stands in the way, as it is at the moment of writing."""
    refuse_closed(issue)
    done = stored_from(manuscript)
    if key in done:
        raise Refused(IS_STORED.format(title=done[key].plain_title))
    refuse_no_place(manuscript.section, manuscript.before, issue)
    elsewhere = stored_elsewhere(manuscript.digest, issue)
    if elsewhere and not again:
        other = elsewhere[0]
        title = other.plain_title
        raise Refused(ELSEWHERE.format(issue=other.issue, title=title, here=issue))


def _article(manuscript, issue: Issue, proposal, draft: Draft, by, saved) -> Article:
    body = draft.body_html
    shown = {name: each for name, each in proposal.pictures.items() if f"/{name}" in body}
    pictures = store_pictures(prepared(replace(proposal, pictures=shown)), by, saved)
    position = issue.articles.next_position()
    article = store_article(
        draft, issue, manuscript.section, position, pictures,
        contents_title=manuscript.contents_title, assignee=by,
    )  # fmt: skip
    _put_in_place(article, manuscript.before)
    return article


def _put_in_place(article: Article, before: Article | None) -> None:
    """Before another article, or at the end of its section; the rest is numbered anew."""
    others = article.issue.articles.in_print_order().exclude(pk=article.pk)
    placed = [(each.pk, each.section_id) for each in others]
    at = len(placed) if before is None else placed.index((before.pk, before.section_id))
    placed.insert(at, (article.pk, article.section_id))
    arrange(article.issue, placed)
    article.refresh_from_db(fields=["position"])


def single_report(proposal: Proposal, section: str) -> dict:
    """JSON-ready: the words of truth.json for one file of articles, doubts, mends, the account."""
    articles = [article_report(draft, at) for at, draft in enumerate(proposal.articles, 1)]
    return {
        "file": proposal.name,
        "digest": proposal.digest,
        "encoding": proposal.encoding,
        "article_count": len(articles),
        "sections": [{"name": section, "articles": articles}],
        "doubts": [
            {"line": doubt.line, "kind": doubt.kind, "message": doubt.message}
            for doubt in proposal.doubts
        ],
        "mends": proposal.mends,
        "accounting": accounting_report(proposal),
    }


def _record(article: Article, manuscript: Manuscript, by) -> None:
    steps = len(manuscript.corrections)
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=article.plain_title[:200], verb=VERB,
        label=LABEL, to_state=article.state,
        reason=f"来稿：{manuscript.name}" + (f"；核对中改动 {steps} 处" if steps else ""),
    )  # fmt: skip

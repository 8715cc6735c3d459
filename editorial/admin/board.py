"""编务台: what the first page and the issue page show of an issue. Reads only."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from editorial import checks, richtext, roles, workflow
from editorial.admin.links import change_url, places, view_url
from editorial.models import Article, Edition, Issue, Manuscript, Record, Section

LINE_OF_STATES = (
    Issue.State.ASSEMBLING,
    Issue.State.PROOFING,
    Issue.State.SIGNED_OFF,
    Issue.State.PUBLISHED,
)


@dataclass(frozen=True)
class Row:
    """One article on the board."""

    article: Article
    url: str
    characters: int
    folio: int | None
    pages: int | None
    findings: list
    is_overdue: bool


@dataclass
class Group:
    """A section with its articles in print order."""

    section: Section
    rows: list[Row] = field(default_factory=list)

    @property
    def characters(self) -> int:
        return sum(row.characters for row in self.rows)

    @property
    def pages(self) -> int:
        return sum(row.pages or 0 for row in self.rows)


@dataclass(frozen=True)
class Step:
    label: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the person who looks."""

    label: str
    subject: str
    url: str


def steps(issue: Issue) -> list[Step]:
    """The band of states; a withdrawn issue ends in 撤刊."""
    line = list(LINE_OF_STATES)
    if issue.state == Issue.State.WITHDRAWN:
        line.append(Issue.State.WITHDRAWN)
    here = line.index(issue.state)
    return [Step(state.label, n < here, n == here) for n, state in enumerate(line)]


def newest_proof(issue: Issue) -> Edition | None:
    """The newest finished edition: it knows on which page every article begins."""
    return issue.editions.ready().order_by("-pk").first()


def groups(issue: Issue, proof: Edition | None) -> list[Group]:
    """All sections in order, empty ones too (something may be dragged there). Two queries."""
    by_section = {section.pk: Group(section) for section in Section.objects.all()}
    for article in _articles_with_last_change(issue):
        by_section[article.section_id].rows.append(_row(article, proof))
    return list(by_section.values())


def _articles_with_last_change(issue):
    history = Article.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return (
        issue.articles.in_print_order()
        .select_related("section", "editors_note", "assignee", "issue")
        .annotate(
            changed_at=Subquery(history.values("history_date")[:1]),
            changed_by=Subquery(history.values("history_user__name")[:1]),
        )
    )


def _row(article, proof) -> Row:
    note = getattr(article, "editors_note", None)
    key = str(article.pk)
    is_late = article.due_date is not None and article.due_date < timezone.localdate()
    return Row(
        article=article,
        url=change_url(article),
        characters=richtext.character_count(article.body + (note.body if note else "")),
        folio=proof.start_pages.get(key) if proof else None,
        pages=proof.article_pages.get(key) if proof else None,
        findings=places(checks.article_findings(article), article),
        is_overdue=is_late and article.state != Article.State.FINAL,
    )


def first_page(user) -> dict:
    """What the index shows besides the list of screens."""
    if not user.has_perm("editorial.view_issue"):
        return {}
    in_making = list(Issue.objects.in_the_making().order_by("date", "running_number"))
    issue = in_making[0] if in_making else Issue.objects.newest_first().first()
    return {
        "other_issues": [each for each in in_making if each != issue],
        "waiting": waiting_for(user),
        "records": Record.objects.select_related("by", "issue", "article")[:8],
    } | (of_issue(issue) if issue else {})


def of_issue(issue: Issue) -> dict:
    proof = newest_proof(issue)
    in_groups = groups(issue, proof)
    return {
        "issue": issue,
        "steps": steps(issue),
        "groups": in_groups,
        "article_count": sum(len(group.rows) for group in in_groups),
        "characters": sum(group.characters for group in in_groups),
        "proof": proof,
        "editions": issue.editions.select_related("issue")[:4],
        "days_left": (issue.date - timezone.localdate()).days,
    }


def waiting_for(user) -> list[Waiting]:
    """What this person is expected to do next, in a few short queries."""
    return [*_to_review(user), *_to_write(user), *_to_check(user), *_to_move(user)]


def _open_articles():
    is_open = (Issue.State.ASSEMBLING, Issue.State.PROOFING)
    return Article.objects.filter(issue__state__in=is_open).select_related("issue")


def _to_review(user) -> list[Waiting]:
    """Submitted by somebody else: nobody reviews what they submitted themselves."""
    move = workflow.find_move(Article(), "approve")
    if not roles.roles_of(user) & {*move.roles, roles.ADMINISTRATOR}:
        return []
    last = Record.objects.filter(article=OuterRef("pk"), verb="submit").order_by("-pk")
    submitted = (
        _open_articles()
        .filter(state__in=move.sources)
        .annotate(submitted_by=Subquery(last.values("by")[:1]))
        .exclude(submitted_by=user.pk)
    )
    return [Waiting("审读", str(each), change_url(each)) for each in submitted[:12]]


def _to_write(user) -> list[Waiting]:
    mine = (
        _open_articles()
        .filter(assignee=user)
        .filter(state__in=(Article.State.DRAFT, Article.State.SENT_BACK))
    )
    labels = {Article.State.DRAFT: "编辑", Article.State.SENT_BACK: "退回修改"}
    return [Waiting(labels[each.state], str(each), change_url(each)) for each in mine[:12]]


def _to_check(user) -> list[Waiting]:
    """Manuscripts that wait for their confirmation, whoever brought them in."""
    if not user.has_perm("editorial.add_manuscript"):
        return []
    pending = Manuscript.objects.filter(state=Manuscript.State.PENDING)[:6]
    return [Waiting("核对来稿", str(each), view_url(each, "proposal")) for each in pending]


def _to_move(user) -> list[Waiting]:
    """The way forward of issues in the making, where it is this person's to go."""
    waiting = []
    for issue in Issue.objects.in_the_making().order_by("date")[:6]:
        waiting += [
            Waiting(move.label, str(issue), change_url(issue))
            for move in workflow.moves_open_to(user, issue)
            if not move.needs_reason
        ]
    return waiting

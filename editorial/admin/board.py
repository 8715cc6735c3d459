"""编务台: what the first page and the issue page show of an issue. Reads only."""

from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from editorial import checks, richtext, roles, workflow
from editorial.admin.links import change_url, places, view_url
from editorial.models import (
    Article,
    Comment,
    Edition,
    Issue,
    Manuscript,
    Record,
    Section,
    contributors,
    text_digest,
)
from editorial.models.holiday import Slot, slots_after

LINE_OF_STATES = (
    Issue.State.ASSEMBLING,
    Issue.State.PROOFING,
    Issue.State.SIGNED_OFF,
    Issue.State.PUBLISHED,
)
# (word in the address, what the filter is called).
ALL, MINE, REVIEW = "", "mine", "review"
FILTERS = ((ALL, "全部"), (MINE, "我的"), (REVIEW, "待我审"))
COMING = 8  # places of the calendar that the board looks ahead


@dataclass(frozen=True)
class Row:
    """One article on the board."""

    article: Article
    url: str
    review_url: str
    characters: int
    folio: int | None
    pages: int | None
    added: int  # pages more than before the last change that was set
    findings: list
    is_overdue: bool
    is_mine: bool
    is_for_me: bool

    def passes(self, show: str) -> bool:
        return {MINE: self.is_mine, REVIEW: self.is_for_me}.get(show, True)

    @property
    def growth(self) -> str:
        return signed(self.added)


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

    @property
    def growth(self) -> str:
        return signed(sum(row.added for row in self.rows))

    def only(self, show: str) -> "Group":
        return Group(self.section, [row for row in self.rows if row.passes(show)])


def signed(count: int) -> str:
    """``+1``, ``−1``, or nothing where nothing was added."""
    return f"{count:+d}".replace("-", "−") if count else ""


@dataclass(frozen=True)
class Step:
    label: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True)
class Filter:
    word: str
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the person who looks."""

    label: str
    subject: str
    url: str


@dataclass(frozen=True)
class Coming:
    """A place in the calendar: an issue in the making, or one that can be made."""

    slot: Slot | Issue
    issue: Issue | None
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
    return issue.editions.ready().of_whole_issues().order_by("-pk").first()


def layout_before(proof: Edition | None) -> Edition | None:
    """The finished edition before the newest that was made of another text."""
    if proof is None:
        return None
    return (
        proof.issue.editions.ready()
        .filter(pk__lt=proof.pk)
        .exclude(digest=proof.digest)
        .order_by("-pk")
        .first()
    )


def groups(issue: Issue, proof, earlier, user) -> list[Group]:
    """All sections in order, empty ones too (something may be dragged there). Up to 6 queries."""
    by_section = {section.pk: Group(section) for section in Section.objects.all()}
    articles = list(_articles_with_last_change(issue))
    for_me = reviewable(user, articles)
    for article in articles:
        row = _row(article, proof, earlier, user, article.pk in for_me)
        by_section[article.section_id].rows.append(row)
    return list(by_section.values())


def reviewable(user, articles) -> set[int]:
    """Ids of the articles that wait for this person's verdict. Three queries at most."""
    reviewers = {*roles.REVIEWERS, roles.ADMINISTRATOR}
    under = [each for each in articles if each.state in Article.IN_REVIEW]
    if not under or not roles.roles_of(user) & reviewers:
        return set()
    prefetch_related_objects(under, "records")
    authors = contributors([each.pk for each in under])
    return {each.pk for each in under if workflow.reviews(user, each, authors.get(each.pk, set()))}


def _articles_with_last_change(issue):
    history = Article.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    return (
        issue.articles.in_print_order()
        .select_related("section", "editors_note", "assignee", "issue")
        .prefetch_related("pictures")
        .annotate(
            changed_at=Subquery(history.values("history_date")[:1]),
            changed_by=Subquery(history.values("history_user__name")[:1]),
            open_remarks=Coalesce(Subquery(_open_remarks()), 0),
        )
    )


def _open_remarks():
    """How many remarks on an article nobody has dealt with."""
    found = Comment.objects.unresolved().filter(article=OuterRef("pk")).order_by()
    return found.values("article").annotate(n=Count("pk")).values("n")


def _row(article, proof, earlier, user, is_for_me) -> Row:
    note = getattr(article, "editors_note", None)
    key = str(article.pk)
    pages = proof.article_pages.get(key) if proof else None
    was = earlier.article_pages.get(key) if earlier else None
    is_late = article.due_date is not None and article.due_date < timezone.localdate()
    # What was only put down so far is not full of faults: it is not written yet.
    found = [] if article.is_commissioned else checks.shown_findings(article)
    return Row(
        article=article,
        url=change_url(article),
        review_url=view_url(article, "review"),
        characters=richtext.character_count(article.body + (note.body if note else "")),
        folio=proof.start_pages.get(key) if proof else None,
        pages=pages,
        added=pages - was if pages and was else 0,
        findings=places(found, article),
        is_overdue=is_late and article.state != Article.State.FINAL,
        is_mine=article.assignee_id == user.pk,
        is_for_me=is_for_me,
    )


def first_page(request) -> dict:
    """What the index shows besides the list of screens."""
    user = request.user
    if not user.has_perm("editorial.view_issue"):
        return {}
    in_making = list(
        Issue.objects.in_the_making()
        .annotate(article_total=Count("articles"))
        .order_by("date", "running_number")
    )
    issue = in_making[0] if in_making else Issue.objects.newest_first().first()
    return {
        "coming": coming(in_making, user),
        "waiting": waiting_for(user, in_making),
        "records": Record.objects.select_related("by", "issue", "article")[:8],
    } | (of_issue(issue, request) if issue else {})


def coming(in_making: list[Issue], user) -> list[Coming]:
    """The issues in the making, then the calendar's next free places. Two queries."""
    ahead = [Coming(issue, issue, change_url(issue)) for issue in in_making]
    last = Issue.objects.order_by("date", "running_number").last()
    if last is None:
        return ahead
    may_add = user.has_perm("editorial.add_issue")
    add = reverse("admin:editorial_issue_add")
    for slot in slots_after(last, max(0, COMING - len(ahead))):
        ahead.append(Coming(slot, None, f"{add}?{urlencode(vars(slot))}" if may_add else ""))
    return ahead


def of_issue(issue: Issue, request) -> dict:
    proof = newest_proof(issue)
    earlier = layout_before(proof)
    in_groups = groups(issue, proof, earlier, request.user)
    show = request.GET.get("show", ALL)
    rows = [row for group in in_groups for row in group.rows]
    may_arrange = _may_arrange(request.user, issue) and not show
    return {
        "issue": issue,
        "steps": steps(issue),
        "groups": [group.only(show) for group in in_groups],
        "filters": filters(rows, show),
        "show": show,
        "article_count": len(rows),
        "characters": sum(row.characters for row in rows),
        "proof": proof,
        "earlier": earlier,
        "growth": signed(proof.pages - earlier.pages) if earlier else "",
        "editions": issue.editions.select_related("issue", "article")[:4],
        "days_left": (issue.date - timezone.localdate()).days,
        "arrange_url": view_url(issue, "arrange") if may_arrange else "",
        "readings": readings(issue),
        "late_plan": workflow.is_too_late(issue),
    }


def _may_arrange(user, issue) -> bool:
    return user.has_perm("editorial.change_issue") and workflow.may_edit(user, issue)


def readings(issue) -> list[checks.Reading]:
    """The three rounds of proof, once the issue has come so far."""
    if issue.state == Issue.State.ASSEMBLING:
        return []
    is_past = issue.state != Issue.State.PROOFING
    digest = "" if is_past else text_digest(issue)
    found = checks.readings(issue, digest)
    # What was signed off is judged by what was read then, not by what a correction changed.
    return [each for each in found if each.record] if is_past else found


def filters(rows: list[Row], show: str) -> list[Filter]:
    return [
        Filter(word, label, sum(row.passes(word) for row in rows), word == show)
        for word, label in FILTERS
    ]


def waiting_for(user, in_making=None) -> list[Waiting]:
    """What this person is expected to do next, in a few short queries."""
    if in_making is None:
        in_making = list(Issue.objects.in_the_making().order_by("date"))
    to_do = [*_to_review(user), *_to_write(user), *_to_check(user)]
    return [*to_do, *_to_move(user, in_making[:6])]


def _open_articles():
    is_open = (Issue.State.ASSEMBLING, Issue.State.PROOFING)
    found = Article.objects.filter(issue__state__in=is_open).select_related("issue")
    return found.defer("body").order_by("due_date", "pk")


def _to_review(user) -> list[Waiting]:
    """At the level of this person's role, and not of their own hand."""
    under = list(_open_articles().filter(state__in=Article.IN_REVIEW))
    for_me = reviewable(user, under)
    mine = [each for each in under if each.pk in for_me]
    return [
        Waiting(each.get_state_display(), str(each), view_url(each, "review")) for each in mine[:12]
    ]


def next_to_review(user, article) -> Waiting | None:
    """What waits for this person's verdict when this article no longer does. Three queries."""
    others = [each for each in _to_review(user) if each.url != view_url(article, "review")]
    return others[0] if others else None


def _to_write(user) -> list[Waiting]:
    mine = _open_articles().filter(assignee=user, state__in=Article.IN_WRITING)
    labels = {Article.State.DRAFT: "编辑", Article.State.SENT_BACK: "退回修改"}
    return [Waiting(labels[each.state], str(each), change_url(each)) for each in mine[:12]]


def _to_check(user) -> list[Waiting]:
    """Manuscripts that wait for their confirmation, whoever brought them in."""
    if not user.has_perm("editorial.add_manuscript"):
        return []
    pending = Manuscript.objects.filter(state=Manuscript.State.PENDING)[:6]
    return [Waiting("核对来稿", str(each), view_url(each, "proposal")) for each in pending]


def _to_move(user, issues) -> list[Waiting]:
    """The way forward of issues in the making, where it is this person's to go."""
    return [
        Waiting(move.label, str(issue), change_url(issue))
        for issue in issues
        for move in ways_forward(user, issue)
    ]


def ways_forward(user, issue) -> list:
    """The moves that lead on: of the proofs the one that is due, 签发 when all are signed."""
    case = workflow.Case(user, issue)
    moves = [m for m in workflow.moves_open_to(user, issue, case) if not m.needs_reason]
    if issue.state != Issue.State.PROOFING or not moves:
        return moves
    due = checks.next_reading(case.rounds)
    wanted = due.verb if due else "sign_off"
    return [move for move in moves if move.verb == wanted]

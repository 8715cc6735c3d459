"""Whose move it is: roles, and the rule that nobody reviews what they wrote."""

from functools import cached_property

from editorial import checks, roles
from editorial.models import Article, Issue, contributors
from editorial.workflow.table import CHIEFS, FINAL, Move, moves_of

# What opens a course of review; approvals before it no longer count.
OPENING_VERBS = ("submit", "fall_back")


class Case:
    """One person before one article or issue: what the rules ask is looked up once."""

    def __init__(self, user, subject, *, authors=None):
        self.user, self.subject = user, subject
        if authors is not None:
            self.authors = authors

    @cached_property
    def held(self) -> frozenset[str]:
        return roles.roles_of(self.user)

    @cached_property
    def authors(self) -> set[int]:
        """Who wrote the article's words."""
        return contributors([self.subject.pk]).get(self.subject.pk, set())

    @cached_property
    def course(self) -> list:
        """The article's records since it was last submitted, the submission first."""
        records = sorted(self.subject.records.all(), key=lambda each: each.pk)
        starts = [n for n, each in enumerate(records) if each.verb in OPENING_VERBS]
        return records[starts[-1] :] if starts else []

    @cached_property
    def submitter_id(self) -> int | None:
        return self.course[0].by_id if self.course else None

    @cached_property
    def rounds(self) -> list[checks.Reading]:
        return checks.readings(self.subject)


def moves_open_to(user, subject, case: Case | None = None) -> list[Move]:
    """The moves this person can make now, in the order of the table (faults aside)."""
    case = case or Case(user, subject)
    return [
        move
        for move in moves_of(type(subject))
        if not move.with_a_save and not objections(move, case)
    ]


def reviews(user, article, authors=None) -> bool:
    """Whether this article waits for this person's verdict. Two queries, or one with authors."""
    case = Case(user, article, authors=authors)
    return any(move.verb == "approve" for move in moves_open_to(user, article, case))


def may_edit(user, subject) -> bool:
    """Whether this person may change the words now (articles: not while they are reviewed).

    A change to a finished article is allowed, and takes it back to review: ``fall_back``.
    """
    held = roles.roles_of(user)
    if isinstance(subject, Issue):
        allowed = (*roles.REVIEWERS, roles.DESIGNER, roles.ADMINISTRATOR)
        return subject.is_open and bool(held & set(allowed))
    writes = bool(held & {*roles.WRITERS, roles.ADMINISTRATOR})
    is_at_rest = subject.state in (*Article.IN_WRITING, FINAL)
    return writes and subject.issue.is_open and is_at_rest


def may_exchange_pictures(user, article) -> bool:
    """Who looks after pictures may put one in another's place where the words may be changed."""
    held = roles.roles_of(user)
    is_at_rest = article.state in (*Article.IN_WRITING, FINAL) and article.issue.is_open
    return may_edit(user, article) or (roles.DESIGNER in held and is_at_rest)


def may_correct(user, subject) -> bool:
    """Whether this person may put something right in what readers can see: article or cover."""
    held = roles.roles_of(user)
    issue = subject if isinstance(subject, Issue) else subject.issue
    return issue.is_published and bool(held & {*CHIEFS, roles.ADMINISTRATOR})


def objections(move: Move, case: Case) -> list[checks.Finding]:
    """Why this person cannot make this move now, whatever the text says."""
    subject = case.subject
    sentences = []
    if subject.state not in move.sources:
        sentences.append(
            f"《{subject}》现在是“{subject.get_state_display()}”，不能{move.label}；"
            "可能有人刚刚移动过它，请刷新页面。"
        )
    if not case.held & {*move.roles, roles.ADMINISTRATOR}:
        sentences.append(f"{move.label}要由{'、'.join(move.roles)}来做，请转交。")
    if move.needs_open_issue and not subject.issue.is_open:
        sentences.append(
            f"{subject.issue}已经{subject.issue.get_state_display()}，文章不能再移动。"
        )
    if not sentences:
        sentences = _wrong_hour(move, subject) + _wrong_hand(move, case)
    return [checks.Finding(sentence) for sentence in sentences]


def _wrong_hour(move, subject) -> list[str]:
    if move.before_opening and subject.is_published:
        return [f"{subject}已经公开，不能{move.label}；要撤下请用“撤刊”。"]
    if move.after_opening and not subject.is_published:
        return [f"{subject}还没有到公开时间，不能{move.label}；要停下请用“取消定时”。"]
    return []


def _wrong_hand(move, case) -> list[str]:
    if move.by_submitter and case.submitter_id != case.user.pk:
        return [f"《{case.subject}》不是您送审的，只有送审人能撤回；审稿人可以退回。"]
    if not move.by_another_hand:
        return []
    if isinstance(case.subject, Issue):
        return _signed_before(move, case)
    return _own_words(move, case) or _reviewed_before(move, case)


def _own_words(move, case) -> list[str]:
    act = move.label.removesuffix("通过")
    if case.submitter_id == case.user.pk:
        return [f"《{case.subject}》是您自己送审的，请由另一位来做{act}。"]
    if case.user.pk in case.authors:
        return [f"《{case.subject}》有您写的文字，请由另一位来做{act}。"]
    return []


def _reviewed_before(move, case) -> list[str]:
    for record in case.course:
        if record.verb == "approve" and record.by_id == case.user.pk:
            level = dict(Article.State.choices).get(record.from_state, "审读")
            act = move.label.removesuffix("通过")
            return [f"《{case.subject}》的{level}是您做的，{act}请由另一位来做。"]
    return []


def _signed_before(move, case) -> list[str]:
    for reading in case.rounds:
        is_own = reading.is_valid and reading.record.by_id == case.user.pk
        if is_own and reading.verb != move.verb:
            return [f"{reading.label}是您签的字，{move.label}请由另一位来做。"]
    return []

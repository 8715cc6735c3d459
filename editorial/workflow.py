"""THE TABLE: every move an article or an issue can make, and the one door that makes it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from editorial import checks, roles
from editorial.models import Article, Edition, Issue, Record

DRAFT, SUBMITTED, SENT_BACK, FINAL = (
    Article.State.DRAFT,
    Article.State.SUBMITTED,
    Article.State.SENT_BACK,
    Article.State.FINAL,
)
ASSEMBLING, PROOFING, SIGNED_OFF, PUBLISHED, WITHDRAWN = (
    Issue.State.ASSEMBLING,
    Issue.State.PROOFING,
    Issue.State.SIGNED_OFF,
    Issue.State.PUBLISHED,
    Issue.State.WITHDRAWN,
)


@dataclass(frozen=True)
class Move:
    """One row: who may take what from where to where, and what is looked at first."""

    model: type
    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    explains: str
    needs_reason: bool = False
    needs_open_issue: bool = False
    by_another_hand: bool = False
    by_submitter: bool = False
    faults: object = field(default=None, compare=False)


CHIEFS = (roles.CHIEF,)

MOVES = (
    Move(Article, "submit", "送审", (DRAFT, SENT_BACK), SUBMITTED, roles.WRITERS,
         "请审稿人审读；送审后正文锁定。",
         needs_open_issue=True, faults=checks.article_findings),
    Move(Article, "recall", "撤回送审", (SUBMITTED,), DRAFT, roles.WRITERS,
         "收回自己送审的稿件，继续修改。", needs_open_issue=True, by_submitter=True),
    Move(Article, "approve", "定稿", (SUBMITTED,), FINAL, roles.REVIEWERS,
         "审读通过，文字定稿。不能审自己送审的稿件。",
         needs_open_issue=True, by_another_hand=True, faults=checks.article_findings),
    Move(Article, "send_back", "退回", (SUBMITTED, FINAL), SENT_BACK, roles.REVIEWERS,
         "写明理由，退给责任编辑修改。", needs_open_issue=True, needs_reason=True),
    Move(Issue, "start_proofing", "转入校样", (ASSEMBLING,), PROOFING, roles.REVIEWERS,
         "稿件组齐，开始排校样、看校样。", faults=checks.assembly_findings),
    Move(Issue, "return_to_assembly", "退回组稿", (PROOFING,), ASSEMBLING, roles.REVIEWERS,
         "还要增删文章或调整次序时退回。", needs_reason=True),
    Move(Issue, "sign_off", "签发", (PROOFING,), SIGNED_OFF, (roles.DEPUTY, roles.CHIEF),
         "全部定稿、校样无误后签发；文字从此锁定，并自动排网络版。",
         faults=checks.sign_off_findings),
    Move(Issue, "revoke_sign_off", "撤回签发", (SIGNED_OFF,), PROOFING, CHIEFS,
         "出版之前发现问题时撤回，重新看校样。", needs_reason=True),
    Move(Issue, "publish", "出版", (SIGNED_OFF,), PUBLISHED, CHIEFS,
         "期、文章与 PDF 在公开站一同开放。", faults=checks.publication_findings),
    Move(Issue, "withdraw", "撤刊", (PUBLISHED,), WITHDRAWN, CHIEFS,
         "整期从公开站撤下，写明理由。", needs_reason=True),
    Move(Issue, "restore", "恢复出版", (WITHDRAWN,), PUBLISHED, CHIEFS,
         "把撤下的一期重新公开，写明理由。", needs_reason=True,
         faults=checks.publication_findings),
)  # fmt: skip


class Refused(Exception):
    """A move that was not made. ``findings`` says why, one Chinese sentence each."""

    def __init__(self, findings):
        self.findings = list(findings)
        super().__init__(" ".join(finding.message for finding in self.findings))


def moves_of(model) -> tuple[Move, ...]:
    return tuple(move for move in MOVES if move.model is model)


def find_move(subject, verb: str) -> Move:
    """The row for this verb; an unknown verb is refused like any other mistake."""
    for move in moves_of(type(subject)):
        if move.verb == verb:
            return move
    raise Refused([checks.Finding("没有这个操作，请刷新页面后重试。")])


def moves_open_to(user, subject) -> list[Move]:
    """The moves this person can make now, in the order of the table (faults aside)."""
    return [move for move in moves_of(type(subject)) if not _objections(move, subject, user)]


def faults(subject, verb: str) -> list[checks.Finding]:
    """Everything the checks say about this move, errors and warnings. Changes nothing."""
    look = find_move(subject, verb).faults
    return look(subject) if look else []


def may_edit(user, subject) -> bool:
    """Whether this person may change the words now (articles: before they are submitted)."""
    held = roles.roles_of(user)
    if isinstance(subject, Issue):
        allowed = (*roles.REVIEWERS, roles.DESIGNER, roles.ADMINISTRATOR)
        return subject.is_open and bool(held & set(allowed))
    writes = bool(held & {*roles.WRITERS, roles.ADMINISTRATOR})
    return writes and subject.issue.is_open and subject.state in (DRAFT, SENT_BACK)


def perform(subject, verb: str, *, by, reason: str = "", publish_at: datetime | None = None):
    """Make a move: look, write, record, in one transaction. Returns the Record.

    Raises ``Refused`` with every objection at once; then nothing has changed.
    """
    move = find_move(subject, verb)
    with transaction.atomic():
        subject.refresh_from_db()
        found = _objections(move, subject, by) + _missing_reason(move, reason)
        found = found or [each for each in faults(subject, verb) if each.is_error]
        if found:
            raise Refused(found)
        came_from = subject.state
        _set_state(subject, move, publish_at)
        if move.verb == "sign_off":
            Edition.objects.order(subject, Edition.Kind.WEB, by=by)
        return _record(subject, move, came_from, by, reason)


def perform_all(subjects, verb: str, *, by, reason: str = "") -> list[Record]:
    """The same move for several subjects: all of them, or none and every objection."""
    records, refused = [], []
    with transaction.atomic():
        for subject in subjects:
            try:
                records.append(perform(subject, verb, by=by, reason=reason))
            except Refused as refusal:
                refused += refusal.findings
        if refused:
            raise Refused(refused)
    return records


def _objections(move, subject, user) -> list[checks.Finding]:
    """Why this person cannot make this move now, whatever the text says."""
    sentences = []
    if subject.state not in move.sources:
        sentences.append(
            f"《{subject}》现在是“{subject.get_state_display()}”，不能{move.label}；"
            "可能有人刚刚移动过它，请刷新页面。"
        )
    held = roles.roles_of(user)
    if not held & {*move.roles, roles.ADMINISTRATOR}:
        sentences.append(f"{move.label}要由{'、'.join(move.roles)}来做，请转交。")
    if move.needs_open_issue and not subject.issue.is_open:
        sentences.append(
            f"{subject.issue}已经{subject.issue.get_state_display()}，文章不能再移动。"
        )
    sentences += _wrong_hand(move, subject, user)
    return [checks.Finding(sentence) for sentence in sentences]


def _wrong_hand(move, subject, user) -> list[str]:
    if not (move.by_another_hand or move.by_submitter):
        return []
    last = subject.records.filter(verb="submit").order_by("pk").last()
    is_own = last is not None and last.by_id == user.pk
    if move.by_another_hand and is_own:
        return [f"《{subject}》是您自己送审的，请由另一位审稿人来{move.label}。"]
    if move.by_submitter and not is_own:
        return [f"《{subject}》不是您送审的，只有送审人能撤回；审稿人可以退回。"]
    return []


def _missing_reason(move, reason) -> list[checks.Finding]:
    if move.needs_reason and not reason.strip():
        return [checks.Finding(f"{move.label}要写明理由，请在“理由”栏填写。", field="reason")]
    return []


def _set_state(subject, move, publish_at) -> None:
    """Compare and set, so that of two people at once exactly one makes the move."""
    values = {"state": move.target}
    if move.target == PUBLISHED:
        # A restored issue keeps the hour at which it was first opened.
        values["publish_at"] = publish_at or subject.publish_at or timezone.now()
    rows = type(subject).objects.filter(pk=subject.pk, state=subject.state).update(**values)
    if not rows:
        raise Refused([checks.Finding(f"《{subject}》刚刚被别人移动过，请刷新页面。")])
    for name, value in values.items():
        setattr(subject, name, value)


def _record(subject, move, came_from, by, reason) -> Record:
    is_issue = isinstance(subject, Issue)
    return Record.objects.create(
        by=by,
        issue=subject if is_issue else subject.issue,
        article=None if is_issue else subject,
        subject=str(subject)[:200],
        verb=move.verb,
        label=move.label,
        from_state=came_from,
        to_state=subject.state,
        reason=reason.strip(),
    )

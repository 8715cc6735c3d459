"""The door: look, write, record, in one transaction. Nothing else writes a state."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from editorial import checks, roles, search
from editorial.models import Article, Correction, Edition, Issue, Publication, Record
from editorial.models.print_order import locked
from editorial.workflow.hands import Case, objections
from editorial.workflow.table import CHIEFS, NO_SUCH_MOVE, faults, find_move, target_of
from editorial.workflow.telling import tell

SIGNATURES = tuple(verb for verb, _ in checks.ROUNDS)
ONLY_CHIEFS_SET_THE_HOUR = "公开时间要由总编辑来定；请把时间留空，只签发。"


class Refused(Exception):
    """A move that was not made. ``findings`` says why, one Chinese sentence each."""

    def __init__(self, findings):
        self.findings = list(findings)
        super().__init__(" ".join(finding.message for finding in self.findings))


def perform(subject, verb: str, *, by, reason: str = "", publish_at: datetime | None = None):
    """Make a move. Returns the Record.

    ``publish_at`` is the hour at which a published issue opens; given with ``sign_off`` it is
    kept until the web edition is there. Raises ``Refused`` with every objection at once; then
    nothing has changed.
    """
    with transaction.atomic():
        hold(subject)
        move = find_move(subject, verb)
        if move is None or move.with_a_save:
            raise Refused([checks.Finding(NO_SUCH_MOVE)])
        found = objections(move, Case(by, subject))
        found += _missing_reason(move, reason) + _wrong_hour(move, by, publish_at)
        found = found or [each for each in faults(subject, verb) if each.is_error]
        if found:
            raise Refused(found)
        return make(move, subject, by, reason, publish_at)


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


def fall_back(article: Article, *, by, changed: list[str]) -> Record | None:
    """After a save that changed words: a finished article goes back to review.

    ``changed`` names what was changed, in Chinese. For an article that is still being written
    there is nothing to do. Belongs into the transaction of the save.
    """
    if article.state != Article.State.FINAL or not changed:
        return None
    move = find_move(article, "fall_back")
    with transaction.atomic():
        found = objections(move, Case(by, article))
        if found or not locked(article.issue).is_open:
            raise Refused(found or [checks.Finding(f"{article.issue}刚刚签发，没有保存。")])
        return make(move, article, by, "", remark=f"改动了{'、'.join(changed)}")


def correct(subject: Article | Issue, *, by, note: str, part: str = "") -> Correction:
    """With a save in a published issue: number and record the correction, order the web PDF.

    ``part`` names what was put right in the issue itself: 封面, 版权页 …
    """
    article = subject if isinstance(subject, Article) else None
    with transaction.atomic():
        issue = locked(article.issue if article else subject)
        move = find_move(issue, "correct")
        found = objections(move, Case(by, issue)) + _missing_reason(move, note)
        if found:
            raise Refused(found)
        correction = Correction.objects.create(
            issue=issue, article=article, part=part, by=by, note=note.strip(),
            number=issue.corrections.count() + 1,
        )  # fmt: skip
        said = f"更正第{correction.number}号{correction.place}"
        _record(issue, move, issue.state, by, note, remark=said)
        search.index_issue(issue)
        Edition.objects.order(issue, Edition.Kind.WEB, by=by)
        return correction


def hold(subject) -> None:
    """The subject as it is now; its issue stays as it is until the transaction ends."""
    locked(subject if isinstance(subject, Issue) else subject.issue)
    subject.refresh_from_db()


def _missing_reason(move, reason) -> list[checks.Finding]:
    if move.needs_reason and not reason.strip():
        return [checks.Finding(f"{move.label}要写明理由，请在“理由”栏填写。", field="reason")]
    return []


def _wrong_hour(move, by, publish_at) -> list[checks.Finding]:
    may_publish = roles.roles_of(by) & {*CHIEFS, roles.ADMINISTRATOR}
    if move.verb == "sign_off" and publish_at and not may_publish:
        return [checks.Finding(ONLY_CHIEFS_SET_THE_HOUR, field="publish_at")]
    return []


def make(move, subject, by, reason, publish_at=None, *, remark="") -> Record:
    came_from = subject.state
    is_article = isinstance(subject, Article)
    target, merged = target_of(move, Publication.current()) if is_article else (move.target, "")
    _set_state(subject, move, target, publish_at)
    _index(subject, came_from)
    bound = _bound_to(subject, move)
    if move.verb == "sign_off":
        Edition.objects.order(subject, Edition.Kind.WEB, by=by)
    remarks = [remark, merged, _hour_remark(move, subject), bound.pop("remark", "")]
    said = "；".join(each for each in remarks if each)
    record = _record(subject, move, came_from, by, reason, remark=said, **bound)
    tell(subject, record)
    return record


def _index(subject, came_from) -> None:
    """What is published can be found; what no longer is, cannot."""
    if subject.state == Issue.State.PUBLISHED:
        search.index_issue(subject)
    elif came_from == Issue.State.PUBLISHED:
        search.forget_issue(subject)


def _set_state(subject, move, target, publish_at) -> None:
    """Compare and set, so that of two people at once exactly one makes the move."""
    values = {"state": target} | _hour_of(move, subject, publish_at)
    rows = type(subject).objects.filter(pk=subject.pk, state=subject.state).update(**values)
    if not rows:
        raise Refused([checks.Finding(f"《{subject}》刚刚被别人移动过，请刷新页面。")])
    for name, value in values.items():
        setattr(subject, name, value)


def _hour_of(move, subject, publish_at) -> dict:
    """What becomes of the hour of opening; a restored issue keeps the one it first had."""
    if move.verb == "publish":
        return {"publish_at": publish_at or timezone.now()}
    if move.verb == "restore":
        return {"publish_at": subject.publish_at or timezone.now()}
    if move.verb in ("sign_off", "revoke_sign_off", "unschedule"):
        return {"publish_at": publish_at}
    return {}


def _hour_remark(move, subject) -> str:
    if move.verb not in ("sign_off", "publish") or subject.publish_at is None:
        return ""
    at = timezone.localtime(subject.publish_at)
    return f"定于 {at:%Y-%m-%d %H:%M} 公开" if at > timezone.now() else ""


def _bound_to(subject, move) -> dict:
    """A signature on a proof holds for that proof's text; say which one it was."""
    if move.verb not in SIGNATURES:
        return {}
    proof = subject.editions.filter(kind=Edition.Kind.PROOF).order_by("pk").last()
    return {"edition": proof, "digest": proof.digest, "remark": proof.name}


def _record(subject, move, came_from, by, reason, **more) -> Record:
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
        **more,
    )

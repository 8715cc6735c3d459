"""付印签发: a print edition goes to the printer. No state changes; what was let go is recorded."""

from django.db import transaction
from django.utils import timezone

from editorial import checks, roles
from editorial.models import Edition, Record
from editorial.workflow.door import Refused
from editorial.workflow.table import PUBLISHED, SIGNED_OFF, SIGNERS


def sign_for_print(edition, *, by, reason: str = "") -> Record:
    """付印签发: a print edition goes to the printer, signed once. Raises ``Refused``.

    It changes no state of the issue: what is recorded is who let these very bytes go.
    """
    with transaction.atomic():
        edition.refresh_from_db()
        found = _print_objections(edition, by) or checks.print_findings(edition)
        found = [each for each in found if each.is_error] or _unexplained(found, reason)
        if found:
            raise Refused(found)
        signed = {"signed_by": by, "signed_at": timezone.now(), "signed_reason": reason.strip()}
        if not Edition.objects.filter(pk=edition.pk, signed_at=None).update(**signed):
            raise Refused([checks.Finding(f"{edition}刚刚被别人签发过，请刷新页面。")])
        for name, value in signed.items():
            setattr(edition, name, value)
        return Record.objects.create(
            by=by,
            issue=edition.issue,
            subject=f"{edition} #{edition.pk}"[:200],
            verb="sign_for_print",
            label="付印签发",
            from_state=edition.issue.state,
            to_state=edition.issue.state,
            reason=reason.strip(),
        )


def may_sign_for_print(user, edition) -> bool:
    """Whether the button is shown: findings aside."""
    return not _print_objections(edition, user)


def _print_objections(edition, user) -> list[checks.Finding]:
    sentences = []
    if edition.kind != Edition.Kind.PRINT or not edition.is_ready:
        sentences.append(f"{edition}不是排好的印刷版，不能付印签发。")
    if edition.is_signed:
        sentences.append(f"{edition}已由{edition.signed_by}付印签发，不必再签。")
    if edition.issue.state not in (SIGNED_OFF, PUBLISHED):
        state = edition.issue.get_state_display()
        sentences.append(f"{edition.issue}现在是“{state}”，全期签发之后才能付印签发。")
    if not roles.roles_of(user) & {*SIGNERS, roles.ADMINISTRATOR}:
        sentences.append(f"付印签发要由{'、'.join(SIGNERS)}来做，请转交。")
    return [checks.Finding(sentence) for sentence in sentences]


def _unexplained(warnings, reason) -> list[checks.Finding]:
    """Warnings may be waved through, by name and with a reason."""
    if not warnings or reason.strip():
        return []
    told = f"还有 {len(warnings)} 处提醒没有改，要放行请在“理由”栏写明理由。"
    return [checks.Finding(told, field="reason"), *warnings]

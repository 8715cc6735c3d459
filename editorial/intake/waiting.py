"""WAIT: a manuscript is kept while editors correct its proposal, until one of them confirms it.

Nothing here is an issue: only ``confirm`` makes one, through ``store``.
"""

import json
from collections.abc import Generator
from dataclasses import asdict
from functools import lru_cache

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from editorial import disks
from editorial.intake.carry import carry, refused_together
from editorial.intake.corrections import MOST_CORRECTIONS, Correction, corrections_of
from editorial.intake.refusal import Refused
from editorial.intake.review import Proposal, finish, propose, proposing
from editorial.intake.single import propose_single
from editorial.intake.store import (
    NOT_ON_DISK,
    Imported,
    file_name,
    refuse_known_issue,
    store,
)
from editorial.models import Issue, Manuscript

_REMEMBERED = 6  # proposals a process keeps at hand; making one takes up to a second
STALE = (
    "《{name}》在您打开这一页之后由{by}改动过，您的这一步没有记下；"
    "现在看到的是最新的状况，请核对后再改。"
)
NOT_WAITING = "《{name}》{state}，不能再核对。"
NO_ISSUE = "《{name}》不是完整的一期，不能建成一期。"
NO_EFFECT = "这一步没有改变什么，所以没有记下，请换一个位置或做法。"


def receive(data: bytes, name: str, *, by) -> Manuscript:
    """Keep a manuscript for its corrections. The same bytes are the same manuscript.

    Raises ``Refused`` for what is no issue, or one that is closed; then nothing is kept.
    """
    return finish(receiving(data, name, by=by))


def receiving(data: bytes, name: str, *, by) -> Generator[str, None, Manuscript]:
    """The same, naming each step in an editor's words before it is taken."""
    proposal = yield from proposing(data, name)
    yield "收存来稿"
    same = {"digest": proposal.digest, "kind": Manuscript.Kind.ISSUE}
    known = Manuscript.objects.filter(**same).first()
    if known is None:
        if not may_replace(proposal):
            refuse_known_issue(proposal)
        return keep(proposal, data, by, same, **_of_earlier(proposal, data))
    has_lost_its_issue = known.state == Manuscript.State.STORED and known.issue is None
    if has_lost_its_issue or known.state == Manuscript.State.SET_ASIDE:
        known.state = Manuscript.State.PENDING
        known.save(update_fields=["state"])
    return known


def may_replace(proposal: Proposal) -> bool:
    """Whether this is a new version of an issue whose words may still be changed."""
    if proposal.front is None:
        return False  # one article, no issue
    numbering = proposal.front.numbering
    issue = Issue.objects.numbered(numbering.date.year, numbering.number).first()
    is_same = issue is not None and issue.running_number == numbering.running_number
    return is_same and issue.is_open


def _of_earlier(proposal: Proposal, data: bytes) -> dict:
    """What the row of a new version begins with: the steps of an earlier one, and their report."""
    earlier = _earlier(proposal)
    steps, carried = _brought(earlier, proposal, data) if earlier else ([], {})
    report = {"of": _numbers(proposal)} | ({"carried": carried} if carried else {})
    return {"corrections": steps, "report": report}


def _earlier(proposal: Proposal) -> Manuscript | None:
    """The last version of this issue that editors corrected: the stored one before one waiting."""
    numbering = proposal.front.numbering
    became = Q(issue__year=numbering.date.year, issue__number=numbering.number)
    same = Manuscript.objects.filter(Q(report__of=_numbers(proposal)) | became)
    same = same.filter(kind=Manuscript.Kind.ISSUE).order_by("received_at", "pk")
    corrected = [each for each in same if each.corrections]
    stored = [each for each in corrected if each.state == Manuscript.State.STORED]
    return (stored or corrected or [None])[-1]


def _numbers(proposal: Proposal) -> str:
    """Which issue a manuscript is, as its row remembers it while it waits."""
    numbering = proposal.front.numbering
    return f"{numbering.date.year}-{numbering.number}-{numbering.running_number}"


def _brought(earlier: Manuscript, proposal: Proposal, data: bytes) -> tuple[list[dict], dict]:
    """(steps for the new manuscript, what to say of them): those of the earlier version."""
    try:
        old = _proposal(earlier, [])
    except Refused:
        return [], {}
    steps, lost = carry(earlier.corrections, old, proposal)
    try:
        if steps:
            propose(data, proposal.name, corrections_of(steps))
    except Refused as refusal:
        steps, lost = [], [*lost, *refused_together(steps, refusal)]
    titles = {str(draft.key): draft.plain_title for draft in old.articles}
    return steps, {
        "from": earlier.name,
        "count": len(steps),
        "titles": titles,
        "lost": [{"step": each.step, "reason": each.reason} for each in lost],
    }


def keep(proposal: Proposal, data: bytes, by, same: dict, **more) -> Manuscript:
    """A new row for this file; ``same`` is what makes it the only one of its kind.

    Raises ``Refused`` where the disk does not take it.
    """
    manuscript = Manuscript(
        **same,
        **more,
        name=proposal.name[-200:],
        encoding=proposal.encoding,
        received_by=by,
    )
    try:
        manuscript.file.save(file_name(proposal), ContentFile(data), save=False)
    except OSError as error:
        raise Refused(NOT_ON_DISK.format(error=disks.why(error))) from error
    try:
        with transaction.atomic():
            manuscript.save()
    except IntegrityError:
        # Somebody sent the same file in the same moment.
        manuscript.file.delete(save=False)
        return Manuscript.objects.get(**same)
    except BaseException:
        manuscript.file.delete(save=False)
        raise
    return manuscript


def proposal_of(manuscript: Manuscript) -> Proposal:
    """The manuscript as it would be stored, with its corrections."""
    return _proposal(manuscript, manuscript.corrections)


def _proposal(manuscript: Manuscript, kept: list[dict]) -> Proposal:
    steps = [[each["verb"], each["place"], each.get("value", "")] for each in kept]
    return _remembered(manuscript.digest, manuscript.name, manuscript.pk, json.dumps(steps))


@lru_cache(maxsize=_REMEMBERED)
def _remembered(digest: str, name: str, pk: int, steps: str) -> Proposal:
    corrections = tuple(Correction(*each) for each in json.loads(steps))
    manuscript = Manuscript.objects.get(pk=pk)
    is_issue = manuscript.kind == Manuscript.Kind.ISSUE
    return (propose if is_issue else propose_single)(data_of(manuscript), name, corrections)


def data_of(manuscript: Manuscript) -> bytes:
    """The bytes as received. Raises ``Refused`` when the file has gone."""
    try:
        with manuscript.file.open("rb") as file:
            return file.read()
    except OSError as error:
        raise Refused(
            f"《{manuscript.name}》的原文件读不出来（{disks.why(error)}），请重新导入。"
        ) from error


def add_corrections(
    manuscript: Manuscript, corrections: tuple[Correction, ...], *, by, version: int
) -> None:
    """More steps, if they change anything and the proposal can still be read."""
    kept = manuscript.corrections
    if len(kept) + len(corrections) > MOST_CORRECTIONS:
        raise Refused(f"改动已有 {len(kept)} 步，请先入库，再在文章里改。")
    signed = {"by": str(by), "at": timezone.now().isoformat(timespec="seconds")}
    steps = [*kept, *(asdict(each) | signed for each in corrections)]
    if _outcome(_proposal(manuscript, kept)) == _outcome(_proposal(manuscript, steps)):
        raise Refused(NO_EFFECT)
    _write(manuscript, steps, by=by, version=version)


def undo_correction(manuscript: Manuscript, at: int, *, by, version: int) -> None:
    """Take back the step at this position, whatever came after it."""
    kept = list(manuscript.corrections)
    if not 0 <= at < len(kept):
        raise Refused("要撤销的那一步已经不在了，请刷新后再看。")
    del kept[at]
    _proposal(manuscript, kept)
    _write(manuscript, kept, by=by, version=version)


def _outcome(proposal: Proposal) -> tuple:
    """Everything of a proposal that an editor would see change."""
    drafts = [
        (draft.section, draft.title, draft.document_number, draft.addressee, draft.source,
         draft.note_html, draft.body_html, draft.attachments, draft.doubts)
        for draft in proposal.articles
    ]  # fmt: skip
    front = proposal.front
    cover = proposal.cover_headline, proposal.cover_story, proposal.settled
    return drafts, front, cover, proposal.profiles, proposal.accounting.left_out


def _write(manuscript: Manuscript, corrections: list[dict], *, by, version: int) -> None:
    signed = {"corrected_by": by, "corrected_at": timezone.now()}
    claim(manuscript, version, corrections=corrections, **signed)


def claim(manuscript: Manuscript, seen: int, **changes) -> None:
    """Compare and set: somebody else's step since the page was opened stops this one."""
    waiting = Manuscript.objects.filter(
        pk=manuscript.pk, version=seen, state=Manuscript.State.PENDING
    )
    if waiting.update(version=seen + 1, **changes):
        return
    manuscript.refresh_from_db()
    if manuscript.state != Manuscript.State.PENDING:
        state = manuscript.get_state_display()
        raise Refused(NOT_WAITING.format(name=manuscript.name, state=state))
    raise Refused(STALE.format(name=manuscript.name, by=manuscript.corrected_by or "别人"))


def set_aside(manuscript: Manuscript, *, by, version: int) -> None:
    """Put an unfinished proposal away; sending the same file again takes it up where it was."""
    signed = {"corrected_by": by, "corrected_at": timezone.now()}
    claim(manuscript, version, state=Manuscript.State.SET_ASIDE, **signed)


def confirm(manuscript: Manuscript, *, by, version: int) -> Imported:
    """The proposal becomes an issue, in one transaction; it must be the one that was looked at."""
    if manuscript.kind != Manuscript.Kind.ISSUE:
        raise Refused(NO_ISSUE.format(name=manuscript.name))
    with transaction.atomic():
        claim(manuscript, version)
        proposal = proposal_of(manuscript)
        if proposal.accounting.missing:
            raise Refused(proposal.doubts[0].message)
        return store(proposal, data_of(manuscript), by=by)


def steps_of(manuscript: Manuscript) -> tuple[Correction, ...]:
    """The corrections of a manuscript, in order."""
    return corrections_of(manuscript.corrections)

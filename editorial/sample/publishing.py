"""PUBLISH: a loaded sample issue through proof, sign-off and web edition to the public site."""

import datetime as dt
import time
from collections.abc import Callable

from django.utils import timezone

from editorial import roles, workflow
from editorial.models import Edition, Issue, text_digest
from editorial.sample.files import IssueFile
from editorial.sample.people import someone
from editorial.sample.store import made_here

# The only history under which an issue is still ours to publish.
JOURNEY = [
    "start_proofing",
    *(verb for verb, _ in workflow.checks.ROUNDS),
    "sign_off",
    "publish",
]
# Who reads the three proofs.
READERS = (roles.PROOFREADER, roles.EDITOR, roles.EXECUTIVE)
STEPS = 5
PAUSE = 0.3  # seconds between two looks at an edition
HOUR = dt.time(9, 0)

Press = Callable[[Edition], None]


class Unfinished(Exception):
    """The press did not deliver; the message is a Chinese sentence that says what to do."""


def publish(file: IssueFile, *, press: Press, on_step: Callable[[str], None]) -> str:
    """Take the issue as far as it goes and say in one sentence how that ended.

    ``press`` returns when the edition is no longer unfinished. Raises ``Unfinished`` when an
    edition fails or does not come, ``workflow.Refused`` when a check stands in the way.
    """
    issue = made_here(file)
    if issue is None:
        return f"{file}不是由示例建立的，未作改动。"
    if issue.state == Issue.State.PUBLISHED:
        return f"{issue}已经出版。"
    if not _is_untouched(issue):
        return f"{issue}已由编辑部接手，未作改动。"
    return _go(issue, press, on_step)


def wait_for_worker(edition: Edition, *, seconds: float) -> None:
    """Look at the row until the worker is done with it, for so many seconds at most."""
    deadline = time.monotonic() + seconds
    while edition.is_unfinished:
        if time.monotonic() > deadline:
            raise Unfinished(
                f"{edition}等了 {seconds:g} 秒还没有排好，排版进程可能没有启动；"
                "请启动后再运行 manage.py load_sample --publish。"
            )
        time.sleep(PAUSE)
        edition.refresh_from_db()


def _is_untouched(issue) -> bool:
    made = list(issue.records.filter(article=None).order_by("pk").values_list("verb", flat=True))
    return made == JOURNEY[: len(made)]


def _go(issue, press, on_step) -> str:
    chief = someone(roles.CHIEF)
    if issue.state == Issue.State.PROOFING:
        on_step(f"{issue}：排校样")
        _deliver(issue, Edition.Kind.PROOF, press)
        on_step(f"{issue}：三校")
        _sign_proofs(issue)
        on_step(f"{issue}：签发")
        workflow.perform(issue, "sign_off", by=chief)
    on_step(f"{issue}：排网络版")
    web = _deliver(issue, Edition.Kind.WEB, press)
    on_step(f"{issue}：出版")
    workflow.perform(issue, "publish", by=chief, publish_at=_hour_of(issue))
    return f"{issue}已出版，共 {web.pages} 页。"


def _sign_proofs(issue) -> None:
    """Three rounds by three people; what was signed for this text already stays signed."""
    hands = []
    for role, reading in zip(READERS, workflow.checks.readings(issue), strict=True):
        hands.append(reading.record.by if reading.is_valid else someone(role, other_than=hands))
        if not reading.is_valid:
            workflow.perform(issue, reading.verb, by=hands[-1])


def _deliver(issue, kind, press) -> Edition:
    """A ready edition of the present text: the newest one, or one ordered now."""
    edition = issue.editions.filter(kind=kind).order_by("pk").last()
    if edition is None or not (edition.is_unfinished or _is_current(edition, issue)):
        edition = Edition.objects.order(issue, kind, by=someone(roles.CHIEF))
    if edition.is_unfinished:
        press(edition)
        edition.refresh_from_db()
    if not edition.is_ready:
        raise Unfinished(f"{edition}没有排成：{edition.fault or '原因不明'}")
    return edition


def _is_current(edition, issue) -> bool:
    return edition.is_ready and edition.digest == text_digest(issue)


def _hour_of(issue) -> dt.datetime:
    """Nine o'clock on the issue's date; an issue dated in the future opens now."""
    planned = timezone.make_aware(dt.datetime.combine(issue.date, HOUR))
    return min(planned, timezone.now())

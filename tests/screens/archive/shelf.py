"""What stands on the shelf: published issues, those a reader must not see, and their files."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from editorial.models import Edition, Issue, Publication, Upload
from tests import cast

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"%%EOF\n"

# (state, hours until it may be read): every way in which an issue is not public.
HIDDEN = (
    (Issue.State.ASSEMBLING, -1),
    (Issue.State.PROOFING, -1),
    (Issue.State.SIGNED_OFF, -1),
    (Issue.State.WITHDRAWN, -1),
    (Issue.State.PUBLISHED, 1),
)


def answer_of(state) -> int:
    """What a reader hears: a notice where an issue was taken down, else that nothing is there."""
    return 410 if state == Issue.State.WITHDRAWN else 404


def make_published(number: int = 46, **fields) -> Issue:
    """A published issue with three articles in two sections and a web edition of ten pages."""
    issue = cast.make_issue(number, state=Issue.State.PUBLISHED, **fields)
    articles = [
        cast.make_article(issue, position=1, title="数据基础制度先行先试工作指引"),
        cast.make_article(issue, position=2, title="公共服务场景指导意见", note="编者说明。"),
        cast.make_article(issue, position=3, title="城市智能体研究报告", section="前沿观察"),
    ]
    make_edition(issue, dict(zip(articles, (1, 4, 9), strict=True)), pages=10)
    return issue


def make_edition(issue, starts=None, *, kind=Edition.Kind.WEB, state=Edition.State.READY, **fields):
    """An edition whose articles start on the given folios, each up to the next one's."""
    starts = starts or {}
    pages = fields.setdefault("pages", 10)
    ends = [*list(starts.values())[1:], pages + 1]
    return Edition.objects.create(
        issue=issue,
        kind=kind,
        state=state,
        size=len(PDF),
        file=ContentFile(PDF, f"{issue.year}-{issue.number}-{kind}.pdf"),
        start_pages={str(article.pk): first for article, first in starts.items()},
        article_pages={
            str(article.pk): end - first
            for (article, first), end in zip(starts.items(), ends, strict=True)
        }
        if starts
        else {},
        finished_at=timezone.now(),
        **fields,
    )


def hide(issue, state, hours: int) -> None:
    """Put a published issue where no reader may see it."""
    issue.state, issue.publish_at = state, timezone.now() + dt.timedelta(hours=hours)
    issue.save()


def make_internal() -> None:
    Publication.objects.update(distribution=Publication.Distribution.INTERNAL)


def make_picture(name: str = "ab" * 16 + ".png", colour: str = "red", **fields) -> Upload:
    data = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(data, "PNG" if name.endswith("png") else "JPEG")
    return Upload.objects.create(name=name, file=ContentFile(data.getvalue(), name), **fields)


def text(response) -> str:
    return response.content.decode()

"""VERIFY: whether a PDF is one that we gave out, by the digest of its bytes. Nothing is kept."""

import hashlib
import re

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from editorial.archive.access import open_to_readers
from editorial.archive.views import page
from editorial.models import Edition, Issue

BIGGEST = 64 * 1024 * 1024  # bytes: a printed issue has one
DIGEST = re.compile(r"[0-9a-f]{64}")
TOO_BIG = "文件超过 64 MB，没有读完。本刊的 PDF 都小得多，请确认选对了文件。"
NO_FILE = "没有收到文件，请选一个 PDF 再校验。"
NOT_A_DIGEST = "摘要应是 64 位十六进制数，请重新选文件校验。"
NOT_OURS = "这不是本刊发布的文件，或者内容已被改动。"


class Digester(FileUploadHandler):
    """Hashes what arrives and lets go of it; reads no further than ``BIGGEST``."""

    def __init__(self, request=None):
        super().__init__(request)
        self.sha256, self.size, self.digest = hashlib.sha256(), 0, ""

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size > BIGGEST:
            raise StopUpload(connection_reset=True)
        self.sha256.update(raw_data)

    def file_complete(self, file_size):
        self.digest = self.sha256.hexdigest() if self.size else ""


# A stranger's form may post here: the answer depends on the file alone and nothing is changed.
@csrf_exempt
@open_to_readers(takes_files=True)
def verify(request):
    """A form; with ``?sha256=`` the answer. An upload becomes such an address. Three queries."""
    if request.method == "POST":
        return _hashed(request)
    told = request.GET.get("sha256", "")
    if told and not DIGEST.fullmatch(told):
        return _page(request, sentence=NOT_A_DIGEST, status=400)
    return _page(request, **_answer(told)) if told else _page(request)


def _hashed(request):
    digester = Digester(request)
    request.upload_handlers = [digester]
    request.FILES  # noqa: B018 - asking is the reading
    if digester.size > BIGGEST:
        return _page(request, sentence=TOO_BIG, status=413)
    if not digester.digest:
        return _page(request, sentence=NO_FILE, status=400)
    return HttpResponseRedirect(f"{reverse('archive:verify')}?sha256={digester.digest}")


def _answer(digest: str) -> dict:
    """What is known of these bytes. One query, whatever the answer."""
    edition = (
        Edition.objects.given_out()
        .filter(file_digest=digest, issue__in=Issue.objects.published())
        .select_related("issue", "article")
        .order_by("-pk")
        .first()
    )
    if edition is None:
        return {"sentence": NOT_OURS, "digest": digest}
    name = f"{edition.issue.year} 年第 {edition.issue.number} 期{edition.get_kind_display()}"
    if edition.article:
        name += f"《{edition.article.plain_title}》"
    newer = _newer(edition)
    end = f"已有 {newer:%Y年%-m月%-d日} 的新版取代它。" if newer else ""
    return {
        "sentence": f"这是 {name}，未被改动{'；' + end if end else '。'}",
        "digest": digest,
        "edition": edition,
        "is_superseded": bool(newer),
    }


def _newer(edition):
    """The day of the newest edition of the same product with other bytes, or None."""
    same = {"issue": edition.issue, "kind": edition.kind, "article": edition.article}
    newest = Edition.objects.given_out().filter(**same).order_by("-pk").first()
    if newest is None or newest.file_digest == edition.file_digest:
        return None
    return newest.finished_at or newest.ordered_at


def _page(request, *, status: int = 200, **context):
    return page(request, "verify", status=status, biggest=BIGGEST, **context)

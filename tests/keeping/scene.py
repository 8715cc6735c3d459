"""A small newsroom worth keeping: people, an issue, a picture, a manuscript and a PDF."""

import io

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from editorial import search
from editorial.models import Comment, Edition, Issue, Manuscript, Upload, User
from tests import cast

PICTURE = "ab" * 16 + ".png"
FILES = ["editions/2026/甲.pdf", "manuscripts/2026/来稿.txt", f"pictures/{PICTURE}"]


def _dot() -> ContentFile:
    data = io.BytesIO()
    Image.new("RGB", (2, 2)).save(data, "PNG")
    return ContentFile(data.getvalue(), PICTURE)


def fill() -> None:
    """People, an issue with two articles, and three stored files."""
    cast.make_newsroom()
    issue = cast.make_issue(1, cover_headline="算力\n普惠")
    first = cast.make_article(issue, title="算力普惠\n服务方案", note="按语：“算力”。")
    cast.make_article(issue, section="前沿观察", title="再论算力")
    mei = User.objects.get(username="mei")
    upload = Upload.objects.create(name=PICTURE, file=_dot(), uploaded_by=mei)
    first.pictures.add(upload)
    Comment.objects.create(article=first, body="核对数字。", author=User.objects.first())
    manuscript = Manuscript(name="来稿.txt", digest="0" * 64, report={"乙": [1], "甲": {}})
    manuscript.file.save("来稿.txt", ContentFile("来稿".encode()))
    edition = Edition(issue=issue, kind="web", state="ready", start_pages={"9": 3, "10": 5})
    edition.file.save("甲.pdf", ContentFile(b"%PDF-" + b"0" * 5000))


def publish() -> None:
    """The issue is out, and can be found."""
    Issue.objects.update(state="published", publish_at=timezone.now())
    search.index_issue(Issue.objects.get())

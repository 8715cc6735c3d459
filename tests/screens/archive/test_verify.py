"""/verify/ : whether a PDF is ours, by its bytes; nothing is stored or told before its hour."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from editorial.archive import verify
from editorial.models import Edition
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db
OURS = b"%PDF-1.6 the printed issue"
DIGEST = hashlib.sha256(OURS).hexdigest()
PRINT = Edition.Kind.PRINT


@pytest.fixture
def printed(issue):
    return shelf.make_edition(issue, kind=PRINT, file_digest=DIGEST, digest="ab" * 32)


def verdict(client, digest: str = DIGEST) -> str:
    page = text(client.get("/verify/", {"sha256": digest}))
    return page.split('class="verdict-words">')[1].split("<")[0]


def upload(client, data: bytes):
    return client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", data)}, follow=True)


def test_a_file_of_ours_is_recognised(client, printed):
    assert verdict(client) == "这是 2026 年第 46 期印刷版，未被改动。"


def test_the_digest_of_the_masthead_page_and_the_issue_are_shown(client, printed):
    page = text(client.get("/verify/", {"sha256": DIGEST}))

    assert "文本摘要 abababababababab，与版权页所印相同" in page
    assert 'href="/2026/46/">看这一期' in page


def test_an_offprint_is_named_with_its_article(client, issue):
    article = issue.articles.first()
    shelf.make_edition(issue, kind="offprint", article=article, file_digest=DIGEST)

    assert verdict(client) == (
        "这是 2026 年第 46 期抽印本《数据基础制度先行先试工作指引》，未被改动。"
    )


def test_a_superseded_edition_says_so(client, issue, printed):
    newer = shelf.make_edition(issue, kind=PRINT, file_digest="0" * 64)
    Edition.objects.filter(pk=newer.pk).update(
        finished_at=timezone.make_aware(dt.datetime(2026, 11, 16, 9))
    )

    assert verdict(client) == (
        "这是 2026 年第 46 期印刷版，未被改动；已有 2026年11月16日 的新版取代它。"
    )


def test_the_same_bytes_made_again_are_no_new_version(client, issue, printed):
    shelf.make_edition(issue, kind=PRINT, file_digest=DIGEST)

    assert verdict(client) == "这是 2026 年第 46 期印刷版，未被改动。"


def test_other_bytes_are_not_ours(client, printed):
    assert verdict(client, "f" * 64) == "这不是本刊发布的文件，或者内容已被改动。"


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_an_issue_that_is_not_public_is_not_known(client, issue, printed, state, hours):
    shelf.hide(issue, state, hours)

    assert verdict(client) == "这不是本刊发布的文件，或者内容已被改动。"


def test_a_proof_is_not_known(client, issue):
    shelf.make_edition(issue, kind="proof", file_digest=DIGEST)

    assert verdict(client) == "这不是本刊发布的文件，或者内容已被改动。"


@pytest.mark.parametrize("digest", [DIGEST, "f" * 64])
def test_the_answer_costs_the_same_whatever_it_is(
    client, printed, digest, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        client.get("/verify/", {"sha256": digest})


def test_a_file_may_be_sent_without_scripts(client, printed):
    response = upload(client, OURS)

    assert response.redirect_chain == [(f"/verify/?sha256={DIGEST}", 302)]
    assert "这是 2026 年第 46 期印刷版，未被改动。" in text(response)


def test_one_changed_byte_is_noticed(client, printed):
    assert "这不是本刊发布的文件" in text(upload(client, OURS + b" "))


def test_what_is_sent_is_not_stored(client, printed, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))

    upload(client, OURS + b"x" * 3_000_000)

    assert set(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_too_large_a_file_is_not_read_to_its_end(client, monkeypatch):
    monkeypatch.setattr(verify, "BIGGEST", 100_000)

    response = upload(client, b"x" * 300_000)

    assert response.status_code == 413
    assert "文件超过 64 MB，没有读完。" in text(response)


def test_without_a_file_it_asks_for_one(client, db):
    response = client.post("/verify/")

    assert response.status_code == 400
    assert "没有收到文件，请选一个 PDF 再校验。" in text(response)


@pytest.mark.parametrize("digest", ["abc", "G" * 64, "<script>"])
def test_what_is_no_digest_is_refused(client, db, digest):
    response = client.get("/verify/", {"sha256": digest})

    assert response.status_code == 400
    assert "摘要应是 64 位十六进制数，请重新选文件校验。" in text(response)


def test_no_cookie_is_set_and_no_code_stands_in_the_page(client, printed):
    response = client.get("/verify/")

    assert response.cookies == {}
    assert "unsafe" not in response["Content-Security-Policy"]
    assert " style=" not in text(response)


def test_of_an_internal_publication_only_signed_in_people_are_answered(client, printed):
    shelf.make_internal()

    assert client.get("/verify/", {"sha256": DIGEST}).status_code == 302
    assert client.post("/verify/").status_code == 302


def test_every_page_leads_to_it(client, issue):
    assert 'href="/verify/">校验一个文件' in text(client.get("/"))

"""Ordering an edition, following it, opening the PDF; the list of what was made."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from editorial.models import Edition, Issue, text_digest
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a toy"


def make_edition(issue, **fields):
    fields.setdefault("kind", Edition.Kind.PROOF)
    fields.setdefault("state", Edition.State.READY)
    edition = Edition(issue=issue, **fields)
    if edition.is_ready:
        edition.file.save("toy.pdf", ContentFile(PDF), save=False)
    edition.save()
    return edition


def order_url(issue, kind="proof"):
    return reverse("admin:editorial_issue_order", args=[issue.pk, kind])


def progress(client, edition):
    return client.get(reverse("admin:editorial_edition_progress", args=[edition.pk])).json()


def issue_page(client, issue):
    return client.get(reverse("admin:editorial_issue_change", args=[issue.pk]))


def test_the_button_orders_a_proof(at_desk, newsroom, issue):
    response = at_desk("xiao").post(order_url(issue))

    edition = issue.editions.get()
    assert response.url.endswith("#editions")
    assert (edition.kind, edition.state) == ("proof", "queued")
    assert edition.ordered_by == newsroom["xiao"]


def test_pressing_twice_while_one_is_queued_makes_no_second_job(at_desk, issue):
    client = at_desk("xiao")

    client.post(order_url(issue))
    client.post(order_url(issue))
    response = at_desk("lin").post(order_url(issue), follow=True)

    assert issue.editions.count() == 1
    assert "校样已经在排，不必再按。" in text_of(response)


@pytest.mark.parametrize("kind", ["offprint", "nonsense"])
def test_kinds_without_a_button_are_not_ordered(at_desk, issue, kind):
    assert at_desk("zhou").post(order_url(issue, kind)).status_code == 404
    assert issue.editions.count() == 0


def test_an_order_needs_a_post(at_desk, issue):
    assert at_desk("zhou").get(order_url(issue)).status_code == 405


def test_the_button_says_how_long_the_last_one_took(at_desk, issue):
    make_edition(issue, seconds=6.6)

    buttons = issue_page(at_desk("zhou"), issue).context["order_buttons"]

    assert [button["label"] for button in buttons] == [
        "排校样（约 7 秒）",
        "排网络版（约 2 秒）",
        "排印刷版（约 2 秒）",
    ]


@pytest.mark.parametrize(
    ("fields", "label", "sentence"),
    [
        ({"state": "queued"}, "排队", "排队等候……"),
        ({"state": "rendering", "step": "分页"}, "排版中", "排版中：分页……"),
        ({"state": "ready", "pages": 74, "seconds": 1.96}, "完成", "排成 74 页，用时 2.0 秒。"),
        ({"state": "failed", "fault": "磁盘已满。"}, "失败", "没有排成：磁盘已满。"),
    ],
)
def test_progress_is_told_in_words(at_desk, issue, fields, label, sentence):
    edition = make_edition(issue, **fields)

    told = progress(at_desk("xiao"), edition)

    assert (told["label"], told["sentence"]) == (label, sentence)
    assert told["is_finished"] is (fields["state"] in ("ready", "failed"))
    assert bool(told["url"]) is (fields["state"] == "ready")


def test_an_order_that_nobody_takes_says_so_after_five_seconds(at_desk, issue):
    edition = make_edition(issue, state="queued")
    Edition.objects.update(ordered_at=timezone.now() - dt.timedelta(seconds=6))

    told = progress(at_desk("xiao"), edition)

    assert told["is_stuck"]
    assert told["sentence"] == (
        "排版程序似乎没有启动，请管理员运行 make run 或启动 Celery worker；任务已保留在队列中。"
    )


def test_a_long_queue_behind_a_working_press_is_no_alarm(at_desk, issue):
    make_edition(cast.make_issue(48), state="rendering")
    edition = make_edition(issue, state="queued")
    Edition.objects.update(ordered_at=timezone.now() - dt.timedelta(seconds=60))

    assert progress(at_desk("xiao"), edition)["sentence"] == "排队等候……"


def test_the_page_says_whether_an_edition_still_matches_the_text(at_desk, issue):
    article = cast.make_article(issue)
    make_edition(issue, digest=text_digest(issue), pages=9)
    client = at_desk("zhou")

    before = text_of(issue_page(client, issue))
    article.body = "<p>改了。</p>"
    article.save()
    after = text_of(issue_page(client, issue))

    assert "与当前文字、版式一致" in before
    assert "排好之后文字或版式已改" not in before
    assert "排好之后文字或版式已改" in after


def test_the_pdf_opens_for_staff_and_is_never_kept_by_a_cache(at_desk, issue):
    edition = make_edition(issue)

    response = at_desk("xiao").get(reverse("admin:editorial_edition_pdf", args=[edition.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert "private" in response["Cache-Control"] and "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("state", ["queued", "failed"])
def test_there_is_no_pdf_of_what_was_not_made(at_desk, issue, state):
    edition = make_edition(issue, state=state)

    response = at_desk("xiao").get(reverse("admin:editorial_edition_pdf", args=[edition.pk]))

    assert response.status_code == 404


def test_editions_are_not_edited(at_desk, issue):
    edition = make_edition(issue, pages=9)
    url = reverse("admin:editorial_edition_change", args=[edition.pk])
    client = at_desk("root")

    assert client.get(url).status_code == 200
    assert client.post(url, {"pages": 1}).status_code == 403
    assert client.get(reverse("admin:editorial_edition_add")).status_code == 403


def test_editions_of_a_published_issue_may_be_ordered_too(at_desk):
    issue = cast.make_issue(45, state=Issue.State.PUBLISHED)

    at_desk("zhou").post(order_url(issue, "web"))

    assert issue.editions.get().kind == Edition.Kind.WEB


# --- Print and offprint ---------------------------------------------------------------------


@pytest.mark.parametrize(("data", "fills"), [({"fill": "1"}, True), ({}, False)])
def test_the_print_edition_is_filled_up_when_asked(at_desk, issue, data, fills):
    at_desk("zhou").post(order_url(issue, "print"), data)

    assert [(each.kind, each.fills_sheets) for each in issue.editions.all()] == [("print", fills)]


@pytest.mark.parametrize(("fills", "word"), [(True, "已补足"), (False, "不补")])
def test_its_page_says_in_words_whether_it_is_filled_up(at_desk, issue, fills, word):
    edition = make_edition(issue, kind="print", fills_sheets=fills)

    page = (
        at_desk("zhou")
        .get(reverse("admin:editorial_edition_change", args=[edition.pk]))
        .content.decode()
    )

    assert f'<div class="readonly">{word}</div>' in page
    assert "icon-no.svg" not in page


def test_only_the_print_edition_is_filled_up(at_desk, issue):
    at_desk("zhou").post(order_url(issue, "web"), {"fill": "1"})

    assert not issue.editions.get().fills_sheets


def test_an_offprint_is_ordered_and_shown_at_its_article(at_desk, newsroom, issue):
    article = cast.make_article(issue, title="云麓市数据条例")
    client = at_desk("lin")

    response = client.post(reverse("admin:editorial_article_offprint", args=[article.pk]))

    edition = article.offprints.get()
    assert (edition.issue, edition.kind, edition.ordered_by) == (issue, "offprint", newsroom["lin"])
    page = text_of(client.get(response.url))
    assert "抽印本《云麓市数据条例》" in page and "排队等候……" in page


def test_an_offprint_does_not_pass_for_the_newest_proof(at_desk, issue):
    article = cast.make_article(issue)
    proof = make_edition(
        issue, start_pages={str(article.pk): 7}, article_pages={str(article.pk): 2}
    )
    make_edition(issue, kind="offprint", article=article, start_pages={str(article.pk): 7})

    assert issue_page(at_desk("zhou"), issue).context["proof"] == proof


def test_findings_are_shown_by_gravity_with_a_way_to_their_page(at_desk, issue):
    findings = [
        {"message": "缺字。", "severity": "error", "page": 7},
        {"message": "图粗。", "severity": "warning"},
        {"message": "单字成行。", "severity": "note", "page": 9},
    ]
    edition = make_edition(issue, findings=findings)

    told = issue_page(at_desk("zhou"), issue).context["panel"][0]["findings"]

    pdf = reverse("admin:editorial_edition_pdf", args=[edition.pk])
    assert [(each["message"], each["url"]) for each in told["pressing"]] == [
        ("缺字。", f"{pdf}#page=7"),
        ("图粗。", ""),
    ]
    assert [each["message"] for each in told["notes"]] == ["单字成行。"]


def test_what_a_finding_sums_up_is_shown_below_it(at_desk, issue):
    make_edition(
        issue, findings=[{"message": "缺字。", "severity": "error", "detail": "“㐀”U+3400"}]
    )

    page = text_of(issue_page(at_desk("zhou"), issue))

    assert "缺字。" in page and "“㐀”U+3400" in page


def printed(*findings) -> Edition:
    issue = cast.make_issue(45, state=Issue.State.SIGNED_OFF)
    article = cast.make_article(issue, title="云麓市数据条例")
    return make_edition(
        issue,
        kind="print",
        digest=text_digest(issue),
        findings=list(findings),
        start_pages={str(article.pk): 1},
        article_pages={str(article.pk): 3},
    )


def sign(client, edition, reason=""):
    url = reverse("admin:editorial_edition_sign", args=[edition.pk])
    return client.post(url, {"reason": reason}, follow=True)


def edition_page(client, edition) -> str:
    return text_of(client.get(reverse("admin:editorial_edition_change", args=[edition.pk])))


def test_its_page_tells_findings_starts_and_digests(at_desk):
    edition = printed({"message": "图粗。", "severity": "warning"})
    Edition.objects.filter(pk=edition.pk).update(file_digest="c0ffee")

    page = edition_page(at_desk("lin"), edition)

    assert "图粗。" in page and "c0ffee" in page and edition.digest in page
    assert "01 云麓市数据条例" in page and "3 页" in page


def test_a_signer_signs_for_the_printer_with_a_reason(at_desk, newsroom):
    edition = printed({"message": "图粗。", "severity": "warning"})

    response = sign(at_desk("zhou"), edition, "图只有这一张。")

    edition.refresh_from_db()
    assert edition.signed_by == newsroom["zhou"]
    assert "已付印签发：2026年第45期 印刷版。" in text_of(response)
    assert "放行理由：图只有这一张。" in text_of(response)


def test_a_refused_signature_lists_what_stands_in_the_way(at_desk):
    edition = printed({"message": "缺字。", "severity": "error"})

    response = sign(at_desk("zhou"), edition, "急。")

    assert response.status_code == 409
    assert "缺字。" in text_of(response)
    assert not Edition.objects.get().is_signed


@pytest.mark.parametrize(("name", "is_shown"), [("zhou", True), ("wu", True), ("lin", False)])
def test_the_button_is_shown_to_those_who_may_sign(at_desk, name, is_shown):
    edition = printed()

    assert ("把这个文件交给印刷厂" in edition_page(at_desk(name), edition)) is is_shown

"""改动对照: which pages differ from the edition before, both side by side; pages gained."""

import pytest
from django.urls import reverse

from editorial.models import Edition
from editorial.typesetting import typeset
from tests import cast
from tests.screens.desk.forms import text_of

SENTENCE = "为推动算力资源向县域延伸，降低全社会用算成本，制定本方案。"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article(issue):
    cast.make_article(issue, title="不改的一篇")
    return cast.make_article(issue, title="要改的一篇", body=f"<p>{SENTENCE}</p>" * 12)


def proof(issue) -> Edition:
    edition = Edition.objects.create(issue=issue, kind="proof")
    typeset(edition)
    edition.refresh_from_db()
    assert edition.is_ready, edition.fault
    return edition


def change(article, before: str, after: str) -> None:
    article.body = article.body.replace(before, after, 1)
    article.save(update_fields=["body"])


def board_of(client, issue):
    return client.get(reverse("admin:editorial_issue_change", args=[issue.pk]))


def changes_of(client, edition, at=""):
    return client.get(reverse("admin:editorial_edition_changes", args=[edition.pk]) + at)


def test_a_proof_lists_the_pages_that_differ_from_the_one_before(at_desk, issue, article):
    first = proof(issue)
    change(article, "县域", "乡镇")
    proof(issue)

    page = text_of(board_of(at_desk("lin"), issue))

    assert f"与校样 #{first.pk} 相比，改动 1 页（02）。" in page


def test_the_page_of_a_proof_lists_them_too(at_desk, issue, article):
    first = proof(issue)
    change(article, "县域", "乡镇")
    second = proof(issue)

    page = at_desk("lin").get(reverse("admin:editorial_edition_change", args=[second.pk]))

    assert f"与校样 #{first.pk} 相比，改动 1 页（02）。 对照" in text_of(page)


def test_both_pages_stand_side_by_side_with_the_change_marked(at_desk, issue, article):
    first = proof(issue)
    change(article, "县域", "乡镇")
    second = proof(issue)

    page = changes_of(at_desk("lin"), second)

    pair = page.context["pair"]
    assert (pair["old"]["place"], pair["new"]["place"]) == ("02", "02")
    assert (len(pair["old"]["marks"]), len(pair["new"]["marks"])) == (1, 1)
    assert pair["old"]["url"] == reverse("admin:editorial_edition_page", args=[first.pk, 6, 960])
    assert page.content.count(b"<rect ") == 2


def test_pages_that_are_only_in_one_are_told(at_desk, issue, article):
    proof(issue)
    change(article, "</p>", "</p>" + f"<p>{SENTENCE}新增的话。</p>" * 20)
    second = proof(issue)

    page = changes_of(at_desk("lin"), second, "?at=9")

    words = text_of(page)
    assert "03 新增" in words
    assert "这个版本里没有对应的页。" in words


def test_the_picture_of_a_page_is_for_staff(at_desk, issue, article, client):
    edition = proof(issue)
    url = reverse("admin:editorial_edition_page", args=[edition.pk, 6, 960])

    response = at_desk("lin").get(url)

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert client.get(url).status_code == 302


def test_the_first_proof_has_nothing_to_be_compared_with(at_desk, issue, article):
    edition = proof(issue)

    assert changes_of(at_desk("lin"), edition).status_code == 404
    assert "相比" not in text_of(board_of(at_desk("lin"), issue))


def laid_out(issue, digest: str, pages: dict, total: int) -> Edition:
    return Edition.objects.create(
        issue=issue, kind="proof", state="ready", digest=digest * 64, pages=total,
        article_pages={str(pk): count for pk, count in pages.items()},
    )  # fmt: skip


def test_the_board_tells_pages_gained_by_article_section_and_issue(at_desk, issue, article):
    laid_out(issue, "a", {article.pk: 3}, 12)
    laid_out(issue, "b", {article.pk: 4}, 13)
    laid_out(issue, "b", {article.pk: 4}, 13)  # the same text again: the last edit still counts

    context = board_of(at_desk("lin"), issue).context

    group = next(each for each in context["groups"] if each.rows)
    assert [(row.pages, row.growth) for row in group.rows] == [(None, ""), (4, "+1")]
    assert (group.growth, context["growth"]) == ("+1", "+1")


def test_pages_lost_have_a_minus_and_new_articles_no_sign(at_desk, issue, article):
    new = cast.make_article(issue, title="新来的一篇")
    laid_out(issue, "a", {article.pk: 3}, 12)
    laid_out(issue, "b", {article.pk: 1, new.pk: 2}, 12)

    context = board_of(at_desk("lin"), issue).context

    group = next(each for each in context["groups"] if each.rows)
    assert [row.growth for row in group.rows] == ["", "−2", ""]
    assert context["growth"] == ""

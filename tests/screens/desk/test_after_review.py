"""Changing what was settled: a finished article goes back to review, a public one is corrected."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import Article, Edition, Issue, Publication, Record
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


def url_of(row):
    return reverse(f"admin:editorial_{row._meta.model_name}_change", args=[row.pk])


def save(client, article, **changes):
    return client.post(url_of(article), fields_of(client, url_of(article)) | changes, follow=True)


@pytest.fixture
def final(issue):
    return cast.make_article(issue, title="算力普惠方案", state=Article.State.FINAL)


def test_the_form_says_before_saving_what_a_change_brings(at_desk, final):
    text = at_desk("lin").get(url_of(final)).content.decode()

    assert "本文已定稿。改动文字后保存，将回到“初审”重新审读，并记入流转记录" in text
    assert 'value="保存（改动文字则回到初审）"' in text


def test_a_changed_word_takes_it_back_to_review_and_says_so(at_desk, newsroom, final):
    response = save(at_desk("lin"), final, source="青禾省数据局", title="算力普惠新方案")

    final.refresh_from_db()
    assert final.state == "first_review"
    assert "《算力普惠新方案》改动了标题、来源，已回到“初审”重新审读。" in text_of(response)
    record = Record.objects.get()
    assert (record.verb, record.by, record.remark) == (
        "fall_back",
        newsroom["lin"],
        "改动了标题、来源",
    )


def test_it_goes_back_as_far_as_the_publication_says(at_desk, final):
    Publication.objects.update(after_edit="final_review")

    save(at_desk("lin"), final, note="<p>新写的按语。</p>")

    final.refresh_from_db()
    assert (final.state, Record.objects.get().remark) == ("final_review", "改动了编者按")


def test_an_attachment_is_text_too(at_desk, final):
    client = at_desk("lin")
    rows = {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-title": "清单",
        "attachments-0-url": "",
        "attachments-0-position": "1",
    }

    save(client, final, **rows)

    final.refresh_from_db()
    assert (final.state, Record.objects.get().remark) == ("first_review", "改动了附件")


@pytest.mark.parametrize(
    "changes",
    [
        {"due_date": "2026-11-18"},
        {"kind": "policy", "body": '<p>甲</p><p><img src="/pictures/x.png" alt="新说明"></p>'},
    ],
    ids=["due date", "alternative text"],
)
def test_mere_layout_leaves_it_finished(at_desk, issue, changes):
    body = '<p>甲</p><p><img src="/pictures/{}" alt="旧说明"></p>'
    name = "ab" * 16 + ".png"
    article = cast.make_article(issue, state=Article.State.FINAL, body=body.format(name))
    if "body" in changes:
        changes = changes | {"body": changes["body"].replace("x.png", name)}

    save(at_desk("lin"), article, **changes)

    article.refresh_from_db()
    assert (article.state, article.version, Record.objects.count()) == ("final", 2, 0)


@pytest.fixture
def public():
    issue = cast.make_issue(46, state=Issue.State.PUBLISHED)
    return cast.make_article(issue, title="算力普惠方案", state=Article.State.FINAL)


def test_the_chief_corrects_what_readers_see(at_desk, newsroom, public):
    client = at_desk("zhou")

    response = save(client, public, source="青禾省数据局", correction="来源应为青禾省数据局。")

    public.refresh_from_db()
    correction = public.corrections.get()
    assert (public.source, public.state) == ("青禾省数据局", "final")
    assert (correction.number, correction.by) == (1, newsroom["zhou"])
    assert "已发布2026年第46期更正第1号，网络版正在重排。" in text_of(response)
    assert Edition.objects.get().kind == "web"


def test_a_correction_without_its_note_is_not_made(at_desk, public):
    response = save(at_desk("zhou"), public, source="青禾省数据局")

    public.refresh_from_db()
    assert public.source == "山海省数据局"
    assert "本文已经公开，改动要写更正说明" in text_of(response)


@pytest.mark.parametrize("who", ["lin", "chen", "wu"])
def test_others_are_told_whom_to_ask(at_desk, public, who):
    text = text_of(at_desk(who).get(url_of(public)))

    assert "公开之后的更正请报总编辑。" in text
    assert "更正说明" not in text


def test_readers_see_number_date_and_note_on_both_pages(at_desk, public, client):
    save(at_desk("zhou"), public, source="青禾省数据局", correction="来源应为青禾省数据局。")

    article, issue = (text_of(client.get(url)) for url in ("/2026/46/1/", "/2026/46/"))

    assert "更正 第1号 " in article
    assert "来源应为青禾省数据局。" in article
    assert "《算力普惠方案》 来源应为青禾省数据局。" in issue


def test_a_withdrawn_issue_leaves_a_notice(at_desk, public, client):
    url = reverse("admin:editorial_issue_move", args=[public.issue_id, "withdraw"])
    at_desk("zhou").post(url, {"reason": "版权有疑问。"})

    for address in ("/2026/46/", "/2026/46/1/", "/2026/46/download/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "2026年第46期已撤下" in text_of(response)
        assert "版权有疑问" not in text_of(response)
        assert "算力普惠方案" not in text_of(response)


# --- Cover and masthead -----------------------------------------------------------------------


def test_the_chief_corrects_the_cover_and_the_masthead_of_a_public_issue(at_desk, newsroom, public):
    issue = public.issue
    issue.masthead.create(position=1, role="主编", names=["温以衡"])

    response = save(
        at_desk("zhou"), issue, cover_headline="新的封面标题", correction="封面、主编姓名有误。",
        **{"masthead-0-names": "温以恒"},
    )  # fmt: skip

    issue.refresh_from_db()
    correction = issue.corrections.get()
    assert (issue.cover_headline, issue.masthead.get().names) == ("新的封面标题", ["温以恒"])
    assert (correction.number, correction.article, correction.part, correction.by) == (
        1,
        None,
        "封面、版权页",
        newsroom["zhou"],
    )
    assert "已发布2026年第46期更正第1号（封面、版权页），网络版正在重排。" in text_of(response)
    assert Edition.objects.get().kind == "web"
    assert Record.objects.get(verb="correct").remark == "更正第1号封面、版权页"


def test_readers_are_told_of_it_on_the_page_of_the_issue(at_desk, public):
    save(at_desk("zhou"), public.issue, phone="0600-1", correction="电话号码有误，现已改正。")

    page = text_of(Client().get(public.issue.get_absolute_url()))

    assert "更正" in page and "联系方式 电话号码有误，现已改正。" in page
    assert "电话号码有误" not in text_of(Client().get(public.get_absolute_url()))


def test_a_corrected_cover_needs_its_note_and_keeps_numbers_and_date(at_desk, public):
    client, issue = at_desk("zhou"), public.issue

    refused = save(client, issue, tagline="新刊头语")
    save(
        client, issue, tagline="新刊头语", correction="刊头语有误。", number="99", date="2026-01-02"
    )

    assert "本期已经公开，改动要写更正说明，读者看得到：原来是什么，改成了什么。" in text_of(
        refused
    )
    before = (issue.number, issue.date)
    issue.refresh_from_db()
    assert (issue.tagline, issue.number, issue.date) == ("新刊头语", *before)


def test_a_note_without_a_change_is_no_correction(at_desk, public):
    response = save(at_desk("zhou"), public.issue, correction="什么也没有改。")

    assert "没有改动，所以没有发布更正。" in text_of(response)
    assert not public.issue.corrections.exists()


@pytest.mark.parametrize("who", ["chen", "wu", "mei"])
def test_nobody_else_changes_a_public_cover(at_desk, public, who):
    save_url = url_of(public.issue)

    assert at_desk(who).post(save_url, {"tagline": "改", "correction": "改"}).status_code == 409

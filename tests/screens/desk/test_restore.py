"""对照与恢复: an earlier version comes back as a new one; the present words stay in history."""

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.admin.restore import differences
from editorial.admin.worded import lines_of
from editorial.models import Article, EditorsNote, Issue
from editorial.models.article import HISTORY_BEGAN
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


def form_of(article):
    return reverse("admin:editorial_article_change", args=[article.pk])


def version_of(article, version):
    row = article.history.filter(version=version).first()
    return reverse("admin:editorial_article_version", args=[article.pk, row.pk])


@pytest.fixture
def article(issue, at_desk):
    """Version 1 with a note, rewritten by 陈执编 into version 2 without one."""
    article = cast.make_article(issue, title="原题", body="<p>共建三处驿站。</p>", note="原按。")
    chen = at_desk("chen")
    changes = {"title": "改题", "body": "<h2>一、新增</h2><p>共建四处驿站。</p>", "note": ""}
    chen.post(form_of(article), fields_of(chen, form_of(article)) | changes)
    article.refresh_from_db()
    return article


def test_a_version_is_compared_with_the_present_word_by_word(at_desk, article):
    response = at_desk("lin").get(version_of(article, 1))

    shown = {each.label: each.paragraphs for each in response.context["differences"]}
    assert list(shown) == ["标题", "正文", "编者按"]
    assert shown["标题"] == [[("gone", "改"), ("new", "原"), ("same", "题")]]
    assert shown["编者按"] == [[("new", "原按。")]]
    assert "恢复为新的一版" in text_of(response)


def test_an_old_version_comes_back_as_a_new_one(at_desk, newsroom, article):
    response = at_desk("lin").post(version_of(article, 1), {"seen": "2"}, follow=True)

    article = Article.objects.get()
    assert (article.title, article.body) == ("原题", "<p>共建三处驿站。</p>")
    assert EditorsNote.objects.get(article=article).body == "<p>原按。</p>"
    assert [row.version for row in article.history.all()] == [3, 2, 1]
    assert article.history.first().history_user == newsroom["lin"]
    record = article.records.get(verb="restore_version")
    assert (record.by, record.label) == (newsroom["lin"], "恢复旧版")
    assert record.remark == "恢复第 1 版的标题、正文、编者按"
    said = "《原题》已恢复第 1 版的标题、正文、编者按，是新的一版；原来的文字留在历史里。"
    assert said in text_of(response)


def test_a_version_that_is_no_longer_the_newest_is_not_overwritten(at_desk, article):
    response = at_desk("lin").post(version_of(article, 1), {"seen": "1"}, follow=True)

    assert Article.objects.get().title == "改题"
    assert "《改题》刚刚又有人改过，没有恢复；请看过现在的差别再决定。" in text_of(response)


def test_restoring_a_finished_article_takes_it_back_to_review(at_desk, article):
    Article.objects.update(state=Article.State.FINAL)

    response = at_desk("lin").post(version_of(article, 1), {"seen": "2"}, follow=True)

    assert Article.objects.get().state == Article.State.FIRST_REVIEW
    assert "《原题》恢复了旧版的文字，已回到“初审”重新审读。" in text_of(response)


@pytest.mark.parametrize(("who", "state"), [("mei", "draft"), ("lin", "second_review")])
def test_who_may_not_write_may_look_and_not_restore(at_desk, article, who, state):
    Article.objects.update(state=state)
    client = at_desk(who)

    assert client.post(version_of(article, 1), {"seen": "2"}).status_code == 403
    assert Article.objects.get().title == "改题"
    assert "恢复为新的一版" not in text_of(client.get(version_of(article, 1)))


def test_a_published_article_is_corrected_not_restored(at_desk, article):
    Article.objects.update(state=Article.State.FINAL)
    Issue.objects.update(state=Issue.State.PUBLISHED, publish_at="2026-01-01T00:00Z")
    zhou = at_desk("zhou")

    said = "本期已经公开：请照这里的差别在文章页上改，并写更正说明。"
    assert said in text_of(zhou.get(version_of(article, 1)))
    assert zhou.post(version_of(article, 1), {"seen": "2"}).status_code == 403


def test_a_version_of_another_article_is_not_found(at_desk, issue, article):
    other = cast.make_article(issue)
    row = other.history.first()
    url = reverse("admin:editorial_article_version", args=[article.pk, row.pk])

    assert at_desk("lin").get(url).status_code == 404


def test_headings_cells_and_pictures_have_lines_of_their_own():
    table = "<table><thead><tr><th>市</th><th>户</th></tr></thead><tbody><tr><td>甲</td><td>3</td>"
    html = f'<h3>（一）总则</h3>{table}</tr></tbody></table><figure><img src="x" alt="桥"></figure>'

    assert lines_of(html) == ["【二级标题】（一）总则", "市 │ 户", "甲 │ 3", "【图片：桥】"]


def test_ten_thousand_characters_are_compared_paragraph_by_paragraph(issue):
    lines = [
        f"第{n}条云麓市统一调度算力网络，山海省各地接续推进，按季通报进展。" for n in range(300)
    ]
    article = cast.make_article(issue, body="".join(f"<p>{line}</p>" for line in lines))
    changed = [line.replace("按季", "按月") if n % 5 else line for n, line in enumerate(lines)]
    old = article.history.first()
    article.body = "".join(f"<p>{line}</p>" for line in changed)

    found = differences(article, old)

    assert len(found[0][1].paragraphs) == 240


def test_attachments_of_a_version_are_compared_and_come_back(at_desk, issue):
    article = cast.make_article(issue, title="原题")
    article.attachments.create(title="驿站名录", url="https://a.invalid/x", position=1)
    chen = at_desk("chen")
    fields = fields_of(chen, form_of(article))
    chen.post(form_of(article), fields | {"attachments-0-title": "改名", "attachments-0-url": ""})

    response = chen.get(version_of(article, 1))
    shown = {each.label: each.paragraphs for each in response.context["differences"]}
    assert list(shown) == ["附件"]
    chen.post(version_of(article, 1), {"seen": "2"})

    rows = [(row.title, row.url) for row in article.attachments.all()]
    assert rows == [("驿站名录", "https://a.invalid/x")]
    assert article.records.get(verb="restore_version").remark == "恢复第 1 版的附件"


def test_attachments_older_than_their_history_are_not_taken_for_missing(issue):
    article = cast.make_article(issue, title="原题")
    row = article.attachments.create(title="驿站名录", position=1)
    row.history.update(history_change_reason=HISTORY_BEGAN)
    first = article.history.get()
    article.title, article.version = "改题", 2
    article.save()
    row.history.update(history_date=timezone.now())

    assert [name for name, _ in differences(article, first)] == ["title"]

"""What changed between two versions, told in words."""

import pytest
from django.urls import reverse

from editorial.admin.history import changed_part
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "新填的", ("（空）", "新填的")),
        ("旧", "", ("旧", "（空）")),
        ("一二三四五", "一二三六五", ("一二三四五", "一二三六五")),
        ("头" * 40 + "甲" + "尾" * 40, "头" * 40 + "乙" + "尾" * 40,
         ("……" + "头" * 14 + "甲" + "尾" * 14 + "……", "……" + "头" * 14 + "乙" + "尾" * 14 + "……")),
        ("前后", "前" + "长" * 300 + "后", ("前后", "前" + "长" * 119 + "……")),
    ],
)  # fmt: skip
def test_only_the_place_that_differs_is_shown(old, new, shown):
    assert changed_part(old, new) == shown


def test_the_history_tells_who_changed_which_words(at_desk, issue):
    article = cast.make_article(issue, title="甲\n乙", body="<p>共建三处驿站。</p>")
    client = at_desk("lin")
    url = reverse("admin:editorial_article_change", args=[article.pk])
    client.post(url, fields_of(client, url) | {"body": "<p>共建四处驿站。</p>", "note": "按语。"})

    text = text_of(client.get(reverse("admin:editorial_article_history", args=[article.pk])))

    assert "林编辑 已修改 正文 共建 三 四 处驿站。" in text
    assert "编者按 按语。" in text
    assert "共 2 个版本" in text


def test_line_breaks_of_the_browser_are_no_change(at_desk, issue):
    article = cast.make_article(issue, title="第一行\n第二行")
    client = at_desk("lin")
    url = reverse("admin:editorial_article_change", args=[article.pk])

    data = fields_of(client, url)
    client.post(url, data)

    article.refresh_from_db()
    assert data["title"] == "第一行\r\n第二行"
    assert (article.title, article.version) == ("第一行\n第二行", 1)


def test_the_history_of_an_issue_tells_of_its_masthead(at_desk, issue):
    entry = issue.masthead.create(role="主编", names=["东湾数据研究院"])
    entry.names = ["临江数据研究院"]
    entry.save()

    url = reverse("admin:editorial_issue_history", args=[issue.pk])
    text = text_of(at_desk("chen").get(url))

    assert "版权页 主编：临江数据研究院" in text
    assert "版权页 主编：东湾数据研究院" in text


def test_the_history_of_an_article_tells_of_its_attachments(at_desk, issue):
    article = cast.make_article(issue)
    article.attachments.create(title="驿站名录", url="https://example.org/a")

    url = reverse("admin:editorial_article_history", args=[article.pk])
    text = text_of(at_desk("lin").get(url))

    assert "附件 驿站名录 https://example.org/a" in text


def test_a_cover_story_chosen_for_the_first_time_was_nothing_before(at_desk, issue):
    story = cast.make_article(issue, title="封面的一篇")
    issue.cover_story = story
    issue.save()

    url = reverse("admin:editorial_issue_history", args=[issue.pk])
    text = text_of(at_desk("chen").get(url))

    assert "封面文章 （空） 封面的一篇" in text

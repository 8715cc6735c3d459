"""The view behind pasting and 整理版式: who may ask, what it answers, what it never does."""

import json

import pytest
from django.urls import reverse

from editorial.models import Article, Record
from tests import cast

pytestmark = pytest.mark.django_db


def ask(client, kind: str, markup: str):
    url = reverse("admin:editorial_article_tidy", args=[kind])
    return client.post(url, markup.encode(), content_type="text/html; charset=utf-8")


def test_a_paste_comes_back_clean_with_an_account(newsroom, client):
    client.force_login(newsroom["lin"])

    markup = (
        "<p style='x:y'>一、总体要求</p><p>坚持统筹推进。</p><img src='https://p.invalid/a.png'>"
    )
    answer = ask(client, "pasted", markup)

    assert answer.json() == {
        "html": "<h2>一、总体要求</h2>\n<p>坚持统筹推进。</p>",
        "done": ["认出一级标题 1 个。", "去掉了字体、颜色、缩进等样式。"],
        "look": [],
        "pictures": [
            {
                "address": "https://p.invalid/a.png",
                "alt": "",
                "after": "坚持统筹推进。",
                "why": "在别的网站上",
            }
        ],
    }


def test_a_note_gets_paragraphs_and_a_cell_gets_lines(newsroom, client):
    client.force_login(newsroom["lin"])
    markup = "<h2>一、总体要求</h2><p>坚持<b>统筹</b>推进。</p>"

    assert ask(client, "note", markup).json()["html"] == (
        "<p>一、总体要求</p>\n<p>坚持统筹推进。</p>"
    )
    assert ask(client, "line", markup).json()["html"] == "一、总体要求<br>坚持统筹推进。"


def test_a_text_already_there_is_compared_and_not_written(newsroom, client):
    client.force_login(newsroom["lin"])
    article = cast.make_article(
        cast.make_issue(47), body="<p>（一）夯实底座。建设数据港(一期)。</p>"
    )

    answer = ask(client, "own", article.body).json()

    assert answer["is_same"] is False
    assert answer["html"] == (
        '<p><strong class="run-in">（一）夯实底座。</strong>建设数据港（一期）。</p>'
    )
    shown = "<ins>【段首标题】</ins>（一）夯实底座。建设数据港<del>(一期)</del><ins>（一期）</ins>"
    assert shown in answer["differences"]
    article.refresh_from_db()
    assert (article.version, Record.objects.count()) == (Article().version, 0)


def test_a_tidy_text_is_said_to_be_tidy(newsroom, client):
    client.force_login(newsroom["lin"])

    answer = ask(client, "own", "<h2>一、总体要求</h2>\n<p>坚持统筹推进。</p>").json()

    assert answer["is_same"] is True


@pytest.mark.parametrize(
    ("kind", "markup", "status", "sentence"),
    [
        ("nothing", "<p>甲</p>", 404, "不知道要整理成什么，请刷新页面后再试。"),
        ("pasted", "甲" * 600_001, 422, "贴来的文字有 600001 字，超过一期的上限"),
        ("pasted", "a" * (10 * 1024 * 1024 + 65_537), 413, "贴来的内容超过 10 MB，不能整理"),
    ],
)
def test_what_cannot_be_tidied_is_answered_with_a_sentence(
    newsroom, client, kind, markup, status, sentence
):
    client.force_login(newsroom["lin"])

    answer = ask(client, kind, markup)

    assert answer.status_code == status
    assert json.loads(answer.content)["sentence"].startswith(sentence)


def test_bytes_that_are_no_text_do_no_harm(newsroom, client):
    client.force_login(newsroom["lin"])
    url = reverse("admin:editorial_article_tidy", args=["pasted"])

    answer = client.post(url, b"<p>\xff\xfe\xe7\x94\xb2", content_type="text/html")

    assert answer.json()["html"].endswith("甲</p>")

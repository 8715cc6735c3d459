"""看排版: the text as typed, from the page where it begins, for all who may see the article."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from editorial import typesetting
from editorial.models import Edition
from tests import cast

pytestmark = pytest.mark.django_db


def url_of(article):
    return reverse("admin:editorial_article_preview", args=[article.pk])


def key_in(answer) -> str:
    return answer["pages"][0]["url"].split("/")[-2]


def newest_layout(article, **facts):
    return Edition.objects.create(
        issue=article.issue, kind="proof", state="ready", digest="a" * 64, **facts
    )


def test_the_typed_text_is_set_and_nothing_is_stored(at_desk, issue):
    article = cast.make_article(issue, title="旧题", body="<p>旧文。</p>")

    typed = {"title": "新写的题", "body": "<p>新写的正文。</p>", "note": "<p>新按语。</p>"}
    answer = at_desk("lin").post(url_of(article), typed).json()

    pdf = typesetting.preview_pdf(article, key_in(answer))
    words = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert [each in words for each in ("新写的题", "新写的正文。", "新按语。", "旧")] == [
        True, True, True, False
    ]  # fmt: skip
    article.refresh_from_db()
    assert (article.title, article.body, article.version) == ("旧题", "<p>旧文。</p>", 1)
    assert getattr(article, "editors_note", None) is None


def test_pages_begin_where_the_newest_layout_has_them(at_desk, issue):
    article = cast.make_article(issue)
    newest_layout(article, start_pages={str(article.pk): 46}, article_pages={str(article.pk): 3})

    answer = at_desk("lin").post(url_of(article)).json()

    assert answer["sentence"] == "第 46 页起，共 1 页，比上次排版少 2 页。"
    assert [page["folio"] for page in answer["pages"]] == ["46"]


def test_an_issue_that_was_never_set_begins_at_01_and_says_so(at_desk, issue):
    article = cast.make_article(issue)

    answer = at_desk("lin").post(url_of(article)).json()

    assert answer["sentence"] == "本期还没有排过版，暂从第 1 页起，共 1 页。"


def test_pages_are_pictures_that_browsers_may_keep(at_desk, issue):
    article = cast.make_article(issue)
    lin = at_desk("lin")
    answer = lin.post(url_of(article)).json()

    response = lin.get(answer["pages"][0]["url"])

    assert Image.open(io.BytesIO(response.content)).size == (480, 679)
    assert response["Cache-Control"] == "private, max-age=86400, immutable"


def test_what_cannot_be_printed_is_said_in_a_sentence(at_desk, issue):
    article = cast.make_article(issue, title="云麓市数据条例")

    name = f"{'0' * 32}.png"

    response = at_desk("lin").post(
        url_of(article), {"body": f'<figure><img src="/pictures/{name}"></figure>'}
    )

    assert response.status_code == 422
    assert response.json()["sentence"] == (
        f"《云麓市数据条例》引用的图片“{name}”不在图库里，请重新上传并插入。"
    )


def test_a_preview_of_one_article_is_not_found_under_another(at_desk, issue):
    article, other = cast.make_article(issue), cast.make_article(issue)
    lin = at_desk("lin")
    url = lin.post(url_of(article)).json()["pages"][0]["url"]

    assert lin.get(url).status_code == 200
    assert lin.get(url.replace(f"/{article.pk}/", f"/{other.pk}/")).status_code == 404


def test_odd_widths_and_pages_are_not_found(at_desk, issue):
    article = cast.make_article(issue)
    lin = at_desk("lin")
    url = lin.post(url_of(article)).json()["pages"][0]["url"]

    assert lin.get(url.replace("-480.png", "-481.png")).status_code == 404
    assert lin.get(url.replace("1-480.png", "7-480.png")).status_code == 404


def test_a_locked_article_shows_its_stored_text(at_desk, issue):
    article = cast.make_article(issue, title="已定稿的题", state="final")

    answer = at_desk("xiao").post(url_of(article)).json()

    pdf = typesetting.preview_pdf(article, key_in(answer))
    assert "已定稿的题" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_the_form_offers_it(at_desk, issue):
    article = cast.make_article(issue)

    page = at_desk("lin").get(reverse("admin:editorial_article_change", args=[article.pk]))

    assert f'data-url="{url_of(article)}"' in page.content.decode()
    assert "看排版" in page.content.decode()

"""What holds at every public address: methods, headers, and closed doors of internal matter."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from editorial.models import Article
from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db

PAGES = (
    *("/", "/issues/", "/2026/", "/2026/index/", "/2026/46/", "/2026/46/2/", "/follow/"),
    *("/search/", "/policy/", "/policy/numbers/", "/policy/bodies/", "/policy/regions/"),
)
FILES = ("/2026/46/download/", "/2026/46/cover.svg", "/pictures/" + "ab" * 16 + ".png")
MACHINES = (
    *("/feed/", "/feed/policy/", "/feed/rss/", "/2026/46/card.png"),
    *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-2026.xml"),
)
EVERYTHING = (*PAGES, *FILES, *MACHINES, "/robots.txt")


@pytest.fixture(autouse=True)
def _stock(issue):
    issue.articles.first().pictures.add(shelf.make_picture())


@pytest.mark.parametrize("url", EVERYTHING)
def test_every_address_answers_head_like_get(client, url):
    assert client.get(url).status_code == client.head(url).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("url", EVERYTHING)
def test_no_address_takes_another_method(url, method):
    """Whoever asks brings no token of a form."""
    response = getattr(Client(enforce_csrf_checks=True), method)(url)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "公开站只接受读取，不接受提交或修改。" in text(response)


@pytest.mark.parametrize("url", [*EVERYTHING, "/no/such/page/"])
def test_every_answer_carries_a_policy_without_inline_code(client, url):
    response = client.get(url)

    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' data:;")
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("url", [*PAGES, "/no/such/page/"])
def test_no_page_has_inline_styles_or_scripts(client, url):
    Article.objects.filter(position=2).update(
        body='<figure class="chart" data-chart="bar"><table><tr><th></th><th>数</th></tr>'
        "<tr><td>甲</td><td>5</td></tr></table><figcaption>图1</figcaption></figure>"
    )

    page = text(client.get(url))

    assert " style=" not in page
    assert "<style" not in page
    assert re.findall(r"<[^>]* on[a-z]+=", page) == []
    scripts = page.replace('<script type="application/ld+json">', "").count("<script")
    assert scripts == page.count('<script src="/static/')


@pytest.mark.parametrize("url", PAGES)
def test_a_page_sets_no_cookie_and_is_compared_before_it_is_sent_again(client, url):
    response = client.get(url)

    again = client.get(url, headers={"If-None-Match": response["ETag"]})

    assert response.cookies == {}
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=0, must-revalidate"
    assert again.status_code == 304


@pytest.mark.parametrize("url", [*PAGES, "/2026/46/download/"])
def test_internal_matter_asks_strangers_to_sign_in(client, url):
    shelf.make_internal()

    response = client.get(url)

    assert response.status_code == 302
    assert response["Location"] == f"/desk/login/?next={url}"
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("url", [*MACHINES, *FILES[1:]])
def test_internal_matter_is_refused_to_strange_programs(client, url):
    shelf.make_internal()

    response = client.get(url)

    assert response.status_code == 403
    assert "这份刊物是内部资料，只供登录人员阅读。" in text(response)


@pytest.mark.parametrize("url", [*PAGES, *FILES, *MACHINES])
def test_internal_matter_is_open_to_people_who_signed_in(client, url):
    shelf.make_internal()
    client.force_login(cast.make_user("reader"))

    response = client.get(url)

    assert response.status_code == 200
    assert response["Cache-Control"].startswith("private")
    assert "Cookie" in response["Vary"]


def test_a_page_of_internal_matter_says_so(client):
    shelf.make_internal()
    client.force_login(cast.make_user("reader"))

    assert "<dd>内部资料，免费交流</dd>" in text(client.get("/"))


@pytest.mark.parametrize(
    "url",
    [
        *("/no/such/page/", "/2026/46/%00/", "/2026/abc/", "/%E4%B8/", "/-1/"),
        *("/2025/index/", "/99999999999999999999/index/", "/sitemap-99999999999999999999.xml"),
        *("/2026/47/card.png", "/feed/nothing/rss/", "/2025/index/download/"),
    ],
)
def test_an_unknown_address_gets_a_page_that_helps(client, url):
    response = client.get(url)

    assert response.status_code == 404
    assert "没有找到这一页" in text(response)
    assert '<a class="button quiet" href="/issues/">按年浏览往期</a>' in text(response)


def test_what_an_article_page_weighs_without_its_pictures(client):
    """HTML, styles and scripts, as they are stored: 100 kB at most, uncompressed."""
    page = text(client.get("/2026/46/2/"))

    names = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page))
    weights = [Path(finders.find(name)).stat().st_size for name in names]
    assert {"archive/frame.css", "archive/body.css", "archive/cite.js"} <= names
    assert len(page.encode()) + sum(weights) <= 100_000


def test_a_missing_slash_at_the_end_is_put_right(client):
    assert client.get("/2026/46/2")["Location"] == "/2026/46/2/"


def test_a_strange_host_is_refused(client):
    response = client.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "请求无法识别" in text(response)


def test_an_error_of_ours_gets_a_page_that_says_so(client, monkeypatch):
    monkeypatch.setattr("editorial.archive.reading.web_edition", lambda issue: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "问题出在我们这一边" in text(response)


def test_where_even_that_page_cannot_be_made_its_words_are_said(client, monkeypatch, settings):
    monkeypatch.setattr("editorial.archive.reading.web_edition", lambda issue: 1 / 0)
    broken = [settings.TEMPLATES[0] | {"DIRS": []}]
    client.raise_request_exception = False

    settings.TEMPLATES = broken
    response = client.get("/")

    assert response.status_code == 500
    assert "问题出在我们这一边，已经记入日志，请过几分钟再试。" in text(response)
    assert "stylesheet" not in response.content.decode()

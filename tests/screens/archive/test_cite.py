"""/<year>/<number>/<position>/cite.bib, .ris, .txt and the offprint: what a reader keeps."""

import re
from urllib.parse import quote

import pytest

from editorial.models import Edition
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db
URL = "/2026/46/2/"


@pytest.mark.parametrize(
    ("form", "kind", "words"),
    [
        ("bib", "application/x-bibtex", "pages = {4--8}"),
        ("ris", "application/x-research-info-systems", "SP  - 4\r\nEP  - 8\r\n"),
        ("txt", "text/plain", "大数据发展动态，2026（46）：4-8. https://"),
    ],
)
def test_a_reference_is_saved_under_the_title(client, issue, form, kind, words):
    response = client.get(f"{URL}cite.{form}")

    name = quote(f"公共服务场景指导意见.{form}")
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert words in text(response)
    assert f'href="{URL}cite.{form}"' in text(client.get(URL))


def test_other_forms_are_not_found(client, issue):
    assert client.get(f"{URL}cite.exe").status_code == 404


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
@pytest.mark.parametrize("tail", ["cite.bib", "download/"])
def test_nothing_is_kept_of_a_hidden_issue(client, issue, state, hours, tail):
    make_offprint(issue)
    assert client.get(URL + tail).status_code == 200

    shelf.hide(issue, state, hours)

    assert client.get(URL + tail).status_code == shelf.answer_of(state)


def make_offprint(issue, **fields):
    article = issue.articles.get(position=2)
    return shelf.make_edition(issue, kind=Edition.Kind.OFFPRINT, article=article, pages=5, **fields)


def test_an_offprint_is_offered_under_the_title(client, issue):
    make_offprint(issue)

    response = client.get(f"{URL}download/")

    assert b"".join(response.streaming_content) == shelf.PDF
    assert response["Content-Disposition"].endswith(quote("公共服务场景指导意见.pdf"))
    assert f'href="{URL}download/" type="application/pdf">本文抽印本（5页，' in text(
        client.get(URL)
    )


@pytest.mark.parametrize(
    "fields", [{"digest": "0" * 64}, {"state": Edition.State.FAILED}], ids=["other words", "failed"]
)
def test_an_offprint_of_other_words_is_not_offered(client, issue, fields):
    make_offprint(issue, **fields)

    assert "本文抽印本" not in text(client.get(URL))
    assert client.get(f"{URL}download/").status_code == 404


def test_an_offprint_of_another_article_is_not_offered(client, issue):
    make_offprint(issue)

    assert "本文抽印本" not in text(client.get("/2026/46/1/"))


def test_every_paragraph_can_be_pointed_at(client, issue):
    page = text(client.get(URL))

    assert '<p id="p-1">到明年底，全省建成统一调度的服务网络。</p>' in page


def test_indexers_are_told_bodies_issue_and_pages(client, issue):
    make_offprint(issue)

    page = text(client.get(URL))

    told = dict(re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page))
    assert told == {
        "title": "公共服务场景指导意见",
        "author": "山海省数据局",
        "journal_title": "大数据发展动态",
        "publication_date": "2026/11/13",
        "issue": "46",
        "firstpage": "4",
        "lastpage": "8",
        "language": "zh",
        "public_url": f"https://bulletin.example.org{URL}",
        "pdf_url": f"https://bulletin.example.org{URL}download/",
    }

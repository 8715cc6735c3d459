"""/<year>/index/ : 年度总目录, by section and by issuing body, and its PDF."""

import re
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from editorial import search
from editorial.models import AnnualIndex, Article, year_contents
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db
URL = "/2026/index/"


def make_index(**fields) -> AnnualIndex:
    fields.setdefault("digest", year_contents(2026).digest)
    file = ContentFile(shelf.PDF, "2026-index.pdf")
    made = {"file": file, "size": len(shelf.PDF), "pages": 3, "made_at": timezone.now()}
    return AnnualIndex.objects.create(year=2026, **made | fields)


def lines_of(page: str) -> list[tuple[str, str, str]]:
    """(address, title, place without tags) of each line."""
    found = re.findall(
        r'<li><a href="([^"]+)">([^<]+)</a><span class="place">(.*?)</span></li>', page
    )
    return [(address, title, re.sub("<[^>]+>", " ", place)) for address, title, place in found]


def test_the_year_is_listed_by_section_with_issue_and_page(client, issue):
    shelf.make_published(45)

    page = text(client.get(URL))

    assert re.findall(r"<h2 [^>]*>(?:<span[^>]*></span>)?([^<]+)</h2>", page) == [
        "国策要论",
        "前沿观察",
    ]
    assert lines_of(page)[1:3] == [
        ("/2026/45/2/", "公共服务场景指导意见", "45期 4页 "),
        ("/2026/46/1/", "数据基础制度先行先试工作指引", "46期 1页 "),
    ]
    assert "第45—46期" in page


def test_the_year_is_listed_by_issuing_body(client, issue):
    Article.objects.filter(position=2).update(source="云麓市数据局、山海省数据局")
    search.rebuild()

    page = text(client.get(URL, {"by": "body"}))

    bodies = re.findall(r"<h2 [^>]*>([^<]+)</h2>", page)
    assert bodies == ["山海省数据局", "云麓市数据局"]
    assert [title for _, title, _ in lines_of(page)].count("公共服务场景指导意见") == 2


def test_an_unknown_way_is_the_first_one(client, issue):
    assert lines_of(text(client.get(URL, {"by": "<b>"}))) == lines_of(text(client.get(URL)))


def test_the_pages_of_issues_lead_to_it(client, issue):
    assert f'href="{URL}"' in text(client.get("/2026/"))
    assert f'href="{URL}"' in text(client.get("/issues/"))


def test_the_file_is_offered_under_its_name(client, issue):
    make_index()

    response = client.get(f"{URL}download/")

    assert b"".join(response.streaming_content) == shelf.PDF
    assert quote("大数据发展动态2026年度总目录.pdf") in response["Content-Disposition"]
    assert f'href="{URL}download/" type="application/pdf">下载总目录 PDF<span>3页' in text(
        client.get(URL)
    )


def test_a_file_that_says_other_than_the_year_is_kept_back(client, issue):
    make_index()
    shelf.hide(shelf.make_published(45), "withdrawn", -1)
    assert client.get(f"{URL}download/").status_code == 200

    Article.objects.filter(position=1).update(title="改过的题目")
    response = client.get(f"{URL}download/")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "no-cache" in response["Cache-Control"]
    assert "2026年度总目录正在排版" in text(response)
    assert "下载总目录" not in text(client.get(URL))


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
@pytest.mark.parametrize("tail", ["", "download/"])
def test_a_year_of_hidden_issues_is_not_found(client, issue, state, hours, tail):
    make_index()
    shelf.hide(issue, state, hours)

    assert client.get(URL + tail).status_code == 404


def test_of_an_internal_periodical_strangers_see_nothing(client, issue):
    make_index()
    shelf.make_internal()

    assert client.get(URL).status_code == 302
    assert client.get(f"{URL}download/").status_code == 302


@pytest.mark.parametrize("count", [2, 20])
def test_the_index_asks_eight_queries_whatever_the_number_of_issues(
    client, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        shelf.make_published(number)

    with django_assert_num_queries(8):
        client.get(URL)

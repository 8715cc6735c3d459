"""/sitemap.xml, /sitemap-pages.xml, /sitemap-<year>.xml : every public page, and no other."""

import lxml.etree
import pytest

from editorial import search
from editorial.models import Correction
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db
SITE = "https://bulletin.example.org"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def read(client, url):
    response = client.get(url)
    assert response["Content-Type"] == "application/xml"
    return lxml.etree.fromstring(response.content)


def addresses(client, url="/sitemap.xml") -> list[str]:
    found = read(client, url).xpath("*/s:loc/text()", namespaces=SPACES)
    return [address.removeprefix(SITE) for address in found]


def test_the_map_of_maps_names_one_map_a_year(client, issue):
    shelf.make_published(3, year=2025)

    assert addresses(client) == ["/sitemap-pages.xml", "/sitemap-2026.xml", "/sitemap-2025.xml"]


def test_a_years_map_has_its_issues_and_articles(client, issue):
    shelf.make_published(3, year=2025)

    assert addresses(client, "/sitemap-2026.xml") == [
        "/2026/",
        "/2026/index/",
        "/2026/46/",
        "/2026/46/1/",
        "/2026/46/2/",
        "/2026/46/3/",
    ]


def test_the_standing_pages_have_the_policy_index_whole(client, issue):
    search.rebuild()

    assert addresses(client, "/sitemap-pages.xml") == [
        *("/", "/issues/", "/policy/", "/policy/numbers/", "/policy/bodies/"),
        *("/policy/regions/", "/verify/"),
        "/policy/bodies/%E5%B1%B1%E6%B5%B7%E7%9C%81%E6%95%B0%E6%8D%AE%E5%B1%80/",
        "/policy/regions/%E5%B1%B1%E6%B5%B7%E7%9C%81/",
    ]


def test_pictures_stand_with_the_pages_that_show_them(client, issue):
    picture = shelf.make_picture()
    issue.articles.get(position=2).pictures.add(picture)

    tree = read(client, "/sitemap-2026.xml")

    shown = {
        page.findtext("s:loc", namespaces=SPACES).removeprefix(SITE): page.xpath(
            "i:image/i:loc/text()", namespaces=SPACES
        )
        for page in tree
    }
    assert shown["/2026/46/"] == [f"{SITE}/2026/46/card.png"]
    assert shown["/2026/46/2/"] == [f"{SITE}{picture.path}"]
    assert shown["/2026/46/1/"] == []


def test_a_correction_is_a_change(client, issue):
    def days(url):
        return read(client, url).xpath("//s:lastmod/text()", namespaces=SPACES)

    before = days("/sitemap.xml"), days("/sitemap-2026.xml")

    Correction.objects.create(issue=issue, article=issue.articles.first(), number=1, note="改。")

    after = days("/sitemap.xml"), days("/sitemap-2026.xml")
    assert after[0][0] > before[0][0]
    assert all(new > old for new, old in zip(after[1], before[1], strict=True))


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_the_maps_have_nothing_that_is_not_public(client, issue, state, hours):
    shelf.hide(issue, state, hours)

    assert addresses(client) == ["/sitemap-pages.xml"]
    assert client.get("/sitemap-2026.xml").status_code == 404


@pytest.mark.parametrize("count", [2, 30])
@pytest.mark.parametrize(("url", "queries"), [("/sitemap.xml", 3), ("/sitemap-2026.xml", 5)])
def test_a_map_costs_the_same_queries_whatever_the_number_of_issues(
    client, count, url, queries, django_assert_num_queries
):
    for number in range(1, count + 1):
        shelf.make_published(number)

    with django_assert_num_queries(queries):
        client.get(url)

"""/sitemap.xml : every public page, and no other."""

import lxml.etree
import pytest

from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db
SITE = "https://bulletin.example.org"


def addresses(client) -> list[str]:
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    return lxml.etree.fromstring(response.content).xpath("//*[local-name()='loc']/text()")


def test_the_map_has_every_public_page(client, issue):
    assert addresses(client) == [
        f"{SITE}/",
        f"{SITE}/issues/",
        f"{SITE}/2026/46/",
        f"{SITE}/2026/46/1/",
        f"{SITE}/2026/46/2/",
        f"{SITE}/2026/46/3/",
    ]


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_the_map_has_nothing_that_is_not_public(client, issue, state, hours):
    shelf.hide(issue, state, hours)

    assert addresses(client) == [f"{SITE}/", f"{SITE}/issues/"]


@pytest.mark.parametrize("count", [2, 30])
def test_the_map_costs_three_queries_whatever_the_number_of_issues(
    client, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        shelf.make_published(number)

    with django_assert_num_queries(3):
        client.get("/sitemap.xml")

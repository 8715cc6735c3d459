"""/<year>/ : one year's issues with their covers."""

import pytest

from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db


def test_a_year_lists_its_issues_newest_first(client):
    for year, number in ((2025, 50), (2026, 1), (2026, 2)):
        cast.make_issue(number, year=year, state="published", cover_headline=f"头条{number}")

    page = text(client.get("/2026/"))

    assert "<h1>2026年</h1>" in page
    assert page.index("头条2") < page.index("头条1")
    assert "头条50" not in page


@pytest.mark.parametrize("year", ["2025", "0", "99999", "99999999999999999999"])
def test_a_year_without_issues_is_not_found(client, issue, year):
    assert client.get(f"/{year}/").status_code == 404


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_a_year_of_hidden_issues_is_not_found(client, issue, state, hours):
    shelf.hide(issue, state, hours)

    assert client.get("/2026/").status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_a_year_asks_four_queries_whatever_the_number_of_issues(
    client, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        cast.make_issue(number, state="published")

    with django_assert_num_queries(4):
        client.get("/2026/")

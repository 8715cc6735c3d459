"""/issues/ : every year, each with its newest issues."""

import pytest

from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db


def test_an_empty_archive_says_so(client):
    assert "还没有出版的期。第一期出版后会出现在这里。" in text(client.get("/issues/"))


def test_years_stand_newest_first_with_how_many_issues_each_has(client):
    for year, number in ((2024, 50), (2025, 1), (2025, 2)):
        cast.make_issue(number, year=year, state="published")

    page = text(client.get("/issues/"))

    assert page.index("全部2期") < page.index("全部1期")
    assert page.index('id="y2025"') < page.index("第2期") < page.index("第1期")
    assert page.index("第1期") < page.index('id="y2024"') < page.index("第50期")


def test_a_year_shows_its_newest_six(client):
    for number in range(1, 9):
        cast.make_issue(number, state="published")

    page = text(client.get("/issues/"))

    shown = [f'href="/2026/{number}/"' in page for number in range(1, 9)]
    assert shown == [False, False, True, True, True, True, True, True]
    assert "全部8期" in page


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_issues_that_are_not_public_are_neither_shown_nor_counted(client, issue, state, hours):
    shelf.hide(shelf.make_published(47), state, hours)

    page = text(client.get("/issues/"))

    assert "第46期" in page
    assert "第47期" not in page
    assert "全部1期" in page


@pytest.mark.parametrize("count", [2, 30])
def test_issues_ask_four_queries_whatever_their_number(client, count, django_assert_num_queries):
    for number in range(1, count + 1):
        cast.make_issue(number, year=2020 + number % 6, state="published")

    with django_assert_num_queries(4):
        client.get("/issues/")

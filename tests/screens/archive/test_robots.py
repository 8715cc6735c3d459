"""/robots.txt : what crawlers may read."""

import pytest

from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db


def test_robots_may_read_everything_but_the_desk(client):
    assert text(client.get("/robots.txt")) == (
        "User-agent: *\nDisallow: /desk/\n\nSitemap: https://bulletin.example.org/sitemap.xml\n"
    )


def test_robots_may_read_nothing_of_an_internal_publication(client, issue):
    shelf.make_internal()

    assert text(client.get("/robots.txt")) == "User-agent: *\nDisallow: /\n"

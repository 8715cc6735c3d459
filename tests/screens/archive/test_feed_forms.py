"""Every feed keeps the form of its standard, and a program that is not ours reads it whole."""

from pathlib import Path

import feedparser
import lxml.etree
import pytest

from editorial.models import Article, Publication
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db
ATOM = lxml.etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
FEEDS = ("/feed/", "/feed/policy/", "/feed/rss/", "/feed/policy/rss/")
FIRST = "https://bulletin.example.org/2026/46/1/"


@pytest.fixture
def awkward(issue):
    """Marks that a program may take for its own, and a source that is not told."""
    Publication.objects.update(name="数据 & <动态>", strapline="“一线”与'制度'")
    Article.objects.filter(position=1).update(title='甲 & 乙 <丙> "丁"')
    Article.objects.filter(position=2).update(source="")


@pytest.mark.parametrize("url", ["/feed/", "/feed/policy/", "/feed/frontier/"])
def test_atom_keeps_its_form(client, awkward, url):
    feed = lxml.etree.fromstring(client.get(url).content)

    assert (ATOM.validate(feed), str(ATOM.error_log)) == (True, "")


def test_an_empty_feed_keeps_its_form(client):
    shelf.cast.make_issue(1)

    assert ATOM.validate(lxml.etree.fromstring(client.get("/feed/").content))


def test_a_feed_without_an_identity_is_found_out(client, issue):
    feed = lxml.etree.fromstring(client.get("/feed/").content)

    feed.remove(feed.find("{http://www.w3.org/2005/Atom}id"))

    assert not ATOM.validate(feed)


@pytest.mark.parametrize("url", FEEDS)
def test_another_program_reads_a_feed_whole(client, awkward, url):
    read = feedparser.parse(client.get(url).content)

    first = read.entries[0]
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, read.feed.language) == ("rss20" if "rss" in url else "atom10", "zh-CN")
    assert (first.id, first.link, first.title) == (FIRST, FIRST, '甲 & 乙 <丙> "丁"')
    assert first.content[0].value.startswith("<h2>一、总体目标</h2>")
    assert [tag.term for tag in first.tags] == ["国策要论"]
    assert first.published_parsed

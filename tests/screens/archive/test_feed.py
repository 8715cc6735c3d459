"""/feed/, /feed/<section>/ and their rss/ : the newest articles with their full text."""

import lxml.etree
import pytest

from editorial.models import Article, Correction
from tests import cast
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(client, url="/feed/"):
    response = client.get(url)
    assert response.status_code == 200
    return lxml.etree.fromstring(response.content)


CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


def titles(feed) -> list[str]:
    return feed.xpath("a:entry/a:title/text()", namespaces=ATOM)


def test_the_feed_names_itself(client, issue):
    response = client.get("/feed/")

    feed = lxml.etree.fromstring(response.content)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext("a:title", namespaces=ATOM) == "大数据发展动态"
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        "https://bulletin.example.org/feed/"
    ]


def test_entries_stand_newest_issue_first_then_in_printed_order(client, issue):
    newer = cast.make_issue(47, state="published")
    cast.make_article(newer, title="第47期首篇")

    assert titles(read(client)) == [
        "第47期首篇",
        "数据基础制度先行先试工作指引",
        "公共服务场景指导意见",
        "城市智能体研究报告",
    ]


def test_an_entry_carries_note_and_body_with_whole_addresses(client, issue):
    picture = shelf.make_picture()
    Article.objects.filter(position=2).update(body=f'<p>正文。</p><img src="{picture.path}">')

    entry = read(client).xpath("a:entry[2]", namespaces=ATOM)[0]

    content = entry.findtext("a:content", namespaces=ATOM)
    assert content.startswith("<blockquote><p>编者说明。</p></blockquote><p>正文。</p>")
    assert f'src="https://bulletin.example.org/pictures/{picture.name}"' in content
    assert entry.findtext("a:id", namespaces=ATOM) == "https://bulletin.example.org/2026/46/2/"
    assert entry.xpath("a:category/@term", namespaces=ATOM) == ["国策要论"]


def test_a_sections_feed_has_only_its_articles(client, issue):
    feed = read(client, "/feed/frontier/")

    assert feed.findtext("a:title", namespaces=ATOM) == "大数据发展动态 · 前沿观察"
    assert titles(feed) == ["城市智能体研究报告"]


def test_an_unknown_section_is_not_found(client, issue):
    assert client.get("/feed/nothing/").status_code == 404


def test_an_empty_feed_is_still_a_feed(client):
    feed = read(client)

    assert titles(feed) == []
    assert feed.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00+00:00"


def test_the_feed_holds_the_newest_thirty(client):
    for number in range(1, 13):
        shelf.make_published(number)

    assert len(titles(read(client))) == 30


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_the_feed_has_nothing_that_is_not_public(client, issue, state, hours):
    hidden = cast.make_issue(47, state="published")
    cast.make_article(hidden, title="未刊之文")
    shelf.hide(hidden, state, hours)

    assert len(titles(read(client))) == 3
    assert "未刊之文" not in titles(read(client))


@pytest.mark.parametrize("count", [2, 30])
@pytest.mark.parametrize(("url", "queries"), [("/feed/", 4), ("/feed/policy/", 5)])
def test_feeds_ask_the_same_whatever_the_number_of_issues(
    client, count, url, queries, django_assert_num_queries
):
    for number in range(1, count + 1):
        shelf.make_published(number)

    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize("url", ["/feed/rss/", "/feed/frontier/rss/"])
def test_rss_carries_the_whole_text_and_names_itself(client, issue, url):
    response = client.get(url)

    channel = lxml.etree.fromstring(response.content).find("channel")
    item = channel.findall("item")[-1]
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert channel.find(ATOM_LINK).attrib == {
        "rel": "self",
        "href": f"https://bulletin.example.org{url}",
    }
    assert item.findtext("title") == "城市智能体研究报告"
    assert item.findtext("guid") == item.findtext("link")
    assert item.findtext(CONTENT).startswith("<h2>一、总体目标</h2>")


def test_each_feed_has_an_identity_of_its_own(client, issue):
    ids = [
        read(client, url).findtext("a:id", namespaces=ATOM) for url in ("/feed/", "/feed/policy/")
    ]

    assert ids == ["https://bulletin.example.org/", "https://bulletin.example.org/feed/policy/"]


def test_a_correction_is_an_update(client, issue):
    def dates():
        return read(client).xpath("a:entry/a:updated/text()", namespaces=ATOM)

    before = dates()

    Correction.objects.create(
        issue=issue, article=issue.articles.get(position=2), number=1, note="改。"
    )

    after = dates()
    assert [new > old for new, old in zip(after, before, strict=True)] == [False, True, False]


@pytest.mark.parametrize("url", ["/feed/", "/feed/policy/"])
def test_atom_keeps_its_rules(client, issue, url):
    """RFC 4287, 4.1.1 and 4.1.2: what feed and entry must have once, and must not repeat."""
    feed = read(client, url)

    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
    entries = feed.findall("a:entry", ATOM)
    assert all(each.find("a:author/a:name", ATOM).text for each in entries)
    assert all(each.find("a:content", ATOM).get("type") == "html" for each in entries)
    assert len({each.findtext("a:id", namespaces=ATOM) for each in entries}) == len(entries)
    assert feed.findtext("a:updated", namespaces=ATOM) == max(
        each.findtext("a:updated", namespaces=ATOM) for each in entries
    )
    assert [each.text for each in feed.iter() if each.text == ""] == []


def test_the_page_of_feeds_leads_to_every_one(client, issue):
    page = shelf.text(client.get("/follow/"))

    for url in ("/feed/", "/feed/rss/", "/feed/policy/", "/feed/policy/rss/"):
        assert f'href="{url}"' in page
        assert client.get(url).status_code == 200
    assert '<a href="/follow/">订阅</a>' in shelf.text(client.get("/"))

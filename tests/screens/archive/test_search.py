"""/search/ : results with passages and filters, a stable address, and a way on where none is."""

import re

import pytest

from editorial import search
from editorial.models import Issue
from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db):
    """Two issues of two years; 数據 in traditional script in one of them."""
    old = cast.make_issue(40, year=2025, state=Issue.State.PUBLISHED)
    cast.make_article(
        old, title="青禾省數據流通办法", source="青禾省人民政府", body="<p>旧文。</p>"
    )
    new = cast.make_issue(46, state=Issue.State.PUBLISHED)
    cast.make_article(
        new, title="算力普惠方案", document_number="山海数发〔2026〕7号",
        body="<p>到明年底，全省数据服务一次办好。</p><p>别的话。</p>",
    )  # fmt: skip
    for issue in (old, new):
        search.index_issue(issue)


def ask(client, **given):
    return client.get("/search/", given)


def test_a_result_shows_title_and_passage_with_the_word_marked(client, archive):
    page = text(ask(client, q="数据"))

    assert '<a href="/2025/40/1/">青禾省<mark>數據</mark>流通办法</a>' in page
    assert "到明年底，全省<mark>数据</mark>服务一次办好。" in page
    assert "别的话" not in page
    assert page.index("/2025/40/1/") < page.index("/2026/46/1/")


def test_what_is_shown_is_text_marked_or_not(client):
    issue = cast.make_issue(46, state=Issue.State.PUBLISHED)
    cast.make_article(issue, title="算力<b>&方案", body="<p>说到算力 &lt;i&gt; 为止。</p>")
    search.index_issue(issue)

    page = text(ask(client, q="算力"))

    assert "<mark>算力</mark>&lt;b&gt;&amp;方案</a>" in page
    assert '<p class="passage">说到<mark>算力</mark>&lt;i&gt;为止。</p>' in page


def test_by_date_the_newest_comes_first(client, archive):
    page = text(ask(client, q="数据", sort="date"))

    assert page.index("/2026/46/1/") < page.index("/2025/40/1/")


def test_how_much_was_found_is_said(client, archive):
    assert "“数据”共 <b>2</b> 篇" in text(ask(client, q="数据"))


def test_a_filter_is_a_link_with_its_count_and_a_chosen_one_can_be_let_go(client, archive):
    page = text(ask(client, q="数据"))
    assert '<a href="/search/?q=%E6%95%B0%E6%8D%AE&amp;year=2025" rel="nofollow">' in page

    narrowed = text(ask(client, q="数据", year="2025"))

    assert "/2025/40/1/" in narrowed
    assert "/2026/46/1/" not in narrowed
    assert (
        '<a href="/search/?q=%E6%95%B0%E6%8D%AE">2025年<span class="visually-hidden">' in narrowed
    )
    assert '<input type="hidden" name="year" value="2025">' in narrowed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("section", "policy"),
        ("body", "青禾省人民政府"),
        ("region", "青禾省"),
        ("form", "办法"),
    ],
)
def test_every_filter_narrows(client, archive, name, value):
    page = text(ask(client, q="数据", **{name: value}))

    assert "/2025/40/1/" in page
    assert ("/2026/46/1/" in page) == (name == "section")


def test_a_document_number_is_found_however_it_is_written(client, archive):
    for typed in ("山海数发〔2026〕7号", "山海数发[2026]7", "山海数发 (2026) 7 号"):
        assert "/2026/46/1/" in text(ask(client, q=typed))
    assert "/2026/46/1/" not in text(ask(client, q="山海数发[2026]17"))


def test_pinyin_is_read_and_said_so(client, archive):
    page = text(ask(client, q="suanli"))

    assert "没有“suanli”，已按拼音查找“<b>算力</b>”。" in page
    assert "/2026/46/1/" in page


def test_where_nothing_is_found_something_is_offered(client, archive):
    page = text(ask(client, q="蒜力"))

    assert "没有找到“蒜力”" in page
    link = '<a href="/search/?q=%E7%AE%97%E5%8A%9B">算力</a>”<span class="count">1 篇</span>'
    assert f"您要找的可能是“{link}" in page


def test_before_anything_is_asked_the_page_shows_what_there_is(client, archive):
    page = text(ask(client))

    assert "共 <b>2</b> 篇文章" in page
    assert '<a href="/search/?region=%E9%9D%92%E7%A6%BE%E7%9C%81"' in page


def test_the_address_of_a_page_is_stable_and_robots_leave_it(client, archive):
    page = text(ask(client, q="数据"))

    assert '<meta name="robots" content="noindex, follow">' in page
    assert '<link rel="canonical" href="https://bulletin.example.org/search/">' in page


@pytest.mark.parametrize("page", ["2", "99999", "0", "-1", "abc", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found_and_leads_back(client, archive, page):
    response = ask(client, q="数据", page=page)

    assert response.status_code == 404
    assert "没有这一页：结果到第 1 页为止。" in text(response)
    assert "/2026/46/1/" not in text(response)


def test_pages_lead_on(client):
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    for _ in range(45):
        cast.make_article(issue)
    search.index_issue(issue)

    page = text(ask(client, q="算力", page="2"))

    assert "共 <b>45</b> 篇，第 2 页，共 3 页" in page
    assert '<a rel="prev" href="/search/?q=%E7%AE%97%E5%8A%9B">上一页</a>' in page
    assert '<a rel="next" href="/search/?q=%E7%AE%97%E5%8A%9B&amp;page=3">下一页</a>' in page
    assert page.count('<li class="hit">') == 20


HOSTILE = (
    '"',
    "*",
    "NEAR(算力 数据)",
    "算力 AND 数据 OR NOT",
    "title:算力",
    "'; DROP TABLE editorial_entry; --",
    "%",
    "_",
    "\\",
    "算力\x00\x1b",
    "算" * 10_000,
    "a " * 5000,
    "<script>alert(1)</script>",
    "{{ 7 }}",
    "\u202e算力",
    "😀",
    "%E4%B8",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_text_and_costs_a_bounded_number_of_queries(
    client, archive, typed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        response = ask(client, q=typed)

    assert response.status_code == 200
    assert "<script>alert" not in text(response)
    assert len(response.content) < 40_000


def test_a_long_question_is_cut_and_says_so(client, archive):
    assert "检索词太长，只用了前面的部分：" + "算" * 100 + "<" in text(ask(client, q="算" * 10_000))


def test_broken_percent_encoding_is_text(client, archive):
    assert client.get("/search/?q=%E4%B8&year=%zz&page=1").status_code == 200


def test_signs_alone_are_answered_with_what_to_type(client, archive):
    assert "没有可以检索的文字，请输入汉字、字母或数字。" in text(ask(client, q='"*%'))


@pytest.mark.parametrize("count", [1, 12])
def test_a_search_asks_eight_queries_whatever_the_archive(client, count, django_assert_num_queries):
    for number in range(1, count + 1):
        search.index_issue(shelf.make_published(number))

    with django_assert_num_queries(7):
        ask(client, q="指导")
    with django_assert_num_queries(8):
        ask(client, q="公共服务")


def test_the_first_page_has_the_search_box_and_every_page_a_way_to_it(client, issue):
    page = text(client.get("/"))

    assert re.search(r'<form class="find" role="search" action="/search/">', page)
    assert '<a class="to-search" href="/search/">检索</a>' in text(client.get("/2026/46/1/"))

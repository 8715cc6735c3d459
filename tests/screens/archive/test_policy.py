"""/policy/ : documents by date and number, all of a body, all of a region; and related articles."""

import pytest
from django.core.management import call_command

from editorial import search
from editorial.models import Article, Issue
from tests import cast
from tests.screens.archive.shelf import hide, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db):
    old = cast.make_issue(40, year=2025, state=Issue.State.PUBLISHED)
    cast.make_article(
        old, title="青禾省算力办法", source="青禾省人民政府、青禾省数据局",
        document_number="青禾政发〔2025〕30号",
    )  # fmt: skip
    new = cast.make_issue(46, state=Issue.State.PUBLISHED)
    cast.make_article(
        new, title="青禾省数据意见", source="青禾省人民政府", document_number="青禾政发〔2026〕4号",
        body="<p>本意见依据青禾政发〔2025〕30号制定。</p>",
    )  # fmt: skip
    cast.make_article(new, title="运行情况", source="监测中心", kind=Article.Kind.STATISTICS)
    for issue in (old, new):
        search.index_issue(issue)
    return new


def test_the_index_lists_documents_newest_first_and_nothing_else(client, archive):
    page = text(client.get("/policy/"))

    assert "共 <b>2</b> 篇" in page
    assert page.index("青禾省数据意见") < page.index("青禾省算力办法")
    assert "运行情况" not in page


def test_the_index_is_narrowed_by_year(client, archive):
    page = text(client.get("/policy/", {"year": "2025"}))

    assert "青禾省算力办法" in page
    assert "青禾省数据意见" not in page
    assert '<a href="/policy/">2025年' in page


def test_by_number_the_newest_of_each_agency_comes_first(client, archive):
    page = text(client.get("/policy/numbers/"))

    assert '<h2 id="c1">青禾政发</h2>' in page
    assert page.index("〔2026〕4号") < page.index("〔2025〕30号")


def test_a_body_has_all_that_it_issued(client, archive):
    page = text(client.get("/policy/bodies/青禾省人民政府/"))

    assert "共 <b>2</b> 篇" in page
    assert "<span>自2025年</span>" in page
    assert "青禾省算力办法" in text(client.get("/policy/bodies/青禾省数据局/"))


def test_a_region_has_all_that_concerns_it(client, archive):
    assert "共 <b>2</b> 篇" in text(client.get("/policy/regions/青禾省/"))


def test_bodies_and_regions_are_listed_with_their_counts(client, archive):
    bodies, regions = (text(client.get(f"/policy/{kind}/")) for kind in ("bodies", "regions"))

    link = "/policy/bodies/%E9%9D%92%E7%A6%BE%E7%9C%81%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C/"
    assert f'<a href="{link}"><span>青禾省人民政府</span><span class="count">2<' in bodies
    assert '<h2 id="g1">青禾省</h2>' in bodies
    assert "监测中心" in bodies
    assert '<span>青禾省</span><span class="count">2<' in regions


@pytest.mark.parametrize(
    "url",
    [
        "/policy/bodies/没有这个机关/",
        "/policy/regions/没有这个省/",
        "/policy/regions/青禾省/?page=2",
        "/policy/?page=99999",
        "/policy/numbers/?page=2",
        "/policy/bodies/%E4%B8/",
        "/policy/bodies/%00/",
    ],
)
def test_what_is_not_there_is_not_found(client, archive, url):
    assert client.get(url).status_code == 404


def test_nothing_is_listed_before_anything_is_published(client):
    pages = {name: text(client.get(f"/policy/{name}")) for name in ("", "numbers/", "bodies/")}

    assert "还没有刊登过政策文件。" in pages[""]
    assert "还没有刊登过有文号的文件。" in pages["numbers/"]
    assert "第一期出版后，发文机关会列在这里。" in pages["bodies/"]


def test_what_is_withdrawn_is_in_no_list_even_if_the_index_lags(client, archive):
    hide(archive, Issue.State.WITHDRAWN, -1)

    for url in ("/policy/", "/policy/numbers/", "/policy/bodies/青禾省人民政府/"):
        assert "青禾省数据意见" not in text(client.get(url))


# --- On the article's page ------------------------------------------------------------------


def test_an_article_leads_to_its_body_region_and_form(client, archive):
    page = text(client.get("/2025/40/1/"))

    assert ">青禾省数据局</a>" in page
    assert '<a href="/policy/regions/%E9%9D%92%E7%A6%BE%E7%9C%81/">青禾省</a>' in page
    assert '<a href="/search/?form=%E5%8A%9E%E6%B3%95">办法</a>' in page


def test_related_articles_come_with_their_reason_the_nearest_first(client, archive):
    for n in range(3):
        issue = cast.make_issue(41 + n, state=Issue.State.PUBLISHED)
        cast.make_article(issue, title=f"青禾省科技办法之{n}", source="青禾省科技厅")
        search.index_issue(issue)

    page = text(client.get("/2026/46/1/"))

    related = page[page.index('id="related"') :]
    assert (
        '<a href="/2025/40/1/">青禾省算力办法</a><span>涉及同一文号，2025年第40期</span>' in related
    )
    assert "青禾省科技办法之2</a><span>同一地区，2026年第43期</span>" in related
    order = ["算力办法", "之2", "之1", "之0"]
    assert [related.index(each) for each in order] == sorted(related.index(each) for each in order)


def test_related_articles_are_never_unpublished_ones(client, archive):
    hide(archive, Issue.State.WITHDRAWN, -1)

    assert "青禾省数据意见" not in text(client.get("/2025/40/1/"))


def test_related_articles_cost_two_queries(client, archive, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get("/2025/40/1/")


def test_what_an_editor_wrote_is_taken_after_rebuilding(client, archive):
    Article.objects.filter(title="青禾省算力办法").update(
        issuing_bodies="云麓市发改委", region="云麓市", document_form="通报"
    )
    call_command("rebuild_search", verbosity=0)

    page = text(client.get("/policy/bodies/云麓市发展和改革委员会/"))

    assert "青禾省算力办法" in page
    assert client.get("/policy/bodies/青禾省数据局/").status_code == 404

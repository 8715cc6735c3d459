"""/ : the newest issue, its contents with printed pages, and the issues before it."""

import pytest

from editorial import search
from editorial.models import Edition, Publication
from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db


def test_home_is_kind_when_nothing_is_published(client):
    page = client.get("/")

    assert page.status_code == 200
    assert "创刊号正在编辑" in text(page)


def test_home_shows_the_newest_issue_with_its_contents(client, issue):
    page = text(client.get("/"))

    assert '<h1><a href="/2026/46/">2026年第46期</a></h1>' in page
    assert page.index("国策要论") < page.index("公共服务场景指导意见") < page.index("前沿观察")
    assert '</span>04<span class="visually-hidden">页</span>' in page
    assert "约1分钟" in page


def test_home_of_one_issue_has_no_shelf(client, issue):
    assert 'id="recent"' not in text(client.get("/"))


def test_home_lists_the_five_issues_before_the_newest(client):
    for number in range(40, 48):
        shelf.make_published(number)

    page = text(client.get("/"))

    cards = [f'href="/2026/{number}/">\n<img' in page for number in range(40, 48)]
    assert cards == [False, False, True, True, True, True, True, False]


def test_home_announces_the_cover_story(client, issue):
    issue.cover_headline = "山海省算力普惠服务\n三年行动方案"
    issue.cover_story = issue.articles.get(position=2)
    issue.save()

    page = text(client.get("/"))

    assert (
        '<a class="cover-headline" href="/2026/46/2/">'
        "<span><span>山海省算力普惠服务</span></span><span><span>三年行动方案</span></span></a>"
    ) in page


def test_a_cover_story_that_moved_to_another_issue_is_not_linked(client, issue):
    draft = cast.make_article(cast.make_issue(47), title="未刊的封面文章")
    issue.cover_headline, issue.cover_story = "封面标题", draft
    issue.save()

    page = text(client.get("/"))

    assert '<span class="cover-headline"><span><span>封面标题</span></span></span>' in page
    assert "未刊的封面文章" not in page


def test_the_download_button_says_pages_and_size(client, issue):
    assert "下载本期 PDF<span>10页，2.0 KB</span>" in text(client.get("/")).replace("\xa0", " ")


def test_page_numbers_come_from_the_newest_finished_web_edition(client, issue):
    second = issue.articles.get(position=2)
    shelf.make_edition(issue, {second: 5}, pages=11)
    shelf.make_edition(issue, {second: 6}, pages=12, kind=Edition.Kind.PROOF)
    shelf.make_edition(issue, {second: 7}, pages=13, state=Edition.State.FAILED)

    page = text(client.get("/"))

    assert "11页" in page
    assert "</span>05<span" in page


def test_an_issue_without_an_edition_has_neither_pages_nor_a_button(client):
    cast.make_article(cast.make_issue(46, state="published"), title="只有文字")

    page = text(client.get("/"))

    assert "只有文字" in page
    assert "下载本期" not in page
    assert 'visually-hidden">页' not in page


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_home_shows_no_issue_that_is_not_public(client, issue, state, hours):
    hidden = shelf.make_published(47)
    shelf.hide(hidden, state, hours)

    page = text(client.get("/"))

    assert "2026年第46期" in page
    assert "第47期" not in page


def test_the_chief_sees_what_readers_see(client, newsroom, issue):
    cast.make_issue(47, cover_headline="未刊标题")
    client.force_login(newsroom["zhou"])

    assert "未刊标题" not in text(client.get("/"))


@pytest.mark.parametrize("count", [2, 30])
def test_home_asks_five_queries_whatever_the_number_of_issues(
    client, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        issue = shelf.make_published(number)
    search.index_issue(issue)

    with django_assert_num_queries(5):
        client.get("/")


def test_the_footer_says_for_whom_and_under_which_numbers(client, issue):
    Publication.objects.update(
        cn_number="CN 00-0000/D", issn="0000-0000", icp_number="山ICP备00000000号-1"
    )

    page = text(client.get("/"))

    assert "<dd>公开发行</dd>" in page
    assert "<dd>CN 00-0000/D</dd>" in page
    assert '<a href="https://beian.miit.gov.cn" rel="noopener">山ICP备00000000号-1</a>' in page


def test_the_footer_leaves_out_what_is_not_set(client, issue):
    page = text(client.get("/"))

    assert "beian" not in page
    assert "准印证号" not in page

"""/<year>/<number>/<position>/ : one article with all that belongs to it."""

import json
import re

import pytest

from editorial.models import Article, Attachment
from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db

BODY = "<h2>一、总体目标</h2><p>到明年底，建成服务网络。</p><h3>（一）近期。</h3><p>先易后难。</p>"


def change(issue, position=2, **fields) -> None:
    Article.objects.filter(issue=issue, position=position).update(**fields)


def test_an_article_shows_where_it_stands_in_print(client, issue):
    page = text(client.get("/2026/46/2/"))

    assert '<a href="/2026/46/">2026年第46期</a>' in page
    assert '<span class="dot dot-policy"></span>国策要论' in page
    assert '<span class="crumb-pages">第4—8页</span>' in page
    assert 'data-page="04"' in page


def test_an_article_of_one_page_names_one_page(client, issue):
    shelf.make_edition(issue, {issue.articles.get(position=2): 10}, pages=10)

    assert "第10页" in text(client.get("/2026/46/2/"))


def test_an_article_without_an_edition_names_no_page(client):
    cast.make_article(cast.make_issue(46, state="published"))

    page = text(client.get("/2026/46/1/"))

    assert "crumb-pages" not in page
    assert "data-page" not in page


def test_printed_pages_are_marked_where_they_open(client, issue):
    change(issue, body=BODY)
    article = issue.articles.get(position=2)
    shelf.make_edition(issue, {article: 4}, openings={str(article.pk): [[4, 1, 0], [5, 2, 3]]})

    page = text(client.get("/2026/46/2/"))

    assert 'data-page="04"' in page
    assert '到明年<span id="page-5" role="doc-pagebreak" class="page-mark"' in page
    assert '<p class="citation" data-pages="4-10">' in page


def test_the_title_keeps_its_manual_break(client, issue):
    change(issue, title="关于推进公共服务\n场景协同创新的意见")

    page = text(client.get("/2026/46/2/"))

    assert '<span class="title-line"><span>关于推进公共服务</span></span>' in page
    assert "<title>关于推进公共服务场景协同创新的意见 · 大数据发展动态</title>" in page


def test_the_note_stands_before_the_body_and_in_the_outline(client, issue):
    page = text(client.get("/2026/46/2/"))

    assert page.index("<p>编者说明。</p>") < page.index('<div class="body"')
    assert '<a href="#note">编者按</a>' in page
    assert "编者按" not in text(client.get("/2026/46/1/"))


def test_the_outline_leads_to_the_headings(client, issue):
    change(issue, body=BODY)

    page = text(client.get("/2026/46/2/"))

    assert '<a href="#h-1">一、总体目标</a>' in page
    assert '<a href="#h-2">（一）近期</a>' in page
    assert '<h3 id="h-2">（一）近期。</h3>' in page


def test_an_article_without_headings_has_no_outline(client, issue):
    change(issue, position=1, body="<p>只有一段。</p>")

    page = text(client.get("/2026/46/1/"))

    assert "本文目录" not in page
    assert "outline.js" not in page


def test_an_article_shows_number_addressee_source_and_original(client, issue):
    change(
        issue,
        document_number="山海数发〔2026〕17号",
        addressee="各市人民政府：",
        source_url="https://example.org/original",
    )

    page = text(client.get("/2026/46/2/"))

    assert "<span>山海数发〔2026〕17号</span>" in page
    assert '<p class="addressee">各市人民政府：</p>' in page
    assert (
        '（来源：<a href="https://example.org/original" rel="noopener">山海省数据局</a>）' in page
    )


def test_an_article_lists_its_attachments(client, issue):
    article = issue.articles.get(position=2)
    Attachment.objects.create(article=article, position=1, title="任务清单")
    Attachment.objects.create(
        article=article, position=2, title="填报说明", url="https://example.org/a.pdf"
    )

    page = text(client.get("/2026/46/2/"))

    assert (
        '<li>任务清单</li><li><a href="https://example.org/a.pdf" rel="noopener">填报说明</a></li>'
        in page
    )


def test_an_article_can_be_cited(client, issue):
    assert (
        "山海省数据局. 公共服务场景指导意见[J/OL]. 大数据发展动态，2026（46）：4-8. "
        "https://bulletin.example.org/2026/46/2/."
    ) in text(client.get("/2026/46/2/"))


def test_an_article_leads_to_its_neighbours_in_the_issue(client, issue):
    page = text(client.get("/2026/46/2/"))

    assert re.search(r'rel="prev" href="/2026/46/1/".*数据基础制度先行先试工作指引', page)
    assert re.search(r'rel="next" href="/2026/46/3/".*城市智能体研究报告', page)


def test_the_last_article_leads_back_to_the_contents(client, issue):
    page = text(client.get("/2026/46/3/"))

    assert 'rel="next"' not in page
    assert '<a rel="up" href="/2026/46/"><span class="label">本期读完</span>' in page


def test_neighbours_follow_the_printed_order_not_the_positions(client, issue):
    late = cast.make_article(issue, position=9, title="后补的国策")

    page = text(client.get(late.get_absolute_url()))

    assert 'rel="prev" href="/2026/46/2/"' in page
    assert 'rel="next" href="/2026/46/3/"' in page


def test_an_article_tells_machines_its_pages(client, issue):
    page = text(client.get("/2026/46/2/"))

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*)</script>', page)[1])
    assert data["pagination"] == "4-8"
    assert data["articleSection"] == "国策要论"
    assert data["author"] == {"@type": "Organization", "name": "山海省数据局"}
    assert data["isPartOf"]["issueNumber"] == "46"


def test_the_description_is_the_note_cut_short(client, issue):
    issue.articles.get(position=2).editors_note.delete()
    change(issue, body=f"<p>{'算力' * 60}</p>")

    page = text(client.get("/2026/46/2/"))

    assert f'<meta name="description" content="{("算力" * 60)[:89]}…">' in page


def test_what_was_smuggled_into_a_body_does_not_reach_the_reader(client, issue):
    change(
        issue, body='<p onclick="x()">好<script>alert(1)</script><b style="color:red">的</b></p>'
    )

    page = text(client.get("/2026/46/2/"))

    assert "alert(1)" not in page
    assert "onclick" not in page
    assert '<p id="p-1">好<strong>的</strong></p>' in page


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_an_article_of_a_hidden_issue_is_not_found(client, newsroom, issue, state, hours):
    shelf.hide(issue, state, hours)
    client.force_login(newsroom["zhou"])

    assert client.get("/2026/46/2/").status_code == shelf.answer_of(state)


@pytest.mark.parametrize(
    "path", ["/2026/46/0/", "/2026/46/4/", "/2026/45/1/", "/2026/46/99999999999999999999/"]
)
def test_an_unknown_position_is_not_found(client, issue, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_an_article_asks_seven_queries_whatever_the_number_of_issues(
    client, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        shelf.make_published(number)

    with django_assert_num_queries(7):
        client.get("/2026/2/2/")


def test_pictures_cost_one_query_more(client, issue, django_assert_num_queries):
    picture = shelf.make_picture(alt_text="港口的清晨")
    change(issue, body=f'<figure><img src="{picture.path}" alt=""></figure>' * 3)

    with django_assert_num_queries(8):
        page = text(client.get("/2026/46/2/"))

    assert page.count('alt="港口的清晨"') == 3
    assert page.count('width="30" height="20"') == 3

"""The public pages in a real browser: narrow and wide, light and dark, by keyboard."""

import pytest
from playwright.sync_api import expect

from editorial import search
from editorial.models import Article
from tests.screens.archive import shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    *("/", "/issues/", "/2026/", "/2026/46/", "/2026/46/2/"),
    *("/search/", "/search/?q=数据", "/search/?q=鑫", "/policy/", "/policy/numbers/"),
    *("/policy/bodies/", "/policy/bodies/山海省数据局/", "/policy/regions/"),
    *("/2026/index/", "/follow/", "/verify/"),
)
WIDTHS = (360, 768, 1440)
ROW = "".join(f"<td>第{n}列的数字</td>" for n in range(9))
BODY = (
    "<h2>一、总体目标</h2>"
    + "<p>到明年底，全省建成统一调度的服务网络。</p>" * 12
    + f"<table><tr>{ROW}</tr></table>"
    + '<figure class="chart" data-chart="combined"><table><tr><th>季度</th><th>收入（亿元）</th>'
    "<th>增速（%）</th></tr><tr><td>一季度</td><td>120</td><td>8.2</td></tr><tr><td>二季度</td>"
    "<td>240</td><td>-4.5</td></tr></table><figcaption>图1 收入与增速</figcaption></figure>"
    + '<p>正文<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p>'
    + "<h2>二、重点任务</h2>"
    + "<p>布局县域接入点，统一接口、统一计量、统一服务标准。</p>" * 12
    + '<section class="footnotes"><ol><li id="fn-1">脚注一。</li></ol></section>'
)


@pytest.fixture
def site(live_server):
    """The address of a site with one rich article."""
    issue = shelf.make_published()
    article = issue.articles.get(position=2)
    article.pictures.add(shelf.make_picture())
    picture = f'<figure><img src="{article.pictures.get().path}" alt="港口"></figure>'
    Article.objects.filter(pk=article.pk).update(body=picture + BODY)
    search.index_issue(issue)
    return live_server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_screen(page, site, scheme):
    """Nor does any ask another host, or break the content policy: the fixture watches."""
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for path in PAGES:
            page.goto(site + path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (path, wide) == (path, width)


def test_pages_work_without_scripts(chromium, site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(site)
    page.get_by_role("link", name="公共服务场景指导意见").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("公共服务场景指导意见")
    expect(page.locator(".drawing.wide svg")).to_be_visible()
    context.close()


def test_the_outline_follows_the_reader(page, site):
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(f"{site}/2026/46/2/")
    current = page.locator(".outline [aria-current]")
    expect(current).to_have_text("编者按")

    page.locator("#h-2").evaluate("element => element.scrollIntoView()")

    expect(current).to_have_text("二、重点任务")


def test_on_a_phone_the_outline_folds_and_the_table_moves_alone(page, site):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{site}/2026/46/2/")

    expect(page.locator(".outline")).to_be_hidden()
    page.get_by_text("本文目录").click()
    expect(page.locator(".outline-fold").get_by_text("二、重点任务")).to_be_visible()
    box = page.locator(".table-scroll.many")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    expect(page.locator(".drawing.narrow svg")).to_be_visible()
    expect(page.locator(".drawing.wide svg")).to_be_hidden()


def test_the_first_key_leads_past_the_header(page, site):
    page.goto(f"{site}/2026/46/2/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")

    expect(page.locator(":focus")).to_have_id("main")


def test_a_footnote_is_reached_and_left(page, site):
    page.goto(f"{site}/2026/46/2/")

    page.get_by_label("脚注1", exact=True).click()
    expect(page).to_have_url(f"{site}/2026/46/2/#fn-1")
    page.get_by_label("回到正文脚注1处").click()

    expect(page).to_have_url(f"{site}/2026/46/2/#fnref-1")


def test_the_pdf_is_saved_under_its_chinese_name(page, site):
    page.goto(site)

    with page.expect_download() as saved:
        page.get_by_role("link", name="下载本期 PDF").click()

    assert saved.value.suggested_filename == "大数据发展动态2026年第46期.pdf"
    assert saved.value.path().read_bytes() == shelf.PDF


def test_charts_take_the_colours_of_the_dark(page, site):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/2026/46/2/")

    words = page.locator(".drawing.wide text.ink").first
    assert words.evaluate("word => getComputedStyle(word).fill") == "rgb(230, 225, 213)"


def test_a_word_is_searched_by_keyboard_and_its_article_opened(page, site):
    page.goto(site)

    page.get_by_label("检索标题、正文、文号").locator("visible=true").fill("接入点")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("“接入点”共 1 篇")
    expect(page.locator(".passage mark").first).to_have_text("接入点")
    page.get_by_role("link", name="公共服务场景指导意见").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("公共服务场景指导意见")


def test_the_search_box_stands_in_the_first_screenful_of_a_phone(page, site):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site)

    box = page.locator("#home-q").bounding_box()

    assert box["y"] + box["height"] < 640
    assert box["width"] >= 200


def test_a_paragraph_is_cited_by_keyboard(page, context, site):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/2026/46/2/")

    page.get_by_role("button", name="引用段落").press("Enter")
    page.get_by_label("引用第2段", exact=True).press("Enter")

    expect(page.locator(".citing [role=status]")).to_have_text("已复制第2段的引用。")
    expect(page).to_have_url(f"{site}/2026/46/2/#p-2")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "山海省数据局. 公共服务场景指导意见[J/OL]. 大数据发展动态，2026（46）：4-8. "
        "https://bulletin.example.org/2026/46/2/#p-2."
    )


SHIFTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (total += each.value)))
    .observe({ type: "layout-shift", buffered: true });
  let total = 0;
  // What has shifted until now is told before the frame after the next.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(total))));
})"""


def test_nothing_moves_while_a_page_is_read(page, site):
    """Pictures and charts have their room beforehand: a cumulative layout shift of 0.02 at most."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{site}/2026/46/2/")
        page.locator(".body figure img").first.scroll_into_view_if_needed()

        assert page.evaluate(SHIFTS) <= 0.02

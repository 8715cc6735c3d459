"""The static copy: every page leads on, nothing unpublished is in it, nothing is made in vain."""

import functools
import html
import http.server
import json
import re
import threading
from contextlib import contextmanager
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from editorial import keeping, search
from editorial.archive import related
from editorial.keeping.copy.nearness import Nearness
from editorial.models import Edition, Publication
from tests import cast
from tests.screens.archive import shelf

SECRET = "云麓未刊之题"


@pytest.fixture
def published(db, settings, tmp_path):
    """Two published issues, the newer with a picture and an offprint."""
    settings.MEDIA_ROOT = tmp_path / "media"
    shelf.make_published(45)
    newer = shelf.make_published(46)
    first = newer.articles.get(position=1)
    picture = shelf.make_picture()
    first.body += f'<p><img src="{picture.path}" alt=""></p><p><a href="/desk/">编务台</a></p>'
    first.save()
    first.pictures.add(picture)
    shelf.make_edition(newer, {first: 1}, kind=Edition.Kind.OFFPRINT, article=first)
    search.rebuild()
    return newer


def files_of(place) -> dict[str, bytes]:
    found = (path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in found}


def pages_of(place):
    return sorted(place.rglob("*.html"))


def links_of(page) -> list[str]:
    """Addresses without a scheme, as a browser follows them."""
    found = re.findall(r'\b(?:href|src|action)="([^"]*)"', page.read_text())
    found = [html.unescape(each) for each in found]
    return [each for each in found if not re.match(r"https?:|mailto:|data:|#", each)]


def test_every_link_of_every_page_leads_to_a_file(published, tmp_path):
    keeping.export_archive(tmp_path / "copy")

    pages = pages_of(tmp_path / "copy")
    assert len(pages) > 15
    lost = [
        (str(page.relative_to(tmp_path)), link)
        for page in pages
        for link in links_of(page)
        if not (page.parent / unquote(re.split(r"[?#]", link)[0])).is_file()
    ]
    assert lost == []


def test_pdfs_pictures_feeds_and_references_are_there(published, tmp_path):
    keeping.export_archive(tmp_path / "copy")

    files = files_of(tmp_path / "copy")
    assert files["2026/46/download.pdf"] == files["2026/46/1/download.pdf"] == shelf.PDF
    assert {
        "feed/index.xml", "feed/policy/rss/index.xml", "follow/index.html", "sitemap.xml",
        "robots.txt", "2026/46/cover.svg", "2026/46/card.png",
        "2026/46/1/cite.bib", f"pictures/{'ab' * 16}.png", "policy/numbers/index.html",
        "2026/index/by-body.html", "sitemap-2026.xml",
    } <= files.keys()  # fmt: skip


def test_what_the_copy_does_not_have_is_linked_on_the_site(published, tmp_path, settings):
    keeping.export_archive(tmp_path / "copy")

    page = (tmp_path / "copy/2026/46/1/index.html").read_text()
    assert f'<a href="{settings.SITE_URL}/desk/"' in page


def test_the_second_time_nothing_is_written(published, tmp_path):
    keeping.export_archive(tmp_path / "copy")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "copy").rglob("*")}

    told = keeping.export_archive(tmp_path / "copy")

    assert (told["made"], told["removed"]) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "copy").rglob("*")} == before


def test_after_a_publication_only_little_is_made_and_it_is_as_if_made_anew(published, tmp_path):
    all_of_it = keeping.export_archive(tmp_path / "copy")["made"]
    old = (tmp_path / "copy/2026/45/1/index.html").stat().st_mtime_ns
    shelf.make_published(47)
    search.rebuild()

    told = keeping.export_archive(tmp_path / "copy")
    keeping.export_archive(tmp_path / "anew")

    assert files_of(tmp_path / "copy") == files_of(tmp_path / "anew")
    assert told["made"] < all_of_it
    assert (tmp_path / "copy/2026/45/1/index.html").stat().st_mtime_ns == old


def test_only_the_words_of_the_new_issue_are_gone_through(published, tmp_path):
    keeping.export_archive(tmp_path / "copy")
    before = (tmp_path / "copy/static/copy/2026/made.json").read_text()
    shelf.make_published(47)
    search.rebuild()

    with CaptureQueriesContext(connection) as queries:
        keeping.export_archive(tmp_path / "copy", jobs=1)

    after = (tmp_path / "copy/static/copy/2026/made.json").read_text()
    (ground, old, _), (same_ground, now, _) = json.loads(before), json.loads(after)
    assert (ground, old) == (same_ground, now[:2])
    texts = [each["sql"] for each in queries if '"folded" FROM' in each["sql"]]
    assert [sql.count(",") - 1 for sql in texts] == [now[2][1] - 1]  # keys asked for, less one


@pytest.mark.parametrize("name", ["0.js", "13.js", "made.json"])
def test_a_damaged_index_is_not_built_upon(name, published, tmp_path):
    keeping.export_archive(tmp_path / "copy")
    damaged = tmp_path / "copy/static/copy/2026" / name
    damaged.write_bytes(bytes(byte ^ 1 for byte in damaged.read_bytes()))  # the size is the same
    shelf.make_published(47)
    search.rebuild()

    keeping.export_archive(tmp_path / "copy")
    keeping.export_archive(tmp_path / "anew")

    assert files_of(tmp_path / "copy") == files_of(tmp_path / "anew")


def test_pieces_of_an_interrupted_run_are_removed(published, tmp_path):
    keeping.export_archive(tmp_path / "copy")
    before = files_of(tmp_path / "copy")
    (tmp_path / "copy/2026/.unfinished-7").write_text("half")

    keeping.export_archive(tmp_path / "copy")

    assert files_of(tmp_path / "copy") == before


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_what_is_not_public_is_not_in_it(state, hours, published, tmp_path):
    hidden = shelf.make_published(47)
    cast.make_article(hidden, title=SECRET)
    search.rebuild()
    keeping.export_archive(tmp_path / "copy")
    assert any(SECRET.encode() in data for data in files_of(tmp_path / "copy").values())

    shelf.hide(hidden, state, hours)
    search.rebuild()
    keeping.export_archive(tmp_path / "copy")

    files = files_of(tmp_path / "copy")
    assert [path for path, data in files.items() if SECRET.encode() in data] == []
    assert [path for path in files if path.startswith("2026/47")] == []
    assert not (tmp_path / "copy/2026/47").exists()


def test_an_internal_publication_is_refused(published, tmp_path):
    shelf.make_internal()

    with pytest.raises(keeping.Refused) as refused:
        keeping.export_archive(tmp_path / "copy")

    assert str(refused.value) == (
        f"《{Publication.current().name}》是内部资料，不能制作公开的静态副本。"
        "要公开，请先在“刊物”里把发行范围改为公开。"
    )
    assert not (tmp_path / "copy").exists()


def test_a_folder_of_other_things_is_refused(published, tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"mine")

    with pytest.raises(keeping.Refused, match="里已有别的文件，不是静态副本。"):
        keeping.export_archive(tmp_path)


def test_a_damaged_file_of_the_copy_is_made_again(published, tmp_path):
    keeping.export_archive(tmp_path / "copy")
    before = files_of(tmp_path / "copy")
    (tmp_path / "copy/2026/46/1/index.html").write_text("damaged")

    keeping.export_archive(tmp_path / "copy")

    assert files_of(tmp_path / "copy") == before


def test_the_newest_article_is_near_the_same_as_on_the_site(published):
    article = published.articles.get(position=1)
    near = Nearness().of([article])[article.pk]

    live = related.related(article)
    assert near == live
    assert len(near) > 2


# --- In a browser, with no newsroom behind it -------------------------------------------------


@contextmanager
def served(place):
    handler = functools.partial(_Silent, directory=str(place))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.mark.browser
def test_a_reader_finds_and_reads_without_the_application(published, tmp_path, page):
    keeping.export_archive(tmp_path / "copy")
    with served(tmp_path / "copy") as site:
        page.goto(f"{site}/index.html")
        page.locator("#head-q").fill("先行先試")
        page.locator("#head-q").press("Enter")

        expect(page.locator(".outcome-count")).to_have_text("“先行先試”共 2 篇")
        expect(page.locator(".hit h2 mark").first).to_have_text("先行先试")
        page.locator(".hit h2 a").first.click()
        expect(page.locator("h1")).to_contain_text("数据基础制度先行先试")
        assert page.url == f"{site}/2026/46/1/index.html"

        page.goto(f"{site}/search/index.html?q=无此一词")
        expect(page.locator(".outcome-count")).to_have_text("没有找到“无此一词”")


@pytest.mark.browser
def test_it_is_read_from_a_disk_too(published, tmp_path, page):
    keeping.export_archive(tmp_path / "copy")

    page.goto(f"file://{tmp_path}/copy/search/index.html?section=frontier")

    expect(page.locator(".outcome-count")).to_have_text("共 2 篇")
    expect(page.locator(".chosen")).to_have_text("前沿观察 ×")

    page.goto(f"file://{tmp_path}/copy/search/index.html?q=先行先试")
    expect(page.locator(".outcome-count")).to_have_text("“先行先试”约 2 篇")

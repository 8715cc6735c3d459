"""The proofing press: pages at once, and no text that stops it, harms it or makes it read files."""

import io
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from editorial.models import Edition
from editorial.typesetting import Refused, pictures, proofing, render_issue
from tests import servers
from tests.cast import make_article
from tests.typesetting.conftest import SENTENCE, body_of

pytestmark = pytest.mark.services
SECONDS = 10
REFUSED = "《害人的一篇》有一"  # before it is set
SHADE = 16  # of 255: what few colours may make of one colour
HOSTILE = {
    "20 tables of 1,000 rows": f"<table>{'<tr><td>数</td><td>据</td></tr>' * 1000}</table>" * 20,
    "20,000 rows": "<table>" + "<tr><td>数</td><td>据</td></tr>" * 20_000 + "</table>",
    "a million columns": '<table><tr><td colspan="1000000">数</td></tr></table>',
    "2,000 columns": "<table><tr>" + "<td>数</td>" * 2000 + "</tr></table>",
    "lists in lists": "<ul><li>" * 400 + "数" + "</li></ul>" * 400,
    "quotes in quotes": "<blockquote>" * 900 + "<p>数</p>" + "</blockquote>" * 900,
    "one word of a million letters": f"<p>{'a' * 1_000_000}</p>",
    "a paragraph of a million characters": f"<p>{'数据' * 500_000}</p>",
    "tables in tables": "<table><tr><td>" * 60 + "数" + "</td></tr></table>" * 60,
}


@pytest.fixture(scope="module")
def press(django_db_setup, tmp_path_factory):
    """A press of this module's own, with little patience; the faces are cut already."""
    from django.conf import settings

    before, home = settings.VAR_DIR, tmp_path_factory.mktemp("press")
    (before / "faces").mkdir(exist_ok=True)
    os.symlink(before / "faces", home / "faces")
    settings.VAR_DIR, settings.PREVIEW_SECONDS = home, SECONDS
    env = os.environ | {"VAR_DIR": str(home), "PREVIEW_SECONDS": str(SECONDS)}
    command = [sys.executable, "manage.py", "proofer"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=servers.ROOT, env=env)
    try:
        servers.wait_until(proofing._answers, "press")
        yield child
    finally:
        child.stdin.close()
        child.wait(120)
        settings.VAR_DIR, settings.PREVIEW_SECONDS = before, 10


def seen(article, folio=1):
    return proofing.preview(article, folio=folio, opens_section=True)


def words_of(article, preview) -> str:
    pdf = proofing.preview_pdf(article, preview.key)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_pages_are_those_that_the_next_proof_will_have(press, issue):
    article = make_article(issue, note=SENTENCE, body=body_of(9))

    made = seen(article)
    pdf = proofing.preview_pdf(article, made.key)
    proof = render_issue(issue, Edition.Kind.PROOF)

    shown = pictures.picture(pdf, 1, 480)
    assert made.pages == proof.article_pages[article.pk]
    difference = ImageChops.difference(_body(shown), _body(pictures.picture(proof.pdf, 5, 480)))
    assert max(high for _, high in difference.getextrema()) <= SHADE


def _body(png: bytes) -> Image.Image:
    """The page without its foot, where a proof says its digest."""
    return Image.open(io.BytesIO(png)).convert("RGB").crop((0, 0, 480, 600))


def test_folios_begin_where_the_article_begins(press, issue):
    article = make_article(issue, body=body_of(1))

    assert words_of(article, seen(article, folio=46)).strip().endswith("46")


def test_what_is_asked_again_is_not_set_again(press, issue, monkeypatch):
    article = make_article(issue, body=body_of(1))
    first = seen(article)
    monkeypatch.setattr(proofing, "_ask", None)

    assert seen(article) == first


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_and_the_next_question_is_answered(press, issue, name):
    hostile = make_article(issue, title="害人的一篇", body=HOSTILE[name])
    article = make_article(issue, title="好好的一篇", body=f"<p>{SENTENCE}{name}</p>")

    try:
        told = seen(hostile)
    except Refused as refusal:
        told = str(refusal)

    assert getattr(told, "pages", 0) > 0 or told.startswith(
        ("排这篇文章超过", "这篇文章", "文章里的列表、引文或表格一层套一层", "排版程序", REFUSED)
    )
    assert seen(article).pages == 1
    assert press.poll() is None


def test_no_file_and_no_address_is_read(press, issue):
    article = make_article(
        issue,
        body='<p>文<img src="file:///etc/hostname"><img src="http://127.0.0.1:9/a.png"></p>'
        '<p><a href="file:///etc/passwd">链接</a></p>',
    )

    made = seen(article)

    assert "root:" not in words_of(article, made)


def test_the_press_ends_with_the_process_that_started_it(press, tmp_path):
    (tmp_path / "faces").symlink_to(press_home() / "faces")
    env = os.environ | {"VAR_DIR": str(tmp_path)}
    child = subprocess.Popen(
        [sys.executable, "manage.py", "proofer"], stdin=subprocess.PIPE, cwd=servers.ROOT, env=env
    )
    servers.wait_until(lambda: (tmp_path / "run").exists(), "press")

    child.stdin.close()

    assert child.wait(120) == 0


def press_home():
    from django.conf import settings

    return settings.VAR_DIR


# --- Pictures and marks


@pytest.fixture(scope="module")
def pdfs() -> SimpleNamespace:
    """Two versions of a text over two pages; a sentence more pushes lines to the next page."""
    from editorial.typesetting import imposition
    from editorial.typesetting.render import set_html, to_pdf

    def made(words: str) -> bytes:
        html = f'<html lang="zh-CN"><title>甲</title><body><p>{words}</p><p>{SENTENCE * 30}'
        forme = set_html(html, "web")
        return to_pdf(imposition.bind(forme.plates, forme.metadata), "web", "")[0]

    return SimpleNamespace(old=made("统一调度的网络。"), new=made("统一调度的服务网络。"))


def test_a_picture_is_as_wide_as_asked(pdfs):
    picture = Image.open(io.BytesIO(pictures.picture(pdfs.old, 0, 480)))

    assert (picture.format, picture.width) == ("PNG", 480)
    assert picture.height == pytest.approx(480 * 297 / 210, abs=1.5)


def test_a_page_that_is_not_there_is_an_error(pdfs):
    with pytest.raises(IndexError):
        pictures.picture(pdfs.old, 9, 480)


def test_only_the_new_characters_are_marked(pdfs):
    marks = pictures.marks(pdfs.old, [0], pdfs.new, [0])

    assert marks["old"] == {}
    ((left, top, wide, high),) = marks["new"][0]
    assert wide == pytest.approx(2 * 11 / 595.28, abs=0.004)
    assert (0.1 < left < 0.3, 0.09 < top < 0.15, 0.01 < high < 0.03) == (True, True, True)


def test_a_page_without_counterpart_is_marked_whole(pdfs):
    marks = pictures.marks(None, [], pdfs.new, [0])

    assert marks["old"] == {}
    assert len(marks["new"][0]) > 5

"""Whatever a body holds, the press ends with pages or with a sentence, and reads nothing else.

What takes seconds is tried on a real worker, in ``tests/soak/test_hostile.py``.
"""

import io
import struct
import sys
import zlib
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from editorial import richtext, uploads
from editorial.models import Article, Edition
from editorial.typesetting import typeset
from tests.cast import make_article, make_issue
from tests.screens.desk.forms import fields_of
from tests.typesetting.hostile import ADDRESS, BODIES, CANARY, LINE, LONG, UNSTORABLE, is_told

PORT = int(ADDRESS.split(":")[2].split("/")[0])
_touched: list[tuple] = []


def _watch(event: str, told: tuple) -> None:
    if (event == "open" and told[0] == CANARY) or (
        event == "socket.connect" and told[1][1:2] == (PORT,)
    ):
        _touched.append((event, *told))


@pytest.fixture(scope="module", autouse=True)
def watch():
    """From here on, all that Python opens in this process is looked at."""
    Path(CANARY).write_text("nobody may read this")
    sys.addaudithook(_watch)
    yield
    Path(CANARY).unlink()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    _touched.clear()


def pressed(issue, kind="web") -> Edition:
    edition = Edition.objects.create(issue=issue, kind=kind)
    typeset(edition)
    edition.refresh_from_db()
    return edition


def ends_well(edition) -> bool:
    has_pages = edition.state == Edition.State.READY and edition.pages > 0
    return has_pages or is_told(edition.fault)


@pytest.mark.parametrize("name", sorted(BODIES.keys() - LONG - UNSTORABLE))
def test_a_body_that_stands_in_the_database_ends_and_the_next_issue_is_made(issue, name):
    hostile = make_article(issue, title="害人的一篇")
    Article.objects.filter(pk=hostile.pk).update(body=BODIES[name]())
    other = make_article(make_issue(8), title="好好的一篇").issue

    assert ends_well(pressed(issue))
    assert pressed(other).state == Edition.State.READY
    assert _touched == []


@pytest.mark.parametrize("name", sorted(BODIES.keys() - LONG - UNSTORABLE))
def test_a_body_typed_into_the_form_is_stored_clean(client, newsroom, issue, name):
    article, body = make_article(issue), BODIES[name]()
    url = reverse("admin:editorial_article_change", args=[article.pk])
    client.force_login(newsroom["lin"])

    response = client.post(url, fields_of(client, url) | {"body": body})

    article.refresh_from_db()
    assert response.status_code == 302
    assert article.body == richtext.sanitise(article.body)
    assert _touched == []


@pytest.mark.parametrize("name", sorted(UNSTORABLE))
def test_what_no_database_takes_is_taken_out_before(issue, name):
    article = make_article(issue, body=richtext.sanitise(BODIES[name]()))

    assert article.body == "<p>数据</p>" * 100
    assert pressed(issue).state == Edition.State.READY


@pytest.mark.parametrize(
    "field", ["title", "contents_title", "document_number", "addressee", "source"]
)
@pytest.mark.parametrize(
    "words", ["a" * 3_000, LINE * 300, "\u202e\u200b\ue000" * 500, "<b>&amp;</b>" * 200, " \n" * 99]
)
def test_a_line_that_is_far_too_long_or_strange_ends(issue, field, words):
    article = make_article(issue)
    Article.objects.filter(pk=article.pk).update(**{field: words})

    assert ends_well(pressed(issue))


# --- Pictures


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def claiming(wide: int, high: int) -> bytes:
    """A PNG of few bytes that says it is so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 1_000_000)
    pieces = (head, body, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each))
        for each in pieces
    )


GOOD = {
    "one pixel": lambda: saved(Image.new("RGB", (1, 1)), "PNG"),
    "20,000 wide": lambda: saved(Image.new("RGB", (20_000, 2)), "PNG"),
    "20,000 high": lambda: saved(Image.new("RGB", (2, 20_000)), "PNG"),
    "16 bits": lambda: saved(Image.new("I;16", (300, 300), 40_000), "PNG"),
    "CMYK": lambda: saved(Image.new("CMYK", (300, 300), (9, 99, 0, 9)), "JPEG"),
    "grey with holes": lambda: saved(Image.new("LA", (300, 300), (9, 0)), "PNG"),
    "black or white": lambda: saved(Image.new("1", (300, 300)), "TIFF"),
    "a palette with holes": lambda: saved(Image.new("P", (30, 30)), "PNG", transparency=0),
}
BAD = {
    "nothing": lambda: b"",
    "moving": lambda: saved(
        Image.new("L", (9, 9)), "GIF", save_all=True, append_images=[Image.new("L", (9, 9), 9)]
    ),
    "a bomb": lambda: claiming(65_000, 65_000),
    "less than it says": lambda: claiming(6_000, 6_000),
    "cut off": lambda: saved(Image.effect_noise((300, 300), 90), "PNG")[:20_000],
    "an SVG with a file": lambda: f'<svg><image href="file://{CANARY}"/></svg>'.encode(),
    "a page": lambda: b"<html><script>go()</script></html>",
    "random bytes": lambda: bytes(range(256)) * 99,
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("kind", ["web", "print"])
def test_an_odd_picture_is_printed(issue, name, kind):
    path = uploads.receive(GOOD[name](), "图.png").path
    caption = "<figcaption>图1 数</figcaption>"
    make_article(issue, body=f'<p>{LINE}</p><figure><img src="{path}">{caption}</figure>')

    assert pressed(issue, kind).state == Edition.State.READY


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_refused_with_a_sentence(db, name):
    with pytest.raises(uploads.Refused) as refusal:
        uploads.receive(BAD[name](), "图.png")

    assert "图" in str(refusal.value) and str(refusal.value).endswith("。")
    assert _touched == []

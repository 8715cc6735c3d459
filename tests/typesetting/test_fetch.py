"""The press opens our static files, our uploads and data: addresses. Nothing else."""

import io

import pytest
from PIL import Image

from editorial import uploads
from editorial.typesetting import Refused, sources
from editorial.typesetting.fetch import PressFetcher
from editorial.typesetting.imposition import bind
from editorial.typesetting.render import set_html, to_pdf
from editorial.typesetting.sources import BASE_URL
from tests.cast import make_article
from tests.typesetting.conftest import set_pages
from tests.typesetting.pages import reader


def a_picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (2000, 1000), "navy").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def upload(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return uploads.receive(a_picture(), "会场.png")


def test_a_stylesheet_of_ours_is_read():
    css = PressFetcher().fetch(BASE_URL + "static/print/variables.css").read()

    assert b"--area: 675pt" in css


def test_an_upload_is_read_and_printed(issue, upload):
    make_article(
        issue, body=f'<figure><img src="{upload.path}"><figcaption>图1 会场</figcaption></figure>'
    )

    sheets = set_pages(issue)

    assert [image.image.size for image in reader(sheets).pages[4].images] == [(2000, 1000)]
    assert sheets.findings == () and sheets.complaints == ()


def test_an_upload_whose_file_is_gone_stops_the_press(issue, upload):
    make_article(issue, body=f'<figure><img src="{upload.path}"></figure>')
    upload.file.storage.delete(upload.file.name)

    with pytest.raises(Refused, match=r"图片“会场\.png”的文件不见了，请重新上传并插入。"):
        set_pages(issue)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://example.org/a.png">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        "<style>@import url(file:///etc/hostname);</style>",
        '<p style="background: url(ftp://example.org/a.png)">文</p>',
        f'<img src="{BASE_URL}static/../../../etc/hostname">',
        f'<img src="{BASE_URL}media/editions/secret.pdf">',
    ],
)
def test_anything_else_stops_the_press(html):
    with pytest.raises(Refused, match=r"文中引用了外部文件|找不到文件"):
        forme = set_html(html, "proof")
        to_pdf(bind(forme.plates, forme.metadata), "proof", digest="")


def test_a_process_that_stands_alone_has_what_is_at_hand(
    upload, monkeypatch, django_assert_num_queries
):
    monkeypatch.setitem(sources._process, "stands_alone", True)
    name = upload.path.rpartition("/")[2]
    stored = upload.file.read()

    with (
        sources.pictures_at_hand([f'<img src="{upload.path}">', "<p>无图"]),
        django_assert_num_queries(0),
    ):
        assert PressFetcher().fetch(BASE_URL + upload.path[1:]).read() == stored
    with django_assert_num_queries(0), pytest.raises(sources.Missing, match="不在手边"):
        sources.picture(name)

"""裁切 in a real browser: the box is drawn by mouse, moved by key, and what it shows is cut."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from editorial import uploads
from editorial.models import Upload
from tests import cast
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBERS = ("left", "top", "width", "height")


@pytest.fixture
def upload(settings, tmp_path, newsroom):
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (1000, 600), "navy").save(out, "PNG")
    words = Upload(alt_text="三处数据驿站的位置", credit="山海省数据局")
    return uploads.store(uploads.prepare(out.getvalue(), "位置.png"), into=words)


@pytest.fixture
def cropping(live_server, page, upload):
    """The page on which 梅美编 draws the box."""
    sign_in(page, live_server.url, "mei")
    page.goto(live_server.url + reverse("admin:editorial_upload_crop", args=[upload.pk]))
    expect(page.locator(".crop-says")).to_contain_text("1000 × 600 像素")
    return page


def numbers(page) -> list[int]:
    return [int(page.locator(f"#id_{name}").input_value()) for name in NUMBERS]


def test_the_box_is_drawn_by_mouse_and_moved_and_sized_by_keys(cropping, upload):
    area = cropping.locator(".crop").bounding_box()
    corner = cropping.locator(".crop-box i.se").bounding_box()
    cropping.mouse.move(corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2)
    cropping.mouse.down()
    cropping.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2, steps=4)
    cropping.mouse.up()
    drawn = numbers(cropping)
    assert drawn[:2] == [0, 0]
    assert abs(drawn[2] - 500) < 12 and abs(drawn[3] - 300) < 12

    cropping.get_by_role("button", name="整幅").click()
    box = cropping.locator(".crop-box")
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp", "ArrowRight"):
        box.press(key)

    assert numbers(cropping) == [10, 0, 980, 590]
    expect(cropping.locator(".crop-says")).to_contain_text("980 × 590 像素")


def test_a_designer_cuts_a_picture_and_the_text_shows_the_cut(cropping, upload):
    article = cast.make_article(
        cast.make_issue(47), body=f'<figure><img src="{upload.path}" alt="位置"></figure>'
    )
    article.pictures.add(upload)
    for name, value in zip(NUMBERS, (100, 50, 400, 200), strict=True):
        cropping.fill(f"#id_{name}", str(value))
    cropping.locator(".crop-form button.button-main").click()
    expect(cropping.locator(".messagelist .success")).to_contain_text("已裁切，原图还在。已换进《")

    piece = Upload.objects.get(source=upload)
    article.refresh_from_db()
    assert (piece.crop, piece.width, piece.height) == ([100, 50, 400, 200], 400, 200)
    assert piece.path in article.body and upload.path not in article.body

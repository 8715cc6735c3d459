"""Pictures at the desk: what the editor uploads to, the form, and where a picture is used."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from editorial.models import Upload
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
RECEIVE = "/desk/editorial/upload/receive/"
ADD = "/desk/editorial/upload/add/"


def picture(name="图.png", kind="PNG", size=(6, 4)):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


def test_the_editor_gets_the_address_of_what_it_sent(at_desk, newsroom):
    answer = at_desk("lin").post(RECEIVE, {"upload": picture()}).json()

    upload = Upload.objects.get()
    assert answer == {"uploaded": 1, "fileName": upload.name, "url": f"/pictures/{upload.name}"}
    assert (upload.uploaded_by, upload.original_name) == (newsroom["lin"], "图.png")
    assert (upload.width, upload.height) == (6, 4)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "“x.jpg”不是能用的图片"),
        (b"<html><script>alert(1)</script></html>", "“x.jpg”不是能用的图片"),
        (b"", "图片文件是空的，请重新选择。"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(at_desk, content, sentence):
    file = SimpleUploadedFile("x.jpg", content)

    answer = at_desk("lin").post(RECEIVE, {"upload": file}).json()

    assert answer["uploaded"] == 0
    assert sentence in answer["error"]["message"]
    assert Upload.objects.count() == 0


def test_sending_nothing_is_answered_with_a_sentence(at_desk):
    answer = at_desk("lin").post(RECEIVE).json()

    assert answer["error"]["message"] == "没有收到图片，请重新选择。"


def test_uploading_needs_the_permission_and_a_post(at_desk):
    codes = {
        who: at_desk(who).post(RECEIVE, {"upload": picture()}).status_code
        for who in ("mei", "xiao")
    }

    assert codes == {"mei": 200, "xiao": 403}
    assert at_desk("mei").get(RECEIVE).status_code == 405


def test_uploading_needs_the_token_of_the_page(newsroom):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom["lin"])

    assert client.post(RECEIVE, {"upload": picture()}).status_code == 403


def test_the_form_takes_a_picture_with_its_words(at_desk):
    data = {"picture": picture(), "alt_text": "三处数据驿站的位置", "credit": "山海省数据局"}

    at_desk("mei").post(ADD, data)

    upload = Upload.objects.get()
    assert (upload.alt_text, upload.credit) == ("三处数据驿站的位置", "山海省数据局")
    assert len(upload.name) == 36


def test_the_form_refuses_a_broken_picture_beside_its_field(at_desk):
    whole = picture(kind="JPEG", name="断.jpg", size=(200, 200)).read()
    data = {"picture": SimpleUploadedFile("断.jpg", whole[: len(whole) // 2])}

    response = at_desk("mei").post(ADD, data)

    assert "“断.jpg”已损坏，读不完整；请重新导出或换一张再上传。" in text_of(response)
    assert Upload.objects.count() == 0


def test_words_are_edited_later_but_the_file_is_not(at_desk):
    at_desk("mei").post(RECEIVE, {"upload": picture()})
    upload = Upload.objects.get()
    url = reverse("admin:editorial_upload_change", args=[upload.pk])

    at_desk("lin").post(url, {"alt_text": "新的说明", "credit": "", "name": "x.png"})

    upload.refresh_from_db()
    assert upload.alt_text == "新的说明"
    assert len(upload.name) == 36


def test_the_list_says_where_a_picture_is_used(at_desk, issue):
    upload = Upload.objects.create(name="a" * 32 + ".png", original_name="用过的.png")
    Upload.objects.create(name="b" * 32 + ".png", original_name="没用的.png")
    cast.make_article(issue, title="用图的文章").pictures.add(upload)
    issue.cover_picture = upload
    issue.save()

    text = text_of(at_desk("xiao").get("/desk/editorial/upload/"))

    assert "用图的文章 、 2026年第47期" in text
    assert "尚未使用" in text


def test_nobody_deletes_a_picture(at_desk):
    upload = Upload.objects.create(name="a" * 32 + ".png")
    url = reverse("admin:editorial_upload_delete", args=[upload.pk])

    assert at_desk("root").post(url, {"post": "yes"}).status_code == 403
    assert Upload.objects.exists()

"""Pictures at the desk: what the editor uploads to, the form, and where a picture is used."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from editorial import workflow
from editorial.models import Record, Upload
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db
RECEIVE = "/desk/editorial/upload/receive/"
ADD = "/desk/editorial/upload/add/"

WORDS = {"alt_text": "三处数据驿站的位置", "credit": "山海省数据局"}


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
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "“x.jpg”是 SVG 矢量图"),
        (b"<html><script>alert(1)</script></html>", "“x.jpg”其实是网页，不是图片"),
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
    at_desk("mei").post(ADD, {"picture": picture(), **WORDS})

    upload = Upload.objects.get()
    assert (upload.alt_text, upload.credit) == ("三处数据驿站的位置", "山海省数据局")
    assert len(upload.name) == 36


def test_the_form_refuses_a_broken_picture_beside_its_field(at_desk):
    whole = picture(kind="JPEG", name="断.jpg", size=(200, 200)).read()
    data = {"picture": SimpleUploadedFile("断.jpg", whole[: len(whole) // 2]), **WORDS}

    response = at_desk("mei").post(ADD, data)

    assert "“断.jpg”已损坏，读不完整；请重新导出或换一张再上传。" in text_of(response)
    assert Upload.objects.count() == 0


def test_words_are_edited_later_but_the_file_is_not(at_desk):
    at_desk("mei").post(RECEIVE, {"upload": picture()})
    upload = Upload.objects.get()
    url = reverse("admin:editorial_upload_change", args=[upload.pk])

    at_desk("lin").post(url, {"alt_text": "新的说明", "credit": "本刊", "name": "x.png"})

    upload.refresh_from_db()
    assert upload.alt_text == "新的说明"
    assert len(upload.name) == 36


def test_the_list_says_where_a_picture_is_used(at_desk, issue):
    upload = Upload.objects.create(name="a" * 32 + ".png", original_name="用过的.png")
    Upload.objects.create(name="b" * 32 + ".png", original_name="没用的.png")
    unused = "/desk/editorial/upload/?use=unused"
    cast.make_article(issue, title="用图的文章").pictures.add(upload)
    issue.cover_picture = upload
    issue.save()

    text = text_of(at_desk("xiao").get("/desk/editorial/upload/"))

    assert "用图的文章 、 2026年第47期" in text
    assert "尚未使用" in text
    assert "用过的.png" not in text_of(at_desk("xiao").get(unused))


def test_nobody_deletes_a_picture(at_desk):
    upload = Upload.objects.create(name="a" * 32 + ".png")
    url = reverse("admin:editorial_upload_delete", args=[upload.pk])

    assert at_desk("root").post(url, {"post": "yes"}).status_code == 403
    assert Upload.objects.exists()


# --- The library ----------------------------------------------------------------------------


@pytest.fixture
def kept(at_desk, own_files):
    """A picture of 1500 × 1000 pixels with its words, brought in by 梅美编."""
    at_desk("mei").post(ADD, {"picture": picture(size=(1500, 1000)), **WORDS})
    return Upload.objects.get()


def act(upload, name):
    return reverse(f"admin:editorial_upload_{name}", args=[upload.pk])


def test_a_new_picture_needs_its_words_and_its_source(at_desk):
    text = text_of(at_desk("mei").post(ADD, {"picture": picture()}))

    assert "请用一句话写明图上有什么，读屏软件要朗读。" in text
    assert "请写明图片来源：由谁拍摄、绘制或提供。" in text
    assert Upload.objects.count() == 0


def test_size_and_resolution_are_those_of_the_printed_page(at_desk, kept):
    text = text_of(at_desk("xiao").get(act(kept, "change")))

    assert "印刷宽 159 mm，239 dpi，够校样、不够印刷（300）" in text
    assert "封面图区宽 216 mm，176 dpi，太粗，校样上也看得出，请换大图（印刷要 300）" in text


def test_a_piece_is_cut_for_the_cover_and_takes_its_place(at_desk, kept, issue):
    issue.cover_picture = kept
    issue.save()
    box = {"left": 0, "top": 0, "width": 1500, "height": 960, "purpose": "cover"}

    answer = at_desk("chen").post(act(kept, "crop"), box, follow=True)

    issue.refresh_from_db()
    assert (issue.cover_picture.crop, issue.cover_picture.source) == ([0, 0, 1500, 960], kept)
    assert "已裁切，原图还在。已换进2026年第47期封面。" in text_of(answer)
    record = Record.objects.first()
    assert (record.label, record.remark) == (
        "裁切图片",
        "图.png → 图.png（封面裁切）；换进：2026年第47期封面",
    )


def test_a_wrong_box_is_answered_on_the_page(at_desk, kept):
    box = {"left": 0, "top": 0, "width": 9000, "height": 5, "purpose": "figure"}

    assert "框得太小了，至少留 16 × 16 像素。" in text_of(
        at_desk("lin").post(act(kept, "crop"), box)
    )


def test_replacing_says_what_was_changed_and_what_was_not(at_desk, kept, issue, newsroom):
    body = f'<p><img src="{kept.path}" alt="图"></p>'
    for title in ("甲文", "乙文"):
        cast.make_article(issue, title=title, body=body).pictures.add(kept)
    workflow.perform(issue.articles.first(), "submit", by=newsroom["lin"])

    answer = at_desk("lin").post(act(kept, "replace"), {"picture": picture("新.png")}, follow=True)

    text = text_of(answer)
    assert "已换成新文件，旧图留给历史版本。已换进《乙文》。" in text
    assert "《甲文》现在不能改" in text
    assert "替换了 图.png" in text


def test_a_broken_file_replaces_nothing(at_desk, kept):
    file = SimpleUploadedFile("坏.jpg", b"not a picture")

    answer = at_desk("lin").post(act(kept, "replace"), {"picture": file}, follow=True)

    assert "“坏.jpg”不是能用的图片" in text_of(answer)
    assert Upload.objects.get() == kept


def test_what_nobody_uses_is_removed_by_a_person_and_recorded(at_desk, kept):
    answer = at_desk("lin").post(act(kept, "remove"), follow=True)

    assert "已移除图片“图.png”。" in text_of(answer)
    assert not Upload.objects.exists()
    assert [each.label for each in Record.objects.all()] == ["移除图片", "添加图片"]


def test_what_is_used_is_not_removed(at_desk, kept, issue):
    cast.make_article(issue, title="甲文").pictures.add(kept)

    answer = at_desk("lin").post(act(kept, "remove"), follow=True)

    assert "“图.png”正在用：《甲文》，不能移除。" in text_of(answer)
    assert [each.label for each in Record.objects.all()] == ["添加图片"]


def test_words_given_in_an_article_become_the_pictures_own(at_desk, kept, issue):
    Upload.objects.update(alt_text="")
    article = cast.make_article(issue)
    url = reverse("admin:editorial_article_change", args=[article.pk])
    client = at_desk("lin")
    body = f'<p>文。<img src="{kept.path}" alt="驿站的位置"></p>'

    client.post(url, fields_of(client, url) | {"body": body})

    kept.refresh_from_db()
    assert kept.alt_text == "驿站的位置"


def test_an_article_whose_pictures_lack_words_is_told_so(at_desk, kept, issue):
    Upload.objects.update(credit="")
    article = cast.make_article(issue, title="甲文", note="按")
    article.pictures.add(kept)

    page = at_desk("lin").get(reverse("admin:editorial_article_change", args=[article.pk]))

    said = "《甲文》有 1 幅图片没有写替代文字或来源（“图.png”），请在“图片”页补上。"
    assert said in text_of(page)
    assert f'href="{act(kept, "change")}"' in page.content.decode()

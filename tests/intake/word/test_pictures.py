"""Pictures of a Word file: proposed with their captions, stored with the issue or not at all."""

import io

import pytest
from PIL import Image

from editorial import richtext
from editorial.intake import Refused, import_manuscript, propose
from editorial.models import Issue, Upload
from tests.intake.samples import PROSE
from tests.intake.word.builder import cell, p, picture, png, row, table
from tests.intake.word.samples import NAME, body_of, doubts_of, issue

FIGURE = (p(PROSE), p(picture("i1", "两年规模")), p("图1 两年规模"), p(PROSE))


def test_a_picture_and_the_caption_below_it_make_one_figure():
    body = body_of(*FIGURE, files={"i1": png()})

    assert body.count("<figure>") == 1
    assert '" alt="两年规模"><figcaption>图1 两年规模</figcaption></figure>' in body
    assert doubts_of(*FIGURE, files={"i1": png()}, kind="picture") == []


def test_the_proposal_carries_the_bytes_and_accounts_for_everything():
    proposal = propose(issue(*FIGURE, files={"i1": png()}), NAME)

    assert list(proposal.pictures.values()) == [("i1.png", png())]
    assert proposal.accounting.missing == 0


@pytest.mark.django_db
def test_storing_keeps_our_own_encoding_under_a_name_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    imported = import_manuscript(issue(*FIGURE, files={"i1": png()}), NAME)

    article = imported.issue.articles.get()
    upload = article.pictures.get()
    assert richtext.picture_names(article.body) == {upload.name}
    assert (upload.width, upload.height, upload.original_name) == (4, 3, "i1.png")
    assert imported.manuscript.encoding == "docx"
    assert imported.manuscript.file.name.endswith(".docx")


@pytest.mark.django_db
def test_a_picture_broken_inside_refuses_the_whole_import(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    broken = png(400, 300)[:-60]

    with pytest.raises(Refused) as refusal:
        import_manuscript(issue(*FIGURE, files={"i1": broken}), NAME)

    assert refusal.value.message == (
        "来稿里的图片不能用：“i1.png”已损坏，读不完整；请重新导出或换一张再上传。改好后再导入。"
    )
    assert (Issue.objects.count(), Upload.objects.count(), list(tmp_path.rglob("*.*"))) == (
        0,
        0,
        [],
    )


def test_a_picture_in_a_cell_stays_there():
    rows = row(cell("甲"), cell(p(picture("i1")))), row(cell("乙"), cell("丙"))

    assert "<td>甲</td><td><img src=" in body_of(p(PROSE), table(*rows), files={"i1": png()})


def test_a_picture_shown_twice_is_carried_once():
    twice = (p(PROSE), p(picture("i1")), p(PROSE), p(picture("i2")))

    assert len(propose(issue(*twice, files={"i1": png(), "i2": png()}), NAME).pictures) == 1


def test_a_format_we_cannot_show_is_doubted():
    found = doubts_of(*FIGURE, files={"i1": b"\x01\x00\x00\x00 EMF"}, kind="picture")

    assert any("的图片（i1.png）不是能用的格式" in message for message in found)


def test_a_hundred_million_pixels_are_refused_unopened():
    with pytest.raises(Refused) as refusal:
        propose(issue(*FIGURE, files={"i1": png(10_000, 10_000)}), NAME)

    assert refusal.value.message == (
        "文档里的图片 i1.png 超过 4000 万像素的上限，没有导入；请缩小这张图片后再导入。"
    )


def test_a_photograph_stays_a_jpeg():
    out = io.BytesIO()
    Image.new("RGB", (6, 5)).save(out, "JPEG")

    name, *others = propose(issue(*FIGURE, files={"i1": out.getvalue()}), NAME).pictures

    assert (name[-4:], others) == (".jpg", [])

"""What the press noticed: every finding provoked once, and none in clean text."""

import io

import pytest
from PIL import Image

from editorial import uploads
from editorial.models import Edition
from editorial.typesetting import preflight
from editorial.typesetting.imposition import bind
from editorial.typesetting.inspect import inspect
from editorial.typesetting.products import write
from editorial.typesetting.render import Sheets, set_html
from tests.cast import make_article
from tests.typesetting.conftest import body_of, set_pages

TITLE = "云麓市数据条例"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def found(issue, kind=Edition.Kind.WEB) -> list[dict]:
    return inspect(set_pages(issue, kind))


def of_body(issue, body: str, kind=Edition.Kind.WEB, **fields) -> list[dict]:
    """The findings on one article, its page count put aside."""
    article = make_article(issue, title=TITLE, body=body, **fields)
    rows = [each for each in found(issue, kind) if not each["message"].startswith("全刊")]
    return [
        {name: value for name, value in each.items() if name != "article"}
        for each in rows
        if each.get("article", article.pk) == article.pk
    ]


def row(message: str, severity: str, page: int | None = None) -> dict:
    return {"message": message, "severity": severity} | ({"page": page} if page else {})


def picture(pixels: int) -> str:
    data = io.BytesIO()
    Image.new("RGB", (pixels, pixels // 2), "navy").save(data, "PNG")
    return uploads.receive(data.getvalue(), "图.png").path


@pytest.mark.parametrize("kind", [Edition.Kind.WEB, Edition.Kind.PROOF])
def test_a_sound_issue_has_no_findings(issue, article, kind):
    assert found(issue, kind) == []


def test_a_character_that_no_face_has_is_named_with_its_article_and_page(issue):
    article = make_article(issue, title=TITLE, body="<p>见\U000f1234字。</p>")

    assert found(issue) == [
        row(
            "缺字：字体里没有“\U000f1234”（U+F1234），《云麓市数据条例》第 01 页里印成了空框，"
            "请换字或改用图片。",
            "error",
            5,
        )
        | {"article": article.pk}
    ]


def test_many_such_characters_are_one_finding_an_article_with_each_in_its_detail(issue):
    rare = "".join(chr(0xF1000 + n) for n in range(23))
    first = make_article(issue, title=TITLE, body=f"<p>{rare}</p>")
    second = make_article(issue, title="东湾港区", body=f"<p>{rare[:2]}</p>")

    codes = [f"“{each}”U+{ord(each):X}" for each in rare]
    assert found(issue)[:2] == [
        row(
            f"缺字：字体里没有“{rare[:20]}”和另外 3 个字，《云麓市数据条例》第 01 页里印成了空框，"
            "请换字或改用图片。",
            "error",
            5,
        )
        | {"article": first.pk, "detail": "；".join(f"{code} 第 01 页" for code in codes)},
        row(
            f"缺字：字体里没有“{rare[:2]}”，《东湾港区》第 02 页里印成了空框，请换字或改用图片。",
            "error",
            6,
        )
        | {"article": second.pk, "detail": "；".join(f"{code} 第 02 页" for code in codes[:2])},
    ]


def test_a_missing_character_of_a_title_is_told_once_with_contents_and_article(issue):
    article = make_article(issue, title="云麓\U000f1234", body="<p>文。</p>")

    assert found(issue) == [
        row(
            "缺字：字体里没有“\U000f1234”（U+F1234），《云麓\U000f1234》PDF 第 4 面、第 01 页里"
            "印成了空框，请换字或改用图片。",
            "error",
            4,
        )
        | {"article": article.pk}
    ]


def test_a_lost_picture_is_a_warning(issue):
    assert of_body(issue, "<p>文。</p><figure><figcaption>图2 表</figcaption></figure>") == [
        row("《云麓市数据条例》的“图2　表”只有图题，没有图，请上传图片或补数据。", "warning")
    ]


def test_a_coarse_picture_is_told_with_its_density(issue):
    body = f'<figure><img src="{picture(900)}" alt="会场"></figure>'

    assert of_body(issue, body) == [
        row(
            "《云麓市数据条例》第 01 页的图片“会场”印出来只有每英寸 144 点，低于 200 点会发虚，"
            "请换一张更大的。",
            "warning",
            5,
        )
    ]


@pytest.mark.parametrize(("pixels", "density", "severity"), [
    (900, 144, "error"), (1500, 239, "warning"),
])  # fmt: skip
def test_print_wants_finer_pictures_and_refuses_the_coarsest(issue, pixels, density, severity):
    body = f'<figure><img src="{picture(pixels)}" alt="会场"></figure>'

    assert of_body(issue, body, Edition.Kind.PRINT) == [
        row(
            f"《云麓市数据条例》第 01 页的图片“会场”印出来只有每英寸 {density} 点，"
            "低于 300 点会发虚，请换一张更大的。",
            severity,
            5,
        )
    ]


def test_a_fine_picture_is_not_mentioned(issue):
    body = f'<figure><img src="{picture(2000)}" alt="会场"></figure>'

    assert of_body(issue, body, Edition.Kind.PRINT) == []


def test_a_table_wider_than_the_type_area_is_an_error(issue):
    cells = "<td>ABCDEFGHIJKLM</td>" * 24  # too many even across the page

    finding, *_ = of_body(issue, f"<table><tbody><tr>{cells}</tr></tbody></table>")

    # Turned across a page of its own, it is still too wide; the source is left for the next page.
    assert finding["severity"] == "error"
    assert finding["page"] == 6
    assert finding["message"].startswith("《云麓市数据条例》第 02 页的表格超出版心 ")
    assert finding["message"].endswith(" 点，请缩小、删减列或拆开。")


def test_a_heading_alone_at_the_foot_of_a_page_is_told(issue):
    headings = "".join(f"<h3>（{n}）小标题</h3>" for n in range(1, 40))

    assert of_body(issue, f"{headings}<p>文。</p>") == [
        row(
            "《云麓市数据条例》第 03 页末尾只有标题“（27）小标题”，正文在下一页，"
            "请增删几个字或调整标题。",
            "warning",
            7,
        )
    ]


def test_a_level_of_headings_that_is_skipped_is_a_note(issue):
    assert of_body(issue, "<h2>一、总则</h2><h4>1.目的</h4><p>文。</p>") == [
        row(
            "《云麓市数据条例》第 01 页的标题“1.目的”紧跟在“一、总则”下，中间跳了 1 级，"
            "请核对标题级别。",
            "note",
            5,
        )
    ]


def test_levels_that_begin_low_or_go_up_by_several_are_nothing(issue):
    body = "<h3>（一）甲</h3><h4>1.乙</h4><h5>（1）丙</h5><h2>二、丁</h2><p>文。</p>"

    assert of_body(issue, body) == []


def test_a_last_page_of_two_lines_is_told(issue):
    body = "<p>文。</p>" * 24

    assert of_body(issue, body) == [
        row(
            "《云麓市数据条例》的最后一页（第 02 页）只有 2 行，请删几个字收回上一页，或多留几行。",
            "warning",
            6,
        )
    ]


def test_a_last_line_of_one_character_is_a_note(issue):
    word = "Interoperability"  # which cannot be broken, to keep the character company

    assert of_body(issue, f"<p>{'数' * 31}{word}据。</p>") == [
        row(
            "《云麓市数据条例》第 01 页有一段末行只有一个字“据。”，增删一两个字可以收回。",
            "note",
            5,
        )
    ]


def test_a_word_cut_at_the_end_of_a_line_is_told(issue):
    word = "Interoperabilityframework" * 4

    found = of_body(issue, f"<p>数据接口{word}结束。</p>")

    assert [each["severity"] for each in found] == ["warning"]
    assert found[0]["message"].startswith("《云麓市数据条例》第 01 页的长词“Interoperability")
    assert found[0]["message"].endswith("在行末被拦腰断开，请加空格或改短。")


def test_ordinary_words_at_the_end_of_lines_are_not_cut(issue):
    words = " ".join(["open data platform"] * 30)

    assert of_body(issue, f"<p>平台{words}。</p>") == []


def test_a_title_that_leaves_one_character_in_the_contents_is_told(issue):
    make_article(issue, title=TITLE, contents_title="关于推进公共数据资源开发利用的若干措施\n稿")

    assert found(issue) == [
        row(
            "本期要目里“关于推进公共数据资源开发利用的若干措施稿”折行不好，末行只有“稿”，"
            "请在“要目标题”栏手动换行或改短。",
            "warning",
            4,
        )
    ]


def test_a_link_that_leads_nowhere_is_told(issue):
    assert of_body(issue, '<p>见<a href="#fn-9">注</a>。</p>') == [
        row("《云麓市数据条例》有一个链接指向“#fn-9”，文中没有这个位置，请改正。", "warning")
    ]


def test_an_odd_number_of_pages_is_a_note(issue):
    make_article(issue, title=TITLE, body=body_of(11))

    (finding,) = found(issue)

    assert finding == row("全刊 7 面，是单数，双面印刷会多出一面空白。", "note")


def test_an_odd_number_of_printed_pages_is_a_warning(issue):
    make_article(issue, title=TITLE, body=body_of(11))

    (finding,) = found(issue, Edition.Kind.PRINT)

    assert finding["severity"] == "warning"
    assert finding["message"].startswith("全刊 7 面，不是 4 的倍数，差 1 面；")


# --- The file itself ------------------------------------------------------------------------


def flaws(html: str, kind: str, *, spoil=None) -> list[str]:
    forme = set_html(f'<html lang="zh-CN"><title>甲</title><body>{html}', kind)
    document = bind(forme.plates, forme.metadata)
    if spoil:
        spoil(document)
    return [each.message for each in write(document, kind, "")[1]]


def test_small_words_in_black_and_colours_together_are_an_error(db):
    mixed = "color:device-cmyk(1 0.78 0.3 0.45)"

    assert flaws(f'<p style="{mixed}">小字</p>', "print") == [
        "第 1 面有小字用四色叠印（C、M、Y、K 为 100、78、30、45），套印不准会发虚。"
    ]
    assert flaws(f'<p style="{mixed};font-size:24pt">大字</p>', "print") == []


def test_rgb_that_slips_through_is_an_error(db, monkeypatch):
    from editorial.typesetting import inks

    monkeypatch.setattr(inks, "inks_of", lambda *rgb: rgb)
    monkeypatch.setattr(inks, "_state", {"is_printing": False, "is_small": False})
    monkeypatch.setattr(inks, "cmyk_only", _nothing)

    assert flaws("<p>字</p>", "print") == ["第 1 面用了 RGB 颜色，印刷厂不收，请告诉管理员。"]


def _nothing():
    from contextlib import nullcontext

    return nullcontext()


def test_a_character_from_a_face_that_is_not_ours_is_told(db, monkeypatch):
    monkeypatch.setattr(preflight, "FACES", ())

    told = flaws("<p>甲乙</p>", "web")

    assert told == [
        "“乙甲”不在本刊的字体里，换用了 Press Song，别的机器上样子会不同，请换字或改用图片。"
    ]


def test_rare_characters_of_our_faces_are_no_fault(db):
    assert flaws("<p>甲𠮷㐀</p>", "web") == []


def test_a_whole_embedded_face_is_told(db):
    html = "<p>甲</p>"

    def never_cut(document):
        document.write_pdf = lambda *args, **options: type(document).write_pdf(
            document, *args, full_fonts=True, **options
        )

    assert flaws(html, "web") == []
    (told,) = flaws(html, "web", spoil=never_cut)
    assert told.startswith("字体 Press Song 整套嵌入（")


# --- The rest -------------------------------------------------------------------------------


def test_the_gravest_come_first(issue):
    lost = "<figure><figcaption>图2 表</figcaption></figure>"
    body = f"<p>{'数' * 31}Interoperability据。</p><p>见\U000f1234字。</p>{lost}"

    assert [each["severity"] for each in of_body(issue, body)] == ["error", "warning", "note"]


def test_other_complaints_of_the_renderer_are_not_swallowed():
    sheets = Sheets(b"", "", 0, {}, {}, (), complaints=("Odd thing happened", "Odd thing happened"))

    assert [each["message"] for each in inspect(sheets)] == ["排版程序提醒：Odd thing happened"]

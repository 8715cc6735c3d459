"""印刷版, read from the file itself: boxes, marks, inks, printing condition, blank pages."""

import io
import subprocess

import pytest
from django.db import transaction
from django.test import override_settings
from PIL import Image

from editorial import uploads
from editorial.models import Edition
from editorial.typesetting import Refused, inks, render_issue, standing
from editorial.typesetting.inspect import inspect
from tests.cast import make_article, make_issue
from tests.typesetting import operators, structure
from tests.typesetting.conftest import body_of, set_pages

KIND = Edition.Kind
MM = 72 / 25.4
BLACK, WHITE = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
RED = (0.0, 0.9, 0.85, 0.0)
BLUE = inks.INKS["#0f2a4a"]
CHART = (
    '<figure class="chart" data-chart="bar"><table>'
    "<thead><tr><th>季度</th><th>收入</th></tr></thead>"
    "<tbody><tr><td>一季度</td><td>12</td></tr></tbody></table>"
    "<figcaption>图1 收入</figcaption></figure>"
)
CODE = '<figure class="qr"><figcaption>扫描二维码 阅读全文</figcaption></figure>'


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(colour, mode="RGB", kind="PNG") -> str:
    """The address of an uploaded picture of one colour, large enough for print."""
    data = io.BytesIO()
    Image.new(mode, (2400, 1200), colour).save(data, kind)
    return uploads.receive(data.getvalue(), "图.png").path


def printed(issue, **options):
    return render_issue(issue, KIND.PRINT, **options)


def full_issue():
    """Every kind of thing that is painted: chart, code, table, pictures, note, link."""
    issue = make_issue(7, cover_headline="云麓市低空数据")
    pictures = "".join(
        f'<figure><img src="{picture(*each)}"><figcaption>图2 照片</figcaption></figure>'
        for each in (((200, 40, 40),), ((90, 90, 90),), ((10, 90, 200, 128), "RGBA"))
    )
    table = "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>乙</td></tr></tbody></table>"
    link = '<p>见<a href="https://example.org/">原文</a>。</p>'
    make_article(
        issue,
        note="按语。",
        document_number="云政发〔2026〕1号",
        body=f"<h2>一、总则</h2><h3>（一）目的</h3>{body_of(2)}{CHART}{CODE}{table}{link}{pictures}",
    )
    return issue


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker, tmp_path_factory):
    """The print and the web edition of one issue, by kind; the database is as before."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        issue = full_issue()
        made = {kind: render_issue(issue, kind) for kind in (KIND.PRINT, KIND.WEB)}
        transaction.set_rollback(True)
    return made


@pytest.fixture
def pdf(files):
    return operators.opened(files[KIND.PRINT])


def test_the_boxes_are_a4_three_millimetres_of_bleed_and_the_slug(pdf):
    for page in pdf.pages:
        trim, bleed, media = ([float(n) for n in box] for box in (
            page["/TrimBox"], page["/BleedBox"], page["/MediaBox"]))  # fmt: skip
        assert [round(n, 1) for n in trim] == [0, 0, 595.3, 841.9]
        assert [round((a - b) / MM, 2) for a, b in zip(trim, bleed, strict=True)] == [3, 3, -3, -3]
        assert [round((a - b) / MM, 2) for a, b in zip(trim, media, strict=True)] == [
            12, 12, -12, -12]  # fmt: skip


def test_the_marks_stand_outside_the_bleed_on_every_plate(pdf):
    resources = pdf.pages[0]["/Resources"]["/XObject"]
    marks = resources["/Marks595x842"]
    lines = [operands for operands, operator in _operations(pdf, marks) if operator == b"m"]
    assert marks["/Resources"]["/ColorSpace"]["/Everywhere"][:3] == [
        "/Separation", "/All", "/DeviceCMYK"]  # fmt: skip
    assert len(lines) == 8 + 3 * 4
    assert all(_is_outside(*map(float, point)) for point in lines)
    for page in pdf.pages:
        drawn = [operands[0] for operands, operator in page.get_contents().operations
                 if operator == b"Do"]  # fmt: skip
        assert drawn[0] == "/Marks595x842"


def _operations(pdf, stream):
    from pypdf.generic import ContentStream

    return ContentStream(stream, pdf).operations


def _is_outside(x: float, y: float) -> bool:
    edge = 3 * MM
    return not (-edge < x < 595.28 + edge and -edge < y < 841.89 + edge)


def test_the_cover_bleeds_to_its_edge_and_no_further(files, tmp_path):
    (tmp_path / "print.pdf").write_bytes(files[KIND.PRINT].pdf)
    subprocess.run(
        ["pdftoppm", "-r", "72", "-l", "1", "-png", tmp_path / "print.pdf", tmp_path / "page"],
        check=True,
    )
    cover = Image.open(next(tmp_path.glob("page*.png"))).convert("RGB")

    trim = 12 * MM  # the sheet's edge is 12 mm from the trimmed page's
    tops = [cover.getpixel((300, round(trim - out * MM))) for out in (-2, 2, 3.7)]
    sides = [cover.getpixel((round(trim - out * MM), 300)) for out in (-2, 2, 3.7)]
    for inner, bleed, beyond in (tops, sides):
        assert inner == bleed != (255, 255, 255)
        assert beyond == (255, 255, 255)


def test_small_words_in_black_print_over_what_they_stand_on_and_nothing_else_does(pdf, issue):
    make_article(issue, note="按语。", body=f"<h2>一、总则</h2>{body_of(1)}")
    words = operators.overprints(operators.opened(printed(issue)))

    assert (BLACK, True, True) in words
    assert (BLACK, True, False) not in words
    assert {ink for ink, _, is_over in words | operators.overprints(pdf) if is_over} == {BLACK}
    assert (WHITE, True, False) in words


def test_nothing_is_painted_in_rgb(pdf):
    assert operators.operators(pdf).isdisjoint(operators.RGB)
    assert operators.colour_spaces(pdf) == {"/DeviceCMYK", "/DeviceGray", "/Everywhere"}


def test_the_web_edition_of_the_same_is_in_rgb(files):
    web = operators.opened(files[KIND.WEB])

    assert b"rg" in operators.operators(web)
    assert "/DeviceCMYK" not in operators.colour_spaces(web)


def test_words_are_black_alone_or_a_pure_colour_and_only_display_type_is_blue(pdf):
    found = operators.inks_of_words(pdf)

    mixed = {ink for ink in found if ink[3] and any(ink[:3])}
    assert {BLACK, WHITE, RED} <= found
    assert mixed == {BLUE}


def test_pictures_are_converted_photographs_and_masks_too(pdf):
    images = operators.images(pdf)

    spaces = sorted(str(image["/ColorSpace"]) for image in images)
    assert spaces == ["/DeviceCMYK", "/DeviceCMYK", "/DeviceGray", "/DeviceGray"]
    red = next(image for image in images if "/SMask" not in image
               and image["/ColorSpace"] == "/DeviceCMYK")  # fmt: skip
    cyan, magenta, yellow, _ = red.get_data()[:4]
    assert cyan < 60 and magenta > 200 and yellow > 180


def test_a_photograph_stays_a_jpeg(issue):
    article = make_article(issue)
    article.body = f'<figure><img src="{picture((10, 120, 60), kind="JPEG")}"></figure>'
    article.save()

    (image,) = operators.images(operators.opened(printed(issue)))

    assert image["/Filter"] == "/DCTDecode"
    assert list(image["/Decode"]) == [1, 0, 1, 0, 1, 0, 1, 0]
    assert Image.open(io.BytesIO(image._data)).mode == "CMYK"


def test_the_printing_condition_is_in_the_file(issue, article, settings):
    settings.PRESS_CONDITION = "CGATS TR 001"

    root = operators.opened(set_pages(issue, KIND.PRINT)).trailer["/Root"]

    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFX"
    assert intent["/OutputConditionIdentifier"] == "CGATS TR 001"
    assert intent["/RegistryName"] == "http://www.color.org"
    assert intent["/DestOutputProfile"].get_data() == inks.profile()
    assert intent["/DestOutputProfile"]["/N"] == 4


def test_it_says_that_it_is_pdf_x_4(pdf):
    told = structure.metadata(pdf)
    assert pdf.pdf_header == "%PDF-1.6"
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in told
    assert "<pdf:Trapped>False</pdf:Trapped>" in told
    assert "<xmp:ModifyDate>2026-02-13T08:00:00+08:00</xmp:ModifyDate>" in told
    assert pdf.trailer["/Info"]["/Trapped"] == "/False"
    assert pdf.trailer["/ID"][0] != b""


def test_no_page_has_an_annotation(pdf):
    assert structure.annotations(pdf) == []


def test_it_is_sound(files, tmp_path):
    path = tmp_path / "print.pdf"
    path.write_bytes(files[KIND.PRINT].pdf)

    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_on_request_blank_pages_fill_the_last_sheet(issue, article):
    plain, filled = printed(issue), printed(issue, fills_sheets=True)

    assert (plain.pages, filled.pages) == (6, 8)
    assert [page.extract_text() for page in operators.opened(filled).pages][6:] == ["", ""]
    messages = [each["message"] for each in inspect(filled)]
    assert messages == ["全刊 8 面，其中空白页 2 面：第 7、8 面。"]


def test_a_number_of_pages_that_does_not_fold_is_told(issue, article):
    assert inspect(printed(issue)) == [
        {
            "message": "全刊 6 面，不是 4 的倍数，差 2 面；骑马订要补白页，"
            "排印刷版时可选“补足 4 的倍数”。",
            "severity": "note",
        }
    ]


def test_a_profile_that_is_not_for_printing_is_refused(issue, article, settings):
    from weasyprint import pdf

    settings.PRESS_PROFILE = pdf.__file__.replace("__init__.py", "sRGB2014.icc")
    inks.profile.cache_clear()

    with pytest.raises(Refused) as refusal:
        printed(issue)

    inks.profile.cache_clear()
    assert str(refusal.value) == (
        "ICC 特性文件“sRGB2014.icc”不是 CMYK 输出特性（RGB），"
        "请管理员在 PRESS_PROFILE 里换成印刷厂给的文件。"
    )


@pytest.mark.parametrize(
    ("colour", "wanted"),
    [
        ((0, 0, 0), (0, 0, 0, 1)),
        ((1, 1, 1), (0, 0, 0, 0)),
        ((0.2, 0.2, 0.2), (0, 0, 0, 0.8)),
        ((0x14 / 255, 0x23 / 255, 0x3A / 255), (0, 0, 0, 1)),
    ],
)
def test_black_and_grey_are_black_ink_alone(colour, wanted):
    assert inks.inks_of(*colour) == wanted


@pytest.mark.parametrize(
    ("colour", "wanted"),
    [
        ((0x0F / 255, 0x2A / 255, 0x4A / 255), BLACK),  # the blue of headings
        ((0.25, 0.2, 0.3), BLACK),  # whatever dark colour an editor may choose
        ((0xB5 / 255, 0x34 / 255, 0x2A / 255), RED),
        ((1, 1, 1), WHITE),
    ],
)
def test_small_dark_words_are_black_and_pure_colours_stay(colour, wanted):
    assert inks.inks_for_words(*colour) == wanted


def test_a_colour_without_designed_inks_goes_through_the_profile():
    cyan, magenta, yellow, black = inks.inks_of(0.9, 0.1, 0.1)

    assert cyan < 0.15 and magenta > 0.85 and yellow > 0.75 and black < 0.1


def test_pages_drawn_for_another_printing_condition_are_not_taken(monkeypatch):
    before = [standing.key("<p>甲</p>", kind, 1) for kind in (KIND.PRINT, KIND.WEB)]
    monkeypatch.setattr(inks, "profile", lambda: b"another")

    after = [standing.key("<p>甲</p>", kind, 1) for kind in (KIND.PRINT, KIND.WEB)]

    assert after[0] != before[0]
    assert after[1] == before[1]

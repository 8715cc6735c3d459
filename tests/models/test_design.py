"""版式: what fits the sheet, which colours are legible, and which issue is set in which design."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import checks
from editorial.models import Edition, Issue, PageDesign, Record, Upload, text_digest
from editorial.models.colours import contrast, inks_of
from tests import cast

pytestmark = pytest.mark.django_db
SMALL = {"trim": "185x260", "type_size": Decimal("10.5"), "pitch": Decimal(22), "columns": 38}
SMALL |= {"top_margin": Decimal(27), "inner_margin": Decimal(22)}


def faults(**settings) -> dict:
    with pytest.raises(ValidationError) as refusal:
        PageDesign(**settings).full_clean()
    return refusal.value.message_dict


def test_the_standard_design_is_41_by_27_on_a4_and_has_no_fault():
    design = PageDesign()
    design.full_clean()

    assert (design.columns, design.rows, design.trim, design.changes) == (41, 27, "a4", {})
    assert (round(design.outer_margin, 1), round(design.foot_margin, 1)) == (25.5, 27.5)


def test_the_small_trim_with_38_characters_has_no_fault():
    design = PageDesign(**SMALL)
    design.full_clean()

    assert (round(design.outer_margin, 2), round(design.foot_margin, 2)) == (22.24, 23.1)


def test_a_grid_too_large_for_the_sheet_is_refused_with_what_would_fit():
    assert faults(trim="185x260") == {
        "columns": [
            "每行 41 字、每字 11 点，共 159.1 毫米，加上订口 25.40 毫米，185 毫米宽的纸放不下"
            "（切口至少留 12 毫米）；这样的字号最多每行 38 字。"
        ],
        "rows": [
            "每面 27 行、行距 25 点，共 238.1 毫米，加上天头 31.04 毫米，260 毫米高的纸放不下"
            "（地脚至少留 12 毫米）；这样的行距最多每面 24 行。"
        ],
    }
    PageDesign(trim="185x260", columns=38, rows=24).full_clean()


@pytest.mark.parametrize(
    ("settings", "field", "sentence"),
    [
        ({"pitch": 15, "type_size": 11}, "pitch",
         "字号 11 点时，行距宜在 17.6 到 33 点之间。"),
        ({"type_size": Decimal("8.9")}, "type_size", "不能小于 9。"),
        ({"text_face": "kai"}, "text_face", "值 'kai' 不是有效选项。"),
        ({"main_colour": "blue"}, "main_colour",
         "颜色写成 # 加六位小写十六进制数，如“#0f2a4a”。"),
        ({"main_inks": "100 90 80 70"}, "main_inks",
         "四色油墨合计 340%，超过 300%，印出来不易干，请减少一些。"),
        ({"accent_colour": "#e08a80"}, "accent_colour",
         "这个颜色与白纸、底色的反差只有 2.4，不到 4.5，看不清楚，"
         "请选深一些的颜色，或把底色调浅。"),
        ({"paper_colour": "#8a8a8a"}, "paper_colour",
         "墨色的字印在这个底色上，反差只有 4.6，不到 7，请调浅。"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_well_is_refused(settings, field, sentence):
    assert faults(**settings)[field] == [sentence]


@pytest.mark.parametrize("text", ["", "1 2 3", "1 2 3 101", "a b c d", "1,2,3,4"])
def test_inks_are_four_numbers(text):
    assert inks_of(text) == ()


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_the_digest_changes_with_the_design_and_comes_back_with_the_standard_one():
    issue = cast.make_issue(1)
    before = text_digest(issue)
    PageDesign.objects.create(pk=1)
    assert text_digest(issue) == before

    PageDesign.objects.update(columns=40)
    assert text_digest(issue) != before

    PageDesign.objects.update(columns=41)
    assert text_digest(issue) == before


def test_a_signed_off_issue_keeps_the_design_of_that_day():
    issue = cast.make_issue(1)
    design = PageDesign(pk=1, columns=40)
    design.save()
    signed = text_digest(issue)
    issue.state = Issue.State.SIGNED_OFF
    issue.save()
    Record.objects.create(issue=issue, subject="2026年第1期", verb="sign_off", label="签发")

    design.columns = 38
    design.save()

    assert PageDesign.objects.of(issue).columns == 40
    assert text_digest(issue) == signed
    assert PageDesign.objects.of(cast.make_issue(2)).columns == 38


def test_an_issue_published_before_any_design_was_made_keeps_the_standard_one():
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED, publish_at=timezone.now())
    PageDesign(pk=1, columns=38).save()

    assert PageDesign.objects.of(issue).columns == 41


def test_a_cover_picture_must_do_for_print_and_have_its_words():
    picture = Upload(width=2000, height=1500)

    assert PageDesign().faults_of_cover(picture) == [
        "这张图片有 2000 × 1500 像素，照现在的版式作封面，每英寸只有 235 点；印刷要 300 点，"
        "至少 2552 × 1634 像素，请换一张更大的。",
        "这张图片没有替代文字，请先在图片页用一句话写明图上有什么。",
        "这张图片没有来源，请先在图片页写明由谁拍摄、谁提供。",
    ]


@pytest.mark.parametrize(
    ("layout", "trim", "size"),
    [
        ("band", "a4", (2552, 1634)),
        ("band", "185x260", (2256, 1439)),
        ("full", "a4", (2552, 3579)),
        ("full", "185x260", (2256, 3142)),
    ],
)
def test_how_large_a_cover_picture_must_be_follows_layout_and_trim(layout, trim, size):
    design = PageDesign(cover_layout=layout, trim=trim)
    words = {"alt_text": "海岸上的数据中心。", "credit": "本刊摄"}

    assert design.faults_of_cover(Upload(width=size[0], height=size[1], **words)) == []
    assert len(design.faults_of_cover(Upload(width=size[0] - 1, height=size[1], **words))) == 1
    assert len(design.faults_of_cover(Upload(width=size[0], height=size[1] - 1, **words))) == 1


def test_a_drawn_cover_asks_nothing_of_a_picture():
    assert PageDesign(cover_layout="field").faults_of_cover(Upload(width=1, height=1)) == []


def test_a_proof_is_stale_once_the_design_has_changed_and_the_check_says_so():
    issue = cast.make_issue(1)
    cast.make_article(issue)
    Edition.objects.create(
        issue=issue, kind="proof", state="ready", digest=text_digest(issue), number=1
    )
    sentences = {each.message for each in checks.first_proof_findings(issue)}
    assert "校样排好之后文字或版式又改过，请重新排版。" not in sentences

    PageDesign(pk=1, columns=40).save()

    sentences = {each.message for each in checks.first_proof_findings(issue)}
    assert "校样排好之后文字或版式又改过，请重新排版。" in sentences

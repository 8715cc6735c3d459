"""What the press noticed, as sentences an editor can act on."""

from editorial.typesetting.inspect import inspect
from editorial.typesetting.render import Sheets
from tests.cast import make_article
from tests.typesetting.conftest import set_pages


def messages(sheets) -> list[str]:
    return [finding["message"] for finding in inspect(sheets)]


def test_a_sound_issue_has_no_findings(issue, article):
    assert inspect(set_pages(issue)) == []


def test_a_character_that_no_face_has_is_named_with_its_article(issue):
    make_article(issue, title="云麓市数据条例", body="<p>见\ue123字。</p>")

    assert messages(set_pages(issue)) == [
        "缺字：字体里没有“\ue123”（U+E123），《云麓市数据条例》里印成了空框，请换字或改用图片。"
    ]


def test_a_lost_picture_is_a_warning(issue):
    make_article(
        issue, title="条例", body="<p>文。</p><figure><figcaption>图2 表</figcaption></figure>"
    )

    assert inspect(set_pages(issue)) == [
        {
            "message": "《条例》的“图2　表”只有图题，没有图，请上传图片或补数据。",
            "severity": "warning",
        }
    ]


def test_other_complaints_of_the_renderer_are_not_swallowed():
    sheets = Sheets(b"", "", 0, {}, {}, (), complaints=("Odd thing happened", "Odd thing happened"))

    assert messages(sheets) == ["排版程序提醒：Odd thing happened"]

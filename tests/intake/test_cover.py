"""Cover, numbers and masthead page in the forms that issues have printed them."""

import datetime as dt

import pytest

from editorial.intake import Refused, propose
from editorial.intake.masthead import names_in
from editorial.intake.numbers import numbers_in
from tests.intake.samples import FRONT, manuscript


def front_of(text: str):
    return propose(manuscript(front=text).encode(), "来稿.txt").front


@pytest.mark.parametrize(
    "line",
    [
        "2026年1月9日 第2期 总第265期",
        "2026年01月09日　第02期　总第265期",
        "2026 年 1 月 9 日 第 2 期（总第 265 期）",
        "2026年第2期（总第265期） 2026年1月9日",
        "第2期 总第265期 2026-01-09",
        "二〇二六年一月九日 第二期 总第265期",
        "２０２６年１月９日 第２期 总第２６５期",
        "（总第265期）2026年1月9日 第2期 星期五",
    ],
)
def test_date_and_numbers_are_read_in_every_form(line):
    numbering = front_of(FRONT.replace("2026年1月9日 第2期 总第265期", line)).numbering

    assert numbering.date == dt.date(2026, 1, 9)
    assert (numbering.number, numbering.running_number) == (2, 265)


def test_date_and_numbers_may_stand_on_lines_of_their_own():
    text = FRONT.replace("2026年1月9日 第2期 总第265期", "2026年1月9日\n第2期\n总第265期")

    front = front_of(text)

    assert (front.numbering.number, front.strapline) == (2, "以数据看山海")


@pytest.mark.parametrize("text", ["2026年1月9日，会议召开。", "第2期工程", "总第一章", "目标"])
def test_prose_is_no_line_of_numbers(text):
    assert numbers_in(text) is None


def test_tagline_stands_above_the_name_and_strapline_below():
    front = front_of("## " + FRONT)

    assert (front.tagline, front.strapline) == ("数字山海的观察与思考", "以数据看山海")


def test_a_strapline_below_the_date_is_found():
    text = FRONT.replace("以数据看山海\n", "").replace("{headline}", "以数据看山海\n{headline}", 1)

    assert front_of(text).strapline == "以数据看山海"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "1月9日",
            "2月30日",
            "封面上的日期“2026年2月30日”不存在，请改正后再导入。",
        ),
        ("第2期 总", "第99期 总", "封面上的期号是“第99期”，一年不会有这样的期号，请改正后再导入。"),
        (
            "总第265期",
            "总第1期",
            "封面上的总期号“总第1期”与期号“第2期”对不上，请改正后再导入。",
        ),
        (
            "大数据发展动态",
            "临江内参",
            "封面上的刊名是“临江内参”，不是《大数据发展动态》的来稿，请确认选对了文件。",
        ),
    ],
)
def test_a_cover_that_cannot_be_right_is_refused(old, new, sentence):
    with pytest.raises(Refused) as refusal:
        front_of(FRONT.replace(old, new))

    assert refusal.value.message == sentence


def test_a_date_that_is_not_printed_is_the_friday_of_its_week_and_a_doubt():
    numbering = front_of(FRONT.replace("2026年1月9日 ", "")).numbering

    assert (numbering.number, numbering.running_number) == (2, 265)
    assert numbering.missing == ("日期",)
    assert [doubt.message for doubt in numbering.doubts] == [
        "封面上没有找到日期，暂按 2000-01-14，请在入库前填好。"
    ]


def test_a_number_that_is_not_printed_is_the_week_of_the_date():
    numbering = front_of(FRONT.replace("第2期 ", "")).numbering

    assert (numbering.number, numbering.missing) == (2, ("期号",))


def test_a_running_number_is_never_made_up():
    numbering = front_of(FRONT.replace("总第265期", "")).numbering

    assert [doubt.message for doubt in numbering.doubts] == [
        "封面上没有找到总期号，暂缺，请在入库前填好。"
    ]


def test_a_saturday_and_another_week_are_doubts():
    doubts = front_of(FRONT.replace("1月9日", "1月17日")).doubts

    assert [doubt.message for doubt in doubts] == [
        "出版日期 2026-01-17 是星期六，往常都是星期五，请核对。",
        "2026-01-17 是当年第 3 周，期号却是第 2 期；因休刊顺延的不用改，否则请核对。",
    ]


def test_a_masthead_page_that_contradicts_the_cover_is_a_doubt():
    text = FRONT[::-1].replace("第2期"[::-1], "第3期"[::-1], 1)[::-1]

    assert [doubt.message for doubt in front_of(text).doubts] == [
        "第 7 行的期号与第 4 行不一致，已按前者，请核对。"
    ]


def test_roles_are_read_with_continued_lines_and_letter_spacing():
    masthead = front_of(FRONT).masthead

    assert [(entry.role, entry.names) for entry in masthead.entries] == [
        ("主编", ("山海数据研究院",)),
        ("编委会", ("林青", "赵云麓", "白河", "孙远")),
    ]


@pytest.mark.parametrize(
    "line", ["主编：山海数据研究院", "**主 编** 山海数据研究院", "**主编：**山海数据研究院"]
)
def test_a_role_may_be_bold_or_end_with_a_colon(line):
    masthead = front_of(FRONT.replace("主 编 山海数据研究院", line)).masthead

    assert masthead.entries[0].role == "主编"
    assert masthead.entries[0].names == ("山海数据研究院",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林 青 赵云麓 白 河", ("林青", "赵云麓", "白河")),
        ("林青、赵云麓，白河", ("林青", "赵云麓", "白河")),
        ("", ()),
    ],
)
def test_names_are_told_apart(text, names):
    assert names_in(text) == names


def test_contact_and_disclaimer_are_read():
    masthead = front_of(FRONT).masthead

    assert (masthead.phone, masthead.phone_note) == ("000-1234567", "传真")
    assert (masthead.email, masthead.address) == ("desk@example.org", "云麓市海滨路1号")
    assert masthead.has_new_media
    assert masthead.disclaimer == "本刊文字来自公开渠道。"


def roles_of(page: str) -> list[tuple]:
    old = "主 编 山海数据研究院\n编 委 会 林 青 赵云麓 白 河\n孙 远\n"
    return [(e.role, e.names) for e in front_of(FRONT.replace(old, page)).masthead.entries]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("总 编 辑 林 青　副总编辑 白 河\n", [("总编辑", ("林青",)), ("副总编辑", ("白河",))]),
        ("**总编辑** 林青 **副总编辑** 白河\n", [("总编辑", ("林青",)), ("副总编辑", ("白河",))]),
        (
            "主编：山海院；联合主编：临江学会\n",
            [("主编", ("山海院",)), ("联合主编", ("临江学会",))],
        ),
        ("| 主编 | 山海院 |\n|---|---|\n", [("主编", ("山海院",))]),
        ("编委会（按姓氏笔画排序）\n林青 白河\n", [("编委会", ("林青", "白河"))]),
    ],
)
def test_roles_are_told_apart_however_they_stand(page, found):
    assert roles_of(page) == found


def test_contacts_may_share_a_line_and_put_their_note_first():
    page = "咨询电话（传真）：000-1234567 邮箱：desk@example.org\n"
    text = FRONT.replace("咨询电话 000-1234567（传真）\n邮 箱 desk@example.org\n", page)

    masthead = front_of(text).masthead

    assert (masthead.phone, masthead.phone_note) == ("000-1234567", "传真")
    assert masthead.email == "desk@example.org"


def test_cover_furniture_is_neither_strapline_nor_headline():
    text = FRONT.replace("以数据看山海", "BIG DATA\n以数据看山海\n内部资料 免费交流")

    assert front_of(text).strapline == "以数据看山海"


@pytest.mark.parametrize(
    "line",
    [
        "2026年1月9日 第2—3期（合刊） 总第265—266期",
        "2026年1月9日 第2、3期合刊 总第265、266期",
        "2026年1月9日 第2期、第3期 总第265期、总第266期",
    ],
)
def test_a_double_issue_goes_by_its_first_number_and_is_doubted(line):
    front = front_of(FRONT.replace("2026年1月9日 第2期 总第265期", line))

    assert (front.numbering.number, front.numbering.running_number) == (2, 265)
    assert ["合刊" in doubt.message for doubt in front.doubts] == [True]


def test_a_banner_on_the_cover_is_no_part_of_the_headline():
    text = manuscript(headline="灯塔百年特刊\n山海省算力普惠行动方案")

    proposal = propose(text.encode(), "来稿.txt")

    assert proposal.cover_headline == "山海省算力普惠行动方案"
    assert "封面第 5 行“灯塔百年特刊”不是封面标题，没有导入，请核对。" in [
        doubt.message for doubt in proposal.doubts
    ]
    assert proposal.accounting.missing == 0

"""编辑手册: its tables are the tables that rule the newsroom."""

import pytest

from editorial import richtext, roles, workflow
from editorial.admin import handbook
from editorial.models import Article, Issue
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
HANDBOOK = "/desk/handbook/"


def test_every_move_of_the_table_is_a_row(at_desk):
    context = at_desk("xiao").get(HANDBOOK).context

    rows = [row["label"] for row in context["article_moves"] + context["issue_moves"]]
    moves = workflow.moves_of(Article) + workflow.moves_of(Issue)
    assert rows == [move.label for move in moves]


def test_a_row_tells_who_and_under_which_condition(at_desk):
    moves = at_desk("lin").get(HANDBOOK).context["article_moves"]

    approve = next(row for row in moves if row["label"] == "复审通过")
    assert (approve["sources"], approve["target"]) == ("复审", "终审")
    assert approve["roles"] == "副总编辑"
    assert approve["conditions"] == "本期签发之前；不能是写过本文、送过审或审过前一级的人"
    assert approve["checks"] == (
        "标题、正文、来源齐全；没有编者按、图片缺替代文字或来源、只有图题没有图、"
        "还有没处理的审读意见时提醒。"
    )


def test_every_check_of_the_table_is_described():
    assert {move.faults for move in workflow.MOVES if move.faults} == set(handbook.CHECKS)


def test_the_permission_table_says_what_each_role_holds(at_desk):
    rows = dict(at_desk("lin").get(HANDBOOK).context["permissions"])

    columns = dict(zip(roles.ROLES, rows["文章"], strict=True))
    assert columns[roles.EDITOR] == "看增改"
    assert columns[roles.PROOFREADER] == "看"
    assert dict(zip(roles.ROLES, rows["记录"], strict=True)) == dict.fromkeys(roles.ROLES, "看")


def test_every_named_style_is_explained(at_desk):
    response = at_desk("lin").get(HANDBOOK)

    assert [label for label, _ in response.context["styles"]] == [
        label for _, _, label in richtext.NAMED_STYLES
    ]
    assert "段首标题" in text_of(response)


def test_the_handbook_has_the_chapters_an_editor_needs(at_desk):
    text = text_of(at_desk("mei").get(HANDBOOK))

    for chapter in ("一、导入来稿", "四、图片、图表与表格", "九、通知、记录与统计", "十、常见提示"):
        assert chapter in text

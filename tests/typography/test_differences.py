"""Differences by characters and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.typography import GONE, NEW, SAME, differences, paired, paragraphs_changed


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("建成三千处渡口。", "建成三千处渡口。", [(SAME, "建成三千处渡口。")]),
        (
            "全省建成三千处渡口。",
            "全省建成四千处渡口。",
            [(SAME, "全省建成"), (GONE, "三"), (NEW, "四"), (SAME, "千处渡口。")],
        ),
        ("到2028年建成", "到2030年建成",
         [(SAME, "到"), (GONE, "2028"), (NEW, "2030"), (SAME, "年建成")]),
        ("甲", "", [(GONE, "甲")]),
        ("", "甲", [(NEW, "甲")]),
        ("", "", []),
    ],
)  # fmt: skip
def test_only_what_changed_is_marked(old, new, runs):
    assert differences(old, new) == runs


def test_changes_with_little_between_them_are_one():
    runs = differences("以山海港口为重点推进建设", "以云麓渡口为核心推进建设")

    assert [kind for kind, _ in runs] == [SAME, GONE, NEW, SAME]


def test_paragraphs_that_stayed_the_same_are_passed_over():
    runs = list(paragraphs_changed(["甲段。", "乙段。"], ["甲段。", "丙段。", "丁段。"]))

    assert runs == [
        [(GONE, "乙"), (NEW, "丙"), (SAME, "段。")],
        [(NEW, "丁段。")],
    ]


def test_a_paragraph_put_in_between_leaves_the_others_opposite_their_old_selves():
    old = ["全省建成统一调度的服务网络。", "费用按实际调用量结算。"]
    new = ["各县区年底前报送进展情况。", "全省建成统一调度的算力网络。", "费用按调用量结算。"]

    assert paired(old, new) == [("", new[0]), (old[0], new[1]), (old[1], new[2])]


def test_paragraphs_that_have_nothing_in_common_are_not_set_against_each_other():
    old, new = ["甲乙丙丁。", "戊己庚辛。"], ["全省建成服务网络。", "费用另行结算。"]

    assert paired(old, new) == [(old[0], ""), (old[1], ""), ("", new[0]), ("", new[1])]


def test_a_long_text_is_compared_as_closely_as_a_short_one():
    old = "".join(f"第{n}号站点建成，费用另计。" for n in range(100))
    new = old.replace("第57号站点建成", "第57号渡口建成")

    runs = differences(old, new)

    assert [(kind, text) for kind, text in runs if kind != SAME] == [(GONE, "站点"), (NEW, "渡口")]


@given(st.text("山海 数据，。12a", max_size=30), st.text("山海 数据，。12a", max_size=30))
def test_both_texts_can_be_read_from_the_runs(old, new):
    runs = differences(old, new)

    assert "".join(text for kind, text in runs if kind != NEW) == old
    assert "".join(text for kind, text in runs if kind != GONE) == new

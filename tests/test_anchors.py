"""Where a passage stands in a text that was changed since, and how it is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import anchors, richtext
from editorial.anchors import Passage

TEXT = (
    "到明年底，全省建成统一调度的服务网络，企业凭证使用。费用按实际调用量结算，各县区年底前报送。"
)


def words(text: str, passage) -> str | None:
    return passage and text[passage.start : passage.end]


def found(text: str, quote: str, before: str = "", after: str = ""):
    passage = anchors.find(text, quote, before, after)
    return words(text, passage), passage and passage.is_exact


@pytest.mark.parametrize("quote", ["统一调度的服务网络", " 统一 调度的\n服务网络 "])
def test_words_are_found_whatever_white_space_they_came_with(quote):
    assert found(TEXT, quote) == ("统一调度的服务网络", True)


def test_of_equal_words_those_with_the_same_surroundings_are_meant():
    text = "甲县建成网络，乙县建成网络，丙县建成网络。"

    passage = anchors.find(text, "建成网络", "，乙县", "，丙县")

    assert passage == Passage(9, 13)


def test_words_that_moved_to_another_paragraph_are_found_there():
    moved = "费用按实际调用量结算。" + TEXT.replace("费用按实际调用量结算，", "")

    assert found(moved, "费用按实际调用量结算", "凭证使用。", "，各县区") == (
        "费用按实际调用量结算",
        True,
    )


def test_reworded_between_the_old_surroundings_they_are_found_but_not_exact():
    text = TEXT.replace("统一调度的服务网络", "分级运行的算力平台")

    passage = found(text, "统一调度的服务网络", "到明年底，全省建成", "，企业凭证使用。")

    assert passage == ("分级运行的算力平台", False)


def test_a_few_letters_more_or_less_are_recognised_by_likeness():
    text = TEXT.replace("统一调度的", "全省统一调度的")

    assert found(text, "建成统一调度的服务网络") == ("建成全省统一调度的服务网络", False)


@pytest.mark.parametrize("quote", ["海洋经济示范区", "甲", ""])
def test_words_that_are_gone_are_lost(quote):
    assert anchors.find(TEXT, quote, "另有", "等语") is None


def test_passages_are_marked_across_elements_and_across_each_other():
    tree = richtext.fragment("<p>全省<strong>建成服务</strong>网络。</p><p>费用另计。</p>")

    anchors.mark(tree, {7: Passage(1, 7), 8: Passage(5, 11, is_exact=False)})

    assert richtext.as_html(tree) == (
        '<p>全<mark class="passage" data-comments="7" id="passage-7">省</mark><strong>'
        '<mark class="passage" data-comments="7">建成服</mark>'
        '<mark class="passage changed" data-comments="7 8" id="passage-8">务</mark></strong>'
        '<mark class="passage changed" data-comments="7 8">网</mark>'
        '<mark class="passage changed" data-comments="8">络。</mark></p>'
        '<p><mark class="passage changed" data-comments="8">费用</mark>另计。</p>'
    )


def test_two_passages_that_begin_together_can_both_be_pointed_at():
    tree = richtext.fragment("<p>全省建成。</p>")

    anchors.mark(tree, {1: Passage(0, 2), 2: Passage(0, 4)})

    assert tree.xpath("//@id") == ["passage-1", "passage-2"]


@given(st.text("山海 数据，。\n", max_size=24), st.integers(0, 24), st.integers(0, 24))
def test_marking_changes_no_letter(text, one, other):
    html = "<p>" + text.replace("\n", "</p>\n<p>") + "</p>"
    tree = richtext.fragment(html)

    anchors.mark(tree, {1: Passage(min(one, other), max(one, other))})

    assert tree.text_content() == richtext.fragment(html).text_content()

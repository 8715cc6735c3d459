"""No character is lost, whatever the manuscript: generated texts, and real forms torn apart."""

from collections import Counter

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from editorial import richtext
from editorial.intake import Refused, propose, report_of
from editorial.typography import comparison_form, letters, mend
from tests.intake.samples import LONG, PROSE, article, manuscript

FRAGMENTS = (
    "一、", "（一）", "(二)", "1.", "2．", "（1）", "第一章 ", "第二条", "——", "**", "## ", "- ",
    "附件：", "（注：", "（来源：甲局）", "编者按：", "图1 规模", "扫描二维码", "报告目录",
    "（责任单位：乙局）", "。", "，", "；", "：", "“", "”", "（", "）", "《", "》", " and ",
    "2026 年", "IPv6", " ", "\t", "&amp;", "<b>", "<sup>2</sup>", "[^1]", "[^1]: 脚注",
    "| 甲 | 乙 |", "|---|---|", "\u200b", "\u3000", "3.5%", "一一", "5G",
)  # fmt: skip
WORDS = ("数据", "山海省", "推进算力网络建设", PROSE, LONG, "应当按照规定执行的，")
LINE = st.lists(st.sampled_from(FRAGMENTS + WORDS), min_size=1, max_size=6).map("".join)
ANY_LINE = st.one_of(LINE, st.text(max_size=40).filter(lambda text: "\n" not in text))
BODY = st.lists(LINE, min_size=1, max_size=14).map("\n".join)
FAST = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@FAST
@given(BODY, st.booleans())
@example("一、（一） and （一）\n一、一、", False)
def test_every_character_of_an_article_is_in_a_field_a_body_or_left_out(body, has_note):
    text = manuscript(article(body=body, note="近日，山海省印发方案。" if has_note else ""))

    account = propose(text.encode(), "来稿.txt").accounting

    assert account.missing == 0
    assert all(each.characters > 0 for each in account.left_out)


@FAST
@given(st.lists(ANY_LINE, max_size=12), st.integers(0, 40), st.integers(0, 60))
def test_a_manuscript_torn_apart_is_refused_or_accounted_for(lines, at, cut):
    whole = manuscript(article(), article("临江市数据条例", body=f"第一条 {PROSE}")).split("\n")
    torn = "\n".join([*whole[:at], *lines, *whole[at + cut % 5 :]])

    try:
        proposal = propose(torn.encode("utf-8", "ignore"), "来稿.txt")
    except Refused as refusal:
        assert refusal.message.endswith("。")
        return

    assert proposal.accounting.missing == 0
    assert report_of(proposal)["article_count"] == len(proposal.articles)


@FAST
@given(st.lists(st.sampled_from((*WORDS[:4], "5G网络", "（试行）")), min_size=1, max_size=9))
def test_the_words_of_a_paragraph_come_out_in_order(words):
    body = "".join(words) + "。"

    draft = propose(manuscript(article(body=body)).encode(), "来稿.txt").articles[0]

    assert letters(richtext.plain_text(draft.body_html)) == letters(mend(body))


@FAST
@given(LINE)
def test_mending_changes_no_word(line):
    before = Counter(comparison_form(line).replace("and", "和").replace("一", "-"))
    after = Counter(comparison_form(mend(line)).replace("and", "和").replace("一", "-"))
    before.pop("-", None), after.pop("-", None)

    assert after == before


@FAST
@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(data):
    try:
        propose(data, "来稿.txt")
    except Refused as refusal:
        assert refusal.message.endswith("。")

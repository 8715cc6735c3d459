"""One author's file as a proposal: every part found, every character accounted for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.intake import Correction, Refused
from editorial.intake.single import propose_single
from tests.intake.samples import FRONT, manuscript
from tests.intake.singles import BODY, SOURCE, TITLE, WHOLE, single


def propose(text: str, *corrections: Correction):
    proposal = propose_single(text.encode(), "来稿.txt", corrections)
    assert proposal.accounting.missing == 0
    return proposal


def line_of(words: str, text: str = WHOLE) -> int:
    return next(at for at, line in enumerate(text.split("\n"), 1) if words in line)


def test_every_part_of_an_article_is_found_without_a_contents_list():
    draft = propose(WHOLE).articles[0]

    assert draft.title == TITLE
    assert draft.document_number == "山海数发〔2026〕41号"
    assert draft.addressee == "各市数据局，省有关单位："
    assert draft.source == "山海省数据局"
    assert [each.title for each in draft.attachments] == ["数据港名录", "分工表"]
    assert draft.note_html == "<p>山海省日前印发文件，布局沿岸数据港。</p>"
    assert "<h2>一、总体要求</h2>" in draft.body_html
    assert '<strong class="run-in">（一）夯实底座。</strong>' in draft.body_html
    assert '<p class="note">（注：表中数字为预测数。）</p>' in draft.body_html
    assert draft.doubts == ()


def test_an_issue_is_sent_to_the_import_of_issues():
    with pytest.raises(Refused) as refusal:
        propose(manuscript())

    assert "（第 17 行），是完整的一期，不是一篇文章；请在“导入来稿”页整期导入" in str(
        refusal.value
    )


def test_a_cover_and_a_masthead_make_an_issue_without_a_contents_list():
    with pytest.raises(Refused) as refusal:
        propose(FRONT.format(headline=TITLE) + WHOLE)

    assert "期号和总期号（第 4 行），是完整的一期" in str(refusal.value)


def test_an_article_with_a_list_of_its_own_chapters_is_no_issue():
    draft = propose(single(body=f"本报告目录\n\n1.总论\n\n2.分论\n\n{BODY}")).articles[0]

    assert draft.title == TITLE


def test_several_articles_are_told_apart_by_their_sources_and_notes():
    second = single("数据港里的一天", body="清晨六点，港口的灯还亮着。")
    third = single("再访数据港", above="编者按\n\n一年之后，我们再访港口。")

    proposal = propose(WHOLE + "\n" + second + "\n" + third)

    titles = [draft.title for draft in proposal.articles]
    assert titles == [TITLE, "数据港里的一天", "再访数据港"]
    assert [draft.source for draft in proposal.articles] == ["山海省数据局"] * 3
    assert proposal.articles[0].key == 1


def test_words_after_the_source_are_no_second_article():
    proposal = propose(single(end=SOURCE + "\n\n附件：数据港名录"))

    assert [draft.title for draft in proposal.articles] == [TITLE]


def test_the_corrections_of_the_wizard_work_here():
    heading = line_of("一、总体要求")
    key = propose(WHOLE).articles[0].key

    draft = propose(
        WHOLE,
        Correction("make", str(heading), "h2"),
        Correction("set_source", str(key), "云麓日报"),
        Correction("drop", "1"),
    ).articles[0]

    assert "<h3>一、总体要求</h3>" in draft.body_html
    assert draft.source == "云麓日报"
    assert draft.key == key


def test_another_line_is_made_the_title():
    text = single("来稿登记", body=f"数据港里的一天\n\n{BODY}")
    assert propose(text).articles[0].title != "数据港里的一天"

    draft = propose(text, Correction("title_at", "1", "3")).articles[0]

    assert draft.title == "数据港里的一天"
    assert [each.message for each in draft.doubts] == [
        "第 1 行“来稿登记”在标题之前，没有归属，没有导入，请核对。"
    ]


def test_an_article_is_begun_and_merged_by_hand():
    line = line_of("二、主要任务")

    two = propose(WHOLE, Correction("article", str(line)))
    one = propose(WHOLE, Correction("article", str(line)), Correction("merge", str(line)))

    assert [draft.title for draft in two.articles] == [TITLE, "二、主要任务"]
    assert [draft.title for draft in one.articles] == [TITLE]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "这个文件是空的，请确认选对了文件后重新导入。"),
        (b"12\n\n13\n", "这个文件里没有可用的文字，请确认选对了文件后重新导入。"),
    ],
)
def test_a_file_with_nothing_in_it_is_refused(data, sentence):
    with pytest.raises(Refused) as refusal:
        propose_single(data, "来稿.txt")

    assert str(refusal.value) == sentence


_LINES = st.sampled_from(
    ["编者按", "编者按：日前印发。", TITLE, "# 数据港", "作者：林知远", "山海省数据局文件",
     "山海数发〔2026〕41号", "各市数据局：", "一、总体要求", "（一）夯实底座。统一标准。", SOURCE,
     "（注：预测数。）", "附件：1.名录", "图1 分布", "——稳字当头。先立后破。", "- 甲", "**乙**丙",
     "", "全省建成十二处数据港（来源：云麓日报）", "2026年11月12日", "![图](a.png)", "|甲|乙|",
     "12"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(lines=st.lists(_LINES, min_size=1, max_size=14))
def test_no_character_is_lost_whatever_the_order_of_the_lines(lines):
    try:
        proposal = propose_single("\n".join(lines).encode(), "来稿.txt")
    except Refused:
        return

    assert proposal.accounting.missing == 0

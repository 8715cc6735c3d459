"""Manuscripts that lack a part: proposed from what is there, doubted, never refused for it."""

import pytest

from editorial.intake import Correction, Refused, propose
from tests.intake.samples import BACK, FRONT, PROSE, article

STATE = article("关于推进渡口数字化的指导意见", source="国家渡口局")
LOCAL = article("临江市灯塔数据条例\n（试行）", body=f"第一条 {PROSE}\n第二条 {PROSE}")
FIGURES = article(
    "2026年1—3月渡口业运行情况", body=f"{PROSE}\n一、规模\n{PROSE}", note="", source="临江市统计局"
)
DIGEST = article("潮汐模型研究报告", body=f"{PROSE}\n{PROSE}", note="")
ALL = "\n".join((STATE, LOCAL, FIGURES, DIGEST))
HEADLINE = "临江市灯塔数据条例（试行）"
TITLES = [
    "关于推进渡口数字化的指导意见",
    "临江市灯塔数据条例（试行）",
    "2026年1—3月渡口业运行情况",
    "潮汐模型研究报告",
]
SECTIONS = ["国策要论", "地方新政", "产业镜像", "前沿观察"]


def proposal(text: str):
    return propose(text.encode(), "来稿.txt")


def titles(text: str) -> list[str]:
    return [draft.plain_title for draft in proposal(text).articles]


def test_without_a_contents_list_articles_are_found_by_notes_titles_and_sources():
    found = proposal(FRONT.format(headline=HEADLINE) + ALL + BACK)

    assert [draft.plain_title for draft in found.articles] == TITLES
    assert [draft.section for draft in found.articles] == SECTIONS
    assert [len(draft.note.blocks) for draft in found.articles] == [1, 1, 0, 0]
    assert (found.cover_story, found.accounting.missing) == (1, 0)
    assert found.front.masthead.disclaimer == "本刊文字来自公开渠道。"


def test_what_was_guessed_is_doubted_article_by_article():
    found = proposal(FRONT.format(headline=HEADLINE) + ALL + BACK)

    messages = [doubt.message for doubt in found.doubts]
    assert messages[0] == (
        "来稿里没有“本期要目”，4 篇文章的标题和起止是按编者按、标题和来源推断的，"
        "栏目也是推断的，请逐篇核对。"
    )
    assert (
        "第 20 行的《关于推进渡口数字化的指导意见》是推断的标题，栏目暂按“国策要论”，请核对。"
        in (messages)
    )


def test_without_cover_and_masthead_the_numbers_are_missing_and_the_articles_there():
    found = proposal(ALL + BACK)

    assert [draft.plain_title for draft in found.articles] == TITLES
    assert found.front.numbering.missing == ("日期", "期号", "总期号")
    assert [profile.name_zh for profile in found.profiles] == ["山海数据研究院"]


def test_a_number_stays_missing_until_somebody_tells_it():
    typed = [Correction("set_date", "0", "2026-03-06")]
    told = propose((ALL + BACK).encode(), "来稿.txt", typed).front.numbering
    assert (told.missing, told.printed["date"]) == (("期号", "总期号"), "2026-03-06")
    assert (told.printed["number"], told.printed["running_number"]) == ("", "")

    typed += [Correction("set_number", "0", "10"), Correction("set_running_number", "0", "280")]
    told = propose((ALL + BACK).encode(), "来稿.txt", typed).front.numbering
    assert (told.missing, told.number, told.running_number) == ((), 10, 280)


def test_sections_printed_above_the_articles_are_taken_at_their_word():
    text = f"前沿观察\n{LOCAL}\n{STATE}"

    assert [draft.section for draft in proposal(text).articles] == ["前沿观察", "前沿观察"]


def test_a_list_that_lost_its_label_is_a_list():
    contents = (
        "国策要论\n01 关于推进渡口数字化的指导意见\n地方新政\n07 临江市灯塔数据条例（试行）\n"
    )

    found = proposal(FRONT.format(headline=HEADLINE) + contents + STATE + LOCAL + BACK)

    assert [(d.section, d.entry.page) for d in found.articles] == [("国策要论", 1), ("地方新政", 7)]
    assert found.doubts[0].message == ("第 16 行起像是目录，前面没有“本期要目”字样，请核对。")


def test_articles_that_a_truncated_list_does_not_name_are_found():
    contents = "本期要目\n国策要论\n01 关于推进渡口数字化的指导意见\n"

    found = proposal(FRONT.format(headline=HEADLINE) + contents + ALL + BACK)

    assert [draft.plain_title for draft in found.articles] == TITLES
    assert [draft.section for draft in found.articles][2:] == SECTIONS[2:]


def test_a_label_without_a_list_is_no_list():
    text = FRONT.format(headline=HEADLINE) + "本期要目\n" + ALL + BACK

    assert titles(text) == TITLES


def test_headings_divide_a_text_without_notes_and_sources():
    text = f"# 渡口数字化的经验\n{PROSE}\n# 灯塔数据的用途\n{PROSE}\n"

    assert titles(text) == ["渡口数字化的经验", "灯塔数据的用途"]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{PROSE}\n",
        "买菜：鱼、米、盐。\n明天去渡口。\n",
        "12 34 56\n78 90\n",
        "The tide tables of the harbour.\nHigh water at noon.\n",
    ],
)
def test_a_text_in_which_nothing_looks_like_an_article_is_refused(text):
    with pytest.raises(Refused) as refusal:
        proposal(text)

    assert refusal.value.message == (
        "来稿里没有“本期要目”，也没有找到编者按、“（来源：…）”或文章标题，"
        "不像是《大数据发展动态》的来稿，请确认选对了文件。"
    )

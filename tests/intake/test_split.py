"""Splitting: every article's lines, whatever became of its title and its source."""

import pytest

from editorial.intake import Refused, propose
from tests.intake.samples import BACK, LONG, PROSE, article, manuscript


def drafts(text: str):
    return propose(text.encode(), "来稿.txt").articles


def messages(text: str, kind: str) -> list[str]:
    doubts = propose(text.encode(), "来稿.txt").doubts
    return [doubt.message for doubt in doubts if doubt.kind == kind]


TWO = (article("山海省算力行动方案"), article("临江市数据条例", source="临江市人大"))


def test_articles_are_found_by_the_titles_of_the_contents_list():
    found = drafts(manuscript(*TWO))

    assert [draft.plain_title for draft in found] == ["山海省算力行动方案", "临江市数据条例"]
    assert [draft.source for draft in found] == ["山海省数据局", "临江市人大"]


@pytest.mark.parametrize(
    "label",
    ["编者按", "## 编者按", "编者按：", "【编者按】", "编 者 按", "**编者按：**", "编者按:"],
)
def test_a_note_may_carry_any_form_of_its_label(label):
    found = drafts(manuscript().replace("编者按\n", f"{label}\n", 1))[0]

    assert [block.text for block in found.note.blocks] == [
        "近日，山海省印发行动方案，明确三项任务。"
    ]


@pytest.mark.parametrize("label", ["编者按：", "**编者按：**", "编者按　", "【编者按】"])
def test_a_note_may_begin_on_the_line_of_its_label(label):
    found = drafts(manuscript().replace("编者按\n\n", label, 1))[0]

    assert found.note_html == "<p>近日，山海省印发行动方案，明确三项任务。</p>"


def test_a_title_printed_on_two_lines_is_one_title():
    text = manuscript(article("山海省算力行动方案", note="")).replace(
        "\n山海省算力行动方案\n\n全省", "\n山海省算力\n行动方案\n\n全省"
    )

    assert drafts(text)[0].title == "山海省算力\n行动方案"


def test_a_title_with_other_quotation_marks_is_found_and_doubted():
    text = manuscript(article("“算力”行动方案"), contents="国策要论\n01 《算力行动方案》")

    assert drafts(text)[0].plain_title == "“算力”行动方案"
    assert messages(text, "title") == [
        "本期要目中的《算力行动方案》与正文第 25 行的《“算力”行动方案》不一致，请核对标题。"
    ]


def test_a_title_misread_in_one_place_is_found_by_likeness():
    text = manuscript(*TWO, contents="国策要论\n01 山海省算力行动方案\n07 临江市数居条例")

    assert [draft.plain_title for draft in drafts(text)] == ["山海省算力行动方案", "临江市数据条例"]
    assert len(messages(text, "title")) == 1


def test_a_title_that_is_nowhere_is_doubted_and_nothing_else_is_lost():
    text = manuscript(
        *TWO, contents="国策要论\n01 山海省算力行动方案\n05 不存在的文章\n07 临江市数据条例"
    )

    assert len(drafts(text)) == 2
    assert messages(text, "title") == [
        "本期要目中的《不存在的文章》在正文里没有找到，这一篇没有导入，请核对标题或补上全文。"
    ]


def test_an_article_missing_from_the_contents_list_is_kept_in_the_section_before():
    text = manuscript(*TWO, contents="地方新政\n01 山海省算力行动方案")

    assert [(draft.section, draft.plain_title) for draft in drafts(text)] == [
        ("地方新政", "山海省算力行动方案"),
        ("地方新政", "临江市数据条例"),
    ]
    assert len(messages(text, "title")) == 1


def test_no_title_at_all_is_refused():
    with pytest.raises(Refused, match="在正文里一个也没有找到"):
        propose(manuscript(PROSE, contents="国策要论\n01 不存在").encode(), "来稿.txt")


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("（来源：山海省数据局）", "山海省数据局"),
        ("(来源:山海省数据局)", "山海省数据局"),
        ("来源：山海省数据局", "山海省数据局"),
        ("（来 源：山海省数据局、临江市气象局）", "山海省数据局、临江市气象局"),
        ("（文章来源：山海（青禾）渡口管理区办事处）", "山海（青禾）渡口管理区办事处"),
        ("（来源：山海省数据局（云麓））", "山海省数据局（云麓）"),
        ("（来源：Shanhai Data 公司）", "Shanhai Data公司"),
        ("**（来源：《青禾日报》）**", "《青禾日报》"),
    ],
)
def test_a_source_is_read_with_brackets_inside_and_latin_names(printed, source):
    text = manuscript().replace("（来源：山海省数据局）", printed)

    assert drafts(text)[0].source == source


def test_a_source_glued_to_the_last_paragraph_is_taken_off():
    found = drafts(manuscript().replace("\n\n（来源", "（来源"))[0]

    assert found.source == "山海省数据局"
    assert found.body_html == f"<p>{PROSE}</p>"


def test_a_lost_source_is_doubted_and_the_next_article_still_begins():
    text = manuscript(*TWO).replace("（来源：山海省数据局）\n", "")

    assert [draft.source for draft in drafts(text)] == ["", "临江市人大"]
    assert messages(text, "source") == ["《山海省算力行动方案》没有找到来源，请在“来源”栏补上。"]


def test_the_source_of_a_chart_ends_no_article():
    body = f"{PROSE}\n图1 算力规模\n资料来源：云麓研究院\n一、发展情况\n{PROSE}"

    found = drafts(manuscript(article(body=body)))

    assert len(found) == 1
    assert "<p>资料来源：云麓研究院</p>" in found[0].body_html


def test_page_numbers_and_running_heads_are_left_out():
    body = f"{LONG}\n- 12 -\n大数据发展动态 2026年第2期 总第265期\n13\n靠拢。"

    found = drafts(manuscript(article(body=body)))[0]

    assert found.body_html == f"<p>{LONG}靠拢。</p>"


def test_profiles_stand_behind_the_last_source():
    proposal = propose(
        manuscript(back="山海省促进会\n第一段话在这里，没有英文名。\n" + BACK).encode(), "x"
    )
    profile = proposal.profiles[-1]

    assert profile.name_zh == "山海数据研究院"
    assert (profile.name_en, profile.abbreviation) == ("Shanhai Data Institute", "SDI")
    assert profile.paragraphs == ("山海数据研究院是一家研究机构，设在云麓市。",)


def test_articles_out_of_order_come_in_the_order_of_the_contents_list():
    text = manuscript(*TWO, contents="国策要论\n01 临江市数据条例\n07 山海省算力行动方案")

    assert [draft.plain_title for draft in drafts(text)] == ["临江市数据条例", "山海省算力行动方案"]


def test_a_misread_title_is_found_although_the_note_names_it():
    note = "近日，临江市印发《临江市数据条例》，共六章。"
    text = manuscript(article("临江市数居条例", note=note), contents="国策要论\n01 临江市数据条例")

    found = drafts(text)[0]

    assert (found.plain_title, len(found.note.blocks)) == ("临江市数居条例", 1)
    assert len(messages(text, "title")) == 1


def test_a_note_without_its_label_belongs_to_the_article_below_it():
    text = manuscript(*TWO).replace(
        "（来源：山海省数据局）\n\n编者按\n", "（来源：山海省数据局）\n"
    )

    first, second = drafts(text)

    assert [block.text for block in second.note.blocks] == [
        "近日，山海省印发行动方案，明确三项任务。"
    ]
    assert first.body_html == f"<p>{PROSE}</p>"
    assert "没有“编者按”字样" in messages(text, "note")[0]


def test_the_title_as_a_running_head_parts_no_paragraph():
    body = f"{LONG}\n\n山海省算力普惠行动方案\n\n靠拢，形成网络。"

    proposal = propose(manuscript(article(body=body)).encode(), "来稿.txt")

    assert proposal.articles[0].body_html == f"<p>{LONG}靠拢，形成网络。</p>"
    assert "页眉上重复的标题" in {each.reason for each in proposal.accounting.left_out}


def test_an_article_of_the_first_sections_without_a_note_is_doubted():
    assert messages(manuscript(article(note="")), "note") == [
        "“国策要论”的《山海省算力普惠行动方案》没有编者按，请核对来稿是否漏了，或请编辑补写。"
    ]


def test_no_line_of_the_text_takes_the_place_of_a_title_that_is_missing():
    body = f"一、总体要求\n\n{LONG}；到2028年，全部渡口接入\n\n统一网络。"
    lost = article("临江市数据条例", body=body).replace("临江市数据条例\n", "")
    contents = "国策要论\n01 山海省算力行动方案\n05 临江市数据条例"
    text = manuscript(article("山海省算力行动方案"), lost, contents=contents)

    assert [draft.plain_title for draft in drafts(text)] == ["山海省算力行动方案", "临江市数据条例"]


def test_text_between_two_sources_is_the_article_whose_title_is_missing():
    lost = article("潮汐研究报告", note="").replace("潮汐研究报告\n", "")
    contents = "国策要论\n01 山海省算力行动方案\n前沿观察\n05 潮汐研究报告\n09 灯塔趋势"
    text = manuscript(
        article("山海省算力行动方案"), lost, article("灯塔趋势", note=""), contents=contents
    )

    found = drafts(text)

    assert [draft.plain_title for draft in found] == [
        "山海省算力行动方案",
        "潮汐研究报告",
        "灯塔趋势",
    ]
    assert [draft.body_html for draft in found] == [f"<p>{PROSE}</p>"] * 3


def test_a_title_on_three_lines_is_found_although_one_is_misread():
    title = "山海省数据局等部门\n关于深入实施渡口工程\n加快构建灯塔网的意见"
    text = manuscript(article("甲")).replace("\n甲\n", f"\n{title.replace('深入', '深人')}\n")
    text = text.replace("01 甲", "01 " + title.replace("\n", ""))

    assert drafts(text)[0].plain_title == title.replace("\n", "").replace("深入", "深人")

"""The proposal: two issues in one file, the cover story, and the account of every character."""

import pytest

from editorial.intake import Refused, propose, report_of
from editorial.intake.review import Accounting, sum_doubts
from tests.intake.samples import LONG, PROSE, article, manuscript

TWO = (article("山海省算力行动方案"), article("临江市数据条例"))
CONTENTS = "国策要论\n01 山海省算力行动方案\n地方新政\n07 临江市数据条例"


def proposal(text: str):
    return propose(text.encode(), "来稿.txt")


def test_two_issues_in_one_file_are_refused():
    second = manuscript().replace("第2期", "第3期").replace("总第265期", "总第266期")
    lines = (manuscript() + second).split("\n")
    at = next(n for n, line in enumerate(lines, 1) if "总第266期" in line)

    with pytest.raises(Refused) as refusal:
        proposal(manuscript() + second)

    assert refusal.value.message == (
        f"这个文件里有两期：第 4 行的第2期（总第265期）和第 {at} 行的第3期（总第266期），"
        "请拆成两个文件分别导入。"
    )


def test_the_same_issue_twice_in_one_file_is_refused():
    with pytest.raises(Refused, match="这个文件里有两份“本期要目”"):
        proposal(manuscript() + manuscript())


def test_the_cover_story_is_the_article_with_the_headline():
    found = proposal(manuscript(*TWO, contents=CONTENTS, headline="山海省算力 行动方案"))

    assert found.cover_story == 0
    assert found.cover_headline == "山海省算力\n行动方案"


def test_a_headline_of_its_own_announces_the_first_article_of_the_regions():
    found = proposal(manuscript(*TWO, contents=CONTENTS, headline="临江立法护航数据要素"))

    assert found.cover_story == 1
    assert found.cover_headline == "临江立法护航数据要素"


def test_every_character_is_accounted_for():
    account = proposal(manuscript(*TWO, contents=CONTENTS)).accounting
    text = manuscript(*TWO, contents=CONTENTS)

    assert account.characters_in == len(text)
    assert account.missing == 0
    assert account.in_bodies == sum(
        len(part) for part in (PROSE, "近日，山海省印发行动方案，明确三项任务。") * 2
    )


def test_what_is_left_out_has_a_line_and_a_reason():
    text = manuscript(article(body=f"## {LONG}\n\n- 3 -\n\n靠拢 and 融合。"))

    left = {(each.characters, each.reason) for each in proposal(text).accounting.left_out}

    assert {(2, "标记符号"), (3, "页码"), (2, "修整（如“and”改作“和”）")} <= left


def test_an_account_that_does_not_come_out_is_our_fault_and_says_so():
    account = Accounting(characters_in=10, in_fields=4, in_bodies=5, left_out=())

    assert account.missing == 1
    assert sum_doubts(account)[0].message == (
        "导入程序有误：来稿有 1 个字符没有交代去处，请不要使用这次的结果，并报告给维护人员。"
    )
    assert sum_doubts(Accounting(9, 4, 5, ())) == []


def test_mends_are_counted_by_kind():
    body = "到 2026 年,建成 5G 网络 and 平台。一一对应的关系，2026一2028年完成。"

    assert proposal(manuscript(article(body=body))).mends == {
        "space": 4,
        "width": 1,
        "and": 1,
        "dash": 1,
    }


def test_the_report_carries_the_field_names_of_the_answers():
    report = report_of(proposal(manuscript(*TWO, contents=CONTENTS)))
    first = report["sections"][0]["articles"][0]

    assert report["cover"]["issue_no"] == 2
    assert [section["name"] for section in report["sections"]] == ["国策要论", "地方新政"]
    assert first["title"] == "山海省算力行动方案"
    assert first["toc_start_page_printed"] == "01"
    assert first["editor_note_paragraph_count"] == 1
    assert first["first_20_chars"] == PROSE[:20]
    assert set(report["accounting"]) == {"characters_in", "in_fields", "in_bodies", "left_out"}

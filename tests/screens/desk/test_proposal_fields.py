"""核对来稿: cover, masthead, sections, notes and doubts, each corrected on its screen."""

import pytest

from editorial.models import Issue, Manuscript
from tests.screens.desk.forms import text_of
from tests.screens.desk.proposals import (
    IMPORT,
    POLICY,
    TEXT,
    TRENDS,
    confirm,
    correct,
    key_of,
    line_of,
    url,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def cover_fields(**changed):
    return {"date": "2026-11-20", "number": "47", "running_number": "314"} | changed


def test_the_cover_and_the_contact_lines_are_corrected_and_stored(at_desk, waiting):
    client = at_desk("lin")
    typed = cover_fields(date="2026-11-27", number="48", running_number="315", phone="0999-1",
                         tagline="海风", cover_story=str(key_of(TRENDS)))  # fmt: skip

    correct(client, waiting, "fields 0", **typed)
    confirm(client, waiting)

    issue = Issue.objects.get()
    assert (str(issue.date), issue.number, issue.running_number) == ("2026-11-27", 48, 315)
    assert (issue.tagline, issue.phone) == ("海风", "0999-1")
    assert issue.cover_story.title == TRENDS


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"date": ""}, "出版日期没有填对，请照“2026-01-09”的样子填写后再记下。"),
        ({"number": "四十"}, "期号和总期号只填数字，请改正后再记下。"),
        ({"running_number": "3"}, "封面上的总期号“总第3期”与期号“第47期”对不上"),
    ],
)
def test_numbers_that_cannot_be_are_explained(at_desk, waiting, typed, sentence):
    response = correct(at_desk("lin"), waiting, "fields 0", **cover_fields(**typed))

    assert sentence in text_of(response)
    assert waiting.corrections == []


def test_people_and_roles_are_corrected_row_by_row(at_desk, waiting):
    client = at_desk("lin")
    before = [(entry.role, entry.names) for entry in waiting_masthead(waiting)]
    (first, names), *others = before
    rows = {
        "was": [role for role, _ in before] + [""],
        "role": ["总策划", *(role for role, _ in others), "美术编辑"],
        "names": ["、".join(names), *("、".join(each) for _, each in others), "梅青 闻 桐"],
    }

    correct(client, waiting, "masthead 0", **rows)
    confirm(client, waiting)

    stored = list(Issue.objects.get().masthead.values_list("role", "names"))
    assert ("总策划", list(names)) in stored and ("美术编辑", ["梅青", "闻桐"]) in stored
    assert first not in [role for role, _ in stored]
    assert [step["verb"] for step in waiting.corrections] == ["rename_role", "set_names"]


def waiting_masthead(manuscript):
    from editorial import intake

    return intake.proposal_of(manuscript).front.masthead.entries


def test_two_rows_of_one_role_are_refused(at_desk, waiting):
    rows = {"was": ["", ""], "role": ["校对", "校对"], "names": ["甲乙", "丙丁"]}

    response = correct(at_desk("lin"), waiting, "masthead 0", **rows)

    assert "版权页有两行“校对”，请合并成一行后再记下。" in text_of(response)


def test_a_section_is_added_and_one_renamed(at_desk, waiting):
    client = at_desk("lin")

    correct(client, waiting, f"fields {key_of(TRENDS)}", section="前沿观察", section_new="海风")
    correct(client, waiting, "sections 0", was=["国策要论"], name=["政策速递"])
    confirm(client, waiting)

    articles = Issue.objects.get().articles
    assert articles.get(title=TRENDS).section.name == "海风"
    assert articles.get(title=POLICY).section.name == "政策速递"


def test_page_furniture_is_brought_back_where_it_stood(at_desk, db):
    client = at_desk("lin")
    client.post(IMPORT, {"text": TEXT.replace(
        "一、总体要求", "前沿观察\n\n一、总体要求")})  # fmt: skip
    manuscript = Manuscript.objects.get()
    line = line_of("一、总体要求")
    shown = text_of(client.get(url(manuscript, show=key_of(POLICY))))
    assert f"{line} 前沿观察 未录入：栏目名（已见于本期要目） 收进正文" in shown

    correct(client, manuscript, f"restore {line}")
    confirm(client, manuscript)

    assert ">前沿观察<" in Issue.objects.get().articles.get(title=POLICY).body


def test_a_paragraph_of_two_lines_moves_into_the_note_whole(at_desk, waiting):
    client = at_desk("lin")
    first, second = line_of("为推进数据驿站建设，提出"), line_of("到2028年")

    correct(client, waiting, f"make {first},{second} note")
    confirm(client, waiting)

    note = Issue.objects.get().articles.get(title=POLICY).editors_note.body
    assert "<p>为推进数据驿站建设，提出以下意见。到2028年" in note


def test_a_doubt_looked_into_is_counted_no_more_until_that_is_undone(at_desk, db):
    client = at_desk("lin")
    text = TEXT.replace("一、总体要求", "图1 驿站数量\n\n一、总体要求")
    client.post(IMPORT, {"text": text})
    manuscript = Manuscript.objects.get()
    assert "存疑 1 处" in text_of(client.get(url(manuscript)))

    seen = text_of(correct(client, manuscript, f"seen_all {key_of(POLICY)}"))
    assert "没有待看的存疑，看过 1 处" in seen

    client.post(url(manuscript, "undo"), {"at": "0", "version": manuscript.version})
    assert "存疑 1 处" in text_of(client.get(url(manuscript)))


def test_a_long_title_and_addressee_are_shown_whole(at_desk, waiting):
    client = at_desk("lin")
    key = key_of(POLICY)
    correct(client, waiting, f"fields {key}", title="山海省\n数据驿站方案", addressee="各市：" * 30)

    page = client.get(url(waiting, show=key)).content.decode()

    assert 'name="title" rows="2"' in page
    assert 'name="addressee" rows="3"' in page

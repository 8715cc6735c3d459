"""统计: articles and characters of a period, by editor, section, issue and month."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from editorial import workflow
from editorial.admin.statistics import tables
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
URL = "/desk/statistics/"
ALL_2026 = {"since": dt.date(2026, 1, 1), "until": dt.date(2026, 12, 31)}


@pytest.fixture
def year(newsroom):
    """Three articles in two issues, one of them sent back, and one that is only commissioned."""
    lin, chen = newsroom["lin"], newsroom["chen"]
    january, november = cast.make_issue(3), cast.make_issue(47)
    sent = cast.make_article(january, body="<p>一二三四 五六</p>", assignee=lin)
    cast.make_article(november, body="<p>一&amp;二</p>", section="前沿观察", assignee=lin)
    cast.make_article(november, body="<p>一</p>", note="二三", assignee=None)
    cast.make_article(november, body="", assignee=chen)
    workflow.perform(sent, "submit", by=lin)
    workflow.perform(sent, "send_back", by=chen, reason="再核。")


def lines(title, **period):
    table = next(each for each in tables(**(ALL_2026 | period)) if each.title == title)
    return [line.cells() for line in table.lines]


def test_articles_and_characters_are_counted_by_editor(year):
    assert lines("按责任编辑") == [
        ("林编辑", 2, 0, 1, 9, 4, 0.75),
        ("未分派", 1, 0, 0, 3, 3, 0.25),
        ("合计", 3, 0, 1, 12, 4, 1),
    ]


def test_and_by_section_issue_and_month(year):
    firsts = {title: [row[:2] for row in lines(title)] for title in ("按栏目", "按期", "按月")}

    assert firsts == {
        "按栏目": [("国策要论", 2), ("前沿观察", 1), ("合计", 3)],
        "按期": [("2026年第3期", 1), ("2026年第47期", 2), ("合计", 3)],
        "按月": [("2026年01月", 1), ("2026年11月", 2), ("合计", 3)],
    }


def test_the_period_is_that_of_the_issues(year):
    assert [row[:2] for row in lines("按期", since=dt.date(2026, 6, 1))] == [
        ("2026年第47期", 2),
        ("合计", 2),
    ]


def test_two_queries_whatever_the_period(year, django_assert_num_queries):
    with django_assert_num_queries(2):
        tables(**ALL_2026)


def test_the_screen_shows_this_year_and_says_when_there_is_nothing(at_desk, year):
    client = at_desk("xiao")

    assert "林编辑 2 0 1 9 4 75.0%" in text_of(client.get(URL))
    empty = client.get(URL, {"since": "2001-01-01", "until": "2001-12-31"})
    assert "这段时间没有文章，请换一段日期。" in text_of(empty)


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("2026-12-31", "2026-01-01", "开始日期晚于结束日期，请对调。"),
        ("去年", "2026-01-01", "输入一个有效的日期。"),
    ],
)
def test_a_wrong_period_is_answered_with_a_sentence(at_desk, since, until, sentence):
    client, asked = at_desk("xiao"), {"since": since, "until": until}

    assert sentence in text_of(client.get(URL, asked))
    assert sentence in text_of(client.get(URL + "export/", asked))


def test_the_same_tables_are_taken_along_as_a_file(at_desk, year):
    book = load_workbook(io.BytesIO(at_desk("lin").get(URL + "export/").content))

    assert book.sheetnames == ["按责任编辑", "按栏目", "按期", "按月"]
    assert [cell.value for cell in book["按栏目"][2]] == ["国策要论", 2, 0, 1, 9, 4, 0.75]


def test_who_has_no_role_sees_no_statistics(db, client):
    client.force_login(cast.make_user("new", "新成员"))

    assert client.get(URL).status_code == 403

"""Lists, boards and records as XLSX: what is in the file, and that no word in it is reckoned."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from editorial import workflow
from editorial.admin import sheets
from tests import cast

pytestmark = pytest.mark.django_db
RECORDS = "/desk/editorial/record/export/"


def table_of(response) -> list[tuple]:
    assert response.headers["content-type"] == sheets.XLSX
    return list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))


@pytest.fixture
def moved(newsroom, issue):
    """Two articles of which the first was submitted and sent back."""
    article = cast.make_article(issue, title="甲文", assignee=newsroom["lin"])
    cast.make_article(issue, title="乙文", section="前沿观察", due_date=dt.date(2026, 1, 2))
    workflow.perform(article, "submit", by=newsroom["lin"])
    workflow.perform(article, "send_back", by=newsroom["chen"], reason="数字待核")
    return article


def test_records_are_exported_with_who_what_when_and_why(at_desk, moved):
    head, newest, oldest = table_of(at_desk("xiao").get(RECORDS))

    assert head[:4] == ("时间", "人员", "操作", "类别")
    assert newest[1:] == (
        *("陈执编", "退回", "文章", "2026年第47期", "甲文", "初审", "退回"),
        *(None, "数字待核"),
    )
    assert oldest[1:3] == ("林编辑", "送审")
    assert isinstance(newest[0], dt.datetime)


def test_what_is_exported_is_what_the_filters_leave(at_desk, moved):
    client = at_desk("xiao")

    by_verb = table_of(client.get(RECORDS + "?label=退回"))
    by_word = table_of(client.get(RECORDS + "?q=无此事"))
    by_kind = table_of(client.get(RECORDS + "?about=upload"))

    assert [row[2] for row in by_verb[1:]] == ["退回"]
    assert (len(by_word), len(by_kind)) == (1, 1)


def test_a_filter_that_does_not_exist_leads_back_to_the_list(at_desk, moved):
    response = at_desk("xiao").get(RECORDS + "?nonsense__x=1")

    assert (response.status_code, response.url) == (302, "/desk/editorial/record/?e=1")


def test_the_list_offers_its_file_with_the_same_filters(at_desk, moved):
    page = at_desk("xiao").get("/desk/editorial/record/?label=退回").content.decode()

    assert 'href="/desk/editorial/record/export/?label=%E9%80%80%E5%9B%9E"' in page


def test_the_board_is_exported_in_its_order(at_desk, issue, moved):
    head, *rows = table_of(
        at_desk("lin").get(reverse("admin:editorial_issue_export", args=[issue.pk]))
    )

    titles, late = head.index("标题"), head.index("逾期")
    assert [(row[0], row[titles], row[late]) for row in rows] == [
        ("国策要论", "甲文", None),
        ("前沿观察", "乙文", "逾期"),
    ]
    assert rows[0][head.index("责任编辑")] == "林编辑"
    assert rows[0][head.index("字数")] == 25


def test_articles_are_exported_with_their_characters(at_desk, moved):
    head, *rows = table_of(at_desk("lin").get("/desk/editorial/article/export/?q=甲文"))

    found = dict(zip(head, rows[0], strict=True))
    assert (found["期"], found["标题"], found["字数"]) == ("2026年第47期", "甲文", 25)
    assert found["出版日期"] == dt.datetime(2026, 11, 20)


@pytest.mark.parametrize("words", ["=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "{=1}"])
def test_words_that_look_like_a_formula_stay_words(words):
    book = sheets.workbook([sheets.Sheet("表", (sheets.Column("词"),), [(words,)])])

    cell = load_workbook(io.BytesIO(book)).active["A2"]
    assert (cell.value, cell.data_type) == (words, "s")
    assert cell.quotePrefix is (words[0] in "=+-@")


def test_characters_that_no_spreadsheet_takes_are_left_out():
    row = ("甲\x00\x0b乙𠮷㐀🌾" + "丙" * 40_000,)

    book = sheets.workbook([sheets.Sheet("表", (sheets.Column("词"),), [row])])

    assert load_workbook(io.BytesIO(book)).active["A2"].value == "甲乙𠮷㐀🌾" + "丙" * 31_995

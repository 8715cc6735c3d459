"""Tables of Word: merged cells, heads, frames, and the tables that are no tables."""

from editorial.intake import propose
from tests.intake.samples import BACK, PROSE
from tests.intake.word.builder import abstract, bold, cell, docx, level, num, p, row, table
from tests.intake.word.samples import NAME, TITLE, body_of, doubts_of, lines_of


def test_merged_cells_span_columns_and_rows():
    merged = table(
        row(cell("地区"), cell("规模", span=2), head=True),
        row(cell("临江市", merge="restart"), cell("甲"), cell("3")),
        row(cell(merge="continue"), cell("乙"), cell("4")),
    )

    body = body_of(p(PROSE), merged)

    assert (
        '<table><thead><tr><th>地区</th><th colspan="2">规模</th></tr></thead>'
        '<tbody><tr><td rowspan="2">临江市</td><td>甲</td><td>3</td></tr>'
        "<tr><td>乙</td><td>4</td></tr></tbody></table>"
    ) in body


def test_a_block_merged_both_ways_is_one_cell():
    merged = table(
        row(cell("甲", span=2, merge="restart"), cell("1")),
        row(cell(span=2, merge="continue"), cell("2")),
    )

    assert '<tr><td colspan="2" rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr>' in body_of(
        p(PROSE), merged
    )


def test_a_first_row_in_bold_is_the_head():
    rows = row(cell(p(bold("地区"))), cell(p(bold("数量")))), row(cell("临江市"), cell("3"))

    assert "<thead><tr><th>地区</th><th>数量</th></tr></thead>" in body_of(p(PROSE), table(*rows))


def test_paragraphs_of_a_cell_stay_apart_and_keep_their_numbers():
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    rows = row(cell(p("甲项", number=(1, 0)), p("乙项", number=(1, 0))), cell("a|b"))

    body = body_of(p(PROSE), table(rows, row(cell("丙"), cell("丁"))), numbering=numbering)

    assert "<td>1.甲项<br>2.乙项</td><td>a｜b</td>" in body


def test_two_tables_in_a_row_stay_two():
    one = table(row(cell("甲"), cell("乙")))

    assert body_of(p(PROSE), one, one).count("<table>") == 2


def test_a_table_in_a_cell_keeps_its_words_and_is_doubted():
    inner = table(row(cell("丙"), cell("丁")))
    outer = table(row(cell("甲"), cell(p("乙"), inner)))

    assert "<td>乙<br>丙<br>丁</td>" in body_of(p(PROSE), outer)
    assert len(doubts_of(p(PROSE), outer, kind="table")) == 1


def test_a_frame_of_one_cell_is_no_table():
    assert lines_of(table(row(cell(p("甲"), p("乙"))))) == ["甲", "乙"]


def test_masthead_and_contents_may_stand_in_tables():
    front = ["大数据发展动态", "2026年1月9日 第2期 总第265期", TITLE]
    masthead = table(row(cell("主编"), cell("山海数据研究院")), row(cell("编委会"), cell("林青")))
    contents = table(
        row(cell("国策要论"), cell(TITLE), cell("1")),
        row(cell(), cell("临江市数据条例"), cell("2")),
    )
    data = docx(
        *map(p, front), masthead, p("本期要目"), contents,
        *map(p, (TITLE, PROSE, "（来源：甲局）", "临江市数据条例", PROSE, "（来源：乙局）")),
        *map(p, BACK.split("\n")),
    )  # fmt: skip

    proposal = propose(data, NAME)

    assert [(each.title, each.section, each.entry.page) for each in proposal.articles] == [
        (TITLE, "国策要论", 1),
        ("临江市数据条例", "国策要论", 2),
    ]
    assert [entry.role for entry in proposal.front.masthead.entries] == ["主编", "编委会"]
    assert proposal.accounting.missing == 0

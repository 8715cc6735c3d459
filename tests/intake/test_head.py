"""Title, number and byline of one author's file, where nothing says which line is which."""

import pytest

from editorial.intake.head import may_be_title
from editorial.intake.single import propose_single
from tests.intake.singles import BODY, NOTE, SOURCE, TITLE, single
from tests.intake.word.builder import bold, docx, p, r


def read(text: str, name: str = "来稿.txt"):
    proposal = propose_single(text.encode(), name)
    assert proposal.accounting.missing == 0
    return proposal.articles[0]


def messages(draft) -> list[str]:
    return [doubt.message for doubt in draft.doubts]


def first_words(draft) -> str:
    return draft.blocks[0].text[:8]


def test_the_first_line_is_the_title():
    draft = read(single())

    assert (draft.title, draft.source, draft.doubts) == (TITLE, "山海省数据局", ())
    assert first_words(draft) == "为加快沿岸数据港"


@pytest.mark.parametrize(
    "above",
    [
        f"编者按\n\n{NOTE}",
        f"编者按：{NOTE}",
        f"【编者按】{NOTE}\n\n各地可以参考。",
    ],
)
def test_a_note_stands_above_the_title(above):
    draft = read(single(above=above))

    assert draft.title == TITLE
    assert draft.note.blocks[0].text == NOTE


def test_a_note_that_a_page_cut_in_two_is_no_title():
    half = "山海省日前印发文件，围绕渡口改造统筹布局大型算力和流动算力，推动各市县的数据中心向"
    draft = read(single(above=f"编者按\n\n{half}\n\n沿岸集中。"))

    assert draft.title == TITLE
    assert [block.text for block in draft.note.blocks] == [f"{half}沿岸集中。"]


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("山海省沿岸数据港\n\n建设三年行动方案", "山海省沿岸数据港\n建设三年行动方案"),
        (f"{TITLE}\n\n（2026—2028年）", f"{TITLE}\n（2026—2028年）"),
        (f"{TITLE}\n\n（征求意见稿）", f"{TITLE}\n（征求意见稿）"),
        ("一箱货，一张单\n\n——东湾新区港区走访", "一箱货，一张单\n——东湾新区港区走访"),
        (
            "山海省数据局关于印发\n\n沿岸数据港办法的通知",
            "山海省数据局关于印发\n沿岸数据港办法的通知",
        ),
        (
            "山海省数据局 云麓市财政局关于共建数据港的意见",
            "山海省数据局 云麓市财政局关于共建数据港的意见",
        ),
    ],
)
def test_a_title_may_have_several_lines(printed, stored):
    draft = read(single(printed))

    assert draft.title == stored
    assert first_words(draft) == "为加快沿岸数据港"


def test_the_day_a_regulation_was_made_is_not_its_title():
    draft = read(single("山海省数据港管理办法", below="（2026年3月1日省政府第5次会议通过）"))

    assert draft.title == "山海省数据港管理办法"


def test_a_subhead_below_the_title_is_not_taken_into_it():
    body = "总体运行平稳\n\n全年开港十二处。\n\n收入较快增长\n\n收入增长一成。"

    draft = read(single("# 数据港运行情况", body="# " + body.replace("收入较", "# 收入较")))

    assert draft.title == "数据港运行情况"
    heads = [block.head for block in draft.blocks if block.kind == "heading"]
    assert heads == ["总体运行平稳", "收入较快增长"]


def test_a_number_above_or_below_the_title_is_the_document_number():
    head = "山海省数据局文件\n\n山海数发〔2026〕41号"

    for draft in (read(single(above=head)), read(single(below="山海数发〔2026〕41号"))):
        assert (draft.title, draft.document_number) == (TITLE, "山海数发〔2026〕41号")


def test_what_stands_above_the_title_and_belongs_to_nothing_is_listed():
    draft = read(single(above="山海省数据局文件"))

    assert draft.title == TITLE
    assert messages(draft) == ["第 1 行“山海省数据局文件”在标题之前，没有归属，没有导入，请核对。"]


@pytest.mark.parametrize(
    "line",
    [
        "作者：林知远 沈青野",
        "文/林知远",
        "□ 本报记者 林知远",
        "山海省数据局 林知远",
        "2026年11月12日",
    ],
)
def test_a_byline_is_left_out_and_said_so_where_a_source_is_given(line):
    draft = read(single(below=line))

    assert first_words(draft) == "为加快沿岸数据港"
    assert draft.source == "山海省数据局"
    assert messages(draft) == [f"第 3 行“{line}”像是署名或日期，没有放进正文，请核对。"]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("山海省数据局", "山海省数据局"),
        ("（青禾大学数据港研究中心）", "青禾大学数据港研究中心"),
        ("供稿单位：东湾新区管委会", "东湾新区管委会"),
    ],
)
def test_a_byline_is_the_source_where_none_is_given(line, source):
    draft = read(single(below=line, end=""))

    assert draft.source == source
    assert messages(draft) == [f"第 3 行“{line}”像是署名，文件里没有来源，已填作来源，请核对。"]


def test_a_file_without_a_title_takes_its_name_until_an_editor_knows():
    draft = read(BODY + "\n\n" + SOURCE, "沿岸数据港.txt")

    assert draft.title == "沿岸数据港"
    assert messages(draft) == [
        "文件里没有找到标题，已暂用“沿岸数据港”，请在“标题”栏改好，或在正文中指定标题行。"
    ]


def test_in_word_the_title_is_the_line_set_in_larger_type():
    large = '<w:sz w:val="44"/>'
    data = docx(
        p("供投稿用"),
        p(r(TITLE, large)),
        *(p(line) for line in BODY.split("\n") if line),
        p(SOURCE),
    )

    draft = propose_single(data, "来稿.docx").articles[0]

    assert draft.title == TITLE


def test_in_word_a_manual_break_in_a_bold_title_is_kept():
    broken = bold("山海省沿岸数据港").replace("</w:r>", "<w:br/></w:r>")
    body = [p(line) for line in BODY.split("\n") if line]

    draft = propose_single(docx(p(broken, bold("建设观察")), *body, p(SOURCE)), "a.docx").articles[
        0
    ]

    assert draft.title == "山海省沿岸数据港\n建设观察"


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求",
        "各市数据局：",
        "图1 数据港分布",
        "附件：名录",
        "（来源：甲）",
        "|甲|乙|",
        "全省建成。",
    ],
)
def test_what_is_something_else_is_no_title(text):
    assert not may_be_title(text)


@pytest.mark.parametrize(
    "line",
    [
        "来源：云麓日报",
        "发布时间：2026-11-12 09:00 来源：云麓日报 作者：林知远",
        "2026年11月12日 来源：云麓日报",
        "来源：云麓日报 作者：林知远",
    ],
)
def test_a_source_below_the_title_is_the_source_and_ends_nothing(line):
    body = f"沿岸处处数据港\n\n{BODY}"

    draft = read(single(below=line, body=body, end=""))

    assert (draft.title, draft.source, draft.doubts) == (TITLE, "云麓日报", ())
    assert first_words(draft) == "沿岸处处数据港"


def test_a_day_in_a_title_leaves_it_a_title():
    assert read(single("2026年11月12日数据港运行情况")).title == "2026年11月12日数据港运行情况"


@pytest.mark.parametrize("end", [SOURCE, ""])
def test_a_subhead_that_ends_like_an_office_stays_in_the_body(end):
    draft = read(single(below="打造一流数据中心", end=end))

    first = draft.blocks[0]
    assert (first.kind, first.head) == ("heading", "打造一流数据中心")

"""Word files with forged insides: circles, depths and sizes end, and the words are still read."""

import io

import pytest
from PIL import Image

from editorial.intake import Refused, propose
from tests.intake.samples import PROSE
from tests.intake.word.builder import (
    abstract,
    bold,
    cell,
    level,
    num,
    p,
    part,
    picture,
    r,
    row,
    start_override,
    table,
    text_box,
)  # fmt: skip
from tests.intake.word.everything import chart, chart_here
from tests.intake.word.samples import NAME, issue

NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
HUGE = 10**25


def nested(inner: str, wrap, depth: int) -> str:
    for _ in range(depth):
        inner = wrap(inner)
    return inner


def style(name: str, inner: str, kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}">{inner}</w:style>'


def based_on(name: str) -> str:
    return f'<w:basedOn w:val="{name}"/>'


def boxed(block: str) -> str:
    inner = f"<w:txbxContent>{block}</w:txbxContent>"
    return p(f"<w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r>")


def either(block: str) -> str:
    choice = f"<mc:Choice>{block}</mc:Choice><mc:Fallback>{block}</mc:Fallback>"
    return f"<mc:AlternateContent>{choice}</mc:AlternateContent>"


CIRCLE = style("x", based_on("y")) + style("y", based_on("x"))
LISTS = style("s", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering")
LINKED = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
COUNTED = "%1%2%3%4%5%6%7%8%9" * 100
READ = {
    "styles based on each other": ([p("甲", style="x")], {"styles": CIRCLE}),
    "a list that links to itself": (
        [p("甲", number=(1, 0))],
        {"styles": LISTS, "numbering": LINKED + num(1, 1)},
    ),
    "numbers beyond counting": (
        [p("甲", number=(HUGE, HUGE)), p("乙", number=(1, 8))],
        {
            "numbering": abstract(HUGE, level(0, COUNTED, "chineseCounting", start=HUGE))
            + num(1, HUGE, start_override(HUGE, HUGE))
        },
    ),
    "a note that refers to itself": (
        [p("甲", NOTE, "。")],
        {"parts": {"footnotes": part("footnotes", f'<w:footnote w:id="1">{p("注", NOTE)}'
                                     "</w:footnote>")}},
    ),
    "a cell over a billion columns": ([table(row(cell("甲", span=10**9), cell("乙")))], {}),
    "cells that only go on": ([table(*[row(*[cell(merge="continue")] * 9)] * 9)], {}),
    "tables in tables": ([nested(p("甲"), lambda each: table(row(cell(each))), 60)], {}),
    "boxes in boxes": ([nested(p("甲"), boxed, 40)], {}),
    "boxes written twice": ([nested(p("甲"), lambda each: p(text_box(each)), 7)], {}),
    "choices in choices": ([p(nested(r("甲"), either, 8))], {}),
    "a hundred controls": (
        [nested(p("甲"), lambda each: f"<w:sdt><w:sdtContent>{each}</w:sdtContent></w:sdt>", 100)],
        {},
    ),
    "bold on and off": ([p("到明年，", *[bold("甲"), "乙"] * 5_000)], {}),
    "many charts": ([p(chart_here())] * 300, {"parts": {"chart": chart()}}),
    "equations in equations": (
        [p("<m:oMath>" + "<m:sSup><m:e>" * 100 + "<m:t>a</m:t>" + "</m:e></m:sSup>" * 100
           + "</m:oMath>")],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_forged_is_read_and_nothing_is_lost(name):
    blocks, more = READ[name]

    proposal = propose(issue(p(PROSE), *blocks, p(PROSE), **more), NAME)

    assert proposal.accounting.missing == 0
    assert proposal.articles[0].body_html.count(PROSE) == 2


@pytest.mark.parametrize(
    "wrap",
    [
        lambda each: f"<w:sdt><w:sdtContent>{each}</w:sdtContent></w:sdt>",
        lambda each: table(row(cell(each))),
    ],
)
def test_a_depth_of_a_thousand_is_refused(wrap):
    with pytest.raises(Refused) as refusal:
        propose(issue(nested(p("甲"), wrap, 1_000)), NAME)

    assert refusal.value.message.startswith("这个 .docx 文件")


def photograph(size: tuple[int, int], kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def with_pictures(count: int, kind: str) -> bytes:
    """So many pictures of 12 million pixels, each of them another file."""
    made = photograph((4_000, 3_000), kind)
    files = {f"i{at}": made + bytes([at]) for at in range(count)}
    return issue(p(PROSE), *(p(picture(name)) for name in files), files=files)


def test_forty_photographs_of_a_camera_are_taken_and_more_work_is_refused():
    assert len(propose(with_pictures(40, "JPEG"), NAME).pictures) == 40

    with pytest.raises(Refused) as refusal:
        propose(with_pictures(40, "PNG"), NAME)
    assert refusal.value.message == (
        "这个 Word 文档里的图片太多或太大（像素合计过多），没有导入；请压缩图片或减少图片后再导入。"
    )

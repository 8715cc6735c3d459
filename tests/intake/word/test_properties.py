"""No character of a Word file is lost, whatever stands in it: generated documents."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.intake import Refused, propose
from editorial.intake.read import read
from editorial.intake.word.symbols import spelled_out
from editorial.typography import letters
from tests.intake.word.builder import (
    BREAK,
    abstract,
    bold,
    cell,
    docx,
    level,
    num,
    p,
    part,
    r,
    raised,
    row,
    table,
    text_box,
)  # fmt: skip
from tests.intake.word.samples import NAME, issue

# What XML can carry; line ends and the like are no characters of Word's.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
WORDS = st.one_of(
    st.sampled_from(("山海省", "一、", "第一条 总则", "**", "## ", "- ", "|", "[^1]", "5G。", " ")),
    TEXT,
)
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
RUN = st.one_of(
    WORDS.map(r),
    WORDS.map(bold),
    WORDS.map(raised),
    WORDS.map(lambda text: r(text, "<w:vanish/>")),
    WORDS.map(lambda text: f'<w:ins w:id="1">{r(text)}</w:ins>'),
    WORDS.map(lambda text: f'<w:del w:id="1">{r(text).replace("w:t", "w:delText")}</w:del>'),
    WORDS.map(lambda text: f'<w:hyperlink r:id="web">{r(text)}</w:hyperlink>'),
    WORDS.map(lambda text: f"<w:sdt><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>"),
    WORDS.map(lambda text: text_box(p(text))),
    st.sampled_from((BREAK, NOTE.format(1), NOTE.format(2), "<w:r><w:tab/></w:r>")),
)
NUMBER = st.sampled_from((None, None, (1, 0), (1, 1), (2, 0)))
MARK = st.sampled_from(("", "", "", '<w:del w:id="1"/>'))
PARAGRAPH = st.builds(
    lambda runs, number, mark: p(*runs, number=number, mark=mark),
    st.lists(RUN, max_size=5), NUMBER, MARK,
)  # fmt: skip
CELL = st.builds(
    lambda blocks, span, merge: cell(*blocks, span=span, merge=merge),
    st.lists(PARAGRAPH, max_size=2),
    st.integers(1, 3),
    st.sampled_from(("", "", "restart", "continue")),
)
ROW = st.lists(CELL, min_size=1, max_size=4).map(lambda cells: row(*cells))
TABLE = st.lists(ROW, min_size=1, max_size=4).map(lambda rows: table(*rows))
NESTED = st.builds(lambda inner, text: table(row(cell(p(text), inner))), TABLE, WORDS)
BLOCKS = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, TABLE, NESTED), min_size=1, max_size=8)
MORE = {
    "numbering": abstract(0, level(0, "%1、", "chineseCounting"), level(1, "（%2）"))
    + abstract(1, level(0, "·", "bullet"))
    + num(1, 0)
    + num(2, 1),
    "parts": {
        "header": part("hdr", p("山海简报")),
        "footnotes": part(
            "footnotes",
            "".join(f'<w:footnote w:id="{n}">{p(f"见第{n}书。")}</w:footnote>' for n in (1, 2)),
        ),
    },
    "links": {"web": "https://example.org/全文"},
}
FAST = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@FAST
@given(BLOCKS)
def test_every_letter_of_the_file_is_read_or_left_out_with_a_reason(blocks):
    try:
        reading = read(docx(*blocks, **MORE), NAME)
    except Refused:
        return

    assert reading.unread == 0
    assert all(each.characters > 0 and each.reason for each in reading.left_out)


@FAST
@given(BLOCKS)
def test_every_letter_of_an_issue_is_in_a_field_a_body_or_left_out(blocks):
    try:
        proposal = propose(issue(*blocks, **MORE), NAME)
    except Refused as refusal:
        assert refusal.message.endswith("。")
        return

    assert proposal.accounting.missing == 0


@FAST
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_the_words_of_a_paragraph_come_out_as_they_went_in(texts):
    words = "".join(texts)
    if not letters(words):
        return

    read_again = read(docx(p("山海", *map(r, texts))), NAME).text

    shown, _ = spelled_out(f"山海{words}", "")
    assert letters(read_again).removeprefix("#") == letters(shown)


@FAST
@given(st.binary(max_size=300), st.integers(0, 2_000))
def test_no_bytes_in_a_docx_bring_the_reader_down(junk, at):
    data = docx(p("甲"), **MORE)

    try:
        propose(data[:at] + junk + data[at + len(junk) :], NAME)
    except Refused as refusal:
        assert refusal.message.endswith("。")

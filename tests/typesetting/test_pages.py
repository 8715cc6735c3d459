"""The printed page: grid, openings, folios, contents, running heads, bookmarks, metadata."""

import itertools
import subprocess

import pytest
from PIL import Image

from editorial.models import Edition, MastheadEntry
from tests.cast import make_article, make_issue
from tests.typesetting.conftest import SENTENCE, body_of, set_pages
from tests.typesetting.pages import (
    LINE,
    TOP,
    lines_of,
    off_grid,
    origins,
    outline_of,
    reader,
    text_of,
)

FRONT = 4  # cover, its inside, masthead page, contents


def body_page(sheets, folio: int):
    return sheets.document.pages[FRONT + folio - 1]


def test_a_page_holds_27_lines_of_41_characters(issue):
    make_article(issue, body=f"<p>{'数' * 41 * 60}</p>")

    full = lines_of(body_page(set_pages(issue), 2))

    assert len(full) == 27
    assert {len(line.text) for line in full} == {41}


def test_every_line_of_the_body_stands_on_the_grid(issue):
    make_article(
        issue,
        note=SENTENCE * 2,
        document_number="山海数发〔2026〕17号",
        body="<h2>第一章 总则</h2><h3>第一条 【目的】</h3>" + body_of(1)
        + "<h2>一、要求</h2><h3>（一）接入</h3><h4>1.布局</h4><h5>（1）机房</h5>"
        + f"<p><strong class='run-in'>（二）调度。</strong>{SENTENCE}"
        + "<span class='duty'>（责任单位：省数据局）</span>Latin Words</p>" + body_of(3),
    )  # fmt: skip

    sheets = set_pages(issue)

    lines = [*lines_of(body_page(sheets, 1))[5:], *lines_of(body_page(sheets, 2))]
    assert lines[0].text == "第一章　总则"
    assert [line for line in lines[1:] if off_grid(line) > 0.1] == []


@pytest.mark.parametrize(
    ("title", "number", "lines"),
    [
        ("云麓市数据条例", "", 4),
        ("云麓市\n数据条例", "", 6),
        ("云麓市数据条例", "云政发〔2026〕3号", 5),
        ("云麓市\n数据\n条例", "", 8),
    ],
)
def test_an_opening_takes_whole_lines(issue, title, number, lines):
    make_article(issue, title=title, document_number=number, body="<p>正文从这里开始。</p>")

    page = lines_of(body_page(set_pages(issue), 1))
    first = next(line for line in page if line.text.startswith("正文"))

    assert round((first.y - TOP) / LINE, 3) == lines


def test_a_heading_is_indented_as_the_text_though_its_type_is_larger(issue):
    make_article(issue, body="<h2>一、要求</h2><h3>一次说清</h3>" + body_of(1))

    lines = lines_of(body_page(set_pages(issue), 1))

    assert [round(line.x, 2) for line in lines if line.tag in ("h2", "h3")] == [94.0, 94.0]


def test_the_rule_beside_a_reports_contents_ends_with_their_lines(issue, tmp_path):
    # The last two lines stay together: the first page ends a line early.
    entries = "".join(f"<p>{n}.第{n}节</p>" for n in range(1, 25))
    make_article(issue, body=f'<section class="report-contents">{entries}</section>')
    sheets = set_pages(issue)
    (tmp_path / "web.pdf").write_bytes(sheets.pdf)
    page = ("-f", "5", "-l", "5", "-r", "144", "-gray", "-singlefile", "-png")
    subprocess.run(["pdftoppm", *page, tmp_path / "web.pdf", tmp_path / "page"], check=True)
    image = Image.open(tmp_path / "page.png").convert("L")

    lines = [line for line in lines_of(body_page(sheets, 1)) if line.tag == "p"]
    dark = [y / 2 for y in range(2 * round(TOP), image.height) if image.getpixel((145, y)) < 128]

    assert len(lines) == 22
    assert dark[0] == pytest.approx(lines[0].y, abs=1)
    assert dark[-1] == pytest.approx(lines[-1].y + LINE, abs=1)
    assert dark[-1] - dark[0] == (len(dark) - 1) / 2


def test_names_of_two_characters_are_as_wide_as_those_of_three(issue, article):
    MastheadEntry.objects.create(
        issue=issue, role="编委会", names=["闻桐", "温以衡", "IT", "研究院联盟"]
    )

    drawn = {c: x for c, x in origins(set_pages(issue), 3) if c in "闻桐温以衡研I"}

    steps = [drawn[b] - drawn[a] for a, b in itertools.pairwise("闻桐温以衡")]
    assert steps == pytest.approx([22, 24.8, 11, 11], abs=0.1)


def test_the_editors_note_stands_before_the_title(issue, article):
    page = lines_of(body_page(set_pages(issue), 1))

    assert page[0].text.startswith("编者按为推动算力")
    assert [line.text for line in page].index("云麓市数据条例") > 0


def test_folios_run_from_01_on_the_first_article_page(issue, article):
    make_article(issue, section="地方新政", title="临江市办法", body=body_of(1))

    sheets = set_pages(issue)

    assert sheets.start_pages == {article.pk: 1, issue.articles.last().pk: 2}
    assert text_of(sheets, 5).endswith("01")
    assert text_of(sheets, 6).endswith("02")


def test_cover_masthead_and_contents_carry_no_folio(issue, article):
    sheets = set_pages(issue)

    for number in range(1, FRONT + 1):
        assert sheets.document.pages[number - 1].places.margins == {}


def test_contents_name_the_page_on_which_each_article_begins(issue, article):
    make_article(issue, section="地方新政", title="临江市办法", body=body_of(14))
    make_article(issue, section="前沿观察", title="趋势摘编", body=body_of(1))

    sheets = set_pages(issue)

    entries = [line.text for line in lines_of(sheets.document.pages[3])]
    assert entries == [
        "本期要目", "国策要论", "01云麓市数据条例", "地方新政", "02临江市办法",
        "前沿观察", f"{sheets.start_pages[issue.articles.last().pk]:02d}趋势摘编",
    ]  # fmt: skip
    assert sheets.article_pages[issue.articles.all()[1].pk] > 1


def test_contents_entries_link_to_their_articles(issue, article):
    sheets = set_pages(issue)

    targets = {target for _, target, _, _ in sheets.document.pages[3].links}
    assert targets == {f"article-{article.pk}"}


def test_every_article_begins_a_page(issue):
    for number in range(3):
        make_article(issue, title=f"条例{number}", body="<p>短。</p>")

    sheets = set_pages(issue)

    assert list(sheets.start_pages.values()) == [1, 2, 3]
    assert list(sheets.article_pages.values()) == [1, 1, 1]


def test_articles_follow_section_order_not_position(issue):
    late = make_article(issue, section="前沿观察", title="趋势", position=1)
    early = make_article(issue, section="国策要论", title="要论", position=2)

    starts = set_pages(issue).start_pages

    assert starts[early.pk] < starts[late.pk]


def test_running_heads_and_folios_are_mirrored(issue):
    make_article(issue, body=body_of(20))
    sheets = set_pages(issue)

    right, left = (body_page(sheets, folio).places.margins for folio in (1, 2))

    assert right == {
        "@top-left": "大数据发展动态　2026年第7期　总第6007期", "@top-right": "国策要论",
        "@bottom-right": "01",
    }  # fmt: skip
    assert left == {
        "@top-left": "国策要论", "@top-right": "大数据发展动态　2026年第7期　总第6007期",
        "@bottom-left": "02",
    }  # fmt: skip


def test_folio_01_stands_on_a_right_page_though_the_contents_run_on(issue):
    for n in range(30):
        make_article(issue, title=f"云麓市第{n}号数据条例", body=body_of(1))

    sheets = set_pages(issue)

    number = next(n for n in range(5, sheets.pages) if text_of(sheets, n).endswith("01"))
    assert number == 7
    assert text_of(sheets, 6) == ""


def test_bookmarks_lead_to_sections_articles_and_headings(issue):
    make_article(
        issue, title="云麓市\n数据条例", body="<h2>一、总则</h2><h3>（一）目的</h3><p>略。</p>"
    )

    assert outline_of(set_pages(issue)) == [
        "封面", "版权页", "本期要目", "国策要论", ["云麓市数据条例", ["一、总则", ["（一）目的"]]],
        "单位简介",
    ]  # fmt: skip


def test_title_author_and_language_are_told(issue, article):
    pdf = reader(set_pages(issue))

    assert pdf.metadata.title == "大数据发展动态 2026年第7期（总第6007期）"
    assert pdf.metadata.author == "山海数字研究院"
    assert pdf.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_web_edition_is_tagged_and_says_so(issue, article):
    root = reader(set_pages(issue)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_proof_says_so_on_every_page_and_the_web_edition_nowhere(issue, article):
    proof, web = set_pages(issue, Edition.Kind.PROOF), set_pages(issue, Edition.Kind.WEB)

    assert all("校样" in text_of(proof, number) for number in range(1, proof.pages + 1))
    assert not any("校样" in text_of(web, number) for number in range(1, web.pages + 1))


def test_a_proof_shows_the_digest_it_was_made_from(issue, article):
    proof = set_pages(issue, Edition.Kind.PROOF)

    assert f"文本摘要 {proof.digest[:16]}" in text_of(proof, 5)
    assert f"文本摘要 {proof.digest[:16]}" in text_of(proof, 3)


def test_the_same_text_gives_the_same_bytes(issue, article):
    first, again = set_pages(issue), set_pages(issue)

    assert first.pdf == again.pdf


def test_another_issue_set_in_between_changes_no_byte(issue, article):
    first = set_pages(issue)
    other = make_issue(8)
    make_article(other, body=f"<p>喆{SENTENCE}</p>")

    set_pages(other)

    assert set_pages(issue).pdf == first.pdf


@pytest.mark.parametrize(("titles", "told"), [
    (["任务清单"], ["附件：", "任务清单"]),
    (["任务清单", "分工表"], ["附件：", "1.", "任务清单", "2.", "分工表"]),
])  # fmt: skip
def test_attachments_are_numbered_where_there_are_several(issue, titles, told):
    article = make_article(issue, body="<p>文。</p>")
    article.attachments.put(article, [(title, "") for title in titles])

    lines = [line.text.strip() for line in lines_of(body_page(set_pages(issue), 1))]

    assert lines[lines.index("附件：") : -1] == told

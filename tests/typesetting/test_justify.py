"""Lines of Chinese reach the margin; marks are squeezed; the extension fits its WeasyPrint."""

import itertools
import subprocess

import pytest
import weasyprint

from editorial.typesetting import justify
from tests.cast import make_article
from tests.typesetting.conftest import set_pages
from tests.typesetting.pages import LEFT, RIGHT, lines_of, origins, text_of

MIXED = (
    "到2028年底，全省建成统一调度的算力服务网络，县域接入点覆盖率达到92%，单位机时综合成本较2025年下降三成，"
    "绿色电力占比达到65%以上，形成一批可复制的“普惠用算”场景（见《目录》），"
    "由Harbour Insight参与评估；"
) * 6


def justified_lines(issue, html: str):
    make_article(issue, body=html)
    page = lines_of(set_pages(issue).document.pages[4])
    return [line for line in page if len(line.text) > 25]


def test_the_extension_was_made_for_this_weasyprint():
    assert weasyprint.__version__ == justify.VERSION


def test_another_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")

    with pytest.raises(justify.WrongVersion, match=r"made for WeasyPrint 70\.0, found 71\.0"):
        justify.install()


def test_every_full_line_reaches_the_right_margin(issue):
    lines = justified_lines(issue, f"<p>{MIXED}</p>")[1:-1]

    assert len(lines) > 8
    assert [round(line.x + line.width - RIGHT, 1) for line in lines] == [0.0] * len(lines)


def test_bold_run_ins_do_not_shift_the_left_margin(issue):
    html = f"<p><strong class='run-in'>（一）总体。</strong>{MIXED}</p>"

    lines = justified_lines(issue, html)[1:-1]

    assert {round(line.x - LEFT, 1) for line in lines} == {0.0}


def test_the_last_line_of_a_paragraph_is_not_opened(issue):
    make_article(issue, body=f"<p>{'数' * 60}</p>")

    last = lines_of(set_pages(issue).document.pages[4])[2]

    assert last.text == "数" * 21
    assert last.width == pytest.approx(21 * 11, abs=0.1)


def test_marks_side_by_side_take_one_and_a_half_em(issue):
    make_article(issue, body="<p>见《甲》，乙</p>")

    line = next(x for x in lines_of(set_pages(issue).document.pages[4]) if "甲" in x.text)

    assert line.width == pytest.approx(5.5 * 11, abs=0.1)


def steps(sheets, words: str) -> list[float]:
    """How far each of these characters stands from the next one, in em of the body."""
    drawn = origins(sheets, 5)
    at = "".join(character for character, _ in drawn).index(words)
    places = [x for _, x in drawn[at : at + len(words)]]
    return [(b - a) / 11 for a, b in itertools.pairwise(places)]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("落实。<span class='duty'>（责任单位：甲）</span>", "实。（责"),
        ("<strong>“甲”</strong>（乙）", "甲”（乙"),
        ("（<strong>《甲》</strong>）", "》）"),
        ("见（<strong>“甲”</strong>）", "见（“甲"),
    ],
)
def test_marks_of_two_runs_take_one_and_a_half_em(issue, html, words):
    make_article(issue, body=f"<p>{html}</p>")

    drawn = steps(set_pages(issue), words)

    assert sum(drawn) == pytest.approx(len(drawn) - 0.49, abs=0.01)


def test_a_line_with_such_marks_still_reaches_the_margin(issue):
    make_article(issue, body=f"<p>{'数' * 20}。<strong>（{'据' * 40}）</strong></p>")

    first, second = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"][:2]

    assert first.text == "数" * 20 + "。（" + "据" * 17
    assert first.right == pytest.approx(RIGHT, abs=0.1)
    assert second.width == pytest.approx(24 * 11, abs=0.1)


def test_a_space_between_two_runs_is_kept(issue):
    make_article(issue, body="<p><strong class='run-in'>第三条（总则）</strong>（甲）乙</p>")

    assert sum(steps(set_pages(issue), "） （")) == pytest.approx(2, abs=0.01)


def test_marks_of_two_runs_are_copied_as_one_line(issue, tmp_path):
    duty = "<span class='duty'>（责任单位：全国数据工作协调办公室）</span>"
    make_article(issue, body=f"<p>推动落实。{duty}</p>")
    (tmp_path / "proof.pdf").write_bytes(set_pages(issue).pdf)

    told = subprocess.run(
        ["pdftotext", "-f", "5", "-l", "5", tmp_path / "proof.pdf", "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert "推动落实。（责任单位：全国数据工作协调办公室）\n" in told


@pytest.mark.parametrize(
    ("title", "blank"),
    [("数据办法（试行）", 4.5), ("“数据”计划", -4.5), ("（征求意见稿）", 0), ("数据办法", 0)],
)
def test_the_ink_of_a_title_is_centred(issue, title, blank):
    make_article(issue, title=title, body="<p>正文</p>")

    line = next(x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "h1")

    middle = line.x + line.width / 2
    assert middle - (LEFT + RIGHT) / 2 == pytest.approx(blank, abs=0.05)


def test_a_mark_kept_back_is_drawn_in(issue):
    # 39 characters after the indent would leave 数， for the next line, and a hole of one em.
    make_article(issue, body=f"<p>{'数，' + '据' * 37}，{'数' * 30}</p>")

    first = next(x for x in lines_of(set_pages(issue).document.pages[4]) if "据" in x.text)

    assert first.text == "数，" + "据" * 37 + "，"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("数" * 36 + "据”（五成）等", "数" * 36 + "据”"),
        ("数" * 38 + "“据”等", "数" * 38),
    ],
)
def test_a_line_may_end_outside_quotation_marks(issue, words, first):
    make_article(issue, body=f"<p>{words}{'据' * 9}</p>")

    lines = lines_of(set_pages(issue).document.pages[4])

    assert next(line.text for line in lines if line.tag == "p") == first


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(issue):
    lines = justified_lines(issue, f"<p>{MIXED * 3}</p>")

    assert [line.text for line in lines if line.text[0] in "，。、；：！？）》”’"] == []
    assert [line.text for line in lines if line.text[-1] in "（《“‘"] == []


def test_numbers_are_not_torn_apart(issue):
    lines = justified_lines(issue, f"<p>{MIXED * 3}</p>")

    pairs = itertools.pairwise(lines)
    assert not any(a.text[-1].isdigit() and b.text[0].isdigit() for a, b in pairs)


@pytest.mark.parametrize("end", ["尾", "尾。", "尾”。"])
def test_no_character_is_left_alone_on_a_last_line(issue, end):
    make_article(issue, body=f"<p>{'数' * 38}据{end}</p>")  # 39 fit beside the indent

    lines = lines_of(set_pages(issue).document.pages[4])
    first, last = [line for line in lines if line.tag == "p"][:2]

    assert (first.text, last.text) == ("数" * 38, f"据{end}")
    assert first.right == pytest.approx(RIGHT, abs=0.1)


def test_a_character_that_can_be_drawn_in_saves_the_line(issue):
    make_article(issue, body=f"<p>数，{'数' * 37}。</p>")

    lines = lines_of(set_pages(issue).document.pages[4])

    assert next(line.text for line in lines if line.tag == "p") == f"数，{'数' * 37}。"


def test_two_characters_on_a_last_line_are_let_be(issue):
    make_article(issue, body=f"<p>{'数' * 39}尾字</p>")

    lines = lines_of(set_pages(issue).document.pages[4])

    assert [line.text for line in lines if line.tag == "p"][:2] == ["数" * 39, "尾字"]


def widths_of(issue, *words: str) -> list[float]:
    """How wide each of these paragraphs of a line is set, in em."""
    make_article(issue, body="".join(f"<p>{each}</p>" for each in words))
    lines = lines_of(set_pages(issue).document.pages[4])
    return [line.width / 11 for line in lines if line.tag == "p"][: len(words)]


def test_a_gap_of_a_fifth_of_an_em_stands_between_chinese_and_latin(issue):
    mixed, chinese, digits, letters = widths_of(issue, "共46个AI点", "共个点", "46", "AI")

    assert mixed - chinese - digits - letters == pytest.approx(4 / 5, abs=0.01)


def test_marks_have_no_gap(issue):
    mixed, chinese, letters = widths_of(issue, "见（AB）。", "见（）。", "AB")

    assert mixed - chinese - letters == pytest.approx(0, abs=0.01)


def test_the_gap_is_not_copied(issue):
    make_article(issue, body="<p>共46个AI点，增长9.5%以上，由<strong>A</strong>级评定</p>")

    assert "共46个AI点，增长9.5%以上，由A级评定" in text_of(set_pages(issue), 5)


def test_the_gaps_of_a_line_count_where_it_breaks(issue):
    # 37 characters and three digits are 38.6 em, but their six gaps are more than the rest.
    make_article(issue, body=f"<p>{('数' * 9 + '1') * 3}{'数' * 9}据字</p>")

    first, second = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"][:2]

    assert (first.text, second.text) == (("数" * 9 + "1") * 3 + "数" * 9, "据字")
    assert first.right == pytest.approx(RIGHT, abs=0.1)


def test_a_number_goes_down_with_its_unit(issue):
    # 36 characters and 2026 fit beside the indent, but not 年 as well.
    make_article(issue, body=f"<p>{'数' * 36}2026年{'据' * 8}</p>")

    first, second = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"][:2]

    assert (first.text, second.text) == ("数" * 36, "2026年" + "据" * 8)
    assert first.right == pytest.approx(RIGHT, abs=0.1)


def test_a_bracket_goes_down_with_the_number_that_it_opens(issue):
    make_article(issue, body=f"<p>{'数' * 35}（2026年版）{'据' * 8}</p>")

    first, second = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"][:2]

    assert (first.text, second.text) == ("数" * 35, "（2026年版）" + "据" * 8)


@pytest.mark.parametrize("joint", ["+", "·", "—"])
def test_no_line_begins_with_what_joins_two_words(issue, joint):
    make_article(issue, body=f"<p>{'数' * 38}据{joint}字{'数' * 20}</p>")

    first, second = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"][:2]

    assert (first.text, second.text) == ("数" * 38, f"据{joint}字{'数' * 20}")
    assert first.right == pytest.approx(RIGHT, abs=0.1)


def test_a_unit_is_drawn_in_where_marks_have_room(issue):
    make_article(issue, body=f"<p>{'数，' * 3}{'数' * 30}2026年{'据' * 8}</p>")

    first, second = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"][:2]

    assert (first.text, second.text) == ("数，" * 3 + "数" * 30 + "2026年", "据" * 8)
    assert first.right == pytest.approx(RIGHT, abs=0.1)


def test_text_begins_on_the_line_of_its_run_in(issue):
    # Drawn together, the rest of the line would be a hundredth of an em too wide.
    words = "前三季度，数据服务业完成收入18642亿元，同比增长13.2%，比上半年提高0.6个百分点。"
    make_article(issue, body=f"<p><strong class='run-in'>收入增速稳中加快。</strong>{words}</p>")

    first = next(x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p")

    assert first.text.startswith("收入增速稳中加快。前三季度，")


def test_a_duty_tail_begins_on_the_line_where_its_sentence_ends(issue):
    duty = "（责任单位：全国数据工作协调办公室、各级数据主管部门）"
    body = f"<p>{{}}据。<span class='duty'>{duty}</span></p>"
    make_article(issue, body="".join(body.format("数" * n) for n in range(14, 30)))

    lines = [x for x in lines_of(set_pages(issue).document.pages[4]) if x.tag == "p"]

    firsts = [line for line in lines if line.text.startswith("数数")]
    assert all("（责任单位" in line.text for line in firsts)
    assert {round(line.right - RIGHT, 1) for line in firsts} == {0.0}

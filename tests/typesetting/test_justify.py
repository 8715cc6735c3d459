"""Lines of Chinese reach the margin; marks are squeezed; the extension fits its WeasyPrint."""

import itertools

import pytest
import weasyprint

from editorial.typesetting import justify
from tests.cast import make_article
from tests.typesetting.conftest import set_pages
from tests.typesetting.pages import LEFT, RIGHT, lines_of

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


def test_a_mark_kept_back_is_drawn_in(issue):
    # 39 characters after the indent would leave 数， for the next line, and a hole of one em.
    make_article(issue, body=f"<p>{'数，' + '据' * 37}，{'数' * 30}</p>")

    first = next(x for x in lines_of(set_pages(issue).document.pages[4]) if "据" in x.text)

    assert first.text == "数，" + "据" * 37 + "，"


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(issue):
    lines = justified_lines(issue, f"<p>{MIXED * 3}</p>")

    assert [line.text for line in lines if line.text[0] in "，。、；：！？）》”’"] == []
    assert [line.text for line in lines if line.text[-1] in "（《“‘"] == []


def test_numbers_are_not_torn_apart(issue):
    lines = justified_lines(issue, f"<p>{MIXED * 3}</p>")

    pairs = itertools.pairwise(lines)
    assert not any(a.text[-1].isdigit() and b.text[0].isdigit() for a, b in pairs)

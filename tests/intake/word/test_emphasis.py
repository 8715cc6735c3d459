"""Bold words within a paragraph stay bold where they are no heading's."""

import pytest

from editorial.intake import propose
from tests.intake.samples import PROSE
from tests.intake.word.builder import abstract, bold, level, num, p
from tests.intake.word.samples import NAME, body_of, issue, lines_of


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        (("到明年，", bold("覆盖全省"), "。"), "<p>到明年，<strong>覆盖全省</strong>。</p>"),
        (("到明年，", bold("覆盖全省。")), "<p>到明年，<strong>覆盖全省</strong>。</p>"),
        (
            (bold("一是"), "建设网络；", bold("二是"), "开放平台，服务企业。"),
            "<p><strong>一是</strong>建设网络；<strong>二是</strong>开放平台，服务企业。</p>",
        ),
        (("各地建设", bold("网络"), "。"), "<p>各地建设网络。</p>"),
    ],
)
def test_emphasis_is_kept_in_a_paragraph(runs, written):
    assert written in body_of(p(PROSE), p(*runs), p(PROSE))


def test_the_phrase_behind_a_number_is_a_run_in_and_no_emphasis():
    body = body_of(
        p("一、", bold("建设网络。"), "各地建设，", bold("覆盖乡村"), "。"), p("二、开放。", PROSE)
    )

    assert (
        '<strong class="run-in">一、建设网络。</strong>各地建设，<strong>覆盖乡村</strong>。'
        in body
    )


def test_a_number_counted_by_word_is_a_number_as_well():
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)

    lines = lines_of(p("建设，", bold("开放。"), "覆盖全省。", number=(1, 0)), numbering=numbering)

    assert lines == ["1. 建设，开放。覆盖全省。"]


@pytest.mark.parametrize(
    "runs",
    [
        (bold("附件："), "1. ", bold("目录")),
        ("（注：数据，", bold("不含"), "县域。）"),
        ("图1 各地，", bold("规模")),
        ("各地建设网络。（责任单位：", bold("省数据局"), "）"),
        ("全省推进建设，", bold("各地的数据中")),
    ],
)
def test_what_the_intake_reads_by_its_words_is_not_marked(runs):
    assert "<mark>" not in "".join(lines_of(p(*runs)))


def test_nothing_is_lost_by_it():
    data = issue(p(PROSE), p("到明年，", bold("覆盖全省"), "，约10", bold("万户"), "。"))

    proposal = propose(data, NAME)

    assert proposal.accounting.missing == 0
    assert "覆盖全省，约10万户。" in proposal.articles[0].body_html.replace("<strong>", "").replace(
        "</strong>", ""
    )

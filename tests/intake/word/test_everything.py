"""A Word file with everything in it: every feature comes out where an editor expects it."""

import functools

from editorial.intake import propose, report_of
from tests.intake.word.everything import DIGEST, FIGURES, LAW, NAME, POLICY, everything


@functools.cache
def proposal():
    return propose(everything(), NAME)


def body(at: int) -> str:
    return proposal().articles[at].body_html


def test_its_contents_field_gives_sections_titles_and_pages():
    found = [(each.section, each.title, each.entry.page) for each in proposal().articles]

    assert found == [
        ("国策要论", POLICY, 1),
        ("地方新政", LAW, 3),
        ("产业镜像", FIGURES, 5),
        ("前沿观察", DIGEST, 7),
    ]


def test_nothing_of_it_is_lost():
    assert proposal().accounting.missing == 0


def test_its_numbers_make_the_outline_that_word_shows():
    articles = [
        each for section in report_of(proposal())["sections"] for each in section["articles"]
    ]

    assert articles[0]["heading_outline"] == [
        [1, "总体要求", "一、"],
        [1, "主要任务", "二、"],
        [2, "健全授权体系", "（一）"],
        ["3r", "分级管理", "1."],
        ["3r", "分步推进", "2."],
        [2, "完善流通规则", "（二）"],
        [1, "保障措施", "三、"],
    ]
    assert [marker for _, _, marker in articles[1]["heading_outline"]] == [
        *("第一章", "第一条", "第二条", "第二章", "第三条", "第四条"),
    ]


def test_its_revisions_are_taken_as_accepted():
    assert "<p>为推进公共数据资源开发利用，现提出以下意见。</p>" in body(0)
    assert "<p>各地建立授权运营目录，由省数据集团统一发布。</p>" in body(0)


def test_its_list_its_links_and_its_callout_stand_in_the_last_article():
    assert "<ul><li>数据产品的数量</li><li>数据交易的金额</li></ul>" in body(3)
    assert '<a href="https://example.org/data" rel="noopener">数据目录</a>' in body(3)
    assert '<figure class="qr"><figcaption>扫描二维码阅读报告全文</figcaption></figure>' in body(3)

"""抽印本: one article behind its cover, on the pages it has in the issue."""

import pytest

from editorial.models import Edition
from editorial.typesetting import render_issue
from editorial.typesetting.inspect import inspect
from tests.cast import make_article
from tests.typesetting import operators, structure
from tests.typesetting.conftest import body_of
from tests.typesetting.pages import LEFT, outline_of, reader, text_of


@pytest.fixture
def second(issue):
    make_article(issue, title="前一篇", body=body_of(2))
    article = make_article(
        issue,
        title="云麓市\n数据条例",
        section="地方新政",
        source="云麓市数据局",
        body=f'<h2>一、总则</h2>{body_of(8)}<p>见<a href="#nowhere">下文</a></p>',
    )
    make_article(issue, section="前沿观察", title="后一篇")
    return article


@pytest.fixture
def made(second):
    return render_issue(second.issue, Edition.Kind.OFFPRINT, article=second)


def test_the_cover_says_where_the_article_was_printed(made):
    told = text_of(made, 1)

    assert "大数据发展动态 2026年第7期 总第6007期 第02—03页" in told
    assert "云麓市数据条例" in told and "来源：云麓市数据局" in told


def test_the_printed_folios_are_kept(made, second):
    assert made.pages == 3
    assert [text_of(made, number)[-2:] for number in (2, 3)] == ["02", "03"]
    assert (made.start_pages, made.article_pages) == ({second.pk: 2}, {second.pk: 2})


def test_its_pages_are_those_of_the_issue(made, second):
    whole = render_issue(second.issue, Edition.Kind.WEB)

    for number in (2, 3):
        ours, theirs = reader(made).pages[number - 1], reader(whole).pages[number + 3]
        assert ours.extract_text() == theirs.extract_text()
        assert _numbers(ours) == _numbers(theirs)


def _numbers(page) -> list:
    """Every coordinate at which words are set."""
    operations = page.get_contents().operations
    return [operands for operands, operator in operations if operator == b"Tm"]


def test_it_has_a_title_and_an_outline_of_its_own(made):
    pdf = reader(made)

    assert pdf.metadata.title == "云麓市数据条例（大数据发展动态2026年第7期抽印本）"
    assert pdf.metadata.author == "云麓市数据局"
    assert outline_of(made) == ["抽印本封面", "地方新政", ["云麓市数据条例", ["一、总则"]]]


def test_it_is_tagged_like_the_web_edition(made):
    pdf = operators.opened(made)

    assert "<pdfuaid:part>1</pdfuaid:part>" in structure.metadata(pdf)
    assert structure.unowned_marks(pdf) == 0
    assert structure.skipped_headings(pdf) == []


def test_links_and_findings_of_other_articles_are_not_its_own(issue, second):
    make_article(
        issue,
        section="前沿观察",
        title="再一篇",
        body="<figure><figcaption>图3 分布</figcaption></figure>",
    )

    made = render_issue(issue, Edition.Kind.OFFPRINT, article=second)

    assert inspect(made) == []


def test_an_opening_mark_at_the_head_of_a_title_stands_out_by_its_blank_half(issue):
    article = make_article(issue, title="云麓\n（试行）")
    page = reader(render_issue(issue, Edition.Kind.OFFPRINT, article=article)).pages[0]

    across = [float(numbers[4]) for numbers in _numbers(page)]

    half = 22 / 2 * 4 / 3  # of the title's type, in px
    assert min(across) == pytest.approx(LEFT * 4 / 3 - half, abs=0.01)

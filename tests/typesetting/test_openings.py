"""Where pages open in the body: told by block and by how far into it, and never twice."""

import re

from editorial import richtext
from editorial.models import Edition
from editorial.typesetting.press import typeset
from tests.cast import make_article
from tests.typesetting.conftest import SENTENCE, body_of, set_pages


def words_at(article, opening) -> str:
    """What the stored body says where a page opens, without white space."""
    _, block, before = opening
    element = richtext.fragment(richtext.sanitise(article.body))[block - 1]
    return re.sub(r"\s", "", element.text_content())[before:]


def printed_on(sheets, number: int) -> str:
    return "".join(line.plain for line in sheets.document.pages[number - 1].places.lines)


def test_a_page_opens_with_the_words_that_are_printed_first_on_it(issue):
    article = make_article(issue, note=SENTENCE, body=f"<h2>一、总则</h2>{body_of(30)}")

    sheets = set_pages(issue)

    opens = sheets.openings[article.pk]
    first_sheet = {folio: sheet for sheet, folio in sheets.folios.items()}
    assert [folio for folio, *_ in opens] == list(range(1, sheets.article_pages[article.pk] + 1))
    assert opens[0] == [1, 1, 0]
    assert any(before for _, _, before in opens)
    for opening in opens[1:]:
        words = printed_on(sheets, first_sheet[opening[0]])
        said = words_at(article, opening)[:20]
        assert re.sub(r"\s", "", words).startswith(said)


def test_in_a_table_rows_are_counted_and_the_repeated_head_is_not(issue):
    rows = "".join(f"<tr><td>第{n}项</td><td>{SENTENCE}</td></tr>" for n in range(1, 25))
    head = "<tr><th>序号</th><th>任务</th></tr>"
    article = make_article(issue, body=f"<p>{SENTENCE}</p><table>{head}{rows}</table>")

    sheets = set_pages(issue)

    folio, block, passed = sheets.openings[article.pk][1]
    sheet = next(sheet for sheet, each in sheets.folios.items() if each == folio)
    words = printed_on(sheets, sheet).removeprefix("（续表）序号任务")
    assert (folio, block) == (2, 2)
    assert words.startswith(f"第{passed + 1}项")


def test_a_picture_at_the_head_of_a_page_opens_it(issue):
    chart = (
        '<figure class="chart" data-chart="bar"><table><thead><tr><th>年</th><th>值</th></tr>'
        "</thead><tbody><tr><td>甲</td><td>1</td></tr></tbody></table></figure>"
    )
    article = make_article(issue, body=body_of(4) + chart)

    assert set_pages(issue).openings[article.pk] == [[1, 1, 0], [2, 5, 0]]


def test_the_edition_is_stored_with_its_openings(issue, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    article = make_article(issue, body=body_of(12))
    edition = Edition.objects.create(issue=issue, kind=Edition.Kind.WEB)

    typeset(edition)

    edition.refresh_from_db()
    assert edition.openings[str(article.pk)][0] == [1, 1, 0]
    assert len(edition.openings[str(article.pk)]) == edition.article_pages[str(article.pk)]

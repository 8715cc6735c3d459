"""References as files: what BibTeX and RIS programs read, line by line."""

import datetime as dt

import pytest

from editorial.archive.reading import Pages
from editorial.archive.references import bibtex, ris
from editorial.models import Article, Issue, Publication

ISSUE = Issue(year=2026, number=46, date=dt.date(2026, 11, 13))
PUBLICATION = Publication(name="大数据发展动态", issn="1234-5679")
PAGES = Pages(10, 15)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://bulletin.example.org"


def article(**fields) -> Article:
    fields = {"title": "海洋数据\n行动方案", "source": "山海省数据局、山海省财政厅"} | fields
    return Article(issue=ISSUE, position=3, **fields)


def test_bibtex_keeps_bodies_and_title_whole():
    assert bibtex(article(), PUBLICATION, PAGES).splitlines() == [
        "@article{bulletin2026n46a3,",
        "  author = {{山海省数据局} and {山海省财政厅}},",
        "  title = {{海洋数据行动方案}},",
        "  journal = {大数据发展动态},",
        "  year = {2026},",
        "  number = {46},",
        "  pages = {10--15},",
        "  issn = {1234-5679},",
        "  url = {https://bulletin.example.org/2026/46/3/},",
        "  langid = {chinese},",
        "}",
    ]


def test_bibtex_leaves_out_what_is_not_known():
    told = bibtex(article(source=""), Publication(name="动态"), Pages())

    assert [line.split(" = ")[0].strip() for line in told.splitlines()[1:-1]] == [
        "title",
        "journal",
        "year",
        "number",
        "url",
        "langid",
    ]


def test_nothing_in_a_title_ends_a_field_of_bibtex():
    told = bibtex(article(title="甲{乙}丙\\丁 50% A&B_C"), PUBLICATION, PAGES)

    assert "  title = {{甲（乙）丙＼丁 50\\% A\\&B\\_C}},\n" in told


def test_ris_has_a_line_for_each_body_and_ends_its_record():
    assert ris(article(), PUBLICATION, PAGES) == (
        "TY  - JOUR\r\nAU  - 山海省数据局\r\nAU  - 山海省财政厅\r\nTI  - 海洋数据行动方案\r\n"
        "JO  - 大数据发展动态\r\nPY  - 2026\r\nDA  - 2026/11/13\r\nIS  - 46\r\nSP  - 10\r\n"
        "EP  - 15\r\nSN  - 1234-5679\r\nUR  - https://bulletin.example.org/2026/46/3/\r\n"
        "LA  - zh\r\nER  - \r\n"
    )


def test_no_value_begins_a_line_of_its_own_in_ris():
    told = ris(article(source="甲局\r\nER  - "), PUBLICATION, PAGES)

    assert told.count("\r\nER  - ") == 1
    assert "AU  - 甲局 ER -\r\n" in told

"""GB/T 7714—2025: the reference of an article, mark by mark."""

import pytest

from editorial.archive.citation import gb7714
from editorial.archive.reading import Pages
from editorial.models import Article, Issue, Publication

ISSUE = Issue(year=2026, number=46)
PUBLICATION = Publication(name="大数据发展动态")


def cite(pages=Pages(10, 15), **fields) -> str:  # noqa: B008
    fields.setdefault("title", "海洋数据开发利用\n三年行动方案")
    fields.setdefault("source", "山海省人民政府办公厅")
    return gb7714(Article(issue=ISSUE, position=3, **fields), PUBLICATION, pages)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://bulletin.example.org"


def test_a_reference_names_body_title_serial_issue_pages_and_address():
    assert cite() == (
        "山海省人民政府办公厅. 海洋数据开发利用三年行动方案[J/OL]. "
        "大数据发展动态，2026（46）：10-15. https://bulletin.example.org/2026/46/3/."
    )


def test_one_page_is_one_number():
    assert "2026（46）：10. " in cite(pages=Pages(10, 10))


def test_without_an_edition_there_are_no_pages():
    assert "大数据发展动态，2026（46）. https" in cite(pages=Pages())


def test_without_a_source_the_title_comes_first():
    assert cite(source="").startswith("海洋数据开发利用三年行动方案[J/OL]. ")


@pytest.mark.parametrize(
    ("source", "bodies"),
    [
        ("省数据局、省财政厅", "省数据局，省财政厅"),
        ("甲局、乙局、丙局", "甲局，乙局，丙局"),
        ("甲局、乙局、丙局、丁局", "甲局，乙局，丙局，等"),
        ("《大数据、人工智能》编辑部", "《大数据、人工智能》编辑部"),
        ("研究院（数据、算力）、促进会", "研究院（数据、算力），促进会"),
    ],
)
def test_joint_bodies_are_listed_up_to_three(source, bodies):
    assert cite(source=source).startswith(f"{bodies}. ")

"""年度总目录 as a PDF: what is published and nothing else, made once, gone when it must go."""

import datetime as dt
import io

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from editorial.models import AnnualIndex, Issue, PageDesign, year_contents
from editorial.typesetting import annual, keep_annual_indexes
from editorial.typesetting.refusal import Refused
from tests.screens.archive import shelf

MM_A_POINT = 25.4 / 72


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issue():
    return shelf.make_published()


@pytest.fixture
def unprinted(monkeypatch):
    """The files of a year say which contents they were made of, and take no time to make."""
    monkeypatch.setattr(annual, "annual_pdf", lambda contents: (contents.digest.encode(), 1))


def words_of(row) -> str:
    with row.file.open("rb") as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_the_file_names_every_article_with_issue_and_page_and_is_the_same_every_time(issue):
    hidden = shelf.make_published(47)
    shelf.hide(hidden, Issue.State.PUBLISHED, 1)
    hidden.articles.update(title="尚未公开的办法")

    assert keep_annual_indexes() == [2026]

    row = AnnualIndex.objects.get()
    words = words_of(row)
    assert "2026年度总目录" in words
    assert words.count("公共服务场景指导意见 46（4）") == 1
    assert words.index("国策要论") < words.index("前沿观察")
    assert "尚未公开" not in words
    with row.file.open("rb") as file:
        assert file.read() == annual.annual_pdf(year_contents(2026))[0]


def test_it_is_set_in_the_design_of_the_newest_issue_of_its_year(issue):
    PageDesign.objects.create(pk=1, trim="185x260", columns=36, rows=22)
    PageDesign.history.update(history_date=issue.publish_at - dt.timedelta(days=1))

    pdf, _ = annual.annual_pdf(year_contents(2026))

    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(box.width * MM_A_POINT), round(box.height * MM_A_POINT)) == (185, 260)


def test_it_is_made_again_only_when_the_year_has_changed(issue, unprinted):
    assert keep_annual_indexes() == [2026]
    assert keep_annual_indexes() == []
    before = AnnualIndex.objects.get()

    shelf.make_published(45)

    assert keep_annual_indexes() == [2026]
    after = AnnualIndex.objects.get()
    assert after.digest != before.digest
    assert not default_storage.exists(before.file.name) or before.file.name == after.file.name
    assert after.file.read() == after.digest.encode()


def test_when_nothing_of_a_year_may_be_read_its_file_goes(issue, unprinted):
    keep_annual_indexes()
    name = AnnualIndex.objects.get().file.name

    shelf.hide(issue, Issue.State.WITHDRAWN, -1)
    keep_annual_indexes()

    assert not AnnualIndex.objects.exists()
    assert not default_storage.exists(name)


def test_what_cannot_be_made_is_told_and_not_tried_again_until_the_year_changes(issue, monkeypatch):
    tried = []

    def refuse(contents):
        tried.append(contents.digest)
        raise Refused("缺少字体。")

    monkeypatch.setattr(annual, "annual_pdf", refuse)
    keep_annual_indexes()
    keep_annual_indexes()

    assert AnnualIndex.objects.get().fault == "缺少字体。"
    assert len(tried) == 1
    issue.articles.filter(position=1).update(title="改过的题目")
    keep_annual_indexes()
    assert len(tried) == 2


def test_a_year_that_another_process_is_making_is_left_to_it(issue, monkeypatch):
    begun_meanwhile = []

    def make(contents):
        begun_meanwhile.extend([keep_annual_indexes()])
        return b"%PDF", 1

    monkeypatch.setattr(annual, "annual_pdf", make)

    assert keep_annual_indexes() == [2026]
    assert begun_meanwhile == [[]]

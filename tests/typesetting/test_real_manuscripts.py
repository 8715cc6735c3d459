"""Real issues fall on the pages they were printed on (NEWSLETTER.md §5)."""

import json
from pathlib import Path

import pytest
from django.db import transaction

from editorial import intake
from editorial.models import Article, Edition
from editorial.typesetting import render_issue
from editorial.typography.squeeze import CLOSING, OPENING
from tests.cast import make_user
from tests.typesetting.pages import lines_of
from tests.typesetting.test_conformance import PROFILES, faults

MANUSCRIPTS = Path(__file__).resolve().parents[3] / "shared" / "manuscripts"
# Of 21 text-only articles whose printed length is known. The pages of one of the other two were
# printed with 26 lines, those of its neighbours with 27; the other lacks seven lines of a page.
AS_PRINTED = 19

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MANUSCRIPTS.exists(), reason="real manuscripts are not here"),
]


@pytest.fixture(scope="module")
def truth() -> dict:
    return json.loads((MANUSCRIPTS / "truth.json").read_text(encoding="utf-8"))


def printed_lengths(issue_truth) -> list[tuple[int | None, bool]]:
    """Pages of each article as printed, None where nothing follows; whether it has pictures."""
    articles = [each for section in issue_truth["sections"] for each in section["articles"]]
    starts = [each["toc_start_page"] for each in articles] + [None]
    return [
        (after and after - start, bool(each["figure_captions"]))
        for each, start, after in zip(articles, starts, starts[1:], strict=False)
    ]


@pytest.fixture(scope="module")
def rendered(django_db_setup, django_db_blocker, truth):
    """(pages of the articles in printed order, web edition, lines) of each issue, by its file."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = {name: _rendered(name) for name in truth}
        transaction.set_rollback(True)
    return made


def _rendered(name: str) -> tuple[list[int], bytes, list[str]]:
    data = (MANUSCRIPTS / name).read_bytes()
    issue = intake.import_manuscript(data, name, by=make_user(name)).issue
    sheets = render_issue(issue, Edition.Kind.WEB)
    lines = [line.text for page in sheets.document.pages for line in lines_of(page)]
    return [sheets.article_pages[pk] for pk in _in_print_order(issue)], sheets.pdf, lines


def test_articles_take_the_pages_they_were_printed_on(rendered, truth):
    right, pictured = [], []
    for name, told in truth.items():
        for (printed, has_pictures), pages in zip(
            printed_lengths(told), rendered[name][0], strict=True
        ):
            if printed is not None:
                (pictured if has_pictures else right).append(printed == pages)

    assert len(right) == 21
    assert sum(right) >= AS_PRINTED
    assert pictured == [True]  # the place of its nine lost pictures is kept


def test_no_line_of_theirs_begins_or_ends_with_a_wrong_mark(rendered):
    lines = [line for _, _, lines in rendered.values() for line in lines]

    assert len(lines) > 4000
    assert [line for line in lines if line[0] in CLOSING or line[-1] in OPENING] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_their_web_editions_are_what_they_say(rendered, profile):
    assert {name: faults(pdf, profile) for name, (_, pdf, _) in rendered.items()} == {
        name: [] for name in rendered
    }


def _in_print_order(issue) -> list[int]:
    return list(Article.objects.filter(issue=issue).in_print_order().values_list("pk", flat=True))

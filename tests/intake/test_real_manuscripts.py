"""Real issues against hand-checked answers: every figure exact, whatever the page's habits."""

import random
from itertools import pairwise

import pytest

from editorial.intake import Correction, import_manuscript, propose, report_of
from editorial.typography import comparison_form
from tests.intake.dress import DRESSES, renumbered
from tests.intake.score import comparable, pairs, score

PAIRS = pairs()
pytestmark = pytest.mark.skipif(not PAIRS, reason="no real manuscripts beside the project")


@pytest.mark.parametrize(("path", "truth"), PAIRS, ids=[path.stem[:3] for path, _ in PAIRS])
@pytest.mark.parametrize("name", DRESSES)
def test_every_figure_is_exact_in_every_dress(path, truth, name):
    lines = list(enumerate(path.read_text("utf-8").split("\n"), 1))
    dressed = DRESSES[name](lines)
    text = "\n".join(line for _, line in dressed)

    proposal = propose(text.encode("gb18030"), path.name)

    figures = score(report_of(proposal), renumbered(dressed, truth))
    assert [fault for figure in figures.values() for fault in figure.faults] == []
    assert all(figure.extra == 0 for figure in figures.values())
    assert proposal.accounting.missing == 0


# What a reader remarked in the answers, and cuts at the end of a sentence, which no text shows.
REMARKS = ("notes", "hidden_page_cut_joins")


def differences(wanted, found, where: str = "") -> list[str]:
    """Where a report differs from the answers, key by key, to any depth."""
    if isinstance(wanted, dict):
        missing = [f"{where}.{key} is missing" for key in wanted if key not in found]
        return missing + [
            each
            for key in wanted
            if key in found and key not in REMARKS
            for each in differences(wanted[key], found[key], f"{where}.{key}")
        ]
    if isinstance(wanted, list) and len(wanted) == len(found):
        pairs = enumerate(zip(wanted, found, strict=True))
        return [each for n, (a, b) in pairs for each in differences(a, b, f"{where}[{n}]")]
    return [] if comparable(wanted) == comparable(found) else [f"{where}: {wanted!r} {found!r}"]


@pytest.mark.parametrize(("path", "truth"), PAIRS, ids=[path.stem[:3] for path, _ in PAIRS])
def test_the_report_has_every_key_of_the_answers_with_the_same_value(path, truth):
    report = report_of(propose(path.read_bytes(), path.name))

    assert differences(truth, report) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "truth"), PAIRS, ids=[path.stem[:3] for path, _ in PAIRS])
def test_what_is_stored_is_what_was_answered(path, truth, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    wanted = [
        (
            section["name"],
            comparison_form(article["title"]),
            article["document_number"] or "",
            comparison_form(article["source"]),
            article["has_editor_note"],
        )
        for section in truth["sections"]
        for article in section["articles"]
    ]

    issue = import_manuscript(path.read_bytes(), path.name, by=None).issue

    assert [
        (
            article.section.name,
            comparison_form(article.plain_title),
            article.document_number,
            comparison_form(article.source),
            hasattr(article, "editors_note"),
        )
        for article in issue.articles.in_print_order()
    ] == wanted
    assert issue.date.isoformat() == truth["cover"]["date"]


@pytest.mark.parametrize(("path", "truth"), PAIRS, ids=[path.stem[:3] for path, _ in PAIRS])
def test_the_account_comes_out_after_a_hundred_corrections(path, truth):
    choose = random.Random(path.stem)
    data = path.read_bytes()
    lines = [str(line.number) for line in propose(data, path.name).received]
    corrections = [
        Correction(*choose.choice(options))
        for before, line in choose.choices(list(pairwise(lines)), k=100)
        for options in [
            [("drop", line), ("join", line, before), ("split", line, "9"), ("apart", line),
             ("make", line, "h2"), ("make", line, "text"), ("keep", line, "width")]
        ]
    ]  # fmt: skip

    assert propose(data, path.name, tuple(corrections)).accounting.missing == 0

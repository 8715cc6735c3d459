"""The press alone: all anew, one article changed, an article's preview; how well lines are set."""

import resource
import statistics
import subprocess
import sys
import time

from tests.benchmarks.figures import Figure, manuscript, seconds_of
from tests.typesetting.pages import LEFT, Line, lines_of

MEASURE = 451.276  # pt
INDENT = 22.0  # pt
FRONT = 4  # cover, its inside, masthead page, contents
TIMES = 5
NEW_PROCESS = """
import django; django.setup()
from editorial.models import Issue
from editorial.typesetting import render_issue, standing
standing.find = lambda name: None
render_issue(Issue.objects.get(pk={pk}), "proof")
"""


def measure(house):
    from editorial import intake
    from editorial.models import Edition
    from editorial.typesetting import render_issue

    path = manuscript()
    issue = intake.import_manuscript(path.read_bytes(), path.name, by=None).issue
    kind = Edition.Kind.WEB
    sheets = render_issue(issue, kind)
    name = f"({sheets.pages} pages)"
    anew = seconds_of(lambda: _anew(issue, kind))
    yield Figure(f"all set anew, warm, tagged {name}", anew, "s", most=1.3)
    yield Figure("  a page", 1000 * anew / sheets.pages, "ms")
    yield Figure(
        "  the same in a new process", seconds_of(lambda: _new_process(issue)), "s", most=2.1
    )
    first = seconds_of(lambda: _for_the_first_time(issue, kind))
    yield Figure("  the same for the first time: no length is known yet", first, "s")
    changed = seconds_of(lambda: _one_changed(issue, kind))
    yield Figure("one article changed → whole PDF", changed, "s", most=0.6)
    yield Figure("nothing changed → whole PDF", seconds_of(lambda: render_issue(issue, kind)), "s")
    yield Figure("article preview, asked → PDF", _preview(issue), "s", most=0.3)
    yield Figure("PDF", len(sheets.pdf) / 1_000_000, "MB", most=1.0)
    yield from _long_issue(issue, anew / sheets.pages)
    lines = [line for page in sheets.document.pages[FRONT:] for line in lines_of(page)]
    yield Figure("ragged full lines", 100 * _ragged(lines), "%", most=0.2)
    yield Figure("禁则 violations", sum(map(_violates, lines)), "lines", most=0)
    for name, who in (
        ("this process", resource.RUSAGE_SELF),
        ("its children", resource.RUSAGE_CHILDREN),
    ):
        yield Figure(f"{name}, peak", resource.getrusage(who).ru_maxrss / 1024, "MB")


def _anew(issue, kind):
    """Everything laid out again: nothing kept is looked at."""
    from editorial.typesetting import render_issue, standing

    find, standing.find = standing.find, lambda name: None
    try:
        return render_issue(issue, kind)
    finally:
        standing.find = find


def _for_the_first_time(issue, kind):
    """As ``_anew``, for an issue that nobody has set: where articles begin cannot be foreseen."""
    from editorial.typesetting import foresight

    lengths, foresight.lengths = foresight.lengths, lambda issue: {}
    try:
        return _anew(issue, kind)
    finally:
        foresight.lengths = lengths


def _new_process(issue) -> None:
    subprocess.run([sys.executable, "-c", NEW_PROCESS.format(pk=issue.pk)], check=True)


def _one_changed(issue, kind):
    from editorial.typesetting import render_issue

    article = list(issue.articles.in_print_order())[2]
    article.body = article.body.replace("</p>", f"{time.perf_counter_ns() % 10}</p>", 1)
    article.save(update_fields=["body"])
    return render_issue(issue, kind)


def _preview(issue) -> float:
    """Median over the articles, each changed a little; pages 3 to 11."""
    from editorial.typesetting import preview

    taken = []
    for n, article in enumerate(issue.articles.in_print_order()):
        article.body += f"<p>{time.perf_counter_ns()}</p>"
        began = time.perf_counter()
        preview(article, folio=1, opens_section=False)
        if n:  # the first one starts the press
            taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _long_issue(issue, a_page: float):
    """The articles four times over: a page must not cost more in a long issue."""
    for article in list(issue.articles.all()) * 3:
        article.pk = None
        article.position += 100
        article.save()
    began = time.perf_counter()
    sheets = _anew(issue, "web")
    more = (time.perf_counter() - began) / sheets.pages / a_page
    yield Figure(f"a page of {sheets.pages} : of the usual issue", more, "×", most=1.1)


def _ragged(lines: list[Line]) -> float:
    """Share of the body's lines that stop short although their paragraph goes on.

    Lines beside a code stop short together, which is as it should be.
    """
    inner = [line for line in lines if _is_of_the_body(line) and not line.ends_block]
    edges = [round(line.x + line.width - LEFT - MEASURE, 1) for line in inner]
    beside_a_code = {edge for edge in edges if edges.count(edge) > 1}
    short = [edge for edge in edges if edge < -0.5 and edge not in beside_a_code]
    return len(short) / (len(inner) or 1)


def _is_of_the_body(line: Line) -> bool:
    return min(abs(line.x - LEFT), abs(line.x - LEFT - INDENT)) < 0.5


def _violates(line: Line) -> bool:
    return line.text[:1] in set("，。、；：！？）》〉”’】〕") or line.text[-1:] in set(
        "（《〈“‘【〔"
    )

"""The press alone: a warm render in this process, and how well its lines are set."""

from tests.benchmarks.figures import Figure, manuscript, seconds_of
from tests.typesetting.pages import LEFT, Line, lines_of

MEASURE = 451.276  # pt
INDENT = 22.0  # pt
FRONT = 4  # cover, its inside, masthead page, contents


def measure(house):
    from editorial import intake
    from editorial.models import Edition
    from editorial.typesetting import render_issue

    path = manuscript()
    issue = intake.import_manuscript(path.read_bytes(), path.name, by=None).issue
    kind = Edition.Kind.WEB
    yield Figure("warm render, tagged", seconds_of(lambda: render_issue(issue, kind)), "s")
    sheets = render_issue(issue, kind)
    lines = [line for page in sheets.document.pages[FRONT:] for line in lines_of(page)]
    yield Figure("  a page", 1000 * sheets.seconds / sheets.pages, "ms")
    yield Figure("ragged full lines", 100 * _ragged(lines), "%", most=0.2)
    yield Figure("禁则 violations", sum(map(_violates, lines)), "lines", most=0)


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

"""Beside others, in one run: plain WeasyPrint and Chromium on the same HTML, Typst on the text."""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.bench_press import _anew, _new_process, _one_changed
from tests.benchmarks.figures import Figure, manuscript
from tests.browser import ARGUMENTS, CHROMIUM

PLAIN = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
TYPST_HEAD = """#set page("a4", margin: (x: 25.4mm, top: 88pt, bottom: 77pt), numbering: "01")
#set text(font: "Noto Serif CJK SC", size: 11pt, lang: "zh")
#set par(justify: true, leading: 14pt, spacing: 14pt, first-line-indent: (amount: 2em, all: true))
#outline(depth: 1)
"""

ROUNDS, BUDGET = 4, 120  # BUDGET: seconds
PATIENCE = 180  # seconds; a peer that hangs ends the run with its name
NAMES = {
    "plain": "plain WeasyPrint, same HTML, new process",
    "chromium": "Chromium, same HTML, new process",
    "typst": "Typst, same text, new process",
    "new": "ours, new process",
    "anew": "ours, all anew, warm",
    "changed": "ours, one article changed",
}
RATIOS = (
    ("ours, new process : plain WeasyPrint", "new", "plain", 1),
    ("ours, new process : Chromium", "new", "chromium", None),
    ("ours, all anew, warm : Chromium", "anew", "chromium", 1),
    ("ours, one article changed : Typst, all", "changed", "typst", 1),
)


def measure(house):
    from editorial import intake

    path = manuscript()
    issue = intake.import_manuscript(path.read_bytes(), path.name, by=None).issue
    with tempfile.TemporaryDirectory() as folder:
        html, text = Path(folder, "issue.html"), Path(folder, "issue.typ")
        html.write_text(_whole(issue), encoding="utf-8")
        text.write_text(_typst(issue), encoding="utf-8")
        pdf = f"{folder}/out.pdf"
        to_pdf = f"--print-to-pdf={pdf}"
        taken = _least(
            plain=lambda: _run([sys.executable, "-c", PLAIN, str(html), pdf]),
            chromium=lambda: _run([CHROMIUM, "--headless", *ARGUMENTS, to_pdf, str(html)]),
            typst=lambda: _run([sys.executable, "-c", TYPST, str(text), pdf]),
            new=lambda: _new_process(issue),
            anew=lambda: _anew(issue, "web"),
            changed=lambda: _one_changed(issue, "web"),
        )
    for name, told in NAMES.items():
        yield Figure(told, taken[name][0], "s")
        yield Figure("  of the processor", taken[name][1], "s")
    for name, ours, theirs, most in RATIOS:
        clock, processor = (taken[ours][n] / taken[theirs][n] for n in (0, 1))
        yield Figure(name, clock, "×", most=most)
        yield Figure("  of the processor", processor, "×")


def _least(**contenders) -> dict[str, tuple[float, float]]:
    """The fewest seconds of each, by the clock and of the processor. All take their turn in every
    round, so that what else the machine does falls on all alike; the first round warms up and
    does not count, and none begins after ``BUDGET``.
    """
    taken = {name: [] for name in contenders}
    end = time.monotonic() + BUDGET
    for done in range(1 + ROUNDS):
        if done < 2 or time.monotonic() < end:
            for name, act in contenders.items():
                taken[name].append(_timed(act))
    return {name: tuple(map(min, zip(*each[1:], strict=True))) for name, each in taken.items()}


def _timed(act) -> tuple[float, float]:
    began, before = time.perf_counter(), _processor_seconds()
    act()
    return time.perf_counter() - began, _processor_seconds() - before


def _processor_seconds() -> float:
    """Of this process and of those that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


def _whole(issue) -> str:
    """All documents of the issue as one, with the stylesheets inside."""
    from editorial.typesetting import layout
    from editorial.typesetting.markup import mark_up

    markup = mark_up(issue, "web")
    starts = {part.article.pk: 1 for part in markup.articles}
    pages = [
        markup.front(),
        markup.contents(starts),
        *(markup.article(part, 1) for part in markup.articles),
    ]
    bodies = [re.search(r"<body[^>]*>(.*)</body>", page, re.S)[1] for page in pages]
    styles = "\n".join(layout._path(name).read_text() for name in layout.STYLESHEETS)
    head = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{styles}</style>'
    return head + "<body>" + "".join(bodies)


def _typst(issue) -> str:
    """The words of the issue in Typst's own marks: titles, headings, paragraphs."""
    from editorial import richtext

    lines = [TYPST_HEAD]
    for article in issue.articles.in_print_order():
        lines += ["#pagebreak()", f"= {_escaped(article.plain_title)}"]
        for block in richtext.fragment(article.body):
            sign = "== " if block.tag in ("h2", "h3", "h4", "h5") else ""
            lines.append(sign + _escaped(block.text_content().strip()))
    return "\n\n".join(lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=+\-/])", r"\\\1", text)

"""How well a manuscript is understood: figure by figure, against hand-checked answers.

python -m tests.intake.score                     every pair in ../shared/manuscripts
python -m tests.intake.score FILE.txt TRUTH.json  any other pair
"""

import difflib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import django

from editorial.typography import comparison_form

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "manuscripts"
TRUTH = FOLDER / "truth.json"

# What an article must have exactly; the outline and the joins are counted piece by piece.
ARTICLE_FIELDS = (
    "kind",
    "title",
    "toc_title",
    "toc_start_page",
    "has_editor_note",
    "editor_note_paragraph_count",
    "editor_note_first_20_chars",
    "document_number",
    "addressee",
    "source",
    "first_20_chars",
    "last_20_chars",
    "numbered_body_items",
    "list_item_count",
    "report_toc",
    "figure_captions",
    "qr_callouts",
    "qr_texts",
    "attachments",
    "trailing_notes",
    "truncated_at_lines",
    "orphan_responsibility_lines",
)
ISSUE_FIELDS = ("cover", "masthead", "contact", "organisation_profiles")
COVER_FIELDS = (
    "tagline",
    "title",
    "strapline",
    "date",
    "issue_no",
    "cumulative_no",
    "cover_headline",
    "cover_headline_article_index",
)


@dataclass
class Figure:
    """How many were wanted, how many are right, and what is wrong."""

    wanted: int = 0
    right: int = 0
    extra: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        total = max(self.wanted, self.right + self.extra)
        return self.right / total if total else 1.0

    def compare(self, where: str, wanted, found) -> None:
        self.wanted += 1
        if comparable(wanted) == comparable(found):
            self.right += 1
        else:
            self.faults.append(f"{where}: wanted {wanted!r}, found {found!r}")


def comparable(value):
    """Values in the comparison form of NEWSLETTER.md, to any depth."""
    if isinstance(value, str):
        return comparison_form(value)
    if isinstance(value, list | tuple):
        return [comparable(each) for each in value]
    if isinstance(value, dict):
        return {key: comparable(each) for key, each in value.items()}
    return value


def score(report: dict, truth: dict) -> dict[str, Figure]:
    """Figures of one issue: a report (``report_of``) against one entry of truth.json."""
    figures = {name: Figure() for name in ("articles", "sections", *ISSUE_FIELDS, *ARTICLE_FIELDS)}
    figures |= {"heading_outline": Figure(), "page_cut_joins": Figure()}
    for name in ISSUE_FIELDS:
        wanted, found = truth[name], report[name]
        if name == "cover":
            wanted = {key: wanted.get(key) for key in COVER_FIELDS}
            found = {key: found.get(key) for key in COVER_FIELDS}
        figures[name].compare(name, wanted, found)
    wanted, found = _articles(truth), _articles(report)
    figures["articles"].compare("count", len(wanted), len(found))
    for number, (section, article) in enumerate(wanted):
        other_section, other = found[number] if number < len(found) else ("", {})
        where = f"article {number + 1}"
        figures["sections"].compare(where, section, other_section)
        for name in ARTICLE_FIELDS:
            figures[name].compare(f"{where} {name}", article[name], other.get(name))
        _outline(figures["heading_outline"], where, article, other)
        _joins(figures["page_cut_joins"], where, article, other)
    return figures


def _articles(issue: dict) -> list[tuple[str, dict]]:
    return [(each["name"], article) for each in issue["sections"] for article in each["articles"]]


def _outline(figure: Figure, where: str, wanted: dict, found: dict) -> None:
    """Headings right in order, level, text and marker."""
    mine = [tuple(map(str, comparable(each))) for each in found.get("heading_outline", [])]
    right = [tuple(map(str, comparable(each))) for each in wanted["heading_outline"]]
    matcher = difflib.SequenceMatcher(None, right, mine, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    figure.wanted += len(right)
    figure.right += same
    figure.extra += len(mine) - same
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            figure.faults.append(f"{where} outline: wanted {right[a:b]}, found {mine[c:d]}")


def _joins(figure: Figure, where: str, wanted: dict, found: dict) -> None:
    right = {tuple(each) for each in wanted["page_cut_joins"]}
    hidden = {tuple(each) for each in wanted.get("hidden_page_cut_joins", [])}
    mine = {tuple(each) for each in found.get("page_cut_joins", [])}
    figure.wanted += len(right)
    figure.right += len(right & mine)
    figure.extra += len(mine - right - hidden)
    for each in sorted(right - mine):
        figure.faults.append(f"{where}: not rejoined {each}")
    for each in sorted(mine - right - hidden):
        figure.faults.append(f"{where}: joined falsely {each}")


def pairs() -> list[tuple[Path, dict]]:
    """The manuscripts that come with answers; none where the folder is absent."""
    if not TRUTH.exists():
        return []
    truth = json.loads(TRUTH.read_text("utf-8"))
    return [(FOLDER / name, answers) for name, answers in truth.items()]


def pair(manuscript: str, truth: str) -> tuple[Path, dict]:
    """One manuscript and its answers: a truth file of one issue, or of several by file name."""
    path = Path(manuscript)
    answers = json.loads(Path(truth).read_text("utf-8"))
    return path, answers if "sections" in answers else answers[path.name]


def report_on(path: Path) -> dict:
    # Imported here, because the rooms need Django's settings first.
    from editorial.intake import propose, report_of

    return report_of(propose(path.read_bytes(), path.name))


def print_score(path: Path, truth: dict) -> float:
    """Print the figures of one pair; returns the lowest share."""
    figures = score(report_on(path), truth)
    print(f"\n{path.name}")
    for name, figure in figures.items():
        extra = f"  +{figure.extra} extra" if figure.extra else ""
        print(f"  {name:30} {figure.right:4}/{figure.wanted:<4} {figure.share:7.2%}{extra}")
        for fault in figure.faults:
            print(f"      {fault}")
    return min(figure.share for figure in figures.values())


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    chosen = [pair(*arguments)] if arguments else pairs()
    if not chosen:
        print("no manuscripts with answers were found", file=sys.stderr)
        return 2
    return 0 if min(print_score(path, truth) for path, truth in chosen) == 1.0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How well single articles are understood: each of the real ones, cut out, as a file of its own.

python -m tests.intake.score_articles
"""

import os
import sys

import django

from tests.intake.score import comparable, pairs

# What has to be exact; the contents list and its pages are not in the file of one author.
FIELDS = (
    "kind", "title", "has_editor_note", "editor_note_paragraph_count",
    "editor_note_first_20_chars", "document_number", "addressee", "source", "first_20_chars",
    "last_20_chars", "heading_outline", "numbered_body_items", "list_item_count", "report_toc",
    "figure_captions", "qr_callouts", "attachments", "trailing_notes",
)  # fmt: skip


def forms() -> dict:
    """Name → what makes a file of a text."""
    # Imported here, because the rooms need Django's settings first.
    from tests.intake.word.dress import WORD_DRESSES

    return {"text": str.encode, "GB 18030": lambda text: text.encode("gb18030"), **WORD_DRESSES}


def articles() -> list[tuple[str, dict]]:
    """(the text of an article, its answers) of every issue at hand."""
    found = []
    for path, truth in pairs():
        lines = path.read_text("utf-8").split("\n")
        for article in (each for section in truth["sections"] for each in section["articles"]):
            first, last = article["source_line_no_start"], article["source_line_no_end"]
            found.append(("\n".join(lines[first - 1 : last]), article))
    return found


def faults(text: str, answers: dict, form: str) -> list:
    """What is not as the answers say, of one article in one form."""
    from editorial.intake.report import article_report
    from editorial.intake.single import propose_single

    proposal = propose_single(forms()[form](text), "来稿.txt")
    report = article_report(proposal.articles[0], 1)
    found = [
        (name, report[name], answers[name])
        for name in FIELDS
        if comparable(report[name]) != comparable(answers[name])
    ]
    if len(proposal.articles) != 1 or proposal.accounting.missing:
        found.append(("articles and lost characters", len(proposal.articles),
                      proposal.accounting.missing))  # fmt: skip
    return found


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    every = [(form, answers["title"], faults(text, answers, form))
             for form in forms() for text, answers in articles()]  # fmt: skip
    wrong = [each for each in every if each[2]]
    print(f"\narticles as files of their own: {len(every) - len(wrong)} of {len(every)} exact")
    for each in wrong:
        print("  ", *each)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

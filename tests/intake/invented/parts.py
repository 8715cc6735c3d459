"""What an invented article is made of, and the answers that follow from its parts."""

from dataclasses import dataclass, field

from editorial.typography import letters

NUMERALS = "一二三四五六七八九十"
_WITHOUT_WORDS = ("title", "number", "source", "attachment", "note_label", "note_text", "qr")


@dataclass
class Part:
    """One paragraph as an editor would want it; ``text`` is all of it, markers included."""

    kind: str
    text: str
    level: int = 0
    marker: str = ""
    head: str = ""
    may_cut: bool = False
    lines: list[int] = field(default_factory=list)  # where the layout printed it


@dataclass
class Article:
    """Parts in printed order and what cannot be told from them."""

    kind: str
    title: str  # as an editor wants it
    printed_title: str  # lines of the title as printed, "\n" between them
    listed_title: str
    parts: list[Part]
    source: str
    document_number: str | None = None
    addressee: str | None = None
    attachments: tuple[str, ...] = ()
    report_toc: tuple = ()
    page: int = 0

    def of(self, *kinds: str) -> list[Part]:
        return [part for part in self.parts if part.kind in kinds]


def numeral(number: int) -> str:
    """1 … 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (NUMERALS[ones - 1] if ones else "")


def answers(article: Article, index: int) -> dict:
    """The article's entry in truth.json, as far as the scorer looks."""
    return {
        "index": index,
        "kind": article.kind,
        "title": article.title,
        "toc_title": article.listed_title,
        "toc_start_page": article.page,
        "document_number": article.document_number,
        "addressee": article.addressee,
        "source": article.source,
        "attachments": list(article.attachments),
        "report_toc": [list(line) for line in article.report_toc],
        **_of_note(article),
        **_of_body(article),
        "page_cut_joins": [],
        "hidden_page_cut_joins": [],
        "truncated_at_lines": [],
        "orphan_responsibility_lines": [],
    }


def _of_note(article: Article) -> dict:
    note = article.of("note_text")
    return {
        "has_editor_note": bool(note),
        "editor_note_paragraph_count": len(note),
        "editor_note_first_20_chars": letters(note[0].text)[:20] if note else None,
    }


def _of_body(article: Article) -> dict:
    spoken = [part for part in article.parts if part.kind not in _WITHOUT_WORDS]
    words = letters("".join(part.text for part in spoken)).replace("|", "")
    is_clauses = article.kind == "numbered_clauses"
    items = article.of("item")
    clauses = items if is_clauses else article.of("clause")
    return {
        "first_20_chars": words[:20],
        "last_20_chars": words[-20:],
        "heading_outline": [
            [f"{part.level}r" if part.kind == "run_in" else part.level, part.head, part.marker]
            for part in article.of("heading", "run_in")
        ],
        "numbered_body_items": [
            [part.level, part.marker, letters(part.text[len(part.marker) :])[:16]]
            for part in clauses
        ],
        "list_item_count": 0 if is_clauses else len(items),
        "figure_captions": [part.text for part in article.of("caption")],
        "qr_callouts": len(article.of("qr")),
        "qr_texts": [letters(part.text) for part in article.of("qr")],
        "trailing_notes": [part.text for part in article.of("note")],
    }

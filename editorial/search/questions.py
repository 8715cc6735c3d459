"""QUESTIONS: what somebody typed → words to look for, filters, order and page. No database.

Whatever is typed is text: there are no operators but the quotation marks of a phrase. The work
is bounded before it begins: so many characters, so many words.
"""

import re
from dataclasses import dataclass, replace

from editorial import provenance
from editorial.search.folding import fold, seen, tidy

MOST_CHARACTERS = 100
MOST_WORDS = 10
FILTERS = ("year", "section", "body", "region", "form")
RELEVANCE, NEWEST = "relevance", "date"
ORDERS = (RELEVANCE, NEWEST)
PAGE_SIZE = 20
LAST_PAGE = 10_000

_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Question:
    """One question to the index. ``words`` are folded; ``page`` is 0 for one that cannot be."""

    typed: str = ""
    words: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    order: str = RELEVANCE
    page: int = 1
    is_cut: bool = False

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.filters)

    def without(self, name: str) -> "Question":
        """The same question without one filter, from the first page."""
        left = tuple(pair for pair in self.filters if pair[0] != name)
        return replace(self, filters=left, page=1)

    def with_words(self, *words: str) -> "Question":
        return replace(self, words=tuple(words), typed=" ".join(words), page=1)


def read_question(given) -> Question:
    """The question in a query string (a mapping of strings)."""
    whole = seen(" ".join(given.get("q", "")[: 20 * MOST_CHARACTERS].split()))
    typed = whole[:MOST_CHARACTERS]
    words = words_of(typed)
    return Question(
        typed=typed,
        words=words[:MOST_WORDS],
        filters=_filters(given),
        order=NEWEST if given.get("sort") == NEWEST else RELEVANCE,
        page=_page(given.get("page", "1")),
        is_cut=len(whole) > len(typed) or len(words) > MOST_WORDS,
    )


def words_of(typed: str) -> tuple[str, ...]:
    """The folded words, each once; a document number is one word however it is written."""
    number = provenance.find_number(typed)
    found, rest = ([fold(tidy(str(number[0])))], number[1]) if number else ([], typed)
    for phrase, word in _PHRASE.findall(fold(rest)):
        found.append(tidy(phrase or word))
    return tuple(dict.fromkeys(word for word in found if re.search(r"\w", word)))


def _filters(given) -> tuple[tuple[str, str], ...]:
    named = ((name, tidy(given.get(name, "")[:60]).strip()) for name in FILTERS)
    return tuple((name, value) for name, value in named if value)


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= 6
    return int(text) if is_number and int(text) <= LAST_PAGE else 0

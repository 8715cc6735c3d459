"""PASSAGES: where the words stand in an article: marked in the title, and in a few sentences.

Places are found in the folded text and cut from the text itself, which is as long.
"""

import re
from dataclasses import dataclass

from editorial.search.documents import HEAD

MOST_PASSAGES = 2
AROUND = 36  # characters kept on each side of what was found
SCRAP = 8  # characters
_MOST_SENTENCES = 400  # with words in them; a text that has more is full of them


@dataclass(frozen=True)
class Piece:
    """A run of text that is marked or is not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Found:
    """How one article shows up: its title in pieces, its number, its passages."""

    title: tuple[Piece, ...]
    passages: tuple[tuple[Piece, ...], ...]


def shown(entry, words: tuple[str, ...], *, outset: int = 80) -> Found:
    """What to show of an entry: without words in its text, its first ``outset`` characters."""
    starts = _line_starts(entry.text, HEAD)
    title = entry.text[: starts[0] - 1]
    cuts = _telling(entry.folded, words, starts[HEAD - 1]) if words else []
    if not cuts:
        begin = starts[HEAD - 1]
        end = min(len(entry.text), begin + outset)
        cuts = [(begin, end)] if begin < end else []
    return Found(
        title=tuple(_pieces(title, entry.folded[: len(title)], words)),
        passages=tuple(_passage(entry, cut, words) for cut in cuts),
    )


def _line_starts(text: str, count: int) -> list[int]:
    """Where the second line starts, and the lines after it."""
    starts, at = [], 0
    for _ in range(count):
        at = text.find("\n", at) + 1
        if not at:
            return [*starts, *[len(text)] * (count - len(starts))]
        starts.append(at)
    return starts


def _telling(folded: str, words, begin: int) -> list[tuple[int, int]]:
    """The sentences with the most different words, in the order of the text."""
    scored = []
    for sentence in _sentences_with(folded, words, begin):
        said = sum(folded.find(word, *sentence) >= 0 for word in words)
        is_scrap = sentence[1] - sentence[0] < SCRAP  # a cell of a table, a heading
        scored.append((-said, is_scrap, sentence))
    best = [sentence for *_, sentence in sorted(scored)[:MOST_PASSAGES]]
    return [_close(folded, words, *sentence) for sentence in sorted(best)]


def _sentences_with(folded: str, words, begin: int) -> list[tuple[int, int]]:
    """(start, end) of the sentences in which a word stands, from ``begin`` on."""
    seen, places = set(), []
    for word in words:
        at = folded.find(word, begin)
        while at >= 0 and len(seen) < _MOST_SENTENCES:
            start, end = _sentence_around(folded, at, begin)
            if start not in seen:
                seen.add(start)
                places.append((start, end))
            at = folded.find(word, max(end, at + 1))
    return places


def _sentence_around(folded: str, at: int, begin: int) -> tuple[int, int]:
    start = max([begin, *(folded.rfind(mark, begin, at) + 1 for mark in "。!?;\n")])
    ends = [found for mark in "。!?;\n" if (found := folded.find(mark, at)) >= 0]
    end = min(ends, default=len(folded))
    return start, end + (end < len(folded) and folded[end] != "\n")


def _close(folded: str, words, start: int, end: int) -> tuple[int, int]:
    """A long sentence is cut to what surrounds the first word in it."""
    if end - start <= 3 * AROUND:
        return start, end
    places = [at for word in words if (at := folded.find(word, start, end)) >= 0]
    at = min(places, default=start)
    left = max(start, at - AROUND)
    return left, min(end, left + 3 * AROUND)


def _passage(entry, cut: tuple[int, int], words) -> tuple[Piece, ...]:
    """The words between two places, with … where a sentence is cut."""
    start, end = cut
    pieces = _pieces(entry.text[start:end], entry.folded[start:end], words)
    before = start > 0 and entry.folded[start - 1] not in "。!?;\n"
    after = (
        end < len(entry.text) and entry.folded[end - 1] not in "。!?;" and entry.text[end] != "\n"
    )
    return (*([Piece("……")] * before), *pieces, *([Piece("……")] * after))


def _pieces(text: str, folded: str, words) -> list[Piece]:
    """The text in runs, marked where words stand; the longest word first."""
    if not words:
        return [Piece(text)]
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces, at = [], 0
    for match in re.finditer(pattern, folded):
        pieces += [Piece(text[at : match.start()]), Piece(text[match.start() : match.end()], True)]
        at = match.end()
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]

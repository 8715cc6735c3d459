"""ANCHORS: the passage that a remark was made on, found again in a text that has changed since.

Texts are compared without white space: a browser, a Word file and a page of ours each set it
differently. Places count those letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from lxml.html import HtmlElement, builder
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from editorial import richtext

AROUND = 30  # letters kept on either side of a passage
_ENOUGH = 6  # letters of what stood around a passage by which its place is known
# Percent that must be alike: a few letters stand together by chance more often than many.
_ALIKE_SHORT, _ALIKE_LONG, _LONG = 75, 60, 12
_TELLING = 2  # letters in a row: one alone may stand anywhere
_GROWN = 3  # times: a passage does not become longer than that by a change


@dataclass(frozen=True)
class Passage:
    """From the letter ``start`` up to ``end``; not exact where the words were changed."""

    start: int
    end: int
    is_exact: bool = True


def letters(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def letters_of(html: str) -> str:
    """The letters of a body, as ``mark`` counts them."""
    return letters(richtext.fragment(html).text_content())


def find(text: str, quote: str, before: str = "", after: str = "") -> Passage | None:
    """The passage in ``text``: word for word, or by its surroundings, or by its likeness.

    Where the words stand several times, the place whose surroundings are most alike.
    """
    quote, before, after = letters(quote), letters(before), letters(after)
    if not quote:
        return None
    return (
        _word_for_word(text, quote, before, after)
        or _between(text, quote, before, after)
        or _alike(text, quote)
    )


def _word_for_word(text, quote, before, after) -> Passage | None:
    starts = list(_occurrences(text, quote))
    if not starts:
        return None
    places = [Passage(start, start + len(quote)) for start in starts]
    return max(places, key=lambda each: (fit(text, each, before, after), -each.start))


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def fit(text: str, passage: Passage, before: str, after: str) -> int:
    """How many letters on both sides of a passage are those that stood there."""
    ahead, behind = surroundings(text, passage)
    return _run(reversed(ahead), reversed(letters(before))) + _run(behind, letters(after))


def _run(one, other) -> int:
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _between(text, quote, before, after) -> Passage | None:
    """What stands now between the words that stood on both sides."""
    left, right = before[-_ENOUGH:], after[:_ENOUGH]
    if len(left) < _ENOUGH or len(right) < _ENOUGH:
        return None
    for at in _occurrences(text, left):
        start = at + len(left)
        end = text.find(right, start, start + _GROWN * len(quote) + len(right))
        if end > start:
            return Passage(start, end, is_exact=False)
    return None


def _alike(text, quote) -> Passage | None:
    if len(quote) < _ENOUGH or len(text) < len(quote):
        return None
    wanted = _ALIKE_LONG if len(quote) >= _LONG else _ALIKE_SHORT
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=wanted)
    return found and _grown(text, quote, found.dest_start, found.dest_end)


def _grown(text, quote, start, end) -> Passage:
    """The likest stretch is as long as the words were; what came in makes it longer."""
    start, end = max(0, start - len(quote)), end + len(quote)
    blocks = Indel.editops(quote, text[start:end]).as_matching_blocks()
    telling = [block for block in blocks if block.size >= _TELLING]
    first, last = (telling or blocks)[0], (telling or blocks[:-1])[-1]
    return Passage(start + first.b, start + last.b + last.size, is_exact=False)


def surroundings(text: str, passage: Passage) -> tuple[str, str]:
    """The letters in front of a passage and behind it."""
    ahead = text[max(0, passage.start - AROUND) : passage.start]
    return ahead, text[passage.end : passage.end + AROUND]


# --- Marking --------------------------------------------------------------------------------


def mark(tree: HtmlElement, passages: dict[int, Passage]) -> None:
    """Wrap each passage in ``mark`` elements that name its key, the first one by its id.

    Passages may lie across each other and across elements: then there are several pieces.
    """
    at, begun = 0, set()
    for element, is_tail, text in list(_texts(tree)):
        end = at + len(letters(text))
        here = {key: each for key, each in passages.items() if each.start < end and each.end > at}
        if here and end > at:
            _write(element, is_tail, _pieces(text, at, here), here, begun)
        at = end


def _texts(tree) -> Iterator[tuple[HtmlElement, bool, str]]:
    """Every text below an element in reading order: (element, whether behind it, text)."""
    if tree.text:
        yield tree, False, tree.text
    for child in tree:
        yield from _texts(child)
        if child.tail:
            yield child, True, child.tail


def _pieces(text, at, passages) -> Iterator[tuple[tuple[int, ...], str]]:
    """The text in runs that lie in the same passages."""
    told, keys = [], ()
    for character in text:
        if not character.isspace():
            keys = tuple(sorted(k for k, each in passages.items() if each.start <= at < each.end))
            at += 1
        told.append((keys, character))
    for keys, run in groupby(told, key=lambda pair: pair[0]):
        yield keys, "".join(character for _, character in run)


def _write(element, is_tail, pieces, passages, begun) -> None:
    """The runs in place of the text; what is in a passage stands in a ``mark`` of its own."""
    parent, last, place = (element.getparent(), element, 0) if is_tail else (element, None, 0)
    if is_tail:
        element.tail, place = None, parent.index(element) + 1
    else:
        element.text = None
    for keys, text in pieces:
        if keys:
            last = _marked(keys, text, passages, begun)
            parent.insert(place, last)
            place += 1
        elif last is None:
            parent.text = (parent.text or "") + text
        else:
            last.tail = (last.tail or "") + text


def _marked(keys, text, passages, begun) -> HtmlElement:
    made = builder.E.mark(text)
    is_changed = not all(passages[key].is_exact for key in keys)
    made.set("class", "passage changed" if is_changed else "passage")
    made.set("data-comments", " ".join(map(str, keys)))
    for key in keys:
        if key not in begun:
            _name(made, f"passage-{key}")
    begun.update(keys)
    return made


def _name(element, name) -> None:
    """Its id; a second one goes to an empty element inside."""
    if element.get("id") is None:
        element.set("id", name)
        return
    inner = builder.SPAN(id=name)
    inner.tail, element.text = element.text, None
    element.insert(0, inner)

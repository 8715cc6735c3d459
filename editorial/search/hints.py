"""HINTS: a question that found nothing → questions that do: by sound, by part, without a filter.

Every hint has been asked: what is offered is found, and only where readers may look.
"""

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, product
from operator import or_

from editorial.models import Sound
from editorial.search.ask import ANYWHERE, Index, open_index, texts_of
from editorial.search.bits import slots_of
from editorial.search.folding import is_han
from editorial.search.questions import Question
from editorial.search.sounds import sound_of, syllables_of

MOST_HINTS = 4
MOST_READINGS = 6  # words tried for one pair of syllables
FEW = 10  # articles
LONGEST_SPOKEN = 8  # characters of a word that is looked up by its sound


@dataclass(frozen=True)
class Hint:
    """Another question, why it is offered, and how many articles answer it (at most)."""

    why: str
    question: Question
    count: int


def heard(question: Question) -> Question | None:
    """The question with words typed in pinyin read as Chinese; none if that finds nothing."""
    typed = question.words
    if len(typed) > 1 and all(_is_letters(word) for word in typed):
        typed = ("'".join(typed),)  # suan li
    spelled = {word: syllables_of(word) for word in typed if _is_letters(word)}
    spelled = {word: sounds for word, sounds in spelled.items() if len(sounds) > 1}
    if not spelled:
        return None
    tried, index = _spoken_words(spelled, typed)
    words = [_best(tried[word], index) if word in tried else word for word in typed]
    return question.with_words(*words) if all(words) and _count(index, words) else None


def _spoken_words(sounds: dict[str, list[str]], words) -> tuple[dict[str, list[str]], Index]:
    """Word → the Chinese words that are read as its syllables, and an index that knows them."""
    readings = _readings([" ".join(pair) for each in sounds.values() for pair in pairwise(each)])
    tried = {word: _words_of(each, readings) for word, each in sounds.items()}
    return tried, open_index([*words, *(each for found in tried.values() for each in found)])


def hints(question: Question) -> list[Hint]:
    """What may have been meant. At most six queries, whatever was asked."""
    found = [*_same_sound(question), *_fewer_filters(question), *_parts(question)]
    kept = {(hint.question.words, hint.question.filters): hint for hint in reversed(found)}
    return [hint for hint in found if hint in kept.values()][:MOST_HINTS]


# --- By sound -------------------------------------------------------------------------------


def _is_letters(word: str) -> bool:
    return word.isascii() and word.replace("'", "").isalpha()


def _readings(sounds: list[str]) -> dict[str, list[str]]:
    """Sound → the words of two characters that are read so, somewhere in the archive."""
    found: dict[str, list[str]] = {}
    for sound, word in Sound.objects.filter(sound__in=sounds).values_list("sound", "word"):
        found.setdefault(sound, []).append(word)
    return found


def _words_of(sounds: list[str], readings) -> list[str]:
    """Chains of pairs that fit: 人工 + 工智 + 智能. The number of chains is kept small."""
    chains = [""]
    for pair in pairwise(sounds):
        words = readings.get(" ".join(pair), [])
        chains = [
            chain + word[-1] if chain else word
            for chain, word in product(chains, words)
            if not chain or chain[-1] == word[0]
        ][: MOST_READINGS**2]
    return chains


def _best(words: list[str], index: Index) -> str:
    """The word that most articles have, those above all where it matters; none if none has."""
    counted = [(_count_of(index, word), word) for word in words]
    count, word = max(counted, default=((0, 0), ""))
    return word if count[1] else ""


def _count_of(index: Index, word: str) -> tuple[int, int]:
    mattering = (index.mattering(word) & index.visible).bit_count()
    return mattering, (index.having(ANYWHERE, word) & index.visible).bit_count()


def _count(index: Index, words) -> int:
    found = index.visible
    for word in words:
        found &= index.having(ANYWHERE, word)
    return found.bit_count()


def _same_sound(question: Question) -> list[Hint]:
    """蒜力 → 算力: what an input method is mistaken in most often."""
    spoken = [word for word in question.words if is_han(word) and 2 <= len(word) <= LONGEST_SPOKEN]
    if not spoken:
        return []
    sounds = {word: sound_of(word).split(" ") for word in spoken}
    tried, index = _spoken_words(sounds, question.words)
    words = [
        word if _count(index, [word]) else _best(tried.get(word, []), index)
        for word in question.words
    ]
    if not all(words) or tuple(words) == question.words:
        return []
    count = _count(index, words)
    return [Hint("您要找的可能是", question.with_words(*words), count)] if count else []


# --- Less of the same -----------------------------------------------------------------------


def _fewer_filters(question: Question) -> list[Hint]:
    if not question.filters or not question.words:
        return []
    whole = Question(typed=question.typed, words=question.words, order=question.order)
    count = _count(open_index(question.words), question.words)
    return [Hint("不限范围，查找", whole, count)] if count else []


def _parts(question: Question) -> list[Hint]:
    """Each word alone; of a long word, the longest parts that occur."""
    parts = list(dict.fromkeys(part for word in question.words for part in _parts_of(word)))
    index = open_index(parts)
    found = {part: index.having(ANYWHERE, part) & index.visible for part in parts}
    occur = _sure({part: slots for part, slots in found.items() if slots})
    longest = [part for part in occur if not any(part in each and part != each for each in occur)]
    return [
        Hint("只查找", question.with_words(part), found[part].bit_count())
        for part in sorted(longest, key=len, reverse=True)
        if (part,) != question.words
    ]


def _sure(found: dict[str, int]) -> list[str]:
    """The parts that do occur: few articles with all keys of a long one may still lack it."""
    doubted = {part: slots for part, slots in found.items() if len(part) > 2}
    few = {part: slots for part, slots in doubted.items() if slots.bit_count() <= FEW}
    texts = texts_of(reduce(or_, few.values(), 0)) if few else {}
    return [
        part
        for part, slots in found.items()
        if part not in few or any(part in texts.get(slot, "") for slot in slots_of(slots))
    ]


def _parts_of(word: str) -> list[str]:
    """The word and every part of it of two characters or more, as long as there are not many."""
    word = word[:12]
    spans = [(start, end) for start in range(len(word)) for end in range(start + 2, len(word) + 1)]
    return [word, *(word[start:end] for start, end in spans)]

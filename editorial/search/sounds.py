"""SOUNDS: how Chinese characters are read: pinyin typed for a word, and words that sound alike."""

import re
from functools import cache

# Initials and finals of Hanyu Pinyin without tones; ü is typed v.
_SYLLABLES = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|üan|van|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|"
    r"ua|uo|ui|un|ue|ve|vn|[aoeiuv])"
)
MOST_SYLLABLES = 8


@cache
def _library():
    """Loaded when a sound is first asked for: its dictionary takes a sixth of a second."""
    import pypinyin

    return pypinyin


def sound_of(word: str) -> str:
    """``suan li`` for 算力: toneless syllables, a space between them."""
    return " ".join(_library().lazy_pinyin(word))


@cache
def _spoken() -> frozenset[str]:
    """Every syllable that some Chinese character has."""
    library = _library()
    tones = (sound for each in library.constants.PINYIN_DICT.values() for sound in each.split(","))
    plain = library.contrib.tone_convert.to_normal
    return frozenset(plain(sound) for sound in set(tones))


def syllables_of(letters: str) -> list[str]:
    """``suanli`` → suan, li; empty when the letters are no pinyin. Long syllables first."""
    return _split(letters.replace("'", " ").strip(), MOST_SYLLABLES)


def _split(letters: str, left: int) -> list[str]:
    letters = letters.lstrip()
    if not letters or not left:
        return []
    for size in range(min(6, len(letters)), 0, -1):
        head, rest = letters[:size], letters[size:].lstrip()
        if not _SYLLABLES.fullmatch(head) or head not in _spoken():
            continue
        if not rest:
            return [head]
        if following := _split(rest, left - 1):
            return [head, *following]
    return []

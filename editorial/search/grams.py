"""GRAMS: a text → the keys under which it is found: its characters and its pairs of characters.

A word of one or two characters is one key, so it is found exactly. A longer word is looked for
by all its pairs, and then in the text itself.
"""

from collections import Counter
from operator import add

OFTEN = 5  # times: what is said so often is what the article is about


def keys_of(folded: str) -> Counter:
    """Every character and every pair within a line, with how often it occurs."""
    found = Counter(folded)
    found.update(map(add, folded, folded[1:]))
    for key in [key for key in found if "\n" in key]:
        del found[key]
    found.pop(" ", None)
    return found


def keys_of_word(folded: str) -> list[str]:
    """The keys that a text must have if it has the word."""
    if len(folded) < 3:
        return [folded]
    return sorted(set(map(add, folded, folded[1:])))

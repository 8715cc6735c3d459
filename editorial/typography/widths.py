"""Half-width punctuation among Chinese characters becomes full width; Latin text keeps its own."""

import re

from editorial.typography.characters import has_han, is_chinese

_FULL = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。"}
_SEPARATORS = ",:;?!"
_FULL_WIDTH_LATIN = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_HALF, _BRACKET = re.compile("[,:;?!.]"), re.compile("[()（）]")
_STRAIGHT_QUOTE = re.compile('"')


def fold_latin(text: str) -> str:
    """Full-width letters and digits become ordinary ones: ２０２６ → 2026."""
    return text.translate(_FULL_WIDTH_LATIN)


def fold_punctuation(text: str) -> str:
    """Brackets, commas, colons … that stand among Chinese characters become full width."""
    if not has_han(text):
        return text
    characters = list(text)
    _fold_brackets(characters)
    for found in _HALF.finditer(text):
        at, character = found.start(), found.group()
        if character in _SEPARATORS and _belongs_to_chinese(characters, at):
            characters[at] = _FULL[character]
        elif character == "." and _ends_a_chinese_sentence(characters, at):
            characters[at] = "。"
    return _fold_quotes("".join(characters))


def _neighbour(characters: list[str], at: int, step: int) -> str:
    """The next character that is not white space, or nothing."""
    at += step
    while 0 <= at < len(characters):
        if not characters[at].isspace():
            return characters[at]
        at += step
    return ""


def _neighbours(characters: list[str], at: int) -> tuple[str, str]:
    return _neighbour(characters, at, -1), _neighbour(characters, at, 1)


def _belongs_to_chinese(characters: list[str], at: int) -> bool:
    before, after = _neighbours(characters, at)
    if (before and is_chinese(before)) or (after and is_chinese(after)):
        return not (characters[at] == ":" and after == "/")
    # 「7%,9%」 inside Chinese text; never 1,000 or 10:30, never Latin words.
    return bool(before and after) and before in "%)]" and not after.isalpha()


def _ends_a_chinese_sentence(characters: list[str], at: int) -> bool:
    before, after = _neighbours(characters, at)
    return bool(before) and is_chinese(before) and (not after or is_chinese(after))


def _fold_brackets(characters: list[str]) -> None:
    """Fold pairs whose inside or surroundings are Chinese, and halves that lost their partner."""
    open_at: list[int] = []
    for found in _BRACKET.finditer("".join(characters)):
        at = found.start()
        if found.group() in "(（":
            open_at.append(at)
        else:
            _fold_pair(characters, open_at.pop() if open_at else None, at)
    for at in open_at:
        _fold_pair(characters, at, None)


def _fold_pair(characters: list[str], start: int | None, end: int | None) -> None:
    ends = [at for at in (start, end) if at is not None]
    inside = characters[start + 1 : end] if len(ends) == 2 else []
    around = [each for at in ends for each in _neighbours(characters, at)]
    if any(each and is_chinese(each) for each in [*around, *inside]):
        for at in ends:
            characters[at] = _FULL.get(characters[at], characters[at])


def _fold_quotes(text: str) -> str:
    """Straight quotation marks in pairs become “ and ”; an odd one is left for an editor."""
    if text.count('"') % 2:
        return text
    marks = iter("“”" * text.count('"'))
    return _STRAIGHT_QUOTE.sub(lambda _: next(marks), text)

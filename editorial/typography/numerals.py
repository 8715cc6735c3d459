"""Chinese numerals read as numbers: 二十三 → 23, 二〇二三 → 2023."""

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
DIGITS |= {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}

CHINESE_NUMERALS = "".join(DIGITS) + "".join(_UNITS)


def number_of(text: str) -> int:
    """The value of Arabic or Chinese numerals; ``ValueError`` for anything else."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(character not in CHINESE_NUMERALS for character in text):
        raise ValueError(f"not a numeral: {text!r}")
    if any(character in _UNITS for character in text):
        return _with_units(text)
    return int("".join(str(DIGITS[character]) for character in text))


def _with_units(text: str) -> int:
    total, digit = 0, None
    for character in text:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + (digit or 0)

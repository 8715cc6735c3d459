"""Number formats of Word (ST_NumberFormat): a value and the name of its format → text."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED_HAN = "".join(chr(0x3280 + n) for n in range(10))
_MOST_LETTERS = 26 * 20


def numeral(value: int, kind: str) -> str:
    """The number as Word prints it; a format without its own form for it prints Arabic digits."""
    write = _FORMATS.get(kind)
    return (write(value) if write else "") or str(value)


def _thousands(value: int, digits: str, units: str, zero: str, one: bool = True) -> str:
    """一百零一; ``one`` says whether 一 stands before 十 at the head of 11 … 19."""
    if not 0 < value < 10_000:
        return ""
    text, is_gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit == 0:
            is_gap = bool(text)
            continue
        text += (zero if is_gap else "") + digits[digit] + (units[power - 1] if power else "")
        is_gap = False
    is_teen = 10 <= value < 20 and not one
    return text[1:] if is_teen else text


def _counting_thousand(value: int) -> str:
    """一 … 十, 十一, 二十, 一百零一."""
    return _thousands(value, _DIGITS, "十百千", "零", one=False)


def _counting(value: int) -> str:
    """一 … 九十九; from a hundred on digit by digit."""
    return _counting_thousand(value) if value < 100 else _digital(value)


def _legal(value: int) -> str:
    return _thousands(value, _LEGAL, "拾佰仟", "零")


def _japanese(value: int) -> str:
    """百, 百一: no 一 before 十, 百 and 千, no 零."""
    text = _thousands(value, _DIGITS, "十百千", "")
    for unit in "十百千":
        text = text.replace(f"一{unit}", unit)
    return text


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value)) if value >= 0 else ""


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return ""
    text = ""
    for size, letters in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text


def _letters(value: int) -> str:
    """A … Z, AA, BB: the letter is repeated."""
    if not 0 < value <= _MOST_LETTERS:
        return ""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _circled(value: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(start + value - first)
    return "⓪" if value == 0 else ""


def _from(start: int, last: int) -> Callable[[int], str]:
    return lambda value: chr(start + value - 1) if 1 <= value <= last else ""


def _cycle(names: str) -> Callable[[int], str]:
    return lambda value: names[value - 1] if 1 <= value <= len(names) else ""


def _full_width(value: int) -> str:
    return str(value).translate({ord("0") + n: ord("０") + n for n in range(10)})


def _ordinal(value: int) -> str:
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda value: "\u200b",
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ordinal": _ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "ideographEnclosedCircle": _cycle(_CIRCLED_HAN),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _counting_thousand,
    "taiwaneseCountingThousand": _counting_thousand,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal,
}

"""NUMBERS 文号: 代字〔年份〕序号, however its brackets and spaces are written."""

import re
from dataclasses import dataclass

_OPEN, _CLOSE = r"[〔\[［【（(〖]", r"[〕\]］】）)〗]"
_GAP = r"[ \u3000\u00a0]*"
_DIGIT = {ord("０") + n: str(n) for n in range(10)}
_YEAR, _SERIAL = r"((?:19|20)[0-9]{2})", r"([0-9]{1,5})"
# An agency's code is two to twelve characters; words that lead up to it are no part of it.
_LEADING = re.compile(
    r"^.*(?:按照|根据|依据|依照|贯彻|落实|参照|通过|印发|转发|执行|以及|和|与|及|见|以|的|《|》)"
)
_NUMBER = re.compile(
    rf"([\u4e00-\u9fff]{{2,20}}){_GAP}{_OPEN}{_GAP}{_YEAR}{_GAP}{_CLOSE}{_GAP}(?:第)?{_GAP}{_SERIAL}"
    rf"{_GAP}(号)?"
)
_BARE = re.compile(
    rf"([\u4e00-\u9fff]{{2,12}}){_GAP}{_YEAR}{_GAP}[年\-－]?{_GAP}(?:第)?{_GAP}{_SERIAL}{_GAP}号"
)
_ORDER = re.compile(rf"([\u4e00-\u9fff]{{2,20}}令){_GAP}第{_GAP}{_SERIAL}{_GAP}号")
LONGEST_CODE = 12
LONGEST_ISSUER = 20  # 某某省人民政府令 names its agency in full


@dataclass(frozen=True)
class DocumentNumber:
    """国办发〔2023〕37号: an agency's code, a year, a serial number; an order 令 has no year."""

    code: str
    year: int
    serial: int

    def __str__(self):
        if not self.year:
            return f"{self.code}第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


def document_numbers(text: str) -> list[DocumentNumber]:
    """Every document number in a text, in its order, each once. Without 号 it is none."""
    text = text.translate(_DIGIT)
    found = [(match.start(), _made(match)) for match in _NUMBER.finditer(text) if match[4]]
    found += [(match.start(), _order(match)) for match in _ORDER.finditer(text)]
    return list(dict.fromkeys(each for _, each in sorted(found, key=lambda pair: pair[0]) if each))


def find_number(typed: str) -> tuple[DocumentNumber, str] | None:
    """(the number, all the rest) of what somebody typed; 号 and brackets may be left out."""
    typed = typed.translate(_DIGIT)
    if order := _ORDER.search(typed):
        match, number = order, _order(order)
    else:
        match = _NUMBER.search(typed) or _BARE.search(typed)
        number = match and _made(match)
    if not number:
        return None
    at = match.end(1) - len(number.code)
    return number, f"{typed[:at]} {typed[match.end() :]}".strip()


def _made(match: re.Match) -> DocumentNumber | None:
    code = _LEADING.sub("", match[1])
    if not 2 <= len(code) <= LONGEST_CODE:
        return None
    return DocumentNumber(code, int(match[2]), int(match[3]))


def _order(match: re.Match) -> DocumentNumber | None:
    code = _LEADING.sub("", match[1])
    return DocumentNumber(code, 0, int(match[2])) if 2 <= len(code) <= LONGEST_ISSUER else None

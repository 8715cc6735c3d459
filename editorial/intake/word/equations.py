"""Equations of Word (OMML) → one line: raised and lowered parts, fractions with a stroke."""

from editorial.intake.word.names import local

Part = tuple[str, str]  # (text, "" or sup or sub)
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def linear(element) -> list[Part]:
    """What an equation says, in reading order. Every ``m:t`` and ``w:t`` comes out once."""
    name = local(element)
    if name == "t":
        return [(element.text or "", "")]
    write = _WRITERS.get(name)
    return write(element) if write else _all(element)


def _all(element) -> list[Part]:
    return [part for each in element for part in linear(each)]


def _named(element, name: str) -> list[Part]:
    return [part for each in element.iterchildren(f"{_M}{name}") for part in _all(each)]


def _others(element, *names: str) -> list[Part]:
    """What stands beside the parts that have a name: nothing, in an honest file."""
    return [part for each in element if local(each) not in names for part in linear(each)]


def _moved(parts: list[Part], how: str) -> list[Part]:
    return [(text, how) for text, _ in parts]


def _scripts(element) -> list[Part]:
    base, sub, sup = (_named(element, name) for name in ("e", "sub", "sup"))
    return [
        *_others(element, "e", "sub", "sup"), *base, *_moved(sub, "sub"), *_moved(sup, "sup"),
    ]  # fmt: skip


def _fraction(element) -> list[Part]:
    above, below = (_bracketed(_named(element, name)) for name in ("num", "den"))
    return [*_others(element, "num", "den"), *above, ("/", ""), *below]


def _bracketed(parts: list[Part]) -> list[Part]:
    is_long = sum(len(text) for text, _ in parts) > 1
    return [("(", ""), *parts, (")", "")] if is_long else parts


def _operator(element) -> list[Part]:
    sign = _setting(element, "naryPr", "chr", "∫")
    base, sub, sup = (_named(element, name) for name in ("e", "sub", "sup"))
    rest = _others(element, "e", "sub", "sup")
    return [(sign, ""), *rest, *_moved(sub, "sub"), *_moved(sup, "sup"), *base]


def _root(element) -> list[Part]:
    degree, base = _named(element, "deg"), _bracketed(_named(element, "e"))
    return [*_others(element, "deg", "e"), *_moved(degree, "sup"), ("√", ""), *base]


def _delimited(element) -> list[Part]:
    opening = _setting(element, "dPr", "begChr", "(")
    closing = _setting(element, "dPr", "endChr", ")")
    return [(opening, ""), *_all(element), (closing, "")]


def _setting(element, properties: str, name: str, usual: str) -> str:
    found = element.find(f"{_M}{properties}/{_M}{name}")
    return usual if found is None else found.get(f"{_M}val", usual)[:2]


_WRITERS = {
    **dict.fromkeys(("sSup", "sSub", "sSubSup", "sPre"), _scripts),
    "f": _fraction,
    "nary": _operator,
    "rad": _root,
    "d": _delimited,
}

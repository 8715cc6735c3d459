"""The names Word gives to things in its XML, and how to ask an element for them."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFF = ("0", "false", "off", "none")


def w(name: str) -> str:
    return _W + name


def r(name: str) -> str:
    return _R + name


def local(element) -> str:
    """The name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element, name: str):
    """The first direct child of this name; None when there is none, or no element to ask."""
    return None if element is None else element.find(_W + name)


def value_of(element) -> str | None:
    return None if element is None else element.get(_W + "val")


def flag(element) -> bool:
    """<w:b/> is on, <w:b w:val="0"/> is off."""
    return value_of(element) not in _OFF


def integer(text: str | None, default: int = 0, *, low: int = 0, high: int = 100_000) -> int:
    """A number written in an attribute, within bounds; ``default`` for anything else."""
    try:
        return min(high, max(low, int(text or "")))
    except ValueError:
        return default

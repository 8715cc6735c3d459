"""What a style attribute says of words and paragraphs, as far as it means something."""

import re
from dataclasses import dataclass
from functools import lru_cache

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]+)\s*(pt|px)", re.IGNORECASE)
_LIST = re.compile(r"level(\d+)")
_NOTHING = re.compile(r"0(?:\.0*)?(?:pt|px|em|rem|%)?\s*(?:!important)?")
_HALF_POINTS = {"pt": 2.0, "px": 1.5}
_BOLD_FROM = 600


@dataclass(frozen=True)
class Style:
    """``bold``, ``raised`` and ``size`` (half points) are None where nothing is said."""

    is_hidden: bool = False
    bold: bool | None = None
    raised: str | None = None
    size: int | None = None
    font: str = ""
    is_block: bool = False
    keeps_lines: bool = False
    is_struck: bool = False
    list_kind: str = ""  # list-style-type
    element: str = ""  # mso-element
    is_list_item: bool = False  # of Word's own numbering
    is_number: bool = False  # Word's number of a list item
    level: int = 0  # mso-outline-level


NO_STYLE = Style()


@lru_cache(maxsize=4096)
def style_of(text: str) -> Style:
    """A style attribute, read once however often a document repeats it."""
    said = {name.lower(): value.strip() for name, value in _DECLARATION.findall(text[:4000])}
    display = said.get("display", "").lower()
    word_list = said.get("mso-list", "").lower()
    outline = said.get("mso-outline-level", "")
    return Style(
        is_hidden=_is_hidden(said, display),
        bold=_bold(said.get("font-weight", "").lower()),
        raised=_raised(said.get("vertical-align", "").lower()),
        size=_size(said.get("font-size", "")),
        font=said.get("font-family", "").strip("\"' "),
        is_block=display in ("block", "flex", "grid", "table"),
        keeps_lines=said.get("white-space", "").lower().startswith(("pre", "break-spaces")),
        is_struck="line-through" in said.get("text-decoration", "") + said.get(
            "text-decoration-line", ""),
        list_kind=(said.get("list-style-type") or _list_kind(said.get("list-style", ""))).lower(),
        element=said.get("mso-element", "").lower(),
        is_list_item=bool(_LIST.search(word_list)),
        is_number=word_list == "ignore",
        level=int(outline) if outline.isdecimal() and int(outline) < 7 else 0,
    )  # fmt: skip


def _is_hidden(said: dict[str, str], display: str) -> bool:
    return (
        display.startswith("none")
        or said.get("visibility", "").lower().startswith(("hidden", "collapse"))
        or said.get("mso-hide", "").lower() == "all"
        or bool(_NOTHING.fullmatch(said.get("font-size", "")))
        or bool(_NOTHING.fullmatch(said.get("opacity", "")))
    )


def _bold(weight: str) -> bool | None:
    if not weight:
        return None
    if weight.isdecimal():
        return int(weight[:4]) >= _BOLD_FROM
    return weight.startswith("bold")


def _raised(align: str) -> str | None:
    return {"super": "sup", "sub": "sub", "baseline": ""}.get(align)


def _size(text: str) -> int | None:
    found = _SIZE.match(text)
    if not found or len(found[1]) > 6 or found[1].count(".") > 1 or found[1] == ".":
        return None
    return round(float(found[1]) * _HALF_POINTS[found[2].lower()])


def _list_kind(text: str) -> str:
    return text.split()[0] if text.split() else ""

"""Pictures of a page: those that are ours already, those to be fetched by hand, and mere marks."""

import re
from dataclasses import dataclass

from editorial import richtext

SMALL = "small"
REMOTE, LOCAL, UNREAD = "在别的网站上", "在原来的文档里", "没能读出来"
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url")
_SMALLEST, _LARGEST_MARK = 2, 40  # pixels
_EMOJI = re.compile(r"emoji|emotion|face|smil", re.IGNORECASE)
_BRACKETS = str.maketrans({"[": "［", "]": "］", "\n": " ", "\r": " "})
_LONGEST_ALT, _LONGEST_ADDRESS = 200, 500


@dataclass(frozen=True)
class Seen:
    """``markup`` of a picture of ours; else why it cannot be shown, or the words of a mark."""

    markup: str = ""
    kind: str = ""
    alt: str = ""
    address: str = ""
    why: str = ""


def seen(attributes) -> Seen:
    source = (attributes.get("src") or "").strip()
    alt = (attributes.get("alt") or "").strip()[:_LONGEST_ALT].translate(_BRACKETS)
    if richtext.PICTURE.match(source):
        return Seen(markup=f"![{alt}]({source})")
    lazy = next((attributes.get(name) for name in _LAZY if attributes.get(name)), "")
    source = lazy or source
    width, height = (_pixels(attributes.get(name)) for name in ("width", "height"))
    if max(width, height) <= _SMALLEST and (width or height):
        return Seen()  # it counts readers
    is_mark = 0 < width <= _LARGEST_MARK and height <= _LARGEST_MARK
    if alt and (is_mark or _EMOJI.search(attributes.get("class") or "")):
        return Seen(kind=SMALL, alt=alt)
    return Seen(alt=alt, address=_shown(source), why=_why(source)) if source else Seen()


def _why(source: str) -> str:
    scheme = source.partition(":")[0].lower()
    if source.startswith("//") or scheme in ("http", "https") or ":" not in source:
        return REMOTE
    return UNREAD if scheme == "data" else LOCAL


def _shown(source: str) -> str:
    """What an editor can do something with: an address of the web."""
    address = f"https:{source}" if source.startswith("//") else source
    is_web = address.lower().startswith(("http://", "https://"))
    return address[:_LONGEST_ADDRESS] if is_web else ""


def _pixels(said: str | None) -> int:
    found = re.match(r"\s*(\d{1,5})", said or "")
    return int(found[1]) if found else 0

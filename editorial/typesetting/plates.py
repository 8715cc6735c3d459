"""A laid-out page → a plate: drawn once, detached from WeasyPrint's boxes, ready to be printed.

A plate keeps what ``generate_pdf`` of WeasyPrint 70.0 asks of a page (size, links, anchors,
bookmarks, tags) and its drawing as finished bytes. It answers to the same names as
``weasyprint.document.Page``, so that WeasyPrint itself puts plates of many documents together
into one file. Plates are small (some 20 kB a page where boxes take a megabyte) and can be pickled.
"""

import hashlib
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree

from editorial.typesetting import artifacts, cases, compression, engine, tagging
from editorial.typesetting.places import Places, Reader

SCALE = 0.75  # pt to a CSS pixel
SHELVES = ("XObject", "Pattern", "Shading", "ExtGState")  # the last speaks of the first
NAMING = (b" Do", b" gs", b" sh", b" scn", b" SCN")  # operators that name a resource
SVG = "{http://www.w3.org/2000/svg}"
SOMETHING = ElementTree.Element("something")  # stands for any element that tags need not read


@dataclass
class Plate:
    """One page as it will be printed. Sizes and rectangles are in CSS pixels, as WeasyPrint's."""

    width: float
    height: float
    bleed: dict
    bookmarks: list
    links: list
    anchors: dict
    drawing: bytes
    shelves: dict  # resource kind → name → solid object
    cases: dict  # font → what the page uses of it
    tags: list  # (box, tag, number of its marked content)
    _page_box: object  # what is left of the boxes, for tags
    places: Places
    forms: dict = field(default_factory=lambda: {None: []})
    over: tuple["Plate", ...] = ()  # what is printed over it; see ``imposition``

    def paint(self, stream, scale=SCALE) -> None:
        """Put the drawing into WeasyPrint's stream, with all that it names."""
        stream.stream = [self.drawing]
        stream.compress, stream.extra["Filter"] = False, "/FlateDecode"
        self._lend(stream)
        for each in self.over:
            each._lend(stream)
        if stream._tags is not None:
            stream._tags.update(
                (box, {"tag": tag, "mcid": number}) for box, tag, number in self.tags
            )

    def _lend(self, stream) -> None:
        cases.fill(stream._fonts, self.cases)
        for kind in SHELVES:
            shelf = stream._resources[kind]
            for name, solid in self.shelves[kind].items():
                if name not in shelf:
                    shelf[name] = _melt(solid, stream)

    def forget_links(self) -> None:
        """Let go of the annotations of the file that was written last."""
        for *_, box in self.links:
            box.link_annotation = None


def take_all(document, *, is_tagged: bool) -> tuple[Plate, ...]:
    """The plates of a laid-out document, each page's boxes let go of as soon as may be."""
    reader = Reader()
    return tuple(_take(page, document, reader, is_tagged) for page in document.pages)


def _take(page, document, reader: Reader, is_tagged: bool) -> Plate:
    stream, images = _draw(page, document, is_tagged)
    names, shelves = _solid_shelves(stream._resources, images)
    spared = _Spared()
    return Plate(
        width=page.width,
        height=page.height,
        bleed=page.bleed,
        bookmarks=page.bookmarks,
        links=[(*link, spared.of(box)) for *link, box in tagging.outermost(page.links)],
        anchors=page.anchors,
        drawing=_renamed(stream, names),
        shelves=shelves,
        cases=cases.used(stream._fonts),
        tags=[(spared.of(box), each["tag"], each["mcid"]) for box, each in _tags(stream)],
        _page_box=spared.tree(page._page_box) if is_tagged else None,
        places=reader.read(page._page_box),
    )


def operators(stream) -> list[bytes]:
    """The operators of a stream of the file, whether drawn just now or taken from a plate."""
    from pydyf import _to_bytes

    if stream.extra.get("Filter") != "/FlateDecode":
        return [_to_bytes(item) for item in stream.stream]
    return zlib.decompress(_to_bytes(stream.stream[0])).split(b"\n")


def _tags(stream) -> list:
    return list((stream._tags or {}).items())


def _draw(page, document, is_tagged: bool):
    """The page in a stream of its own, as ``generate_pdf`` would draw it."""
    import pydyf
    from weasyprint.pdf.stream import Stream

    bleed = {side: SCALE * page.bleed[side] for side in page.bleed}
    rectangle = (
        -page.bleed["left"],
        -page.bleed["top"],
        page.width + (bleed["left"] + bleed["right"]) / SCALE,
        page.height + (bleed["top"] + bleed["bottom"]) / SCALE,
    )
    resources = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in SHELVES})
    resources["ColorSpace"] = None
    images: dict = {}
    tags = {} if is_tagged else None
    stream = Stream(
        {}, rectangle, resources, images, tags, document.color_profiles, document.output_intent
    )
    stream.transform(d=-1, f=page.height * SCALE)
    page.paint(stream, SCALE)
    if is_tagged:
        artifacts.set_aside(stream, page._page_box)
    return stream, images


def _renamed(stream, names: dict[bytes, bytes]) -> bytes:
    """The drawing, compressed, with the names under which its resources are kept."""
    from pydyf import _to_bytes

    items = [_to_bytes(item) for item in stream.stream]
    if names:
        items = [_with_new_name(item, names) for item in items]
    return zlib.compress(b"\n".join(items), compression.LEVEL)


def _with_new_name(item: bytes, names: dict[bytes, bytes]) -> bytes:
    if not item.endswith(NAMING) or not item.startswith(b"/"):
        return item
    name, operator = item[1:].rsplit(b" ", 1)
    return b"/" + names.get(name, name) + b" " + operator


# --- Resources: named by what they are, so that the same thing on many pages is stored once.


def _solid_shelves(resources, images) -> tuple[dict[bytes, bytes], dict]:
    names: dict[str, str] = {}
    shelves: dict = {}
    for kind in SHELVES:
        shelves[kind] = {}
        for name, thing in resources[kind].items():
            solid = _solid(images[name] if thing is None else thing, images, names)
            digest = hashlib.sha256(repr(solid).encode()).hexdigest()[:12]
            names[name] = f"{kind[0].lower()}{digest}"
            shelves[kind][names[name]] = solid
    return {old.encode(): new.encode() for old, new in names.items()}, shelves


def _solid(thing, images, names):
    """A pydyf object as plain tuples, without numbers or references to a file."""
    import pydyf

    if isinstance(thing, dict) and "dpi_ratios" in thing:
        picture = thing["image"].get_x_object(thing["interpolate"], max(thing["dpi_ratios"]))
        return _solid(picture, images, names)
    if isinstance(thing, pydyf.Stream):
        if getattr(thing, "id", None) in names:
            return ("named", names[thing.id])
        return ("stream", _solid_entries(thing.extra, images, {}), _packed(thing))
    if isinstance(thing, dict):
        return ("dictionary", _solid_entries(thing, images, names))
    if isinstance(thing, list):
        return ("array", tuple(_solid(each, images, names) for each in thing))
    if isinstance(thing, pydyf.String):
        return ("string", thing.string)
    return thing


def _solid_entries(entries, images, names) -> tuple:
    found = []
    for key, value in entries.items():
        if key == "Resources":
            value = {kind: _inlined(value.get(kind, {}), images) for kind in SHELVES}
        found.append((key, _solid(value, images, names)))
    return tuple(found)


def _inlined(shelf, images) -> dict:
    return {name: images[name] if thing is None else thing for name, thing in shelf.items()}


def _packed(stream) -> bytes:
    from pydyf import _to_bytes

    data = b"\n".join(_to_bytes(item) for item in stream.stream)
    return data if "Filter" in stream.extra else zlib.compress(data, compression.LEVEL)


def _melt(solid, stream, key=""):
    """The pydyf object of this file."""
    import pydyf

    if key == "CS":
        return stream._default_color_space
    if not isinstance(solid, tuple):
        return solid
    kind, *rest = solid
    if kind == "named":
        return stream._resources["XObject"][rest[0]]
    if kind == "array":
        return pydyf.Array([_melt(each, stream) for each in rest[0]])
    if kind == "string":
        return pydyf.String(rest[0])
    entries = pydyf.Dictionary({key: _melt(value, stream, key=key) for key, value in rest[0]})
    if kind == "dictionary":
        return entries
    if "Resources" in entries:
        entries["Resources"] |= {"ColorSpace": stream._resources["ColorSpace"], "Font": None}
    entries.setdefault("Filter", "/FlateDecode")
    return pydyf.Stream([rest[1]], entries)


# --- Boxes: what ``weasyprint.pdf.tags`` reads of them, and nothing else.


class _Spared:
    """Copies of boxes without style, layout or element; each box has one copy."""

    def __init__(self):
        self.copies: dict = {}

    def tree(self, box):
        if isinstance(box, engine.AbsolutePlaceholder):
            box = box._box
        copy = self.of(box)
        if not isinstance(box, engine.boxes.MarginBox):
            copy.children = [self.tree(child) for child in getattr(box, "children", ())]
        return copy

    def of(self, box):
        if id(box) not in self.copies:
            self.copies[id(box)] = (box, _bare(box))  # the box is held, or its id might return
        return self.copies[id(box)][1]


def _bare(box):
    copy = type(box).__new__(type(box))
    copy.element_tag, copy.element, copy.children = box.element_tag, _element(box), []
    if (box.element_tag or "").startswith("a::"):
        copy.element_tag = "span"  # what the stylesheet adds to a link is no link by itself
    if box.is_table_wrapper:
        copy.is_table_wrapper = True
    if box.element_tag == "li":
        copy.style = {key: box.style[key] for key in ("display", "list_style_type")}
    if box.element_tag in ("td", "th"):
        copy.colspan, copy.rowspan = box.colspan, box.rowspan
        copy.grid_x = getattr(box, "grid_x", 0)
    if box.element_tag in ("img", SVG + "svg") and hasattr(box, "width"):
        copy.width, copy.height = box.width, box.height
        copy.position_x, copy.position_y = box.content_box_x(), box.content_box_y()
        for side in ("left", "top"):
            for edge in ("margin_{}", "padding_{}", "border_{}_width"):
                setattr(copy, edge.format(side), 0)
    return copy


def _element(box):
    element = box.element
    if element is None or box.element_tag not in ("img", "th", SVG + "svg"):
        return None if element is None else SOMETHING
    bare = ElementTree.Element(element.tag, dict(element.attrib))
    title = element.find(SVG + "title")
    if title is not None:
        ElementTree.SubElement(bare, SVG + "title").text = title.text
    return bare

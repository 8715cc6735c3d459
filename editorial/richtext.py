"""RICH TEXT: the one seam to the editor widget: what a body may contain, and reading it.

A body on disk is semantic HTML without styles. ``NAMED_STYLES`` is the whole vocabulary beyond
plain tags; the widget offers exactly these, and ``sanitise`` lets exactly these through.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

import lxml.html
import nh3

# (tag, class, Chinese label): the named styles of the editor's style menu.
NAMED_STYLES = (
    ("p", "addressee", "主送机关"),
    ("p", "dash", "破折号段"),
    ("p", "note", "注"),
    ("strong", "run-in", "段首标题"),
    ("span", "duty", "责任单位"),
    ("section", "report-contents", "报告目录"),
    ("figure", "qr", "二维码"),
    ("figure", "chart", "图表"),
    ("section", "footnotes", "脚注"),
    ("sup", "footnote-ref", "脚注号"),
)

# h2 … h5 carry logical levels 1 … 4, the number as written.
HEADING_LEVELS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4}

_INLINE = ("br", "strong", "em", "u", "sub", "sup", "span", "a", "img")
_BLOCKS = ("p", "ul", "ol", "li", "blockquote", "section", "figure", "figcaption")
_TABLE = ("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td")
TAGS = {*HEADING_LEVELS, *_INLINE, *_BLOCKS, *_TABLE}
ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "span": {"lang"},
    "li": {"id"},
    "ol": {"start"},
    "figure": {"data-chart"},
}
CLASSES: dict[str, set[str]] = {}
for _tag, _name, _label in NAMED_STYLES:
    CLASSES.setdefault(_tag, set()).add(_name)

CHART_KINDS = ("bar", "line", "pie", "combined")
PICTURE = re.compile(r"^/pictures/([0-9a-f]{32}\.(?:jpg|png))$")
_ANY_TAG = re.compile(r"<[^>]*>")
_FOOTNOTE_ID = re.compile(r"^fn(?:ref)?-\d{1,3}$")
_SPAN = re.compile(r"^[1-9][0-9]{0,3}$")
WIDEST, HIGHEST = 200, 1000  # columns and rows that one cell may cover


# What other programs write → what we write. A box becomes a paragraph unless it holds blocks.
RENAMED = {"b": "strong", "i": "em", "ins": "u", "h1": "h2", "h6": "h5"}
BOXES = (
    *("div", "center", "address", "article", "main", "header", "footer", "aside", "pre"),
    *("dl", "dt", "dd", "details", "summary"),
)
_TOP_LEVEL = {*HEADING_LEVELS, "p", "ul", "ol", "blockquote", "section", "figure", "table", "hr"}
_HOLDS = "|".join(f".//{tag}" for tag in (*_TOP_LEVEL, *BOXES))
_FOREIGN = re.compile(rf"<(?:{'|'.join((*RENAMED, *BOXES))})[\s/>]", re.IGNORECASE)
_PASSES = 8
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_IMAGE = r'<img(?:\s[a-z]+="[^"]*")*>'


@lru_cache(maxsize=8)  # a page asks for its body twice
def sanitise(html: str) -> str:
    """The body with everything outside the vocabulary removed; the words always stay.

    Doing it twice changes nothing: mending one tangle may show the next, so it is done until
    nothing moves (a body of ours: once, and once more to see).
    """
    before, html = None, without_control(html or "")
    for _ in range(_PASSES):
        if html == before:
            break
        before, html = html, _tidied(_cleaned(_mapped(html)))
    return html


def without_control(text: str) -> str:
    """Without characters that no page, and halves of characters that no database can hold."""
    return _CONTROL.sub("", text)


def _mapped(html: str) -> str:
    """Foreign tags in our words, and no bare text between the blocks."""
    if not html.strip():
        return ""
    tree = fragment(html)
    if not _FOREIGN.search(html) and not _has_loose_text(tree):
        return html
    for element in tree.iter(*RENAMED):
        element.tag = RENAMED[element.tag]
    for box in reversed(list(tree.iterdescendants(*BOXES))):
        _open_box(box)
    _wrap_loose_text(tree)
    return as_html(tree)


def _open_box(box) -> None:
    """A box of words is a paragraph; a box of blocks goes, its loose words in paragraphs."""
    is_among_blocks = box.getparent().tag not in ("li", "td", "th", "figcaption", "p")
    if box.xpath(_HOLDS) or not is_among_blocks:
        if is_among_blocks:
            _wrap_loose_text(box)
        box.tail = (box.tail or "") if is_among_blocks else "\n" + (box.tail or "")
        box.drop_tag()
    else:
        box.tag = "p"


def _has_loose_text(tree) -> bool:
    pieces = [tree.text, *(child.tail for child in tree)]
    return any(piece and piece.strip() for piece in pieces) or any(
        child.tag not in _TOP_LEVEL for child in tree
    )


def _wrap_loose_text(tree) -> None:
    """Runs of words and inline tags right below ``tree`` become paragraphs."""
    run = None
    if tree.text and tree.text.strip():
        run = tree.makeelement("p")
        run.text, tree.text = tree.text, None
        tree.insert(0, run)
    for child in list(tree):
        if child is run:
            continue
        run = _collect(tree, child, run)


def _collect(tree, child, run):
    """Put one child where it belongs; the paragraph that collects loose words, if one is open."""
    is_loose = child.tag not in _TOP_LEVEL and child.tag not in BOXES
    if is_loose and run is None:
        run = tree.makeelement("p")
        child.addprevious(run)
    if is_loose:
        run.append(child)
        return run
    tail, child.tail = child.tail, None
    if not (tail and tail.strip()):
        return None
    run = tree.makeelement("p")
    run.text = tail
    child.addnext(run)
    return run


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
        strip_comments=True,
    )


# What cleaning leaves behind → nothing; a picture standing alone → a figure.
_HUSKS = (
    (re.compile(r' class=""'), ""),
    (re.compile(r"<span>([^<]*)</span>"), r"\1"),
    (re.compile(rf"<p>\s*({_IMAGE})\s*</p>"), r"<figure>\1</figure>"),
    # Put where the caption begins, as who replaces a lost picture does: it stands above the words.
    (
        re.compile(rf"<figcaption>((?:(?!</figcaption>).)*?)\s*({_IMAGE})", re.S),
        r"\2<figcaption>\1",
    ),
    (re.compile(r'<(strong|em|u|sub|sup|span|a)(?: class="[^"]*")?></\1>'), ""),
    (re.compile(r'<p(?: class="[^"]*")?>(?:\s|&nbsp;|<br>)*</p>'), ""),
    (re.compile(r"<figure[^>]*>\s*</figure>"), ""),
)


# Attributes stand in one order, whoever wrote them: an unchanged text is the same text.
_ATTRIBUTE_ORDER = (
    *("class", "data-chart", "lang", "href", "id", "src", "alt"),
    *("colspan", "rowspan", "scope", "start", "rel"),
)
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s[a-z-]+=\"[^\"]*\"){2,})>")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')


def _in_order(tag: re.Match) -> str:
    pairs = sorted(_ATTRIBUTE.findall(tag[2]), key=lambda each: _ATTRIBUTE_ORDER.index(each[0]))
    return f"<{tag[1]}" + "".join(f' {name}="{value}"' for name, value in pairs) + ">"


def _tidied(html: str) -> str:
    """Without husks. One taken away may bare another, so until nothing changes."""
    html = re.sub(_IMAGE, lambda match: match[0] if ' src="' in match[0] else "", html).strip()
    html = _TAG.sub(_in_order, html)
    before = None
    while html != before:
        before = html
        for husk, instead in _HUSKS:
            html = husk.sub(instead, html).strip()
    return html


NOTE_TAGS = {"p", "br", "strong", "em", "u", "sub", "sup", "a"}
_NOTE_LINES = re.compile(r"<(/?)(?:h[2-5]|li|blockquote|figcaption|td|th|caption)\b[^>]*>")


def sanitise_note(html: str) -> str:
    """An editor's note: paragraphs only; whatever else was pasted keeps its words."""
    lines = _NOTE_LINES.sub(r"<\1p>", sanitise(html))
    bare = nh3.clean(lines, tags=NOTE_TAGS, attributes={"a": {"href"}}, link_rel="noopener")
    return _tidied(re.sub(r"<p>\s*<p>", "<p>", bare))


_LINE_TAGS = {"br", "strong", "em", "u", "sub", "sup", "a", "img"}
_LINE_ENDS = re.compile(r"</(?:p|h[2-5]|li|figcaption|td|th|caption|tr|figure)>")


def on_one_line(html: str) -> str:
    """For a cell or a caption: the words and pictures, a line break where a paragraph ended."""
    lines = _LINE_ENDS.sub(r"<br>", sanitise(html))
    kept = {"a": {"href"}, "img": {"src", "alt"}}
    bare = nh3.clean(lines, tags=_LINE_TAGS, attributes=kept, link_rel="noopener")
    return re.sub(r"(?:\s*<br>\s*)+", "<br>", bare).strip().removesuffix("<br>")


_BLOCK_EDGE = re.compile(
    r"\s*(</?(?:p|h[2-5]|ul|ol|li|blockquote|section|figure|figcaption|table|caption|colgroup|col"
    r"|thead|tbody|tfoot|tr|th|td)\b[^>]*>)\s*"
)


def is_same_text(one: str, other: str) -> bool:
    """Whether two bodies differ at most in the white space between blocks."""
    return _BLOCK_EDGE.sub(r"\1", one.strip()) == _BLOCK_EDGE.sub(r"\1", other.strip())


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Only our own pictures, our own footnote anchors, and charts we can draw."""
    allowed = {
        ("img", "src"): lambda: bool(PICTURE.match(value)),
        ("a", "id"): lambda: bool(_FOOTNOTE_ID.match(value)),
        ("li", "id"): lambda: bool(_FOOTNOTE_ID.match(value)),
        ("figure", "data-chart"): lambda: value in CHART_KINDS,
        ("span", "lang"): lambda: value == "en",
        **{(cell, "colspan"): lambda: _is_span(value, WIDEST) for cell in ("td", "th")},
        **{(cell, "rowspan"): lambda: _is_span(value, HIGHEST) for cell in ("td", "th")},
    }
    test = allowed.get((tag, name))
    return value if test is None or test() else None


def _is_span(value: str, most: int) -> bool:
    """A cell over more columns or rows than any table has is a fault, and costs a table's time."""
    return bool(_SPAN.match(value)) and int(value) <= most


def fragment(html: str) -> lxml.html.HtmlElement:
    """The body as a tree below one ``div``."""
    return lxml.html.fragment_fromstring(html or "", create_parent="div")


def as_html(tree: lxml.html.HtmlElement) -> str:
    """The tree of ``fragment`` back to HTML, without the ``div``."""
    text = lxml.html.tostring(tree, encoding="unicode")
    return text.removeprefix("<div>").removesuffix("</div>")


def plain_text(html: str) -> str:
    """The words of a body, one line a block."""
    # The end tags stay: headings left open would nest, and the parser drops what is too deep.
    ends = r"(</(?:p|h[2-5]|li|tr|figcaption|caption)>|<br\s*/?>)"
    blocks = re.sub(ends, r"\1\n", html or "")
    return (
        "\n".join(
            line.strip() for line in fragment(blocks).text_content().splitlines() if line.strip()
        )
        if blocks.strip()
        else ""
    )


def character_count(html: str) -> int:
    """Characters of a sanitised body that an editor counts: everything but white space."""
    return len("".join(unescape(_ANY_TAG.sub("", html or "")).split()))


def picture_names(html: str) -> set[str]:
    """Names of the uploads that a body shows."""
    return set(picture_words(html))


def picture_words(html: str) -> dict[str, str]:
    """Name of each upload that a body shows → the alternative text given there."""
    return {
        match.group(1): image.get("alt", "").strip()
        for image in fragment(html).iter("img")
        if (match := PICTURE.match(image.get("src", "")))
    }


@dataclass(frozen=True)
class Heading:
    """One line of an article's outline: logical level 1–4, the text as written, its anchor."""

    level: int
    text: str
    anchor: str


def outline(html: str) -> list[Heading]:
    """The headings of a body; anchors are ``h-1``, ``h-2`` … in order."""
    return [
        Heading(HEADING_LEVELS[element.tag], " ".join(element.text_content().split()), f"h-{n}")
        for n, element in enumerate(fragment(html).iter(*HEADING_LEVELS), 1)
    ]


def with_anchors(html: str) -> str:
    """The body with the ids that ``outline`` names."""
    tree = fragment(html)
    for n, element in enumerate(tree.iter(*HEADING_LEVELS), 1):
        element.set("id", f"h-{n}")
    return as_html(tree)

"""RICH TEXT: the one seam to the editor widget: what a body may contain, and reading it.

A body on disk is semantic HTML without styles. ``NAMED_STYLES`` is the whole vocabulary beyond
plain tags; the widget offers exactly these, and ``sanitise`` lets exactly these through.
"""

import re
from dataclasses import dataclass

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
_FOOTNOTE_ID = re.compile(r"^fn(?:ref)?-\d{1,3}$")


def sanitise(html: str) -> str:
    """The body with everything outside the vocabulary removed; the words always stay."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
        strip_comments=True,
    ).strip()


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Only our own pictures, our own footnote anchors, and charts we can draw."""
    allowed = {
        ("img", "src"): lambda: bool(PICTURE.match(value)),
        ("a", "id"): lambda: bool(_FOOTNOTE_ID.match(value)),
        ("li", "id"): lambda: bool(_FOOTNOTE_ID.match(value)),
        ("figure", "data-chart"): lambda: value in CHART_KINDS,
        ("span", "lang"): lambda: value == "en",
    }
    test = allowed.get((tag, name))
    return value if test is None or test() else None


def fragment(html: str) -> lxml.html.HtmlElement:
    """The body as a tree below one ``div``."""
    return lxml.html.fragment_fromstring(html or "", create_parent="div")


def as_html(tree: lxml.html.HtmlElement) -> str:
    """The tree of ``fragment`` back to HTML, without the ``div``."""
    text = lxml.html.tostring(tree, encoding="unicode")
    return text.removeprefix("<div>").removesuffix("</div>")


def plain_text(html: str) -> str:
    """The words of a body, one line a block."""
    blocks = re.sub(r"</(?:p|h[2-5]|li|tr|figcaption|caption)>|<br\s*/?>", "\n", html or "")
    return (
        "\n".join(
            line.strip() for line in fragment(blocks).text_content().splitlines() if line.strip()
        )
        if blocks.strip()
        else ""
    )


def character_count(html: str) -> int:
    """Characters an editor counts: everything but white space."""
    return len(re.sub(r"\s+", "", plain_text(html)))


def picture_names(html: str) -> set[str]:
    """Names of the uploads that a body shows."""
    return {
        match.group(1)
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

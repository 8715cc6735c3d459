"""DISPLAY: a stored body → the body on the screen: anchors, charts, tables, codes, footnotes."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

import lxml.etree
from lxml.html import builder

from editorial import drawing, folios, richtext
from editorial.typography.breaking import title_lines

WIDE, NARROW = 656, 360  # widths at which a chart is drawn: a desk's and a phone's


@dataclass(frozen=True)
class Setting:
    """What a body is shown with: where its QR callouts lead, which pictures there are."""

    full_text_url: str = ""
    pictures: dict = field(default_factory=dict)  # name → Upload
    openings: tuple = ()  # see ``folios``
    colours: dict = field(default_factory=dict)  # of charts, in place of the standard ones


DESK_TITLE, PHONE_TITLE = 17.0, 11.0  # em: how much of a title one line takes on each
MANY_COLUMNS = 5


def title_pieces(title: str) -> list[list[str]]:
    """The title as lines for a desk, each in pieces that stay whole on a phone.

    A space between two issuing bodies is a piece of its own.
    """
    return [
        _pieces(line, title_lines(line, measure=PHONE_TITLE))
        for line in title_lines(title, measure=DESK_TITLE)
    ]


def _pieces(line: str, broken: list[str]) -> list[str]:
    """``broken`` with the spaces that stood between its parts in ``line``."""
    found, rest = [], line
    for part in broken:
        if found and rest != rest.lstrip():
            found.append(" ")
        rest = rest.lstrip().removeprefix(part)
        found.append(part)
    return found


def shown(html: str, setting: Setting) -> str:
    """The body ready for the page: cleaned once more, then dressed."""
    return dressed(richtext.fragment(richtext.with_anchors(richtext.sanitise(html))), setting)


def dressed(tree, setting: Setting) -> str:
    """The same for a body that is clean, with what was marked in it."""
    for transform in TRANSFORMS:
        transform(tree, setting)
    return richtext.as_html(tree)


def draw_charts(tree, setting) -> None:
    """The drawing in two widths before the table, which folds away; undrawable, it stays open."""
    for figure in _figures(tree, "chart"):
        table = figure.find("table")
        if table is None:
            continue
        rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
        kind = figure.get("data-chart", "bar")
        try:
            drawn = [
                _drawing(_chart(rows, kind, figure, setting.colours, width), name)
                for width, name in ((WIDE, "wide"), (NARROW, "narrow"))
            ]
        except ValueError:
            # The press tells the editor why; a reader still gets the numbers.
            continue
        _fold(table)
        for place, each in enumerate(drawn):
            figure.insert(place, each)


def _chart(rows, kind: str, figure, colours, width: int) -> str:
    return drawing.chart(rows, kind, title=_caption(figure), colours=colours, width=width)


def _drawing(svg: str, name: str):
    box = builder.DIV(lxml.etree.fromstring(svg))
    box.set("class", f"drawing {name}")
    return box


def _fold(table) -> None:
    fold = builder.E.details(builder.E.summary("查看数据"))
    fold.set("class", "chart-data")
    table.getparent().replace(table, fold)
    table.tail = None
    fold.append(table)


def make_tables_scroll(tree, setting) -> None:
    """A wide table moves in a box of its own, by finger or by arrow keys."""
    for table in tree.xpath(".//table"):
        box = builder.DIV()
        is_wide = _columns(table) >= MANY_COLUMNS
        box.set("class", "table-scroll many" if is_wide else "table-scroll")
        box.set("tabindex", "0")
        box.set("role", "region")
        box.set("aria-label", _name_of(table))
        table.getparent().replace(table, box)
        box.tail, table.tail = table.tail, None
        box.append(table)


def _columns(table) -> int:
    widths = [
        sum(int(cell.get("colspan", "1") or 1) for cell in row if cell.tag in ("td", "th"))
        for row in table.iter("tr")
    ]
    return max(widths, default=0)


def _name_of(table) -> str:
    caption = table.find("caption")
    words = " ".join(caption.text_content().split()) if caption is not None else ""
    return f"表格：{words}" if words else "表格"


def link_codes(tree, setting) -> None:
    """A QR callout becomes a link; the code stands beside it where there is room."""
    for figure in _figures(tree, "qr"):
        caption = figure.find("figcaption")
        if caption is None:
            continue
        link = caption.find(".//a[@href]")
        url = link.get("href") if link is not None else setting.full_text_url
        if not url:
            continue
        if link is None:
            _wrap_words(caption, url)
        try:
            figure.insert(0, _drawing(drawing.qr(url), "code"))
        except ValueError:
            continue


def _wrap_words(caption, url: str) -> None:
    link = builder.A(href=url, rel="noopener")
    link.text, caption.text = caption.text, None
    for child in list(caption):
        link.append(child)
    caption.append(link)


def dress_pictures(tree, setting) -> None:
    """Measures, so that nothing jumps while loading; words for those who cannot see."""
    for image in tree.iter("img"):
        upload = setting.pictures.get(image.get("src", "").rsplit("/", 1)[-1])
        image.set("loading", "lazy")
        image.set("decoding", "async")
        if upload is None:
            continue
        image.set("width", str(upload.width))
        image.set("height", str(upload.height))
        if not image.get("alt"):
            image.set("alt", upload.alt_text or _caption(image.getparent()) or "图片")


def number_paragraphs(tree, setting) -> None:
    """A place to point at for each paragraph of the running text: p-1, p-2 …"""
    for n, paragraph in enumerate(tree.findall("p"), 1):
        paragraph.set("id", f"p-{n}")


def lead_back_from_footnotes(tree, setting) -> None:
    """Each footnote ends with a way back to its mark, which says what it is."""
    calls = {call.get("id"): call for call in tree.xpath(".//sup/a[@id]")}
    for item in tree.xpath('.//section[@class="footnotes"]//li[@id]'):
        number = item.get("id").removeprefix("fn-")
        call = calls.get(f"fnref-{number}")
        if call is None:
            continue
        call.set("aria-label", f"脚注{number}")
        if item.xpath(f'.//a[@href="#fnref-{number}"]'):
            continue
        back = builder.A("↩", href=f"#fnref-{number}")
        back.set("class", "back")
        back.set("aria-label", f"回到正文脚注{number}处")
        (item.findall("p") or [item])[-1].append(back)


def name_footnotes(tree, setting) -> None:
    for section in tree.xpath('.//section[@class="footnotes"]'):
        section.set("aria-label", "脚注")


def mark_pages(tree, setting) -> None:
    folios.mark_pages(tree, setting.openings)


TRANSFORMS = (
    mark_pages,  # first: it counts the blocks as they are stored
    number_paragraphs,
    link_codes,
    draw_charts,
    make_tables_scroll,
    dress_pictures,
    lead_back_from_footnotes,
    name_footnotes,
)


def _figures(tree, name: str):
    return [each for each in tree.iter("figure") if name in each.get("class", "").split()]


def _caption(element) -> str:
    caption = element.find("figcaption") if element.tag == "figure" else None
    return " ".join(caption.text_content().split()) if caption is not None else ""


@lru_cache(maxsize=64)  # an article is in four feeds: its section's and that of all, in two forms
def with_site(html: str, address: str) -> str:
    """The body for feed readers: plain, its addresses whole; ``address`` is that of its page."""
    tree = richtext.fragment(richtext.sanitise(html))
    for element, name in [(each, "src") for each in tree.iter("img")] + [
        (each, "href") for each in tree.iter("a")
    ]:
        if element.get(name):
            element.set(name, urljoin(address, element.get(name)))
    return richtext.as_html(tree)

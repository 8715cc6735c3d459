"""A stored body → the body as printed: anchors, charts, QR codes, footnotes, close-set borders."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import urljoin

import lxml.html
from lxml.html import builder

from editorial import drawing, richtext
from editorial.typesetting.fetch import BASE_URL
from editorial.typesetting.refusal import Refused
from editorial.typography import close_borders

LINE = 25.0  # pt: the pitch of the page
MEASURE = 451.0  # pt: 41 characters of 11 pt
TALLEST = 20  # lines a picture may take, so that its caption stays on the page
WORST_PIXELS_PER_INCH = 200

_CAPTION_GAP = re.compile(r"^(\s*[图表]\s*[0-9A-Za-z.\-—]+)\s+")
_LETTERING = re.compile(r'font-family="[^"]*"')
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百零〇\d]+[章编]")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+条")


@dataclass
class Job:
    """What a body is set for: whose it is, which pictures exist, what was noticed on the way."""

    name: str  # the article's title, for sentences
    prefix: str  # unique in the issue: ids are made of it
    full_text_url: str = ""
    pictures: dict = field(default_factory=dict)  # name → Upload
    findings: list[str] = field(default_factory=list)


def printed(html: str, job: Job) -> str:
    """The body ready for the page. Raises ``Refused`` for what cannot be printed."""
    tree = richtext.fragment(richtext.sanitise(html))
    for transform in TRANSFORMS:
        transform(tree, job)
    return richtext.as_html(tree)


def split_footnotes(html: str) -> tuple[str, str]:
    """(body, footnotes) of a printed body: the notes stand after everything else."""
    tree = richtext.fragment(html)
    notes = tree.xpath('.//section[@class="footnotes"]')
    for section in notes:
        section.drop_tree()
    told = "".join(lxml.html.tostring(each, encoding="unicode", with_tail=False) for each in notes)
    return richtext.as_html(tree), told


def printed_note(html: str, job: Job) -> str:
    """The editor's note, its label 编者按 run in before the first words."""
    tree = richtext.fragment(printed(html, job))
    first = tree.find("p")
    if first is None:
        return ""
    label = builder.SPAN("编者按")
    label.set("class", "note-label")
    label.tail, first.text = first.text, None
    first.insert(0, label)
    return richtext.as_html(tree)


def set_borders(tree, job: Job) -> None:
    for element in tree.iter():
        if element.tag in ("figcaption", "caption"):
            element.text = _CAPTION_GAP.sub(r"\1　", element.text or "")
        if element.text:
            element.text = close_borders(element.text)
        if element.tail:
            element.tail = close_borders(element.tail)


def name_headings(tree, job: Job) -> None:
    """Anchors as in ``richtext.outline``, made unique; chapters and articles get their class."""
    for n, heading in enumerate(tree.iter(*richtext.HEADING_LEVELS), 1):
        heading.set("id", f"{job.prefix}-h-{n}")
        text = heading.text_content().strip()
        if _CHAPTER.match(text):
            heading.classes.add("chapter")
        elif _ARTICLE.match(text):
            heading.classes.add("clause")


def space_clauses(tree, job: Job) -> None:
    """A run-in 第X条 without a full stop is set off from its text by a space."""
    for run_in in tree.xpath('.//strong[@class="run-in"]'):
        text = run_in.text_content().strip()
        if _ARTICLE.match(text) and not text.endswith("。"):
            run_in.classes.add("clause")


def draw_charts(tree, job: Job) -> None:
    """``figure.chart``: the drawing takes the place of its table, which becomes its words."""
    for figure in tree.xpath('.//figure[contains(@class, "chart")]'):
        table = figure.find("table")
        if table is None:
            raise Refused(f"《{job.name}》有一幅图表没有数据表，请在正文里补上数据。")
        rows = [[cell.text_content().strip() for cell in row] for row in table.iter("tr")]
        caption = _caption(figure)
        try:
            picture = drawing.chart(rows, figure.get("data-chart", "bar"), title=caption)
        except ValueError as error:
            raise Refused(f"《{job.name}》的图表“{caption or '无题'}”画不出来：{error}") from None
        image = _svg_image(picture, _spoken(rows, caption))
        _occupy(image, *_svg_size(picture), tallest=TALLEST)
        table.getparent().replace(table, image)


def draw_codes(tree, job: Job) -> None:
    """``figure.qr``: the code stands above its words, beside the text."""
    for figure in tree.xpath('.//figure[contains(@class, "qr")]'):
        link = figure.find(".//a[@href]")
        url = link.get("href") if link is not None else job.full_text_url
        try:
            picture = drawing.qr(urljoin(BASE_URL, url))
        except ValueError as error:
            raise Refused(f"《{job.name}》的二维码印不出来：{error}") from None
        figure.insert(0, _svg_image(picture, f"二维码：{_caption(figure)}"))


def size_pictures(tree, job: Job) -> None:
    """Uploads at a height of whole lines, so that the text below stays on the grid."""
    for image in tree.xpath('.//img[starts-with(@src, "/pictures/")]'):
        name = image.get("src").rsplit("/", 1)[1]
        upload = job.pictures.get(name)
        if upload is None:
            raise Refused(f"《{job.name}》引用的图片“{name}”不在图库里，请重新上传并插入。")
        if not image.get("alt"):
            image.set("alt", upload.alt_text or _caption(image.getparent()) or "图片")
        wide = _occupy(image, upload.width, upload.height, tallest=TALLEST)
        density = upload.width / (wide / 72)
        if density < WORST_PIXELS_PER_INCH:
            job.findings.append(
                f"《{job.name}》的图片“{upload}”印出来只有每英寸 {density:.0f} 点，"
                f"低于 {WORST_PIXELS_PER_INCH} 点会发虚，请换一张更大的。"
            )


def note_lost_pictures(tree, job: Job) -> None:
    for figure in tree.iter("figure"):
        if figure.find(".//img") is None and figure.find(".//table") is None:
            caption = _caption(figure) or "插图"
            job.findings.append(
                f"《{job.name}》的“{caption}”只有图题，没有图，请上传图片或补数据。"
            )


def check_footnotes(tree, job: Job) -> None:
    """Calls without a note are told. (Notes stand at the article's end: ``float: footnote`` of
    WeasyPrint 70.0 prints a note twice, or on a later page, where headings keep with their text.)
    """
    notes = {item.get("id") for item in tree.xpath('.//section[@class="footnotes"]//li[@id]')}
    for call in tree.xpath('.//sup[contains(@class, "footnote-ref")]/a'):
        if call.get("href", "").lstrip("#") not in notes:
            job.findings.append(f"《{job.name}》的脚注“{call.text_content()}”没有注文，请补上。")


def complete_links(tree, job: Job) -> None:
    """Links of our own site get its name; anchors inside the body get the article's prefix."""
    for element in tree.xpath(".//*[@id]"):
        if not element.get("id").startswith(job.prefix):
            element.set("id", f"{job.prefix}-{element.get('id')}")
    for link in tree.iter("a"):
        href = link.get("href", "")
        link.attrib.pop("rel", None)
        if href.startswith("#"):
            link.set("href", f"#{job.prefix}-{href[1:]}")
        elif href:
            link.set("href", urljoin(BASE_URL, href))


def repeat_heads(tree, job: Job) -> None:
    """A table whose first row is all ``th`` but has no ``thead`` gets one: heads repeat."""
    for table in tree.iter("table"):
        first = next(table.iter("tr"), None)
        if table.find("thead") is not None or first is None or len(first) == 0:
            continue
        if all(cell.tag == "th" for cell in first):
            first.getparent().remove(first)
            table.insert(0, builder.THEAD(first))


TRANSFORMS = (
    set_borders,
    name_headings,
    space_clauses,
    repeat_heads,
    draw_charts,
    draw_codes,
    size_pictures,
    note_lost_pictures,
    check_footnotes,
    complete_links,
)


def _caption(figure) -> str:
    caption = figure.find("figcaption")
    return caption.text_content().strip() if caption is not None else ""


def _spoken(rows, caption: str) -> str:
    """The chart in words, for a screen reader: its caption and its table."""
    told = "；".join("，".join(cell for cell in row if cell) for row in rows)
    return f"{caption}。{told}"[:1000]


def _svg_size(svg: str) -> tuple[float, float]:
    box = lxml.html.fromstring(svg).get("viewbox") or ""
    _, _, wide, high = (float(number) for number in box.split())
    return wide, high


def _svg_image(svg: str, words: str):
    """The drawing as an ``img``, lettered in the press's own face."""
    svg = _LETTERING.sub('font-family="Press Hei, Noto Sans CJK SC"', svg)
    data = b64encode(svg.encode()).decode()
    return builder.IMG(src=f"data:image/svg+xml;base64,{data}", alt=words)


def _occupy(image, wide: float, high: float, *, tallest: int) -> float:
    """Give the image whole lines of height; returns its printed width in pt."""
    scale = min(1.0, MEASURE / (wide or 1), tallest * LINE / (high or 1))
    if wide > MEASURE / 2:
        scale = min(MEASURE / wide, tallest * LINE / (high or 1))
    printed_wide, printed_high = wide * scale, high * scale
    lines = max(1, -(-printed_high // LINE))
    image.set("style", f"width:{printed_wide:.2f}pt;height:{printed_high:.2f}pt")
    pad = lines * LINE - printed_high
    image.set("style", f"{image.get('style')};margin:{pad / 2:.2f}pt auto")
    return printed_wide

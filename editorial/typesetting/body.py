"""A stored body → the body as printed: anchors, charts, QR codes, footnotes, close-set borders."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import urljoin

import lxml.html
from lxml.html import builder

from editorial import drawing, richtext
from editorial.typesetting import endless
from editorial.typesetting.design import printed_size
from editorial.typesetting.grids import align_figures, choose_type, keep_whole, space_below
from editorial.typesetting.refusal import Refused
from editorial.typesetting.sources import BASE_URL
from editorial.typography import close_borders, title_lines

LONGEST_HEAD = 600  # characters: half a page, where they stand in one column
CODE_CAPTION = 10.5  # em: what stands below a code beside the text
_CAPTION_GAP = re.compile(r"^(\s*[图表]\s*[0-9A-Za-z.\-—]+)\s+")
_LETTERING = re.compile(r'font-family="[^"]*"')
_AFTER_CHAPTER = re.compile(r"(?<=[章编])\s+")
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百零〇\d]+[章编]")
_MARKERS = tuple(
    re.compile(form)
    for form in (
        r"第[一二三四五六七八九十百\d]+[章部篇编]",
        r"第[一二三四五六七八九十百\d]+节",
        r"[一二三四五六七八九十]+、",
        r"（[一二三四五六七八九十]+）",
        r"\d+[.．、](?!\d)",
        r"\d+[.．]\d+(?![.．]\d)",
        r"\d+[.．]\d+[.．]\d+",
        r"（\d+）",
    )
)
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+条")


@dataclass
class Job:
    """What a body is set for: whose it is, which pictures exist, what was noticed on the way."""

    name: str  # the article's title, for sentences
    prefix: str  # unique in the issue: ids are made of it
    full_text_url: str = ""
    pictures: dict = field(default_factory=dict)  # name → Upload
    findings: list[str] = field(default_factory=list)
    colours: dict[str, str] = field(
        default_factory=dict
    )  # of charts, in place of the standard ones
    measure: float = 451.0  # pt: 41 characters of 11 pt
    line: float = 25.0  # pt: the pitch of the page
    tallest: int = 20  # lines a picture may take, so that its caption stays on the page


def printed(html: str, job: Job) -> str:
    """The body ready for the page. Raises ``Refused`` for what cannot be printed."""
    clean = richtext.sanitise(html)
    tree = richtext.fragment(clean)
    if fault := endless.fault(tree, len(clean)):
        raise Refused(f"《{job.name}》{fault}")
    for transform in TRANSFORMS:
        transform(tree, job)
    return richtext.as_html(tree)


def split_footnotes(html: str) -> tuple[str, str]:
    """(body, footnotes) of a printed body: the notes stand after everything else.

    Its blocks and the rows of their tables are counted for ``openings``.
    """
    tree = richtext.fragment(html)
    for n, block in enumerate(tree, 1):
        block.set("data-block", str(n))
        tables = "self::table//tr | self::div/table//tr"
        rows = [row for row in block.xpath(tables) if row.getparent().tag != "thead"]
        for k, row in enumerate(rows, 1):
            row.set("data-row", str(k))
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
            heading.text = _AFTER_CHAPTER.sub("　", heading.text or "", count=1)
        elif _ARTICLE.match(text):
            heading.classes.add("clause")


def space_clauses(tree, job: Job) -> None:
    """A run-in 第X条 without a full stop is set off from its text by a space, typed or not."""
    for run_in in tree.xpath('.//strong[@class="run-in"]'):
        text = run_in.text_content().strip()
        if _ARTICLE.match(text) and not text.endswith("。"):
            run_in.classes.add("clause")
            run_in.tail = (run_in.tail or "").lstrip()


def draw_charts(tree, job: Job) -> None:
    """``figure.chart``: the drawing takes the place of its table, which becomes its words.

    Data that cannot be drawn are printed as the table they are, and told.
    """
    for figure in tree.xpath('.//figure[contains(@class, "chart")]'):
        table = figure.find("table")
        if table is None:
            continue  # told as a lost picture
        rows = [[cell.text_content().strip() for cell in row] for row in table.iter("tr")]
        caption = _caption(figure)
        try:
            kind = figure.get("data-chart", "bar")
            picture = drawing.chart(rows, kind, title=caption, colours=job.colours)
        except ValueError as error:
            job.findings.append(
                f"《{job.name}》的图表“{caption or '无题'}”画不成图，印成了数据表：{error}"
            )
            continue
        image = _svg_image(picture, _spoken(rows, caption))
        _occupy(image, *_svg_size(picture), job)
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
        _balance(figure.find("figcaption"))


def _balance(caption) -> None:
    """The words below a code in lines of even length."""
    holder = caption
    while holder is not None and len(holder) == 1 and not holder.text:
        holder = holder[0]
    if holder is None or len(holder):
        return
    first, *rest = title_lines((holder.text or "").strip(), measure=CODE_CAPTION) or [""]
    holder.text = first
    for words in rest:
        line = builder.BR()
        line.tail = words
        holder.append(line)


def size_pictures(tree, job: Job) -> None:
    """Uploads at a height of whole lines, so that the text below stays on the grid."""
    for image in tree.xpath('.//img[starts-with(@src, "/pictures/")]'):
        name = image.get("src").rsplit("/", 1)[1]
        upload = job.pictures.get(name)
        if upload is None:
            raise Refused(f"《{job.name}》引用的图片“{name}”不在图库里，请重新上传并插入。")
        if not image.get("alt"):
            image.set("alt", upload.alt_text or _caption(image.getparent()) or "图片")
        _occupy(image, upload.width, upload.height, job)


def note_lost_pictures(tree, job: Job) -> None:
    """A caption without its picture keeps the picture's place, or all that follows would move."""
    for figure in tree.iter("figure"):
        if figure.find(".//img") is None and figure.find(".//table") is None:
            figure.insert(0, builder.P("（图略）", builder.CLASS("lost")))
            caption = _caption(figure) or "插图"
            job.findings.append(
                f"《{job.name}》的“{caption}”只有图题，没有图，请上传图片或补数据。"
            )


def check_footnotes(tree, job: Job) -> None:
    """Calls without a note are told."""
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


def set_tables(tree, job: Job) -> None:
    for table in list(tree.iter("table")):
        space_below(table)
        align_figures(table)
        choose_type(table)
        keep_whole(table)


def indent_contents(tree, job: Job) -> None:
    """Lines of a report's contents by level: whatever marker comes first is the highest."""
    for section in tree.xpath('.//section[@class="report-contents"]'):
        seen: list[int] = []
        for line in section.xpath("./p"):
            words = line.text_content().strip()
            kind = next((n for n, form in enumerate(_MARKERS) if form.match(words)), None)
            if kind is not None and kind not in seen:
                seen.append(kind)
            if kind is None and line.getprevious() is None:
                line.set("class", "contents-label")
            if kind is not None and seen.index(kind):
                line.set("class", f"level-{min(seen.index(kind), 2) + 1}")


def repeat_heads(tree, job: Job) -> None:
    """A table whose first row is all ``th`` but has no ``thead`` gets one: heads repeat.

    One of half a page is none: repeated, it would leave its rows no room, and never end.
    """
    for head in tree.xpath(".//thead"):
        if len(head.text_content()) > LONGEST_HEAD:
            head.tag = "tbody"
    for table in tree.iter("table"):
        first = next(table.iter("tr"), None)
        if table.find("thead") is not None or first is None or len(first) == 0:
            continue
        is_head = all(cell.tag == "th" for cell in first)
        if is_head and len(first.text_content()) <= LONGEST_HEAD:
            first.getparent().remove(first)
            table.insert(0, builder.THEAD(first))


TRANSFORMS = (
    set_borders,
    name_headings,
    space_clauses,
    repeat_heads,
    draw_charts,
    set_tables,
    indent_contents,
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


def _occupy(image, wide: float, high: float, job: Job) -> None:
    """Give the image whole lines of height."""
    room = job.tallest * job.line
    printed_wide, printed_high = printed_size(wide, high, measure=job.measure, room=room)
    lines = max(1, -(-printed_high // job.line))
    image.set("style", f"width:{printed_wide:.2f}pt;height:{printed_high:.2f}pt")
    pad = lines * job.line - printed_high
    image.set("style", f"{image.get('style')};margin:{pad / 2:.2f}pt auto")

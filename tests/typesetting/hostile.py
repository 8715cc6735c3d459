"""Bodies that no editor would write, and a few that one might: by name, the HTML of each.

Too much, too deep, too wide, broken, dangerous. They are made when they are asked for, since some
have megabytes.
"""

import re
from functools import partial

CANARY = "/tmp/newsroom-canary"  # a file, and below an address, that nobody may read
ADDRESS = "http://127.0.0.1:9/canary"
LINE = "数据要素流通。"
NUMBERS = ("1e308", "-1e308", "NaN", "Infinity", "-0", "1e-320", "１２３", "9" * 400, "--", "0x10")
KINDS = ("bar", "line", "pie", "combined")
LINKS = (f"file://{CANARY}", CANARY, ADDRESS, f"//{ADDRESS[7:]}", "javascript:alert(1)")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="{size}" height="{size}">{inside}</svg>'
)
BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def said(words: str, times: int) -> str:
    return "<p>" + words * times + "</p>"


def nested(tags: str, depth: int, words: str = LINE, closing: str = "") -> str:
    """``words`` inside so many pairs of ``tags``; ``closing``: what closes them, in order."""
    opening = [tag for tag in tags.replace("><", "> <").split(" ")]
    closing = closing or "".join(f"</{tag.strip('<>').split()[0]}>" for tag in reversed(opening))
    return tags * depth + words + closing * depth


def table(rows: int, columns: int, cell: str = "<td>数</td>") -> str:
    return "<table>" + f"<tr>{cell * columns}</tr>" * rows + "</table>"


def chart(kind: str, numbers) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>{each}</td></tr>" for n, each in enumerate(numbers))
    return (
        f'<figure class="chart" data-chart="{kind}"><table><tr><th>年</th><th>数</th></tr>{rows}'
        "</table><figcaption>图1 数</figcaption></figure>"
    )


def charts(numbers) -> str:
    return "".join(chart(kind, numbers) for kind in KINDS)


def footnotes(count: int, words: str = LINE, per_paragraph: int = 1) -> str:
    calls = [
        f'<sup class="footnote-ref"><a href="#fn-{n}" id="fnref-{n}">{n}</a></sup>'
        for n in range(1, count + 1)
    ]
    texts = [
        f"<p>{LINE}{''.join(calls[at : at + per_paragraph])}</p>"
        for at in range(0, count, per_paragraph)
    ]
    notes = "".join(f'<li id="fn-{n}">{words}</li>' for n in range(1, count + 1))
    return f'{"".join(texts)}<section class="footnotes"><ol>{notes}</ol></section>'


def in_every_attribute(link: str) -> str:
    attributes = ("src", "href", "data", "poster", "background", "action", "srcset", "xlink:href")
    tags = ("img", "a", "link rel=stylesheet", "link rel=attachment", "object", "video", "iframe")
    told = " ".join(f'{name}="{link}"' for name in attributes)
    style = f"style=\"background:url('{link}');content:url({link});list-style-image:url({link})\""
    return "".join(f"<{tag} {told} {style}>{LINE}</{tag.split()[0]}>" for tag in tags)


def svg(inside: str, *, size: str = "100", before: str = "") -> str:
    return f"<p>{LINE}{before}{SVG.format(size=size, inside=inside)}{LINE}</p>"


def uses(depth: int) -> str:
    """Each group shows the one before it ten times."""
    shown = "<use xlink:href='#g{}'/>"
    groups = "".join(f'<g id="g{n}">{shown.format(n - 1) * 10}</g>' for n in range(1, depth))
    return f'<defs><circle id="g0" r="9"/>{groups}</defs><use xlink:href="#g{depth - 1}"/>'


def is_told(fault: str) -> bool:
    """Whether an editor can do something with this sentence: it is Chinese, and no mere alarm."""
    return bool(re.match("[一-鿿《]", fault)) and not fault.startswith("排版程序出错")


# Name → what makes the body.
BODIES = {
    # Nothing, or hardly anything
    "empty": lambda: "",
    "white space": lambda: " \n\t\u3000\u00a0 " * 1000,
    "empty everything": lambda: (
        "<p></p><h2></h2><ul><li></li></ul><table></table><table><tr></tr></table><figure></figure>"
        '<section class="footnotes"></section><section class="report-contents"></section>'
        '<figure class="chart" data-chart="pie"></figure><figure class="qr"></figure><ol></ol>'
        "<blockquote></blockquote><table><tr><td></td></tr></table><a></a><strong></strong><br>"
    ),
    "captions alone": lambda: "<figure><figcaption></figcaption></figure>" * 50,
    "broken tags": lambda: "<p><b><table><tr><td></p></b>数<tr><li><td colspan=><h2>" * 300,
    "nothing but brackets": lambda: "<" * 5000 + ">" * 5000,
    "entities": lambda: "<p>" + "&#0;&#x110000;&#xD800;&nosuch;&amp;lt;&#8205;" * 500 + "</p>",
    # Too deep
    "lists in lists": partial(nested, "<ul><li>", 400),
    "quotations in quotations": partial(nested, "<blockquote>", 900, f"<p>{LINE}</p>"),
    "tables 30 deep": partial(nested, "<table><tr><td>", 30),
    "tables 400 deep": partial(nested, "<table><tr><td>", 400),
    "sections in sections": partial(nested, '<section class="report-contents">', 300),
    "10,000 inline tags in each other": partial(nested, "<strong><em>", 5_000),
    "figures in cells in figures": partial(nested, "<figure><table><tr><td>", 40),
    # Too much
    "3,000 headings": lambda: "".join(
        f"<h{2 + n % 4}>{n}、总则</h{2 + n % 4}>" for n in range(3000)
    ),
    "998 footnotes": partial(footnotes, 998),
    "300 footnotes to a paragraph": partial(footnotes, 300, per_paragraph=300),
    "footnotes longer than pages": partial(footnotes, 4, LINE * 800),
    "notes that call each other": lambda: (
        '<p>甲<sup class="footnote-ref"><a href="#fn-1">1</a></sup></p><section class="footnotes">'
        '<ol><li id="fn-1">乙<sup class="footnote-ref"><a href="#fn-1">1</a></sup></li>'
        '<li id="fn-1">丙</li></ol></section>'
    ),
    "a list of 10,000": lambda: f"<ol start='99999999999'>{f'<li>{LINE}</li>' * 10_000}</ol>",
    "5,000 line breaks": lambda: said("数<br>", 5_000),
    "5,000 links": lambda: said('<a href="https://example.org/?q=数据">数</a>', 5_000),
    "5,000 run-ins": lambda: '<p><strong class="run-in">（一）数。</strong>据。</p>' * 5_000,
    "a paragraph of a million characters": lambda: said("数据", 500_000),
    "1,000 QR codes": lambda: '<figure class="qr"><figcaption>扫描</figcaption></figure>' * 1_000,
    "a QR code of 5,000 letters": lambda: (
        f'<figure class="qr"><a href="https://example.org/{"a" * 5_000}">全文</a></figure>'
    ),
    # Tables
    "a table of 20,000 rows": partial(table, 20_000, 2),
    "a table of 2,000 columns": partial(table, 1, 2_000),
    "a table of 200 columns and 200 rows": partial(table, 200, 200),
    "rowspans of 65,000": partial(table, 20, 5, '<td rowspan="65000">数</td>'),
    "rowspans of 999": partial(table, 20, 5, '<td rowspan="999">数</td>'),
    "colspans of a million": partial(table, 20, 5, '<td colspan="1000000">数</td>'),
    "spans that overlap": partial(table, 60, 4, '<td colspan="7" rowspan="9">数</td>'),
    "spans of nothing": partial(table, 9, 4, '<td colspan="0" rowspan="-1">数</td>'),
    "a cell longer than a page": partial(table, 2, 2, f"<td>{LINE * 600}</td>"),
    "a cell of many paragraphs": partial(table, 2, 2, f"<td>{f'<p>{LINE}</p>' * 200}</td>"),
    "heads and nothing else": lambda: (
        f"<table><thead>{'<tr><th>数</th></tr>' * 200}</thead></table>"
    ),
    "a head longer than a page": lambda: (
        f"<table><thead><tr><th>{LINE * 300}</th></tr></thead>{'<tr><td>数</td></tr>' * 60}</table>"
    ),
    "figures in cells": partial(table, 5, 2, f"<td>{chart('bar', '123')}</td>"),
    # Charts
    "charts of strange numbers": partial(charts, NUMBERS),
    "charts of 10,000 numbers": partial(charts, range(10_000)),
    "charts of negative numbers": partial(charts, (-1, -5, -1_000_000_000_000)),
    "charts of nothing but noughts": partial(charts, (0, 0, 0)),
    "charts of one huge number": partial(charts, ("1e300", "1", "2")),
    "charts without numbers": partial(charts, (LINE, "", "&lt;script&gt;")),
    "charts of long labels": lambda: chart("bar", (1, 2)).replace("年", LINE * 300),
    # Letters
    "an unbreakable word of 100,000 letters": lambda: said("a", 100_000),
    "an unbreakable word in a heading, a cell, a caption": lambda: (
        f"<h2>{'a' * 3_000}</h2><table><caption>{'b' * 3_000}</caption><tr><td>{'c' * 3_000}</td>"
        f"<td>数</td></tr></table><figure><figcaption>{'d' * 3_000}</figcaption></figure>"
    ),
    "marks alone": lambda: said("，。、；：？！）》”（《“", 2_000),
    "dashes and dots": lambda: f"<p>{'——' * 5_000}{'……' * 5_000}</p>",
    "spaces that do not break": lambda: said("数&nbsp;", 20_000),
    "ideographic spaces": lambda: said("\u3000", 20_000),
    "zero-width characters": lambda: said("数\u200b\u200c\u200d\u2060\ufeff", 4_000),
    "bidirectional controls": lambda: (
        said("\u202e\u2066数据\u202b\u2067abc\u202d", 2_000) + said("\u202c\u2069", 99)
    ),
    "right-to-left scripts": lambda: said("שלום مرحبا 数据 ", 1_000),
    "private-use characters": lambda: said("\ue000\uf8ff\U000f0000\U0010fffd数", 1_000),
    "noncharacters": lambda: "<p>" + "\ufffe\uffff\ufdd0\U0001fffe数" * 1_000 + "</p>",
    "control characters": lambda: "<p>" + "".join(map(chr, range(32))) * 200 + "\x7f\x85</p>",
    "lone surrogates": lambda: "<p>数\ud800据\udfff</p>" * 100,
    "combining marks by thousands": lambda: said("数" + "\u0301\u0335\u20dd" * 5_000 + "据", 2),
    "variation selectors": lambda: said("葛\U000e0100\ufe00", 3_000),
    "rare characters": lambda: "<p>" + "".join(map(chr, range(0x20000, 0x22000))) + "</p>",
    "one character of every block": lambda: (
        "<p>"
        + "".join(chr(n) for n in range(0xA0, 0x30000, 128) if not 0xD800 <= n < 0xE000)
        + "</p>"
    ),
    "emoji": lambda: said("👩‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽", 500),
    "breaks of every kind": lambda: "<p>" + "数\r\n\v\f\x1c\x85\u2028\u2029" * 1_000 + "</p>",
    # What reaches out, and what runs
    "files and addresses in every attribute": lambda: "".join(map(in_every_attribute, LINKS)),
    "addresses in style sheets": lambda: "".join(
        f"<style>@import url({link});@font-face{{font-family:x;src:url({link})}}"
        f"p{{background:url({link})}}</style><p style='font-family:x'>{LINE}</p>"
        for link in LINKS
    ),
    "data addresses": lambda: (
        "<p>数<img src='data:image/svg+xml,<svg/>'><img src='data:text/html,<script>'>"
        "<a href='data:text/html,数'>甲</a><img src='data:image/png;base64,AAAA'></p>"
    ),
    "a picture that is not there": lambda: (
        f'<p>数<img src="/pictures/{"0" * 32}.png" alt="图"></p>'
    ),
    "a picture's path that climbs": lambda: (
        f'<p>数<img src="/pictures/../..{CANARY}" alt="图"></p>'
    ),
    "scripts, frames, forms": lambda: (
        "<p onclick=go()>数<script>go()</script><iframe src=x></iframe><form><input></form>"
        "<object data=x></object><embed src=x><base href=//x><meta http-equiv=refresh></p>"
    ),
    "layout of their own": lambda: nested("<div style='display:flex'>", 60).replace(
        "flex", "flex;float:left;position:fixed;width:1e9px;height:1e9px;columns:99"
    ),
    "a page of 1 mm": lambda: f"<style>@page{{size:1mm;margin:0}}</style><p>{LINE * 50}</p>",
    "SVG as large as it gets": partial(svg, "<rect width='1e9' height='1e9'/>", size="99999999"),
    "SVG with scripts and frames": partial(
        svg, f"<script>go()</script><foreignObject><iframe src='{ADDRESS}'/></foreignObject>"
    ),
    "SVG with files and addresses": lambda: "".join(
        svg(f"<image xlink:href='{link}'/><use xlink:href='{link}#a'/>") for link in LINKS
    ),
    "SVG that shows itself": partial(svg, "<g id='a'><use xlink:href='#a'/></g>"),
    "SVG that shows itself a million times": lambda: svg(uses(7)),
    "SVG with entities in entities": partial(svg, "<text>&i;</text>", before=BOMB),
    "XML with a file as its entity": partial(
        svg, "<text>&x;</text>", before=f"<!DOCTYPE x [<!ENTITY x SYSTEM 'file://{CANARY}'>]>"
    ),
}

# What takes seconds, or all the time that there is.
LONG = {
    *("3,000 headings", "998 footnotes", "300 footnotes to a paragraph", "5,000 line breaks"),
    *("footnotes longer than pages", "a list of 10,000", "5,000 links", "5,000 run-ins"),
    *("a paragraph of a million characters", "1,000 QR codes", "a table of 20,000 rows"),
    *("a table of 2,000 columns", "a table of 200 columns and 200 rows", "spans that overlap"),
    *("a cell longer than a page", "a cell of many paragraphs", "a head longer than a page"),
    *("figures in cells", "charts of 10,000 numbers", "charts of strange numbers"),
    *("an unbreakable word of 100,000 letters", "marks alone", "dashes and dots"),
    *("spaces that do not break", "zero-width characters", "bidirectional controls"),
    *("rare characters", "breaks of every kind", "entities", "nothing but brackets"),
    *("combining marks by thousands",),
}
# What the database itself does not take; the form and the model never hand it over.
UNSTORABLE = {"lone surrogates"}

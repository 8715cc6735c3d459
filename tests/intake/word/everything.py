"""One invented issue as a Word file with everything that a Word file may hold."""

from tests.intake.word.builder import (
    BREAK,
    abstract,
    bold,
    cell,
    docx,
    drawing,
    level,
    num,
    p,
    part,
    picture,
    png,
    r,
    raised,
    row,
    start_override,
    table,
    text_box,
)  # fmt: skip

NAME = "二〇二六年第三期.docx"
POLICY = "山海省推进公共数据资源开发利用实施意见"
LAW = "临江市数据流通促进条例"
FIGURES = "青禾省算力产业运行简况"
DIGEST = "东湾新区数据要素发展报告摘编"
TITLES = (("国策要论", POLICY, "1"), ("地方新政", LAW, "3"),
          ("产业镜像", FIGURES, "5"), ("前沿观察", DIGEST, "7"))  # fmt: skip
# (comment id, author, passage, words): the second answers the first; the third is done.
COMMENTS = (
    ("11", "沈审读", "十二个领域", "请核对领域的数目。"),
    ("12", "林编辑", "十二个领域", "已与原件核对，数目无误。"),
    ("13", "沈审读", "数据集团", "这里是全称吗？"),
)
HAN = "chineseCountingThousand"
STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="标题 {n}"/>'
        f'<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3)
    )
    + '<w:style w:type="paragraph" w:styleId="tiao"><w:name w:val="条文"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/>'
    '<w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="character" w:styleId="zhong"><w:name w:val="着重"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
)
NUMBERING = (
    abstract(0, level(0, "%1、", HAN), level(1, "（%2）", HAN), level(2, "%3."))
    + abstract(
        1,
        level(0, "第%1章", HAN),
        level(1, "第%2条", HAN, more='<w:lvlRestart w:val="0"/><w:pStyle w:val="tiao"/>'),
        level(2, "（%3）", HAN),
    )
    + abstract(2, level(0, "\uf0b7", "bullet"))
    + abstract(3, level(0, "%1.", more="<w:isLgl/>"))
    + num(1, 0)
    + num(2, 1)
    + num(3, 2)
    + num(4, 3, start_override(0, 1))
)


def everything() -> bytes:
    """The whole issue. What of it is what, see the paragraphs below."""
    articles = (each for paragraphs in articles_of_it() for each in paragraphs)
    return file_of(*_front(), *_contents(), *articles, *_back())


def articles_of_it() -> list[list[str]]:
    """Its articles, each as paragraphs."""
    return [_policy(), _law(), _figures(), _digest()]


def file_of(*body: str) -> bytes:
    """These paragraphs, with everything that they refer to."""
    comments, extended = _comments()
    return docx(
        *body,
        styles=STYLES,
        numbering=NUMBERING,
        parts={
            "footnotes": _notes("footnote", "数据来自山海省数据局的公开资料。"),
            "endnotes": _notes("endnote", "该意见自印发之日起施行。"),
            "comments": comments,
            "commentsExtended": extended,
            "header": part("hdr", p("大数据发展动态 2026年第3期")),
            "footer": part("ftr", p("内部审读稿")),
            "chart": chart(),
        },
        files={"i1": png(40, 30), "i2": png(40, 31), "i3": png(40, 32), "i4": b"\1\0\0\0 EMF"},
        links={"web": "https://example.org/report", "far": "https://example.org/data"},
    )  # fmt: skip


# --- Cover, masthead, contents --------------------


def _front() -> list[str]:
    numbers = "2026年1月16日 第3期 总第266期"
    masthead = table(
        row(cell("主　编"), cell("山海数据研究院")),
        row(cell("编委会"), cell("林 青、赵云麓、白 河")),
        row(cell("责任编辑"), cell("孙 远")),
    )
    rest = (
        "咨询电话 000-1234567（传真）",
        "邮 箱 desk@example.org",
        "编辑地址 云麓市海滨路1号",
        "新媒体",
        "声明：本刊文字来自公开渠道。",
    )
    lines = ("大数据发展动态", "以数据看山海", numbers, LAW, "大数据发展动态", numbers)
    return [*(p(r(line, '<w:sz w:val="44"/>')) for line in lines), masthead, *map(p, rest)]


def _contents() -> list[str]:
    """The contents as Word makes it: a field over paragraphs, links and page numbers in it."""
    entries = []
    for at, (section, title, page) in enumerate(TITLES):
        linked = f'<w:hyperlink w:anchor="_Toc{at}">{r(title)}<w:r><w:tab/></w:r>' + field(
            f" PAGEREF _Toc{at} \\h ", page
        )
        entries += [p(section, style="toc1"), p(f"{linked}</w:hyperlink>", style="toc1")]
    begin = _mark("begin") + _said(' TOC \\o "1-3" \\h \\z \\u ') + _mark("separate")
    control = "".join([p("本期要目"), p(begin), *entries, p(_mark("end"))])
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return [f"<w:sdt>{gallery}</w:sdtPr><w:sdtContent>{control}</w:sdtContent></w:sdt>", PAGE]


def field(instruction: str, result: str) -> str:
    return _mark("begin") + _said(instruction) + _mark("separate") + r(result) + _mark("end")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _said(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'


PAGE = p('<w:r><w:br w:type="page"/></w:r>')


# --- 国策要论: heading styles, numbers, revisions, comments, notes --------------------


def _policy() -> list[str]:
    title = '<w:bookmarkStart w:id="1" w:name="_Toc0"/>' + r(POLICY) + '<w:bookmarkEnd w:id="1"/>'
    return [
        p("编者按"),
        p("近日，山海省印发实施意见，部署公共数据资源开发利用的三项任务。"),
        p(title, style="1"),
        p("山海数发〔2026〕3号"),
        p("各市、县人民政府："),
        p("为推进公共数据资源开发利用，", deleted("现就有关事项"), inserted("现提出"),
          "以下意见。"),
        p("总体要求", style="2", number=(1, 0)),
        p("到二〇二七年，全省公共数据在", *commented("十二个领域", "11", "12"), "得到应用",
          '<w:r><w:footnoteReference w:id="1"/></w:r>', "，覆盖全部市县。"),
        p("主要任务", style="2", number=(1, 0)),
        p("健全授权体系", style="3", number=(1, 1)),
        p("各地建立授权运营目录，", mark=REMOVED),
        p("由省", *commented("数据集团", "13"), "统一发布。"),
        p(bold("分级管理。"),
          "普通数据直接开放，敏感数据脱敏后开放。（责任单位：省数据局）", number=(1, 2)),
        p(bold("分步推进。"),
          "先在云麓市试点，再向全省推开。（责任单位：云麓市人民政府）", number=(1, 2)),
        p("完善流通规则", style="3", number=(1, 1)),
        p("建立价格形成机制", '<w:r><w:endnoteReference w:id="1"/></w:r>', "，保障各方收益。"),
        p("保障措施", style="2", number=(1, 0)),
        p("各部门要加强协同，", r("此句不印", "<w:vanish/>"), "定期通报进展。"),
        p("附件：1. 授权运营目录"), p("2. 价格机制说明"),
        p("（来源：山海省数据局）"),
    ]  # fmt: skip


REMOVED = '<w:del w:id="90" w:author="林编辑"/>'


def deleted(text: str) -> str:
    return f'<w:del w:id="91" w:author="林编辑"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="92" w:author="林编辑">{r(text)}</w:ins>'


def commented(text: str, *names: str) -> list[str]:
    starts = "".join(f'<w:commentRangeStart w:id="{name}"/>' for name in names)
    ends = "".join(
        f'<w:commentRangeEnd w:id="{name}"/><w:r><w:commentReference w:id="{name}"/></w:r>'
        for name in names
    )
    return [starts, r(text), ends]


def _comments() -> tuple[str, str]:
    """comments.xml, and what Word keeps beside it: who answers whom, and what is done."""
    texts = "".join(
        f'<w:comment w:id="{name}" w:author="{author}" w:date="2026-01-1{at}T09:30:00Z">'
        f'<w:p w14:paraId="0000000{at}">{r(words)}</w:p></w:comment>'
        for at, (name, author, _, words) in enumerate(COMMENTS)
    )
    more = (
        '<w15:commentEx w15:paraId="00000000" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:done="1"/>'
    )
    extended = part("commentsEx", more).replace("w:commentsEx", "w15:commentsEx")
    return part("comments", texts), extended


def _notes(kind: str, text: str) -> str:
    separator = f'<w:{kind} w:type="separator" w:id="0">{p()}</w:{kind}>'
    inner = p(f"<w:r><w:{kind}Ref/></w:r>", text)
    return part(f"{kind}s", f'{separator}<w:{kind} w:id="1">{inner}</w:{kind}>')


# --- 地方新政: chapters and articles counted by Word --------------------


def _law() -> list[str]:
    return [
        p("编者按"),
        p("临江市以条例促进数据流通，明确各方的权利和责任。"),
        p(LAW, style="1"),
        p("总则", number=(2, 0)),
        p("为了促进数据流通，制定本条例。", style="tiao"),
        p("本条例所称数据，包括下列各类：", style="tiao"),
        p("公共数据；", number=(2, 2)),
        p("企业数据。", number=(2, 2)),
        p("流通与保护", number=(2, 0)),
        p("数据流通应当合法、自愿、公平。", style="tiao"),
        p("市数据主管部门建立登记制度，并向社会公布。", style="tiao"),
        p("（来源：临江市人民代表大会常务委员会）"),
    ]


# --- 产业镜像: tables, pictures, a chart, boxes, raised characters --------------------


def _figures() -> list[str]:
    regions = table(
        row(cell(p(bold("地区"))), cell(p(bold("规模（亿元）")), span=2), head=True),
        row(cell("青禾市", merge="restart"), cell("算力"), cell("120")),
        row(cell(merge="continue"), cell("存力"), cell("80")),
    )
    return [
        p(FIGURES, style="1"),
        p(bold("一、总体规模")),
        p("全省算力总规模达到10", raised("18"), "次，减排CO", raised("2", "subscript"), "三万吨。"),
        regions,
        p("各地规模如下图所示，增长平稳。"),
        p(picture("i1", "各地规模")), p("图1 青禾省各地算力规模"),
        p(picture("i2"), picture("i3")), p("图2 两座机房的外景"),
        p(bold("二、增长情况")),
        p("近三年的数量逐年增长，增速保持在两位数。"),
        p(chart_here()), p("图3 近三年算力规模"),
        p(picture("i4", "示意图")),
        p("按公式", "<m:oMath><m:r><m:t>y=2x</m:t></m:r></m:oMath>", "推算，明年仍将增长。",
          text_box(p("数据截至去年十二月底。"))),
        p("（来源：青禾省统计局、东湾新区管理委员会）"),
    ]  # fmt: skip


def chart_here() -> str:
    return drawing('<c:chart r:id="chart"/>', "chart")


def chart(kind: str = "bar") -> str:
    """Two series over three years, as Word keeps them beside the picture of the chart."""
    years = ("2023年", "2024年", "2025年")
    series = (("算力", ("60", "90", "120")), ("存力", ("40", "60", "80.5")))
    made = "".join(
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:strRef><c:f>A{at}</c:f><c:strCache>{_points((name,))}</c:strCache></c:strRef>"
        "</c:tx>"
        "<c:cat><c:strRef><c:f>B1</c:f>"
        f"<c:strCache>{_points(years)}</c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:f>C1</c:f>"
        f"<c:numCache>{_points(values)}</c:numCache></c:numRef></c:val>"
        "</c:ser>"
        for at, (name, values) in enumerate(series)
    )
    axes = "" if kind == "pie" else '<c:axId val="1"/><c:axId val="2"/>'
    grouping = "" if kind == "pie" else '<c:grouping val="clustered"/>'
    direction = '<c:barDir val="col"/>' if kind == "bar" else ""
    inner = f"<c:{kind}Chart>{direction}{grouping}{made}{axes}</c:{kind}Chart>{axes and _AXES}"
    whole = part("chartSpace", f"<c:chart><c:plotArea>{inner}</c:plotArea></c:chart>")
    return whole.replace("<w:chartSpace", "<c:chartSpace").replace("</w:chart", "</c:chart")


_AXES = "".join(
    f'<c:{name}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
    f'<c:delete val="0"/><c:axPos val="{side}"/><c:crossAx val="{other}"/></c:{name}>'
    for name, own, side, other in (("catAx", 1, "b", 2), ("valAx", 2, "l", 1))
)


def _points(values) -> str:
    points = (f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{"".join(points)}'


# --- 前沿观察: all 正文, bold headings, links, controls, symbols --------------------


def _digest() -> list[str]:
    here = f'<w:hyperlink r:id="web">{r("报告网页")}</w:hyperlink>'
    there = field(' HYPERLINK "https://example.org/data" ', "数据目录")
    control = f"<w:sdt><w:sdtContent>{r('东湾新区')}</w:sdtContent></w:sdt>"
    tag = f'<w:smartTag w:element="place">{r("云麓市")}</w:smartTag>'
    ruby = f"<w:r><w:ruby><w:rt>{r('heng')}</w:rt><w:rubyBase>{r('衡')}</w:rubyBase></w:ruby></w:r>"
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    return [
        p(DIGEST, style="1"),
        p("扫描二维码", BREAK, "阅读报告全文"),
        p("报告目录"), p("第一章 环境"), p("第二章 指标"), p("第三章 展望"),
        p(bold("一、发展环境")),
        p(control, "联合", tag, "，在均", ruby, "布局上取得",
          r("明显进展", '<w:rStyle w:val="zhong"/>'),
          "，详见", here, "和", there, "。"),
        p("——数据供给。", "各类数据产品超过三千个。"),
        p("——数据应用。", "重点行业全部接入", tick, "平台。"),
        p(bold("二、主要指标")),
        p("主要指标包括："),
        p("数据产品的数量", number=(3, 0)), p("数据交易的金额", number=(3, 0)),
        p("新区在以下两方面仍要努力。"),
        p(bold("三、展望")),
        p("预计明年的交易额将突破百亿元，服务更多企业。", '<w:r><w:lastRenderedPageBreak/></w:r>'),
        p("（注：本文据公开报告摘编。）"),
        p("（来源：东湾新区数据研究中心）"),
    ]  # fmt: skip


def _back() -> list[str]:
    return [
        PAGE,
        p("山海数据研究院"),
        p("Shanhai Data Institute, SDI"),
        p("山海数据研究院是一家研究机构，设在云麓市。"),
    ]

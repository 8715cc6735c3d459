"""An issue with every form a body may have, to ask whether the finished files conform."""

import io

from PIL import Image

from editorial import uploads
from editorial.models import Attachment, OrganisationProfile
from tests.cast import make_article, make_issue
from tests.typesetting.conftest import body_of

CHART = (
    '<figure class="chart" data-chart="{kind}"><table><thead><tr><th>季度</th>{heads}</tr></thead>'
    "<tbody><tr><td>一季度</td>{first}</tr><tr><td>二季度</td>{second}</tr></tbody></table>"
    "<figcaption>图1 收入</figcaption></figure>"
)
ONE = {"heads": "<th>收入（亿元）</th>", "first": "<td>12</td>", "second": "<td>15</td>"}
TWO = {
    "heads": "<th>收入（亿元）</th><th>增速（%）</th>",
    "first": "<td>12</td><td>3.5</td>",
    "second": "<td>15</td><td>4.1</td>",
}
CHARTS = "".join(
    CHART.format(kind=kind, **columns)
    for kind, columns in (
        *(("bar", ONE), ("line", ONE), ("pie", ONE), ("combined", TWO)),
        ("bar", TWO),  # which cannot be drawn, and stays a table
    )
)
SPANNING = "".join(
    f'<tr><th rowspan="4" scope="rowgroup">类别{group}</th><td>指标</td><td>1</td><td>2</td></tr>'
    + "<tr><td>指标</td><td>1</td><td>2</td></tr>" * 2
    + '<tr><td colspan="2">合计</td><td>2</td></tr>'
    for group in range(12)
)
TABLES = (
    "<table><caption>表1 分类指标</caption><thead>"
    '<tr><th rowspan="2">类别</th><th rowspan="2">指标</th><th colspan="2">目标值</th></tr>'
    f"<tr><th>2026年</th><th>2027年</th></tr></thead><tbody>{SPANNING}</tbody></table>"
    "<table><tbody><tr><td>没有</td><td>表头</td></tr><tr><td>的</td></tr></tbody></table>"
    '<table><tbody><tr><td rowspan="3">伸出</td><td>表外</td></tr>'
    "<tr><td>去</td></tr></tbody></table>"
    "<table><tbody><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"
)
LISTS = (
    "<ol><li>甲<ul><li>甲一</li><li>甲二<ol><li>甲二之一</li></ol></li></ul></li><li>乙</li></ol>"
    "<ul><li><p>成段的一项。</p><p>又一段。</p></li><li></li></ul>"
)
NOTED = (
    '<p>有注的一段<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>，'
    '见<a href="https://example.org/guidance">网上的一份很长很长的指引，它的名字一行写不下，'
    "要折到下一行去才行，所以是一个折行的链接</a>。</p>"
    '<section class="footnotes"><ol><li id="fn-1">注释，见<a href="https://example.org/">原文</a>。'
    "</li></ol></section>"
)
OTHERS = (
    '<p><strong class="run-in">（一）总体要求。</strong>正文。'
    '<span class="duty">（甲局负责）</span></p>'
    '<p class="dash">——<strong>重点。</strong>正文。</p><blockquote><p>引文。</p></blockquote>'
    '<h3>1. 动向 <span lang="en">Trends</span></h3><p>H<sub>2</sub>O 与 m<sup>2</sup>。</p>'
    '<section class="report-contents"><p>一、概述</p><p>二、展望</p></section>'
    '<figure class="qr"><figcaption>扫描二维码 阅读全文</figcaption></figure>'
    "<figure><figcaption>图9 原图已失</figcaption></figure><p>生僻字：㙍、𠮷。</p>"
)


def picture(mode: str = "RGB", kind: str = "PNG") -> str:
    data = io.BytesIO()
    Image.new(mode, (2400, 1200), (200, 40, 40, 120)[: len(mode)]).save(data, kind)
    return uploads.receive(data.getvalue(), "图.png").path


def make_everything():
    issue = make_issue(
        7,
        cover_headline="云麓市低空数据\n三年行动",
        email="desk@example.org",
        disclaimer="本刊声明。",
    )
    pictures = "".join(
        f'<figure><img src="{picture(*each)}" alt="会场"><figcaption>图8 照片</figcaption></figure>'
        for each in (("RGB", "JPEG"), ("RGBA",), ("L",))
    )
    article = make_article(
        issue,
        note="按语。",
        document_number="云政发〔2026〕1号",
        addressee="各县区人民政府：",
        body=f"<h2>一、总则</h2>{body_of(2)}{OTHERS}{LISTS}{TABLES}{CHARTS}{pictures}{NOTED}",
    )
    Attachment.objects.create(
        article=article, position=1, title="清单", url="https://example.org/a"
    )
    Attachment.objects.create(article=article, position=2, title="说明")
    make_article(issue, title="云麓市数据条例", section="前沿观察", body=body_of(2))
    OrganisationProfile.objects.create(
        issue=issue, name_zh="山海数字研究院", name_en="Shanhai Institute", profile="研究院简介。"
    )
    return issue, article

"""The press draws what the browser draws: no warning, colours of print kept."""

import io
import logging

import pypdf
import weasyprint

from editorial.drawing import chart, cover_field, qr


def test_the_press_prints_every_drawing_without_a_warning(caplog):
    rows = [
        ["季度", "收入（亿元）", "增速（%）"],
        ["一季度", "120", "8.2"],
        ["二季度", "240", "-4"],
    ]
    drawings = [
        chart(rows, "combined", colours={"series-1": "device-cmyk(1 .8 .4 .4)"}),
        cover_field([("policy", 3)], seed=1, colours={"policy": "device-cmyk(0 .2 .7 0)"}),
        qr("https://example.org", colour="device-cmyk(0 0 0 1)"),
    ]

    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf = weasyprint.HTML(string="".join(drawings)).write_pdf()

    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert caplog.records == []
    assert {"一季度", "8.2%", "240"} <= set(page.extract_text().split())

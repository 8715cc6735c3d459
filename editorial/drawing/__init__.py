"""DRAWING: pictures made from data, as SVG strings: the cover field, charts, QR codes.

Pure functions without Django: the same data gives the same bytes, on paper and on the web.
Only plain shapes with presentation attributes, so that a strict content policy and the press
both draw them. Data that cannot be drawn raise ``ValueError`` with a Chinese sentence.
"""

from editorial.drawing.chart import chart
from editorial.drawing.cover import COLUMNS, COVER_COLOURS, ROWS, cover_dots, cover_field
from editorial.drawing.palette import CHART_COLOURS
from editorial.drawing.qr import qr

__all__ = [
    "CHART_COLOURS",
    "COLUMNS",
    "COVER_COLOURS",
    "ROWS",
    "chart",
    "cover_dots",
    "cover_field",
    "qr",
]

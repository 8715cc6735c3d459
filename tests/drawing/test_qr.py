"""QR codes: the modules that segno finds, as one path."""

import re

import pytest
import segno

from editorial.drawing import qr

URL = "https://example.org/reports/2026/full"


def modules(svg: str) -> set[tuple[int, int]]:
    """Dark modules of the drawing, the quiet zone of four taken off."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1", svg)
    return {(int(x) + n - 4, int(y) - 4) for x, y, length in runs for n in range(int(length))}


def test_the_path_has_exactly_the_dark_modules():
    matrix = segno.make_qr(URL, error="m").matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}

    assert modules(qr(URL)) == dark


def test_the_colour_can_be_given():
    assert 'fill="device-cmyk(0 0 0 1)"' in qr(URL, colour="device-cmyk(0 0 0 1)")


@pytest.mark.parametrize("url", ["", "  "])
def test_no_address_is_refused(url):
    with pytest.raises(ValueError, match=r"^二维码没有网址，请填写“全文网址”。$"):
        qr(url)


def test_an_address_that_is_too_long_is_refused():
    with pytest.raises(
        ValueError, match=r"^网址太长（4000 个字符），放不进二维码，请换一个短网址。$"
    ):
        qr("x" * 4000)

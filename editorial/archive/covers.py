"""COVERS: an issue's cover as one SVG file: name, number, and the field drawn from its text."""

import io
import logging
from base64 import b64encode
from html import escape

from PIL import Image, ImageOps, UnidentifiedImageError

from editorial import drawing

logger = logging.getLogger(__name__)

WIDTH, BAND, FIELD = 410, 116, 270  # ten units a dot; the band holds the name
MARGIN = 28
GROUND = "#0f2a4a"  # the main colour of the standard design
SONG = "'Noto Serif CJK SC','Source Han Serif SC','Songti SC','STSong','SimSun',serif"
HEI = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
PICTURE_SIZE = (2 * WIDTH, 2 * FIELD)  # pixels: sharp on dense screens


def cover_svg(issue, publication, weights, ground: str = GROUND) -> str:
    """The cover. ``weights`` are (section slug, characters) of the articles in print order.

    ``ground`` is the main colour of the design the issue is set in.
    """
    name = publication.name
    size = min(44, (WIDTH - 2 * MARGIN) / max(len(name), 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {BAND + FIELD}" '
        f'width="{2 * WIDTH}" height="{2 * (BAND + FIELD)}" role="img">'
        f"<title>{escape(f'{name} {issue}')}</title>"
        f'<rect width="{WIDTH}" height="{BAND + FIELD}" fill="{ground}"/>'
        f'<text x="{MARGIN}" y="66" font-family="{SONG}" font-weight="900" font-size="{size:g}" '
        f'fill="#fdfcf8">{escape(name)}</text>'
        f'<g font-family="{HEI}" font-size="15" fill="#d5dce6">'
        f'<text x="{MARGIN}" y="94">{issue.year}年第{issue.number}期</text>'
        f'<text x="{WIDTH - MARGIN}" y="94" text-anchor="end">总第{issue.running_number}期</text>'
        f"</g>{_picture(issue) or _field(issue, weights)}</svg>"
    )


def _field(issue, weights) -> str:
    field = drawing.cover_field(weights, seed=issue.running_number)
    place = f'<svg y="{BAND}" width="{WIDTH}" height="{FIELD}"'
    return field.replace("<svg", place, 1)


def _picture(issue) -> str:
    cut = cut_picture(issue, PICTURE_SIZE)
    if cut is None:
        return ""
    jpeg = io.BytesIO()
    cut.save(jpeg, "JPEG", quality=82, optimize=True)
    data = b64encode(jpeg.getvalue()).decode()
    return (
        f'<image y="{BAND}" width="{WIDTH}" height="{FIELD}" href="data:image/jpeg;base64,{data}"/>'
    )


def cut_picture(issue, size: tuple[int, int]) -> Image.Image | None:
    """The uploaded picture, cut to this shape; a broken one gives way to the drawing."""
    if issue.cover_picture is None:
        return None
    try:
        with issue.cover_picture.file.open("rb") as file, Image.open(file) as image:
            return ImageOps.fit(image.convert("RGB"), size, Image.Resampling.LANCZOS)
    except (OSError, UnidentifiedImageError) as error:
        logger.error("cover picture %s cannot be read: %s", issue.cover_picture.name, error)
        return None

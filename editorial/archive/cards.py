"""CARDS: the picture that stands for an issue where its address is shared: 1200 × 630 pixels.

Drawn from the issue as its cover is, for programs that show no SVG. The last ones are kept by
what they show, so that a busy link costs one drawing.
"""

import io
import logging
import subprocess
from functools import cache, lru_cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

from editorial import drawing
from editorial.archive import covers
from editorial.typography import title_lines

logger = logging.getLogger(__name__)

SIZE = WIDTH, HEIGHT = 1200, 630
EDGE = 56
GROUND, WHITE, PALE, GOLD = "#0f2a4a", "#fdfcf8", "#d5dce6", "#e6be62"
PITCH = 15  # pixels from dot to dot
FIELD = (drawing.COLUMNS * PITCH, drawing.ROWS * PITCH)
FIELD_AT = (WIDTH - EDGE - FIELD[0], HEIGHT - EDGE - FIELD[1])
SHARP = 3  # dots are drawn so many times larger, then made small: smooth edges
HEADLINE, LINE = 38, 60  # pixels: type and pitch
MEASURE, MOST_LINES = 11.0, 5  # em, lines
COLOURS = 64  # of the stored picture
KEPT = 48
SONG_BLACK, HEI = "Noto Serif CJK SC:weight=210", "Noto Sans CJK SC:weight=80"


def card_png(issue, publication, weights, headline: list[str]) -> bytes:
    """The card. ``weights`` as for the cover; ``headline`` is what the cover announces."""
    told = (publication.name, f"{issue.year}年第{issue.number}期", f"总第{issue.running_number}期")
    if issue.cover_picture is not None:
        picture = covers.cut_picture(issue, FIELD)
        if picture is not None:
            return _png(_lettered(_with(picture), *told, tuple(headline)))
    return _drawn(told, tuple(headline), tuple(weights), issue.running_number)


@lru_cache(maxsize=KEPT)
def _drawn(told, headline, weights, seed: int) -> bytes:
    return _png(_lettered(_with(_field(weights, seed)), *told, headline))


def _with(picture) -> Image.Image:
    card = Image.new("RGB", SIZE, GROUND)
    card.paste(picture, FIELD_AT)
    return card


def _field(weights, seed: int) -> Image.Image:
    field = Image.new("RGB", (FIELD[0] * SHARP, FIELD[1] * SHARP), GROUND)
    draw, unit = ImageDraw.Draw(field), PITCH * SHARP
    for dot in drawing.cover_dots(weights, seed=seed):
        x, y, radius = (dot.x + 0.5) * unit, (dot.y + 0.5) * unit, dot.diameter * unit / 2
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(box, fill=_mixed(dot.colour, dot.opacity))
    return field.reduce(SHARP)


@cache
def _mixed(colour: str, share: float) -> tuple[int, ...]:
    """The colour on the ground, as much of it as its opacity says."""
    pairs = zip(ImageColor.getrgb(colour), ImageColor.getrgb(GROUND), strict=True)
    return tuple(round(over * share + under * (1 - share)) for over, under in pairs)


def _lettered(card, name: str, number: str, running: str, headline: tuple[str, ...]):
    draw = ImageDraw.Draw(card)
    size = min(76, (WIDTH - 2 * EDGE - 260) // max(len(name), 1))
    right = WIDTH - EDGE
    _write(draw, (EDGE, 118), name, WHITE, (SONG_BLACK, size))
    _write(draw, (right, 78), number, PALE, (HEI, 30), anchor="rs")
    _write(draw, (right, 118), running, PALE, (HEI, 24), anchor="rs")
    lines = [line for each in headline for line in title_lines(each, measure=MEASURE)]
    if lines:
        _write(draw, (EDGE, FIELD_AT[1] + 24), "本期关注", GOLD, (HEI, 24))
    for n, line in enumerate(lines[:MOST_LINES], 1):
        place = (EDGE, FIELD_AT[1] + 34 + n * LINE)
        _write(draw, place, line, WHITE, (SONG_BLACK, HEADLINE))
    return card


def _write(draw, place, words: str, colour: str, face: tuple[str, int], anchor="ls") -> None:
    font = _face(*face)
    if font is not None:
        draw.text(place, words, colour, font, anchor=anchor)


@cache
def _face(pattern: str, size: int) -> ImageFont.FreeTypeFont | None:
    """The installed face that matches best; None where there is none: a card without words."""
    try:
        told = subprocess.run(
            ["fc-match", "-f", "%{file}\t%{index}", pattern],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        file, index = told.split("\t")
        return ImageFont.truetype(file, size, index=int(index))
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        logger.error("no face for %s: %s", pattern, error)
        return None


def _png(card) -> bytes:
    """A quarter of the time of the finest choice and packing, for a twentieth more bytes."""
    few = card.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()

"""The cover field: 41 × 27 dots, one issue's characters in reading order.

The grid is that of the printed page. Articles fill it line by line, each in proportion to its
characters, in the colour of its section; a wave whose shape follows from the seed gives each dot
its size. Dots of one colour and size are one path, so the whole field is about 20 kB.
"""

import math
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from editorial.drawing.svg import number

COLUMNS, ROWS = 41, 27
DOTS = COLUMNS * ROWS
STEPS = 14  # sizes of dot
SMALLEST, LARGEST = 0.13, 0.92  # diameter, in grid units
FAINTEST = 0.42  # opacity of the smallest dot

# Made for the deep-blue ground of the cover; "" is the colour of an empty field.
COVER_COLOURS = {
    "policy": "#e6be62",
    "regions": "#fdfcf8",
    "industry": "#7db1ea",
    "frontier": "#ef7d57",
    "": "#8fa3bd",
}
OTHER_COLOURS = ("#9fd0b4", "#c9a7dd", "#f0d9a0", "#b8c4d6")


def cover_field(
    parts: Iterable[tuple[str, int]], *, seed: int, colours: Mapping[str, str] | None = None
) -> str:
    """The field as SVG on a transparent ground; viewBox units are dots.

    ``parts`` are (section slug, characters) in reading order; ``seed`` is the running number.
    ``colours`` maps slugs to CSS colours and fills up from ``COVER_COLOURS``.
    """
    drawn: dict[tuple[str, int], list[str]] = {}
    for x, y, colour, step in _dots(parts, seed, colours):
        drawn.setdefault((colour, step), []).append(f"M{x}.5 {y}.5h.01")
    paths = "".join(_path(*key, "".join(dots)) for key, dots in sorted(drawn.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS} {ROWS}" '
        f'aria-hidden="true"><g fill="none" stroke-linecap="round">{paths}</g></svg>'
    )


@dataclass(frozen=True)
class Dot:
    """One dot of the field: its column and row, its diameter in grid units, opacity, colour."""

    x: int
    y: int
    diameter: float
    opacity: float
    colour: str


def cover_dots(parts: Iterable[tuple[str, int]], *, seed: int) -> list[Dot]:
    """The same field as dots, for pictures that are not SVG."""
    return [Dot(x, y, *_size(step), colour) for x, y, colour, step in _dots(parts, seed, None)]


def _dots(parts, seed: int, colours) -> Iterator[tuple[int, int, str, int]]:
    """(column, row, colour, size as a step) of every dot in reading order."""
    parts = tuple(_checked(parts))
    palette = _palette(parts, colours)
    return ((x, y, palette[slug], step) for x, y, slug, step in _placed(parts, seed))


@lru_cache(maxsize=8)  # a cover and its card have the same dots
def _placed(parts, seed: int) -> list[tuple[int, int, str, int]]:
    """(column, row, slug, size as a step)."""
    wave, found = _wave(seed), []
    for dot, (slug, article) in enumerate(_owners(parts)):
        y, x = divmod(dot, COLUMNS)
        found.append((x, y, slug, round(wave(x, y, article) * (STEPS - 1))))
    return found


@cache
def _size(step: int) -> tuple[float, float]:
    """(diameter, opacity) of a dot."""
    share = step / (STEPS - 1)
    return (
        SMALLEST + (LARGEST - SMALLEST) * share,
        FAINTEST + (1 - FAINTEST) * min(1, share * 1.6),
    )


def _path(colour: str, step: int, dots: str) -> str:
    width, opacity = _size(step)
    return (
        f'<path stroke="{escape(colour)}" stroke-width="{number(width)}" '
        f'stroke-opacity="{number(opacity)}" d="{dots}"/>'
    )


def _checked(parts) -> list[tuple[str, int]]:
    parts = [(slug, count) for slug, count in parts]
    for slug, count in parts:
        if not isinstance(count, int) or count < 0:
            raise ValueError(f"封面：栏目“{slug}”的字数是 {count!r}，应为 0 或正整数。")
    if len(parts) > DOTS:
        raise ValueError(f"封面：文章有 {len(parts)} 篇，最多能画 {DOTS} 篇。")
    return parts


def _palette(parts, colours) -> dict[str, str]:
    """A colour for every slug; unknown sections take the spare colours in reading order."""
    palette = COVER_COLOURS | dict(colours or {})
    unknown = [slug for slug in dict.fromkeys(slug for slug, _ in parts) if slug not in palette]
    for index, slug in enumerate(unknown):
        palette[slug] = OTHER_COLOURS[index % len(OTHER_COLOURS)]
    return palette


def _owners(parts) -> list[tuple[str, int]]:
    """(slug, article index) of every dot. Without any text the field is empty: slug ""."""
    owners = [
        (slug, index)
        for index, ((slug, _), dots) in enumerate(zip(parts, dots_of(parts), strict=True))
        for _ in range(dots)
    ]
    return owners or [("", 0)] * DOTS


def dots_of(parts: list[tuple[str, int]]) -> list[int]:
    """Dots of each part: at least one for any text, the rest by largest remainder; sum 1107."""
    total = sum(count for _, count in parts)
    if not total:
        return [0] * len(parts)
    floors = [1 if count else 0 for _, count in parts]
    free = DOTS - sum(floors)
    exact = [free * count / total for _, count in parts]
    dots = [floor + int(share) for floor, share in zip(floors, exact, strict=True)]
    by_remainder = sorted(range(len(parts)), key=lambda i: (int(exact[i]) - exact[i], i))
    for index in by_remainder[: DOTS - sum(dots)]:
        dots[index] += 1
    return dots


def _wave(seed: int):
    """A function (x, y, article) → 0 … 1. Crests meander down the page; each article shifts them.

    The shift is small, so that the eye sees where one text ends and the next begins.
    """
    dice = random.Random(seed)
    length = dice.uniform(13, 24)
    tilt = dice.uniform(-0.75, 0.75)
    sway, sway_length = dice.uniform(2.0, 6.5), dice.uniform(14, 30)
    ripple, ripple_length = dice.uniform(0.2, 1.3), dice.uniform(5, 9)
    phases = [dice.uniform(0, math.tau) for _ in range(3)]
    sharpness = dice.uniform(1.5, 2.4)

    def wave(x: int, y: int, article: int) -> float:
        bend = sway * math.sin(math.tau * y / sway_length + phases[0])
        bend += ripple * math.sin(math.tau * (y + x / 3) / ripple_length + phases[1])
        along = x + tilt * y + bend + (article % 2) * 0.9
        return (0.5 + 0.5 * math.cos(math.tau * along / length + phases[2])) ** sharpness

    return wave

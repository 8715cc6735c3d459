"""PICTURES: the sample's illustrations, drawn by our own code; the same bytes every time."""

import io
import math
import random
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from editorial.models import Upload

# How a body names a picture before it has an address.
REFERENCE = re.compile(r'src="picture:([a-z-]+)"')
PAPER, INK, BLUE, GOLD, SKY, CLAY = (
    "#faf8f3", "#14233a", "#0f2a4a", "#c8962e", "#3f7fbf", "#d9623b",
)  # fmt: skip
FINE = 2  # drawn at twice the size, then reduced: smooth edges without a library
LANDSCAPE = (1600, 640)  # pixels
EMBLEM = 480  # pixels, square
CREDIT = "本刊绘制"


@dataclass(frozen=True)
class Picture:
    draw: Callable[[], Image.Image]
    alt_text: str
    original_name: str


def named_in(body: str) -> set[str]:
    return set(REFERENCE.findall(body))


def emblem_of(profile: dict) -> str:
    """The key of the emblem of an organisation that has an abbreviation."""
    letters = re.sub(r"[^a-z]", "", profile.get("abbreviation", "").lower())
    return f"emblem-{letters}" if letters else ""


def file_name(key: str) -> str:
    """A name as uploads have it, the same for the same picture."""
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, 'sample:' + key).hex}.png"


def ensure(key: str) -> Upload:
    """The upload of this picture, drawn and kept on first asking."""
    found = Upload.objects.filter(name=file_name(key)).first()
    return found or _keep(file_name(key), _picture(key))


def _keep(name, picture) -> Upload:
    return Upload.objects.create(
        name=name,
        file=ContentFile(as_png(picture.draw()), name=name),
        original_name=picture.original_name,
        alt_text=picture.alt_text,
        credit=CREDIT,
    )


def _picture(key) -> Picture:
    if key.startswith("emblem-"):
        letters = key.removeprefix("emblem-")
        return Picture(lambda: emblem(letters), "单位标志", f"标志-{letters.upper()}.png")
    return PICTURES[key]


def as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


# --- The landscape: ridges of dots under a sun, each ridge a series of figures -----------------


def landscape() -> Image.Image:
    """Seven ridges from the far, pale one to the near, dark one, and a path of light dots."""
    width, height = (side * FINE for side in LANDSCAPE)
    image = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(image)
    _disc(pen, width * 0.72, height * 0.30, height * 0.11, GOLD)
    for depth in range(7):
        _ridge(pen, width, height, depth)
    return image.resize(LANDSCAPE, Image.LANCZOS)


def _ridge(pen, width, height, depth) -> None:
    """A filled ridge, with a column of dots hung below every 20th pixel of its line."""
    near = depth / 6
    wave = _wave(seed=depth + 3, swing=height * (0.05 + 0.035 * near))
    foot = height * (0.36 + 0.085 * depth)
    line = [(x, foot - wave(x / width)) for x in range(0, width + 1, 8)]
    ground = _mix(PAPER, BLUE, 0.10 + 0.82 * near**1.3)
    pen.polygon([*line, (width, height), (0, height)], fill=ground)
    colour = _mix(ground, (SKY, PAPER, GOLD)[depth % 3], 0.75)
    step = round(22 * FINE - 2 * depth)
    for x in range(step // 2, width, step):
        _hang_dots(pen, x, foot - wave(x / width), colour, depth)


def _hang_dots(pen, x, y, colour, depth) -> None:
    count = 2 + round(2.4 * (1 + math.sin(x / 210 + depth * 1.7)))
    for n in range(count):
        radius = (5.2 + 0.5 * depth) * (1 - n / (count + 1))
        _disc(pen, x, y + 14 + n * (17 + 2 * depth), radius, colour)


def _wave(seed, swing) -> Callable[[float], float]:
    """A smooth line over 0–1: four sines of falling height, chosen by the seed."""
    chance = random.Random(seed)
    parts = [(n, chance.uniform(0, math.tau), chance.uniform(0.6, 1) / n) for n in (1, 2, 4, 7)]
    return lambda t: (
        swing
        * sum(
            height * math.sin(math.tau * pitch * t * 0.9 + phase) for pitch, phase, height in parts
        )
    )


# --- Emblems: a ring of dots whose sizes follow the letters of the abbreviation ----------------


def emblem(letters: str) -> Image.Image:
    side = EMBLEM * FINE
    image = Image.new("RGB", (side, side), "#ffffff")
    pen = ImageDraw.Draw(image)
    chance = random.Random(letters)
    for ring, (radius, count) in enumerate(((0.40, 28), (0.29, 20), (0.18, 12))):
        _ring(pen, side, radius, count, (BLUE, SKY, GOLD)[ring], chance.uniform(0, math.tau))
    _disc(pen, side / 2, side / 2, side * 0.055, CLAY)
    return image.resize((EMBLEM, EMBLEM), Image.LANCZOS)


def _ring(pen, side, radius, count, colour, phase) -> None:
    for n in range(count):
        turn = math.tau * n / count
        size = side * radius * (0.048 + 0.042 * math.sin(2 * turn + phase)) * 28 / count / 1.4
        _disc(
            pen,
            side / 2 + side * radius * math.cos(turn),
            side / 2 + side * radius * math.sin(turn),
            max(size, side * 0.008),
            colour,
        )


def _disc(pen, x, y, radius, colour) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _mix(one: str, other: str, share: float) -> str:
    """The colour that lies at ``share`` (0–1) on the way from one to the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]


PICTURES = {
    "landscape": Picture(
        landscape,
        "由圆点组成的山峦层层叠叠，一轮金色的太阳升起在远山之上，象征连绵不断的数据。",
        "数据山海.png",
    ),
}

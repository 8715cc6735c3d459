"""The computed printing condition: colours come back, black does the dark work, ink dries."""

import io
import itertools
import struct

import pytest
from PIL import Image, ImageCms

from editorial.typesetting import condition

DATA = condition.FILE.read_bytes()
GAMUT_TAGS = {b"desc", b"cprt", b"wtpt", b"gamt"}
TABLES = {b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2"}


def tags() -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", DATA, 128)
    rows = [struct.unpack_from(">4sII", DATA, 132 + 12 * n) for n in range(count)]
    return {name: DATA[offset : offset + size] for name, offset, size in rows}


@pytest.fixture(scope="module")
def there_and_back():
    profile = ImageCms.ImageCmsProfile(io.BytesIO(DATA))
    screen = ImageCms.createProfile("sRGB")
    as_in_press = {
        "renderingIntent": ImageCms.Intent.RELATIVE_COLORIMETRIC,
        "flags": ImageCms.Flags.BLACKPOINTCOMPENSATION,
    }
    return (
        ImageCms.buildTransform(screen, profile, "RGB", "CMYK", **as_in_press),
        ImageCms.buildTransform(profile, screen, "CMYK", "RGB", **as_in_press),
    )


def test_it_is_a_cmyk_output_profile_with_every_table():
    read = ImageCms.ImageCmsProfile(io.BytesIO(DATA)).profile

    assert (read.xcolor_space, read.device_class, read.connection_space) == ("CMYK", "prtr", "Lab ")
    assert read.profile_description == condition.NAME
    assert set(tags()) == GAMUT_TAGS | TABLES
    assert len(DATA) == struct.unpack_from(">I", DATA)[0] < 150_000


@pytest.mark.parametrize(
    "rgb",
    [(255, 255, 255), (128, 128, 128), (64, 64, 64), (200, 40, 40), (40, 160, 70), (240, 220, 60),
     (230, 190, 170), (90, 60, 40)],
)  # fmt: skip
def test_printable_colours_come_back_nearly_as_they_went(there_and_back, rgb):
    to_press, to_screen = there_and_back

    inks = ImageCms.applyTransform(Image.new("RGB", (1, 1), rgb), to_press)
    back = ImageCms.applyTransform(inks, to_screen).getpixel((0, 0))

    assert max(abs(a - b) for a, b in zip(rgb, back, strict=True)) <= 3


def test_paper_stays_bare_and_dark_greys_are_mostly_black():
    assert condition.inks_for((100, 0, 0))[0] == (0, 0, 0, 0)
    *colours, black = condition.inks_for((24, 0, 0))[0]
    assert black > 0.8 > 0.5 > max(colours)


@pytest.mark.parametrize(
    "lab", list(itertools.product((0, 10, 20, 35), (-40, 0, 40), (-40, 0, 40)))
)
def test_no_colour_takes_more_ink_than_dries(lab):
    inks, _ = condition.inks_for(lab)

    assert sum(inks) <= condition.MOST_INK + 1e-9
    assert all(0 <= share <= 1 for share in inks)


def test_the_file_is_what_the_program_computes():
    table = tags()[b"B2A1"]
    start = 48 + 4 + 3 * 256 * 2
    every = list(condition.nodes())

    for n in range(0, len(every), 397):
        inks, _ = condition.inks_for(every[n])
        stored = struct.unpack_from(">4H", table, start + 8 * n)
        wanted = [round(65535 * share) for share in inks]
        assert max(abs(a - b) for a, b in zip(stored, wanted, strict=True)) <= 1

"""The colours of the public site: AA or better for every word, in the light and in the dark."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[3] / "static" / "archive"
FILES = ("tokens", "dark", "contrast", "contrast_dark")
SMALL_TEXT = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA
LIGHT, DARK, CONTRAST, DARK_CONTRAST = range(4)
WORDS = ("ink", "deep", "seal", "mute", "link")


def themes() -> list[dict[str, str]]:
    """The variables of each theme, each filled up from the light one."""
    told = "".join((STYLES / f"{name}.css").read_text() for name in FILES)
    blocks = re.findall(r":root \{(.*?)\}", told, re.DOTALL)
    own = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block)) for block in blocks]
    light, _measures, dark, contrast, dark_contrast = own
    return [light, light | dark, light | contrast, light | dark | dark_contrast]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#fff", "#000000") == 21
    assert round(contrast("#777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST, DARK_CONTRAST])
@pytest.mark.parametrize("ground", ["ground", "tint"])
def test_words_stand_out_from_their_ground(theme, ground):
    colours = themes()[theme]

    weak = {
        word: round(contrast(colours[word], colours[ground]), 2)
        for word in WORDS
        if contrast(colours[word], colours[ground]) < SMALL_TEXT
    }
    assert weak == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_stand_out_from_a_button(theme):
    colours = themes()[theme]

    assert contrast(colours["button-ink"], colours["button"]) >= SMALL_TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("section", ["regions", "industry", "frontier"])
def test_the_dot_of_a_section_can_be_told_from_the_ground(theme, section):
    """3:1 for graphics (success criterion 1.4.11); gold falls short and always has its name."""
    colours = themes()[theme]

    assert contrast(colours[section], colours["ground"]) >= 3

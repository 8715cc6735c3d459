"""Colours of a design: hex for the screen, inks for the printer, and whether words are legible."""

import re

HEX = re.compile(r"#[0-9a-f]{6}")
MOST_INK = 300  # per cent of all four inks together: more does not dry on coated paper


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` by WCAG 2.2."""
    levels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def inks_of(text: str) -> tuple[int, ...]:
    """“100 78 30 45” → per cent of C, M, Y, K; () when it is no such thing."""
    parts = text.split()
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return ()
    inks = tuple(map(int, parts))
    return inks if max(inks) <= 100 else ()


def fault_of_inks(text: str) -> str:
    """What is wrong with four inks, as a sentence; "" when nothing is."""
    inks = inks_of(text)
    if not inks:
        return (
            "请写四个 0 到 100 的整数，依次是青、品红、黄、黑的百分比，用空格分开，"
            "如“100 78 30 45”。"
        )
    if sum(inks) > MOST_INK:
        return f"四色油墨合计 {sum(inks)}%，超过 {MOST_INK}%，印出来不易干，请减少一些。"
    return ""

"""Characters of symbol fonts (w:sym, or text set in them) → Unicode, as far as texts use them."""

import re

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★",
    0xD8: "➢", 0xDC: "➲", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= {0x81 + n: chr(0x2460 + n) for n in range(10)}
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "□", 0x97: "●"}
_SYMBOL = {
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
    0x77: "ω", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×",
    0xB8: "÷", 0xB7: "·", 0xB0: "°", 0xA5: "∞", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xAC: "←",
    0xAD: "↑", 0xAF: "↓", 0xD6: "√", 0xE5: "∑", 0x2D: "−", 0x25: "%",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
UNKNOWN = "□"
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def symbol(font: str, code: str) -> tuple[str, bool]:
    """(the character, whether it is known). Codes are hexadecimal, often moved to U+F000."""
    try:
        value = int(code, 16)
    except ValueError:
        return UNKNOWN, False
    known = _FONTS.get(font.strip().lower())
    if known is not None:
        found = known.get(value & 0xFF)
        return (found, True) if found else (UNKNOWN, False)
    is_private = 0xE000 <= value <= 0xF8FF or not 0x20 < value < 0x11_0000
    is_surrogate = 0xD800 <= value <= 0xDFFF
    return (UNKNOWN, False) if is_private or is_surrogate else (chr(value), True)


def symbol_font(name: str) -> str:
    """The name under which a symbol font is known; empty for a font of letters."""
    name = name.strip().lower()
    return name if name in _FONTS else ""


def spelled_out(text: str, font: str) -> tuple[str, int]:
    """(text whose private characters are what the font shows, how many of them are unknown)."""
    unknown = 0

    def spell(found: re.Match) -> str:
        nonlocal unknown
        written, is_known = symbol(font, f"{ord(found.group()):X}")
        unknown += not is_known
        return written

    return _PRIVATE.sub(spell, text), unknown

"""The file examined before it is written: inks, faces, boxes, output intent, tags.

It reads WeasyPrint's own objects, whose streams are not yet compressed: a whole issue takes some
hundredths of a second. The tests read the finished files with other programs.
"""

import re

from editorial.models import Edition
from editorial.typesetting.faces import FACES
from editorial.typesetting.findings import ERROR, WARNING, Finding
from editorial.typesetting.inks import SMALL
from editorial.typesetting.plates import operators

RGB_OPERATOR = re.compile(rb"\s(?:rg|RG)$")
RGB_SPACES = ("/DeviceRGB", "/CalRGB")
FILES = {"FontFile", "FontFile2", "FontFile3"}
# More bytes, and more of them a glyph: not a subset. (Two glyphs cut from a face of 65,535 keep
# 0.7 MB of tables, nearly all zeros, which the file holds compressed.)
WHOLE_BYTES, WHOLE_A_GLYPH = 1_000_000, 1_500


def examine(document, pdf, kind: str) -> list[Finding]:
    """Findings about the file itself, errors first."""
    found = _faces(document, pdf)
    if kind == Edition.Kind.PRINT:
        found += [*_inks(pdf), *_boxes(pdf), *_intent(pdf)]
    return found


def pages_of(pdf) -> list:
    return [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Page"]


def _streams(pdf):
    """(sheet or None, stream) of everything that paints."""
    by_number = {}
    for sheet, page in enumerate(pages_of(pdf), 1):
        for number in re.findall(rb"(\d+) 0 R", _data(page["Contents"])):
            by_number.setdefault(int(number), sheet)
    for number, each in enumerate(pdf.objects):
        is_form = getattr(each, "extra", {}).get("Subtype") == "/Form"
        is_pattern = getattr(each, "extra", {}).get("Type") == "/Pattern"
        if number in by_number or is_form or is_pattern:
            yield by_number.get(number), each


def _data(item) -> bytes:
    return item if isinstance(item, bytes) else item.data


# --- Inks -----------------------------------------------------------------------------------


def _inks(pdf) -> list[Finding]:
    found = []
    for sheet, stream in _streams(pdf):
        place = f"第 {sheet} 面" if sheet else "一幅图"
        items = operators(stream)
        if any(RGB_OPERATOR.search(each) for each in items):
            found.append(_error(f"{place}用了 RGB 颜色，印刷厂不收，请告诉管理员。", sheet))
        if rich := _rich_text(items):
            inks = "、".join(f"{round(100 * each)}" for each in rich)
            found.append(
                _error(f"{place}有小字用四色叠印（C、M、Y、K 为 {inks}），套印不准会发虚。", sheet)
            )
    found += [
        _error("有一幅图片还是 RGB，印刷厂不收，请告诉管理员。")
        for each in pdf.objects
        if _space_of(each) in RGB_SPACES
    ]
    return found


def _error(sentence: str, sheet: int | None = None) -> Finding:
    return Finding(sentence, ERROR, page=sheet)


def _space_of(each) -> str:
    extra = getattr(each, "extra", {})
    space = extra.get("ColorSpace", "") or extra.get("Group", {}).get("CS", "")
    return space if isinstance(space, str) else ""


def _rich_text(items: list[bytes]) -> tuple[float, ...] | None:
    """The inks of the first small words that mix black with colours, or None."""
    colour, size, kept = (0.0, 0.0, 0.0, 1.0), 0.0, []
    for item in items:
        if item == b"q":
            kept.append(colour)
        elif item == b"Q":
            colour = kept.pop() if kept else colour
        elif item.endswith(b" scn") and item.count(b" ") == 4:
            colour = tuple(map(float, item.split()[:4]))
        elif item.endswith(b" Tf"):
            size = float(item.split()[1]) * 0.75
        elif item.endswith(b"TJ") and size < SMALL and colour[3] and any(colour[:3]):
            return colour
    return None


# --- Faces ----------------------------------------------------------------------------------


def _faces(document, pdf) -> list[Finding]:
    found = []
    for each in pdf.objects:
        if (
            isinstance(each, dict)
            and each.get("Type") == "/FontDescriptor"
            and not FILES & each.keys()
        ):
            name = _face_name(each["FontName"])
            found.append(_error(f"字体 {name} 没有嵌入，别的机器上会换字，请告诉管理员。"))
    return [*found, *_strange_faces(document), *_whole_faces(document)]


def _face_name(name) -> str:
    return _data(name).decode().lstrip("/").split("+")[-1].replace("-", " ")


def _strange_faces(document) -> list[Finding]:
    """Characters that our faces lack, set in whatever this machine has: elsewhere they differ."""
    ours = {face.name for face in FACES} | {face.family for face in FACES}
    strange: dict[str, set] = {}
    for font in document.fonts.values():
        if font.family not in ours:
            strange.setdefault(font.family, set()).update(font.to_unicode.values())
    return [
        Finding(
            f"“{''.join(sorted(characters))[:20]}”不在本刊的字体里，换用了 {family}，"
            "别的机器上样子会不同，请换字或改用图片。"
        )
        for family, characters in sorted(strange.items())
    ]


def _whole_faces(document) -> list[Finding]:
    """Faces of which the file carries far more than the glyphs it shows."""
    used: dict[bytes, set] = {}
    sizes: dict[bytes, int] = {}
    for font in document.fonts.values():
        used.setdefault(font.name, set()).update(font.to_unicode)
        # Of the fonts that share a file, the first one was cut down and embedded.
        sizes.setdefault(font.name, len(font.file_content))
    return [
        Finding(
            f"字体 {_face_name(name)} 整套嵌入（{sizes[name] / 1e6:.1f} MB，只用了"
            f" {len(glyphs)} 个字），文件会很大，请换一种测试过的字体。",
            WARNING,
        )
        for name, glyphs in used.items()
        if sizes[name] > max(WHOLE_BYTES, WHOLE_A_GLYPH * len(glyphs))
    ]


# --- Boxes and the printing condition -------------------------------------------------------


def _boxes(pdf) -> list[Finding]:
    wrong = [
        sheet
        for sheet, page in enumerate(pages_of(pdf), 1)
        if not _nested(page["TrimBox"], page["BleedBox"], page["MediaBox"])
    ]
    return [_error(f"第 {sheet} 面的裁切框和出血框不对，请告诉管理员。", sheet) for sheet in wrong]


def _nested(trim, bleed, media) -> bool:
    """Whether the boxes lie one within the other, with 3 mm of bleed on every side."""
    from editorial.typesetting.marks import BLEED

    bleeds = [abs(inner - outer) for inner, outer in zip(trim, bleed, strict=True)]
    beyond = all(outer <= inner for inner, outer in zip(bleed[:2], media[:2], strict=True))
    return beyond and all(abs(each - BLEED) < 0.01 for each in bleeds)


def _intent(pdf) -> list[Finding]:
    for intent in pdf.catalog.get("OutputIntents", ()):
        if intent.get("S") == "/GTS_PDFX" and "DestOutputProfile" in intent:
            return []
    return [_error("文件里没有印刷条件（输出意图），印刷厂不收，请告诉管理员。")]

"""A 版式 → CSS: what differs from the standard page, as variables and ``@page`` rules.

The rules stand in the document itself, where they rule over the stylesheets; so they are part of
the digest by which standing type is kept. The standard design needs none.
"""

import math
from dataclasses import dataclass

from editorial.models import Edition, PageDesign, colours
from editorial.models.design import MM, SLACK

GRID = {"trim", "type_size", "pitch", "columns", "rows", "top_margin", "inner_margin"}
FACES = {"song": "var(--song)", "hei": "var(--hei)"}
A4_WIDTH = 595.28  # pt: where the cover's unit is 1 pt
LINE_SLACK = 0.25  # pt: without it rounding loses the last character of a line
TITLE = 7  # pt: titles are that much larger than the text
OFFPRINT_TITLE = 2.0  # times the text: titles on the cover of an offprint
TITLE_EDGE = 1  # em
CONTENTS_EDGE = 44  # pt: page number and gap
HEAD_LINES = 7  # lines of a page that the tallest picture leaves free


@dataclass(frozen=True)
class Widths:
    """What the words are broken for: text in pt, titles and contents in em, pictures in lines."""

    text: float
    title: float
    contents: float
    offprint: float
    tallest: int


def widths(design: PageDesign) -> Widths:
    text, size = design.area[0], float(design.type_size)
    return Widths(
        text=text,
        title=float(math.floor(text / (size + TITLE)) - TITLE_EDGE),
        offprint=float(math.floor(text / (size * OFFPRINT_TITLE)) - TITLE_EDGE),
        contents=float(math.floor((text - CONTENTS_EDGE) / size) - TITLE_EDGE),
        tallest=design.rows - HEAD_LINES,
    )


def printed_size(wide: float, high: float, *, measure: float, room: float) -> tuple[float, float]:
    """The size in pt at which a picture is printed: as wide as the text, unless it is too tall.

    A small one (fewer pixels than half the measure has points) is not blown up.
    """
    scale = min(measure / (wide or 1), room / (high or 1))
    if wide <= measure / 2:
        scale = min(1.0, scale)
    return wide * scale, high * scale


def figure_bounds(design: PageDesign) -> tuple[float, float]:
    """The greatest width and height in pt of a picture in an article."""
    measures = widths(design)
    return measures.text, measures.tallest * float(design.pitch)


def figure_size(wide: float, high: float, design: PageDesign) -> tuple[float, float]:
    """Millimetres at which a picture of so many pixels is printed in an article."""
    measure, room = figure_bounds(design)
    size = printed_size(wide, high, measure=measure, room=room)
    return size[0] / MM, size[1] / MM


def style(design: PageDesign, kind: str) -> str:
    """The rules of this design for one product, as an element; "" for the standard one."""
    changed = design.changes
    rules = [
        *(_grid(design) if GRID & changed.keys() else ()),
        *_faces(design, changed),
        *_colours(design, changed, kind),
    ]
    return "<style>{}</style>".format("\n".join(rules)) if rules else ""


def has_sides(design: PageDesign) -> bool:
    """Whether the words stand elsewhere on a left page than on a right one."""
    inner, outer = _sides(design)
    return bool(GRID & design.changes.keys()) and _pt(inner) != _pt(outer)


def _sides(design) -> tuple[float, float]:
    """The inner and the outer margin in pt."""
    inner = float(design.inner_margin) * MM
    return inner, design.sheet[0] - inner - design.area[0] - LINE_SLACK


def annual_style(design: PageDesign) -> str:
    """The same for the annual index: its own pages, one column in the middle of the sheet."""
    changed, rules = design.changes, []
    if GRID & changed.keys():
        (wide, high), (across, down) = design.sheet, design.area
        top = float(design.top_margin) * MM
        margins = (top, (wide - across) / 2, high - top - down)
        rules.append(f"@page annual {{ margin: {' '.join(map(_pt, margins))}; }}")
    if accent := changed.get("accent_colour"):
        rules.append(f"@page annual {{ @bottom-center {{ color: {accent}; }} }}")
    told = style(design, Edition.Kind.WEB)
    return told + (f"<style>{' '.join(rules)}</style>" if rules else "")


def inks(design: PageDesign) -> dict[str, tuple[float, ...]]:
    """The designed inks of the colours that were changed: hex → shares of C, M, Y, K."""
    changed = design.changes
    return {
        getattr(design, f"{name}_colour"): tuple(
            part / 100 for part in colours.inks_of(getattr(design, f"{name}_inks"))
        )
        for name in ("main", "accent", "paper")
        if {f"{name}_colour", f"{name}_inks"} & changed.keys()
    }


def _grid(design) -> list[str]:
    """Sheet, margins and pitch. Left and right pages mirror; the cover has no margin."""
    (wide, high), (_, down) = design.sheet, design.area
    top, (inner, outer) = float(design.top_margin) * MM, _sides(design)
    foot = high - top - down - SLACK
    return [
        f":root {{ --type: {_pt(design.type_size)}; --line: {_pt(design.pitch)};"
        f" --area: {_pt(down)}; --sheet-width: {_pt(wide)}; --sheet-height: {_pt(high)};"
        f" --unit: {_pt(wide / A4_WIDTH)}; }}",
        f"@page {{ size: {_pt(wide)} {_pt(high)}; margin: {_pt(top)} {_pt(outer)} {_pt(foot)}; }}",
        f"@page :right {{ margin-left: {_pt(inner)}; margin-right: {_pt(outer)}; }}",
        f"@page :left {{ margin-left: {_pt(outer)}; margin-right: {_pt(inner)}; }}",
        "@page cover { margin: 0; }",
    ]


def _pt(length) -> str:
    return f"{float(length):.4f}".rstrip("0").rstrip(".") + "pt"


def _faces(design, changed) -> list[str]:
    names = [name for name in ("text_face", "title_face", "heading_face") if name in changed]
    if not names:
        return []
    told = " ".join(f"--{name.replace('_', '-')}: {FACES[changed[name]]};" for name in names)
    return [f":root {{ {told} }}"]


def _colours(design, changed, kind) -> list[str]:
    """Colours of margin boxes are written out: variables do not reach them."""
    rules = []
    if "main_colour" in changed:
        rules.append(f":root {{ --blue: {design.main_colour}; }}")
    if accent := changed.get("accent_colour"):
        rules += [
            f":root {{ --red: {accent}; }}",
            f"@page body:right, folios:right {{ @bottom-right {{ color: {accent}; }} }}",
            f"@page body:left, folios:left {{ @bottom-left {{ color: {accent}; }} }}",
        ]
    if paper := changed.get("paper_colour"):
        rules += [
            f":root {{ --paper: {paper}; }}",
            f"@page inside {{ background-color: {paper}; }}",
        ]
        rules.append(f"@page offprint {{ background-color: {paper}; }}")
        if kind == Edition.Kind.PRINT:
            rules.append(f"@page cover {{ background-color: {paper}; }}")
    if kind == Edition.Kind.PRINT and inks(design):
        rules.append(f"/* {inks(design)} */")
    return rules

"""WeasyPrint's names as the inner loops of the press use them; ``loading.load`` fills them in.

An import inside a function is looked up each time that it runs, which takes a microsecond: once a
line, a run or a box, that was 3 to 5 % of setting an issue. These names cost a twentieth of it.
"""

ffi = pango = gobject = harfbuzz = TO_UNITS = FROM_UNITS = None  # weasyprint.text.ffi
line_break = None  # weasyprint.text.line_break
boxes = None  # weasyprint.formatting_structure.boxes
AbsolutePlaceholder = None  # weasyprint.layout.absolute


def fill() -> None:
    """Take the names from WeasyPrint, which has been imported."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text import ffi as libraries
    from weasyprint.text import line_break

    names = ("ffi", "pango", "gobject", "harfbuzz", "TO_UNITS", "FROM_UNITS")
    globals().update((name, getattr(libraries, name)) for name in names)
    globals().update(boxes=boxes, AbsolutePlaceholder=AbsolutePlaceholder, line_break=line_break)

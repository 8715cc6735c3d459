"""What WeasyPrint 70.0 computes again for every box, line and page, computed once here.

Each function gives exactly what the one it replaces gives; a test sets whole pages with and
without them. Together they take a third off the time of a render.
"""

import re
import sys

from editorial.typesetting import engine

SIDES = ("top", "right", "bottom", "left")
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
SIZES = (
    *(f"margin_{side}" for side in SIDES),
    *(f"padding_{side}" for side in SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
# What a style must say so that its text needs no font features and no lines through it.
PLAIN = (
    ("font_language_override", "normal"),
    ("text_decoration_line", "none"),
    ("font_kerning", "auto"),
    ("font_variant_ligatures", "normal"),
    ("font_variant_position", "normal"),
    ("font_variant_caps", "normal"),
    ("font_variant_numeric", "normal"),
    ("font_variant_alternates", "normal"),
    ("font_variant_east_asian", "normal"),
    ("font_feature_settings", "normal"),
)

_HAN = "\u4e00-\u9fff"
_BETWEEN_HAN = re.compile(f"(?:[{_HAN}]|(?<=[{_HAN}])[，。、；：！？）》])[{_HAN}]")

CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
SQUARE = tuple(f"border_{corner}_radius" for corner in CORNERS)
BARE = (
    ("border_image_source", ("none", None)),
    ("column_width", "auto"),
    ("column_count", "auto"),
)
NOUGHT = (0, "px")
IN_FLOW = ("static", "relative")


def install() -> None:
    """Replace functions of WeasyPrint, pydyf and tinyhtml5; a second call changes nothing."""
    import pydyf
    from tinyhtml5 import inputstream
    from weasyprint.text.line_break import Layout

    if Layout.setup is _setup:
        return
    for new, old in _replaced():
        new.original = old
        _everywhere(old, new)
    for new, owner, name in _methods():
        new.original = getattr(owner, name)
        setattr(owner, name, new)
    inputstream.characters_until_regex = _Expressions()
    pydyf.PDF.page_references = property(_page_references)


def restore() -> None:
    """WeasyPrint's own functions again, until ``install`` is called: for comparison."""
    for new, _ in _replaced():
        _everywhere(new, new.original)
    for new, owner, name in _methods():
        setattr(owner, name, new.original)


def _replaced() -> tuple[tuple, ...]:
    """(ours, WeasyPrint's, or what stands in its place) of functions that modules know by name."""
    from weasyprint.draw import border
    from weasyprint.layout import background, float, percent
    from weasyprint.text import line_break

    return (
        (_strut, line_break.strut),
        (_first_line_metrics, line_break.first_line_metrics),
        (_resolve_percentages, percent.resolve_percentages),
        (_resolve_radii, percent.resolve_radii_percentages),
        (_draw_border, border.draw_border),
        (_avoid_collisions, float.avoid_collisions),
        (_layout_box_backgrounds, background.layout_box_backgrounds),
    )


def _methods() -> tuple[tuple, ...]:
    """(ours, class, name) of methods."""
    from weasyprint.formatting_structure.boxes import Box, ParentBox
    from weasyprint.text.line_break import Layout

    return (
        (_setup, Layout, "setup"),
        (_is_in_normal_flow, Box, "is_in_normal_flow"),
        (_page_values, ParentBox, "page_values"),
    )


def _everywhere(old, new) -> None:
    """Put a function in the place of another wherever a module has imported it by name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint."):
            for attribute, value in list(vars(module).items()):
                if value is old:
                    setattr(module, attribute, new)


def _page_references(pdf) -> "_References":
    return _References(pdf.pages["Kids"])


class _References:
    """References of pages by their place; pydyf writes out all of them for each one asked."""

    def __init__(self, kids):
        self.kids = kids

    def __getitem__(self, place: int) -> bytes:
        return b"%d 0 R" % self.kids[3 * place]


class _Expressions(dict):
    """(characters, whether these or others) → expression; tinyhtml5 2.1 makes one for each asked,
    since it files them under another name.
    """

    def __missing__(self, asked):
        characters, is_of_these = asked
        told = "".join(rf"\x{ord(character):02x}" for character in characters)
        found = self[asked] = re.compile(f"[{'' if is_of_these else '^'}{told}]+")
        return found


def _is_in_normal_flow(box) -> bool:
    style = box.style
    if style["float"] == "none" and style["position"] in IN_FLOW:
        return True
    return _is_in_normal_flow.original(box)


def _page_values(box) -> "_PageValues":
    return _PageValues(box)


class _PageValues:
    """Names of the pages that a box begins and ends on; WeasyPrint works out both to read one."""

    def __init__(self, box):
        self.box = box

    def __getitem__(self, end: int) -> str:
        """What the first (0) or the last (1) child says, else the box: down to one without any."""
        box, name = self.box, ""
        while getattr(type(box), "page_values", None) is _page_values:
            name = box.style["page"] or name
            for child in reversed(box.children) if end else box.children:
                if child.is_in_normal_flow() or child.is_floated():
                    box = child
                    break
            else:
                return name
        return box.page_values()[end] or name


def _avoid_collisions(context, box, containing_block, outer=True):
    """Place and width of a line between floats; most pages have none."""
    is_plain = outer and not context.excluded_shapes and type(box) is engine.boxes.LineBox
    if not is_plain or containing_block.style["direction"] == "rtl":
        return _avoid_collisions.original(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    return left, box.position_y, left + containing_block.width - left


def _layout_box_backgrounds(page, box, get_image_from_uri, layout_children=True, style=None):
    """What lies behind a box and those in it; behind most is nothing."""
    clear = box.style.__dict__.get("press_clear")
    if clear is None:
        clear = box.style.press_clear = _is_clear(box.style)
    if not clear or box is page or style is not None or not layout_children:
        more = (layout_children, style)
        _layout_box_backgrounds.original(page, box, get_image_from_uri, *more)
        return
    _resolve_radii(box)
    for child in box.all_children():
        _layout_box_backgrounds(page, child, get_image_from_uri)
    box.background = None


def _is_clear(style) -> bool:
    """Whether a style gives no colour, no picture and no shadow to what is behind its boxes."""
    if style["visibility"] == "hidden" or style["box_shadow"]:
        return False
    if any(style[name][0] != "none" for name in ("border_image_source", "mask_border_source")):
        return False
    if any(value is not None for _, value in style["background_image"]):
        return False
    colour = style["background_color"]
    return (style["color"] if colour == "currentcolor" else colour).alpha == 0


def _draw_border(stream, box) -> None:
    """The borders of a box; most have none, nor columns with rules."""
    bare = box.style.__dict__.get("press_bare")
    if bare is None:
        bare = box.style.press_bare = all(box.style[name] == plain for name, plain in BARE)
    if not (bare and not any(getattr(box, name) for name in BORDERS)):
        _draw_border.original(stream, box)


def _resolve_radii(box) -> None:
    """The rounded corners of a box; most have none."""
    square = box.style.__dict__.get("press_square")
    if square is None:
        square = box.style.press_square = all(NOUGHT in box.style[name] for name in SQUARE)
    if square:
        for name in SQUARE:
            setattr(box, name, (0, 0))  # behind a placeholder, too
    else:
        _resolve_radii.original(box)


def _first_line_metrics(first_line, text, layout, resume_at, space_collapse, style, *hyphens):
    """Size of a line. WeasyPrint has it shaped once more by itself; where it breaks between
    Chinese characters it is what it was with the rest behind it.
    """
    more = (resume_at, space_collapse, style, *hyphens)
    if not resume_at or any(hyphens) or style["letter_spacing"] != "normal":
        return _first_line_metrics.original(first_line, text, layout, *more)
    length = first_line.length
    words = text.encode()[:length].decode()
    if length != resume_at or not _BETWEEN_HAN.match(text, len(words) - 1):
        return _first_line_metrics.original(first_line, text, layout, *more)
    width, height = engine.line_break.line_size(first_line, style)
    baseline = engine.pango.pango_layout_get_baseline(layout.layout) * engine.FROM_UNITS
    layout.text = words
    layout.deactivate()
    return layout, length, resume_at, width, height, baseline


def _strut(style):
    """Line height and baseline of a style, asked for once a line."""
    kept = style.__dict__.get("press_strut")
    if kept is None:
        kept = style.press_strut = _strut.original(style)
    return kept


def _setup(layout, style) -> None:
    """A Pango layout for a style: its context and description are made once a style."""
    kept = style.__dict__.get("press_setup")
    if kept is None:
        kept = style.press_setup = _prepared(style)
    if not kept:
        _setup.original(layout, style)
        return
    pango = engine.pango
    context, layout.language, description = kept
    layout.style, layout.first_line_direction = style, 0
    layout.layout = engine.ffi.gc(pango.pango_layout_new(context), engine.gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, description)
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.underline_thickness = layout.strikethrough_thickness = None


def _prepared(style) -> tuple:
    """(context, language, font description), or nothing where WeasyPrint has more to do."""
    if any(style[name] != plain for name, plain in PLAIN) or not style["lang"]:
        return ()
    from weasyprint.text.constants import PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import get_font_description

    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    name, _ = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, language, get_font_description(style)


def _resolve_percentages(box, containing_block) -> None:
    """Margins, padding and sizes of a box; those that are plain lengths are read once a style."""
    style = box.style
    plain = style.__dict__.get("press_sizes")
    if plain is None:
        plain = style.press_sizes = _plain_sizes(style)
    if not plain or box.is_flex_item or box.is_grid_item:
        _resolve_percentages.original(box, containing_block)
    else:
        box.__dict__.update(plain)


def _plain_sizes(style) -> dict:
    """The used sizes of a style, where they hang on no other box; else nothing."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return {}
    sizes = {name: style[name] for name in BORDERS}
    for name in SIZES:
        value = style[name]
        if value == "auto":
            sizes[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", "") == "px":
            sizes[name] = value.value
        else:
            return {}
    return sizes

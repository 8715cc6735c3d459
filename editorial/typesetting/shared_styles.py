"""Computed styles, shared by all pages and all documents of a process that say the same.

WeasyPrint 70.0 computes the styles of every document and page anew, though an issue's documents
use the same stylesheets: variables, sums and faces were worked out a dozen times over. A style is
known by what it inherits from and by the declarations that made it; nothing here changes a value.
Styles that WeasyPrint alters for one document (of the root, the body, notes) are never shared.
"""

from itertools import count

MOST, MOST_STYLES = 4_000, 1_000  # an issue has 1,100 lineages and 300 styles of some 10 kB
UNSHARED_TAGS, UNSHARED_PSEUDOS = ("html", "body"), ("note-call", "note-callback")
INLINE = (1, 0, 0)  # specificity of a style attribute
ANCHOR, ATTRIBUTES = "anchor", ("lang", "width", "height")  # made from an element's attributes
FOLIO = "counter_reset"
OF_IDS, OF_PAGES = (ANCHOR,), (FOLIO,)  # what differs between equals, and nothing inherits
FIRST = (None,)
KEPT = ("press_number", "press_corrected", "press_strut", "press_setup", "press_sizes")

_numbers = count(1)
_lineages: dict[tuple, tuple] = {}  # what made a style → (its number, what must stay alive)
_styles: dict[int, object] = {}  # number → style


def install() -> None:
    """Replace two functions of WeasyPrint; a second call changes nothing."""
    from weasyprint.css import StyleFor
    from weasyprint.layout import page

    if StyleFor.set_computed_styles is _set_computed_styles:
        return
    _set_computed_styles.original = StyleFor.set_computed_styles
    _set_computed_styles.page_type = page.PageType
    StyleFor.set_computed_styles = _set_computed_styles
    _style_for.original = StyleFor.__call__
    StyleFor.__call__ = _style_for


def forget() -> None:
    """Compute all styles anew; numbers are not given twice."""
    _lineages.clear()
    _styles.clear()


def _style_for(styles, element, pseudo_type=None):
    """The style of an element; what WeasyPrint corrects on each asking is corrected once."""
    style = styles._computed_styles.get((element, pseudo_type))
    if style and "press_corrected" not in style.__dict__:
        _style_for.original(styles, element, pseudo_type)
        style.press_corrected = True
    return style


def _set_computed_styles(styles, element, parent, root=None, pseudo_type=None, **more):
    is_page = isinstance(element, _set_computed_styles.page_type)
    computed = styles.get_computed_styles()
    cascaded = styles.get_cascaded_styles().get((element, pseudo_type), {})
    parent_style = computed.get((parent, None))
    is_sheet = is_page and pseudo_type is None
    number = _number(styles, parent_style, cascaded, pseudo_type, OF_PAGES if is_sheet else OF_IDS)
    kept = styles.__dict__.setdefault("press_sheets", {}) if is_sheet else _styles
    # A sheet's own style tells its folio, and belongs to the document.
    key = (number, id(cascaded.get(FOLIO, FIRST)[0])) if is_sheet else number
    shared = kept.get(key)
    if shared is None:
        _set_computed_styles.original(styles, element, parent, root, pseudo_type, **more)
        shared = computed[element, pseudo_type]
        shared.press_number = number
        if number and (is_page or _may_be_shared(element, pseudo_type)):
            kept[key] = shared
    elif ANCHOR in cascaded or ANCHOR in shared.cascaded:
        _set_kin(styles, element, pseudo_type, shared, cascaded, parent_style, **more)
    else:
        computed[element, pseudo_type] = shared


def _may_be_shared(element, pseudo_type) -> bool:
    return pseudo_type not in UNSHARED_PSEUDOS and element.tag not in UNSHARED_TAGS


def _set_kin(
    styles, element, pseudo_type, shared, cascaded, parent_style, target_collector=None, **_more
) -> None:
    """A style that differs from a shared one by its anchor alone: what inherits, inherits that."""
    kin = type(shared)(
        parent_style, cascaded, pseudo_type, shared.root_style, shared.base_url,
        shared.font_config, shared.initial_page_sizes,
    )  # fmt: skip
    kin.update(shared)
    kin.pop(ANCHOR, None)
    kin.specified = shared.specified.copy()
    kin.__dict__.update((name, shared.__dict__[name]) for name in KEPT if name in shared.__dict__)
    kin.__dict__["anonymous_style"] = shared.anonymous_style
    styles.get_computed_styles()[element, pseudo_type] = kin
    if target_collector and kin[ANCHOR]:
        target_collector.collect_anchor(kin[ANCHOR])


def _number(styles, parent_style, cascaded, pseudo_type, own) -> int | None:
    """The same for styles that say the same to those that inherit from them; None: not to share."""
    line = parent_style.press_number if parent_style is not None else id(styles.font_config)
    if line is None:
        return None
    said = []
    for name, (value, (*rank, specificity)) in cascaded.items():
        if specificity == INLINE:
            return None
        if name not in own:
            is_plain = name in ATTRIBUTES and isinstance(value, str | tuple)
            said.append((name, value if is_plain else id(value), *rank, *specificity))
    key = (line, parent_style is None, pseudo_type, tuple(said))
    if key not in _lineages:
        if len(_lineages) >= MOST or len(_styles) >= MOST_STYLES:
            forget()
        # The values are held: an id must not come to mean something else.
        _lineages[key] = (next(_numbers), cascaded, styles.font_config)
    return _lineages[key][0]

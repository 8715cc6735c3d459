"""What stands outside the trimmed page: crop and registration marks, in all inks at once.

WeasyPrint draws its own marks inside the bleed, where they may stay on the cut page; these stand
beyond it, in the colour /All that prints on every plate (ISO 15930-7 allows it).
"""

import re

MM = 72 / 25.4
BLEED = 3 * MM  # pt
SLUG = 9 * MM  # pt beyond the bleed: room for the marks
NEAR, FAR = 4 * MM, 10 * MM  # pt from the trim: where a crop mark begins and ends
CENTRE, RADIUS, ARM = 7.5 * MM, 1.5 * MM, 2.5 * MM  # pt: registration marks
HAIRLINE = 0.25  # pt
CIRCLE = 0.5523  # of the radius: where the handles of a quarter circle stand


def add_marks(pdf) -> None:
    """Widen each page's sheet by the slug and draw the marks there."""
    for page in [each for each in pdf.objects if _is_page(each)]:
        trim = [float(each) for each in page["TrimBox"]]
        page["MediaBox"] = _box(trim, BLEED + SLUG)
        page["BleedBox"] = _box(trim, BLEED)
        resources = pdf.objects[int(re.match(rb"\d+", page["Resources"])[0])]
        before = _drawn_once(pdf, resources, trim)
        after = page["Contents"]
        page["Contents"] = _array((before, *(after if isinstance(after, list) else (after,))))


def _is_page(each) -> bool:
    return isinstance(each, dict) and each.get("Type") == "/Page"


def _box(trim, by: float):
    left, bottom, right, top = trim
    return _array((left - by, bottom - by, right + by, top + by))


def _drawn_once(pdf, resources, trim) -> bytes:
    """The stream that draws the marks of this trim; pages of one size share it."""
    import pydyf

    key = f"Marks{trim[2] - trim[0]:.0f}x{trim[3] - trim[1]:.0f}"
    if key not in resources["XObject"]:
        form = _form(trim)
        pdf.add_object(form)
        resources["XObject"][key] = form.reference
        call = pydyf.Stream([f"q /{key} Do Q"])
        pdf.add_object(call)
        resources.calls = getattr(resources, "calls", {}) | {key: call.reference}
    return resources.calls[key]


def _form(trim):
    import pydyf

    ink = pydyf.Dictionary(
        {
            "FunctionType": 2,
            "Domain": _array((0, 1)),
            "C0": _array((0, 0, 0, 0)),
            "C1": _array((1, 1, 1, 1)),
            "N": 1,
        }
    )
    space = _array(("/Separation", "/All", "/DeviceCMYK", ink))
    spaces = pydyf.Dictionary({"Everywhere": space})
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": _box(trim, BLEED + SLUG),
        "Resources": pydyf.Dictionary({"ColorSpace": spaces}),
    }
    lines = [f"/Everywhere CS 1 SCN {HAIRLINE} w", *_crops(trim), *_registers(trim)]
    return pydyf.Stream([line.encode() for line in lines], pydyf.Dictionary(extra))


def _crops(trim):
    left, bottom, right, top = trim
    for x, way in ((left, -1), (right, 1)):
        for y in (bottom, top):
            yield f"{x + way * NEAR:.3f} {y:.3f} m {x + way * FAR:.3f} {y:.3f} l S"
    for y, way in ((bottom, -1), (top, 1)):
        for x in (left, right):
            yield f"{x:.3f} {y + way * NEAR:.3f} m {x:.3f} {y + way * FAR:.3f} l S"


def _registers(trim):
    left, bottom, right, top = trim
    across, up = (left + right) / 2, (bottom + top) / 2
    for x, y in (
        (across, bottom - CENTRE),
        (across, top + CENTRE),
        (left - CENTRE, up),
        (right + CENTRE, up),
    ):
        yield f"{x - ARM:.3f} {y:.3f} m {x + ARM:.3f} {y:.3f} l S"
        yield f"{x:.3f} {y - ARM:.3f} m {x:.3f} {y + ARM:.3f} l S"
        yield _circle(x, y)


def _circle(x: float, y: float) -> str:
    r, h = RADIUS, RADIUS * CIRCLE
    quarters = (
        (x + r, y + h, x + h, y + r, x, y + r),
        (x - h, y + r, x - r, y + h, x - r, y),
        (x - r, y - h, x - h, y - r, x, y - r),
        (x + h, y - r, x + r, y - h, x + r, y),
    )
    curves = " ".join(" ".join(f"{each:.3f}" for each in quarter) + " c" for quarter in quarters)
    return f"{x + r:.3f} {y:.3f} m {curves} S"


def _array(items):
    import pydyf

    return pydyf.Array(items)

"""RGB → CMYK while the print edition is written: our colours by table, all others by profile.

WeasyPrint 70.0 never converts a colour. Here the one operator it writes RGB with, and the one
place it writes pictures, give CMYK as long as ``cmyk_only`` lasts. Black and grey are black ink
alone, so that text never depends on the register of four plates.
"""

import io
import zlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageChops, ImageCms

from editorial.typesetting.refusal import Refused

JPEG_QUALITY = 92
SMALL = 14.0  # pt: words smaller than this must not depend on the register of two plates and black
BLACK = (0, 0, 0, 1)
DARK = 0.45  # of full light: words darker than this are set in solid black
_state = {"is_printing": False, "is_small": False, "designed": {}}

# The designed inks of every colour of static/print/ and editorial/drawing/: shares of C, M, Y, K.
INKS = {
    "#14233a": (0, 0, 0, 1),  # ink: text
    "#0f2a4a": (1, 0.78, 0.3, 0.45),  # blue; small words in it are set in black
    "#b5342a": (0, 0.9, 0.85, 0),  # seal red
    "#faf8f3": (0, 0.01, 0.04, 0.01),  # paper
    "#f5f2ea": (0, 0.02, 0.07, 0.03),  # tint
    "#ddd7ca": (0, 0.02, 0.08, 0.14),  # rule
    "#5b6675": (0, 0, 0, 0.7),  # mute
    "#c8962e": (0.15, 0.4, 0.95, 0.05),
    "#3f7fbf": (0.76, 0.42, 0, 0),
    "#d9623b": (0.05, 0.72, 0.8, 0),
    "#e6be62": (0.05, 0.24, 0.7, 0),
    "#fdfcf8": (0, 0, 0.02, 0),
    "#7db1ea": (0.5, 0.2, 0, 0),
    "#ef7d57": (0, 0.6, 0.65, 0),
    "#8fa3bd": (0.42, 0.26, 0.12, 0.05),
    "#9fd0b4": (0.4, 0, 0.36, 0),
    "#c9a7dd": (0.2, 0.38, 0, 0),
    "#f0d9a0": (0.03, 0.12, 0.42, 0),
    "#b8c4d6": (0.26, 0.16, 0.06, 0),
    "#d5dce6": (0.14, 0.08, 0.04, 0),
    "#e3c077": (0.06, 0.23, 0.6, 0),
    "#6b8f71": (0.58, 0.25, 0.58, 0.08),
    "#8a6d9b": (0.48, 0.6, 0.1, 0.05),
}


def install() -> None:
    """Replace three functions of WeasyPrint; a second call changes nothing."""
    from weasyprint import draw
    from weasyprint.images import RasterImage
    from weasyprint.pdf.stream import Stream

    if RasterImage.get_x_object is not _picture:
        _picture.original = RasterImage.get_x_object
        RasterImage.get_x_object = _picture
        _set_color.original = Stream.set_color_rgb
        Stream.set_color_rgb = _set_color
        _draw_text.original = draw.draw_text
        draw.draw_text = _draw_text


@contextmanager
def cmyk_only():
    """Everything that is written meanwhile is written in CMYK."""
    _state["is_printing"] = True
    try:
        yield
    finally:
        _state["is_printing"] = False


@contextmanager
def mixed(designed: dict[str, tuple[float, ...]]):
    """These colours, hex → shares of C, M, Y, K, have inks of their own meanwhile."""
    before, _state["designed"] = _state["designed"], designed
    try:
        yield
    finally:
        _state["designed"] = before


def _set_color(stream, r, g, b, stroke=False):
    if not _state["is_printing"]:
        return _set_color.original(stream, r, g, b, stroke)
    inks = inks_for_words(r, g, b) if _state["is_small"] else inks_of(r, g, b)
    if not stroke:
        _overprint(stream, _state["is_small"] and inks == BLACK)
    stream.set_color_space("DeviceCMYK", stroke)
    stream.set_color_special(None, stroke, *inks)


def _overprint(stream, is_over: bool) -> None:
    """Small words in black print over what they stand on, which would show white beside them
    where the plates are a hair out of register. A drawing may begin inside another's state, and
    what ends takes its state with it: once anything printed over, each colour says how it does.
    """
    import pydyf

    if not is_over and getattr(stream, "is_knocking_out", False):
        return
    stream.is_knocking_out = not is_over and not hasattr(stream, "is_knocking_out")
    key = "over" if is_over else "out"
    state = {"op": "true", "OPM": 1} if is_over else {"op": "false"}
    stream._resources["ExtGState"].setdefault(key, pydyf.Dictionary(state))
    super(type(stream), stream).set_state(key)


def _draw_text(stream, textbox, *args, **options):
    _state["is_small"] = textbox.style["font_size"] * 0.75 < SMALL
    try:
        return _draw_text.original(stream, textbox, *args, **options)
    finally:
        _state["is_small"] = False


def inks_for_words(red: float, green: float, blue: float) -> tuple[float, ...]:
    """The inks of small words: what would mix black with colours is black alone."""
    inks = inks_of(red, green, blue)
    if not (inks[3] and any(inks[:3])):
        return inks
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    return 0, 0, 0, 1 if light < DARK else round(1 - light, 3)


def inks_of(red: float, green: float, blue: float) -> tuple[float, ...]:
    """Shares of cyan, magenta, yellow and black for an sRGB colour of shares."""
    levels = tuple(round(255 * min(1, max(0, share))) for share in (red, green, blue))
    name = "#{:02x}{:02x}{:02x}".format(*levels)
    return _state["designed"].get(name) or INKS.get(name) or _by_profile(levels)


@cache
def _by_profile(levels: tuple[int, int, int]) -> tuple[float, ...]:
    if len(set(levels)) == 1:
        return 0, 0, 0, round(1 - levels[0] / 255, 3)
    pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), levels), _to_press())
    return tuple(round(level / 255, 3) for level in pixel.getpixel((0, 0)))


def _picture(image, interpolate, dpi_ratio):
    """A picture as a PDF object. Never smoothed by the reader: PDF/A forbids to ask for it."""
    if not _state["is_printing"] or image.mode in ("L", "LA", "CMYK"):
        return _picture.original(image, False, dpi_ratio)
    import pydyf

    opened = Image.open(io.BytesIO(image.image_data.data))
    data, extra = _in_inks(opened.convert("RGB"), is_photograph=image.format == "JPEG")
    if "A" in opened.getbands():
        mask, settings_ = _flat(opened.getchannel("A"), "/DeviceGray")
        extra["SMask"] = pydyf.Stream([mask], pydyf.Dictionary(settings_))
    return pydyf.Stream([data], pydyf.Dictionary(extra))


def _in_inks(picture, *, is_photograph: bool) -> tuple[bytes, dict]:
    """(data, dictionary) of a picture on the press: photographs as JPEG, drawings without loss."""
    red, green, blue = picture.split()
    if not (
        ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox()
    ):
        return _flat(red, "/DeviceGray")
    picture = ImageCms.applyTransform(picture, _to_press())
    if not is_photograph:
        return _flat(picture, "/DeviceCMYK")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    # Pillow writes CMYK upside down, as Adobe does.
    upside_down = {"Filter": "/DCTDecode", "Decode": b"[1 0 1 0 1 0 1 0]"}
    return file.getvalue(), _described(picture, "/DeviceCMYK") | upside_down


def _flat(picture, space: str) -> tuple[bytes, dict]:
    return zlib.compress(picture.tobytes(), 6), _described(picture, space) | {
        "Filter": "/FlateDecode"
    }


def _described(picture, space: str) -> dict:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": space,
        "BitsPerComponent": 8,
        "Interpolate": "false",
    }


@cache
def profile() -> bytes:
    """The ICC profile of the printing condition. Raises ``Refused`` when there is none."""
    path = Path(settings.PRESS_PROFILE)
    try:
        data = path.read_bytes()
        read = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    except (OSError, ImageCms.PyCMSError):
        raise Refused(
            f"印刷版需要 CMYK 的 ICC 特性文件，“{path.name}”不在或读不出来。请管理员在"
            " PRESS_PROFILE 里写明印刷厂给的文件，或删去这一项，用自带的。"
        ) from None
    if read.xcolor_space.strip() != "CMYK" or read.device_class.strip() != "prtr":
        raise Refused(
            f"ICC 特性文件“{path.name}”不是 CMYK 输出特性（{read.xcolor_space.strip()}），"
            "请管理员在 PRESS_PROFILE 里换成印刷厂给的文件。"
        )
    return data


@cache
def _to_press():
    """sRGB → the printing condition, relative colorimetric with black point compensation."""
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile())),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

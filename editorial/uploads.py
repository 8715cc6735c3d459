"""UPLOADS: a picture file as it comes in → re-encoded, stripped, named at random → Upload."""

import io
import secrets
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from editorial.models import Upload

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
KEPT_FORMATS = {"JPEG": "jpg", "PNG": "png"}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
JPEG_QUALITY = 90

TOO_BIG = "图片有 {size:.1f} MB，超过 20 MB 的上限；请缩小后再上传。"
TOO_MANY_PIXELS = "图片超过 4000 万像素的上限；请缩小尺寸后再上传。"
EMPTY = "图片文件是空的，请重新选择。"
NOT_A_PICTURE = "“{name}”不是能用的图片；请上传 JPG、PNG、WebP、GIF、BMP 或 TIFF 文件。"
BROKEN = "“{name}”已损坏，读不完整；请重新导出或换一张再上传。"


class Refused(Exception):
    """A file that was not taken. The message is a Chinese sentence for the editor."""


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be stored: our own encoding, and the name it came with."""

    content: bytes
    extension: str
    size: tuple[int, int]  # pixels
    original_name: str


def receive(data: bytes, name: str, *, by=None) -> Upload:
    """Keep a picture: what is stored is our own encoding of its pixels, nothing else of it.

    Raises ``Refused``; then nothing is stored.
    """
    return store(prepare(data, name), into=Upload(), by=by)


def prepare(data: bytes, name: str) -> Prepared:
    """The re-encoded picture; touches neither disk nor database. Raises ``Refused``."""
    check_size(len(data))
    picture = _upright(_decode(data, name))
    content, extension = _encode(picture)
    return Prepared(content, extension, picture.size, name[-200:])


def store(picture: Prepared, *, into: Upload, by=None) -> Upload:
    """Write file and row; ``into`` may already carry alternative text and credit."""
    into.name = f"{secrets.token_hex(16)}.{picture.extension}"
    into.original_name, into.uploaded_by = picture.original_name, by
    into.file.save(into.name, ContentFile(picture.content), save=False)
    # Django's own look at the first kilobytes finds no size in some small files.
    into.width, into.height = picture.size
    into.save()
    return into


def check_size(size: int) -> None:
    """Refuse by length before a byte is read."""
    if size == 0:
        raise Refused(EMPTY)
    if size > MAX_BYTES:
        raise Refused(TOO_BIG.format(size=size / 1024 / 1024))


def _decode(data, name) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Our own limit is lower than Pillow's and answers with a sentence.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Refused(TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused(NOT_A_PICTURE.format(name=name)) from None
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    try:
        with _whole_files_only():
            picture.load()
    # Pillow's decoders raise all of these for truncated or forged files.
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise Refused(BROKEN.format(name=name)) from None
    return picture


@contextmanager
def _whole_files_only():
    """WeasyPrint, once loaded, tells Pillow for the whole process to take half a file as well."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _upright(picture) -> Image.Image:
    """Turned as the camera meant it; the EXIF data itself is left behind."""
    kind = picture.format
    turned = ImageOps.exif_transpose(picture)
    turned.format = kind
    return turned


def _encode(picture) -> tuple[bytes, str]:
    """JPEG stays JPEG and PNG stays PNG; the rest become PNG, or JPEG when they are photographs."""
    kind = picture.format if picture.format in KEPT_FORMATS else _kind_for(picture)
    target = _in_mode(picture, kind)
    out = io.BytesIO()
    options = {"quality": JPEG_QUALITY} if kind == "JPEG" else {}
    # Naming the few options drops everything else that the file carried along.
    clean = Image.new(target.mode, target.size)
    clean.paste(target)
    clean.save(out, kind, optimize=True, **options)
    return out.getvalue(), KEPT_FORMATS[kind]


def _kind_for(picture) -> str:
    """TIFF and WebP without transparency are photographs as a rule."""
    is_opaque = picture.mode in ("RGB", "CMYK", "YCbCr", "L")
    return "JPEG" if is_opaque and picture.format in ("TIFF", "WEBP") else "PNG"


def _in_mode(picture, kind) -> Image.Image:
    """The pixels in a mode that every browser and the press can read: L, RGB or RGBA."""
    if picture.mode in ("L", "RGB"):
        return picture
    if kind == "PNG" and _has_transparency(picture):
        return picture.convert("RGBA")
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        return _eight_bits(picture)
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _has_transparency(picture) -> bool:
    return picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info


def _eight_bits(picture) -> Image.Image:
    """Scans of 16 bits a pixel: brought down evenly, where ``convert`` would clip to white."""
    return picture.convert("F").point(lambda value: value / 257).convert("L")

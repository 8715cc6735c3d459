"""UPLOADS: a picture file as it comes in → re-encoded, stripped, named at random → Upload."""

import io
import secrets
import struct
import warnings
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from editorial import disks
from editorial.models import Upload

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LARGE_PIXELS = 3_000_000
_SRGB = ImageCms.createProfile("sRGB")
KEPT_FORMATS = {"JPEG": "jpg", "PNG": "png"}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
JPEG_QUALITY, COPY_QUALITY = 90, 95

TOO_BIG = "图片有 {size:.1f} MB，超过 20 MB 的上限；请缩小后再上传。"
TOO_MANY_PIXELS = "图片超过 4000 万像素的上限；请缩小尺寸后再上传。"
EMPTY = "图片文件是空的，请重新选择。"
NOT_A_PICTURE = "“{name}”不是能用的图片；请上传 JPG、PNG、WebP、GIF、BMP 或 TIFF 文件。"
MOVING = "“{name}”是{count}帧的动图，印刷和网页只用静止的图片；请挑一帧，另存为 JPG 或 PNG 再上传。"
PAGES = "“{name}”里有 {count} 页，请把要用的一页另存为 JPG 或 PNG 再上传。"
# What a file begins with, or holds in its first bytes → what to do about it.
KNOWN_OTHERS = (
    (b"ftypheic", "是苹果手机的 HEIC 照片，请在手机或电脑上另存为 JPG 再上传。"),
    (b"ftypmif1", "是 HEIF 照片，请在手机或电脑上另存为 JPG 再上传。"),
    (b"ftypavif", "是 AVIF 图片，请另存为 JPG 或 PNG 再上传。"),
    (b"<svg", "是 SVG 矢量图，请导出为 PNG 再上传，宽 2000 像素以上。"),
    (b"%PDF-", "是 PDF 文件，请把图导出为 JPG 或 PNG 再上传。"),
    (b"%!PS", "是 EPS 文件，请导出为 JPG 或 PNG 再上传。"),
    (b"8BPS", "是 Photoshop 文件，请另存为 JPG 或 PNG 再上传。"),
    (b"<html", "其实是网页，不是图片；请在网页上另存图片后再上传。"),
)
SNIFFED = 1024  # bytes
NOT_STORED = "图片没能存下来（{why}），什么都没有上传；请稍后再试，仍不行就告诉管理员。"
BROKEN = "“{name}”已损坏，读不完整；请重新导出或换一张再上传。"


class Refused(Exception):
    """A file that was not taken. The message is a Chinese sentence for the editor."""


class NotStored(Refused, OSError):
    """The disk or the bucket did not take it. ``strerror`` says why."""

    def __str__(self):
        return self.args[0]


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
    picture = _in_plain_colours(_upright(_decode(data, name)))
    content, extension = _encode(picture)
    return Prepared(content, extension, picture.size, name[-200:])


def store(picture: Prepared, *, into: Upload, by=None) -> Upload:
    """Write file and row; ``into`` may already carry alternative text and credit.

    Raises ``NotStored``; then nothing is stored.
    """
    into.name = f"{secrets.token_hex(16)}.{picture.extension}"
    into.original_name, into.uploaded_by = picture.original_name, by
    try:
        into.file.save(into.name, ContentFile(picture.content), save=False)
    except OSError as error:
        raise _not_stored(error) from error
    # Django's own look at the first kilobytes finds no size in some small files.
    into.width, into.height = picture.size
    try:
        into.save()
    except BaseException:
        # A file cannot be rolled back with its row.
        into.file.delete(save=False)
        raise
    return into


def _not_stored(error: OSError) -> NotStored:
    found = NotStored(NOT_STORED.format(why=disks.why(error)))
    found.errno, found.strerror = error.errno, error.strerror
    return found


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
        raise Refused(_what_it_is(data, name)) from None
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    try:
        with _whole_files_only():
            picture.load()
    # Pillow's decoders raise all of these for truncated or forged files.
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise Refused(BROKEN.format(name=name)) from None
    _refuse_several(picture, name)
    return picture


def _what_it_is(data: bytes, name: str) -> str:
    head = data[:SNIFFED].lower()
    known = (said for mark, said in KNOWN_OTHERS if mark.lower() in head)
    said = next(known, "")
    return f"“{name}”{said}" if said else NOT_A_PICTURE.format(name=name)


def _refuse_several(picture, name) -> None:
    """The second picture of a phone's JPEG is a preview; frames and pages are something else."""
    count = getattr(picture, "n_frames", 1)
    if count > 1 and picture.format != "MPO":
        said = PAGES if picture.format == "TIFF" else MOVING
        raise Refused(said.format(name=name, count=count))


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
    kind = "JPEG" if picture.format == "MPO" else picture.format
    try:
        turned = ImageOps.exif_transpose(picture)
    except (ValueError, TypeError, SyntaxError, OSError, struct.error):
        turned = picture.copy()  # camera data that cannot be read says nothing
    turned.format = kind
    return turned


def _in_plain_colours(picture) -> Image.Image:
    """Colours as every screen shows them: by the profile that the file carries, where it has one.

    Inks without a profile are taken for those of our own printing.
    """
    profile = picture.info.get("icc_profile")
    if picture.mode not in ("RGB", "CMYK") or not (profile or picture.mode == "CMYK"):
        return picture
    source = io.BytesIO(profile) if profile else settings.PRESS_PROFILE
    try:
        plain = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture  # a profile that does not fit the file: Pillow's plain conversion follows
    plain.format = picture.format
    return plain


def _encode(picture) -> tuple[bytes, str]:
    """JPEG stays JPEG and PNG stays PNG; the rest become PNG, or JPEG when they are photographs."""
    kind = picture.format if picture.format in KEPT_FORMATS else _kind_for(picture)
    target = _in_mode(picture, kind)
    out = io.BytesIO()
    # Naming the few options drops everything else that the file carried along.
    clean = Image.new(target.mode, target.size)
    clean.paste(target)
    clean.save(out, kind, **options_for(kind, clean))
    return out.getvalue(), KEPT_FORMATS[kind]


def options_for(kind: str, picture, *, is_copy: bool = False) -> dict:
    """Pillow's best effort takes 12 seconds for a photograph of 12 million pixels as PNG.

    A copy of one of our own is saved finer, so that nothing more is lost.
    """
    if kind == "JPEG":
        return {"quality": COPY_QUALITY if is_copy else JPEG_QUALITY, "optimize": True}
    is_large = picture.width * picture.height > LARGE_PIXELS
    return {"compress_level": 4} if is_large else {"optimize": True}


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

"""Pictures of a Word document: looked at, never decoded here, named by their content."""

import hashlib
import io
import posixpath
import re
import warnings

from PIL import Image, UnidentifiedImageError

from editorial.intake.refusal import Refused
from editorial.intake.word.package import Package, Relation
from editorial.uploads import FORMATS, MAX_BYTES, MAX_PIXELS

MOST_PICTURES = 200
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 500_000_000  # all pictures together: what can be re-encoded in good time
_EFFORT = {"JPEG": 1, "PNG": 2}  # how a pixel of this format counts
_MOST_EFFORT = 4
OUTSIDE = "第 {line} 行的图片不在文档里，只是链接到别处，请在正文中上传这张图片。"
UNUSABLE = "第 {line} 行的图片（%s）不是能用的格式，请另存为 PNG 或 JPG，再在正文中上传。"
_TOO_MANY = "这个 Word 文档里的图片太多或太大（%s），没有导入；请压缩图片或减少图片后再导入。"


class Pictures:
    """Taken pictures by the name under which the text speaks of them: name → (file, bytes)."""

    def __init__(self, package: Package, relations: dict[str, Relation]):
        self._package, self._relations = package, relations
        self._known: dict[str, tuple[str, str]] = {}
        self._bytes = self._pixels = 0
        self.taken: dict[str, tuple[str, bytes]] = {}

    def take(self, relation_id: str, alternative: str) -> tuple[str, str]:
        """(Markdown for the picture, "") or ("", what to tell the editor)."""
        relation = self._relations.get(relation_id)
        if relation is None:
            return "", ""
        if relation.is_external:
            return "", OUTSIDE
        if relation.target not in self._known:
            self._known[relation.target] = self._look_at(relation.target)
        name, doubt = self._known[relation.target]
        words = " ".join(re.sub(r"[\[\]()|<>*_\\]", " ", alternative).split())[:60]
        return (f"![{words}](/pictures/{name})" if name else ""), doubt

    def _look_at(self, part: str) -> tuple[str, str]:
        file = posixpath.basename(part)
        data = self._package.read(part, MAX_BYTES)
        if data is None and part in self._package:
            raise Refused(_TOO_MANY % f"{file} 超过 {MAX_BYTES // 1024 // 1024} MB")
        kind, pixels = _header(data or b"", file)
        if not kind:
            return "", UNUSABLE % file
        self._weigh(len(data), pixels * _EFFORT.get(kind, _MOST_EFFORT))
        extension = "jpg" if kind == "JPEG" else "png"
        name = f"{hashlib.sha256(data).hexdigest()[:32]}.{extension}"
        self.taken[name] = (file, data)
        return name, ""

    def _weigh(self, size: int, pixels: int) -> None:
        self._bytes += size
        self._pixels += pixels
        if len(self.taken) >= MOST_PICTURES:
            raise Refused(_TOO_MANY % f"超过 {MOST_PICTURES} 张")
        if self._bytes > MOST_BYTES:
            raise Refused(_TOO_MANY % f"合计超过 {MOST_BYTES // 1024 // 1024} MB")
        if self._pixels > MOST_PIXELS:
            raise Refused(_TOO_MANY % "像素合计过多")


def _header(data: bytes, file: str) -> tuple[str, int]:
    """(format, pixels) from the first bytes; ("", 0) for what is no usable picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Refused(_too_many_pixels(file)) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return "", 0
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        raise Refused(_too_many_pixels(file))
    return picture.format, pixels


def _too_many_pixels(file: str) -> str:
    return (
        f"文档里的图片 {file} 超过 {MAX_PIXELS // 10_000} 万像素的上限，没有导入；"
        "请缩小这张图片后再导入。"
    )

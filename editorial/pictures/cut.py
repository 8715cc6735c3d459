"""CUT 裁切: a piece of a picture as a picture of its own, by four numbers; the whole one stays."""

import io
from dataclasses import astuple, dataclass

from django.db import transaction
from PIL import Image

from editorial import uploads
from editorial.models import Upload
from editorial.pictures.exchange import Exchange, exchange
from editorial.pictures.keep import store
from editorial.pictures.refusal import Refused

FIGURE, COVER = Upload.Purpose.FIGURE, Upload.Purpose.COVER
PURPOSES = (FIGURE, COVER)
SMALLEST = 16  # pixels of either side
NO_BOX = "请先在图上框出要留下的部分。"
TOO_SMALL = "框得太小了，至少留 {least} × {least} 像素。"
OUTSIDE = "框超出了图片，请重新框；图片是 {width} × {height} 像素。"
WHOLE = "框的就是整幅图片，没有裁切。"
NO_FILE = "“{upload}”的文件不见了，裁不了；请重新上传。"


@dataclass(frozen=True)
class Box:
    """What is kept, in pixels of the whole picture."""

    left: int
    top: int
    width: int
    height: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.left + self.width, self.top + self.height


def cut(upload: Upload, box: Box, purpose: str, *, by) -> tuple[Upload, Exchange]:
    """The piece, and where it took the picture's place: on covers or in articles, by its purpose.

    Of a picture that is a cut itself the whole one is cut anew. Raises ``Refused``.
    """
    whole = upload.source or upload
    _refuse_box(whole, box, is_cut=upload.source_id is not None)
    picture = _piece(whole, box)
    with transaction.atomic():
        piece = Upload(alt_text=upload.alt_text, credit=upload.credit, source=whole)
        piece.crop, piece.purpose, piece.replaces = list(astuple(box)), purpose, upload
        store(picture, into=piece, by=by)
        is_figure = purpose == FIGURE
        places = {"figures": is_figure, "covers": not is_figure, "logos": False}
        return piece, exchange(upload, piece, by=by, **places)


def _refuse_box(whole, box, *, is_cut) -> None:
    left, top, right, bottom = box.corners
    if min(box.width, box.height) < SMALLEST:
        raise Refused(TOO_SMALL.format(least=SMALLEST))
    if left < 0 or top < 0 or right > whole.width or bottom > whole.height:
        raise Refused(OUTSIDE.format(width=whole.width, height=whole.height))
    # A cut that is given up: the whole picture comes back as a version of its own.
    if not is_cut and (box.width, box.height) == (whole.width, whole.height):
        raise Refused(WHOLE)


def _piece(whole, box) -> uploads.Prepared:
    try:
        with whole.file.open("rb") as file, Image.open(file) as image:
            kind, piece = image.format, image.crop(box.corners)
            piece.load()
    except OSError:
        raise Refused(NO_FILE.format(upload=whole)) from None
    out = io.BytesIO()
    piece.save(out, kind, **uploads.options_for(kind, piece, is_copy=True))
    extension = uploads.KEPT_FORMATS[kind]
    return uploads.Prepared(out.getvalue(), extension, piece.size, whole.original_name)

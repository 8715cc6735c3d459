"""KEEP: a picture that nothing needs may be taken away by a person; lost files go by themselves."""

import datetime as dt
import logging

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from editorial import uploads
from editorial.models import Upload
from editorial.pictures.refusal import Refused
from editorial.pictures.uses import uses_of

logger = logging.getLogger(__name__)

FOLDER, UNFINISHED = "pictures", "unfinished"
FRESH = dt.timedelta(days=1)  # younger files may belong to a form that is being saved
IN_USE = "“{upload}”正在用：{places}，不能移除。"
IN_HISTORY = "“{upload}”在历史版本里用过（{places}），恢复旧版时还要用，不能移除。"
IN_DRAFT = "“{upload}”在还没有保存的文字里，不能移除。"
HAS_RELATIVES = "“{upload}”有裁切或替换它的图片，要留作原图，不能移除。"


def store(picture: uploads.Prepared, *, into: Upload, by) -> Upload:
    """As ``uploads.store``; what the disk does not take is ``Refused``."""
    try:
        return uploads.store(picture, into=into, by=by)
    except uploads.NotStored as error:
        raise Refused(str(error)) from error


def remove(upload: Upload) -> None:
    """Take away row and file of a picture that nothing needs. Raises ``Refused``.

    The file goes when the transaction has committed: a rollback brings both back.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if why := _why_not(upload):
            raise Refused(why)
        stored, storage = upload.file.name, upload.file.storage
        upload.delete()
        transaction.on_commit(lambda: storage.delete(stored))


def _why_not(upload) -> str:
    uses = uses_of(upload)
    shown = (*uses.articles, *uses.covers, *uses.logos)
    if shown:
        return IN_USE.format(upload=upload, places="、".join(f"《{each}》" for each in shown))
    if uses.past:
        places = "、".join(f"《{each}》" for each in uses.past)
        return IN_HISTORY.format(upload=upload, places=places)
    if uses.drafts:
        return IN_DRAFT.format(upload=upload)
    return HAS_RELATIVES.format(upload=upload) if uses.relatives else ""


def sweep_files() -> list[str]:
    """Delete files that no row knows, left by uploads that failed or were killed; their names."""
    known = set(Upload.objects.values_list("file", flat=True))
    lost = [path for path in _files_in(FOLDER) if path not in known] + _files_in(UNFINISHED)
    swept = [path for path in lost if _is_old(path)]
    for path in swept:
        default_storage.delete(path)
        logger.info("swept %s, which no picture uses", path)
    return swept


def _files_in(folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []


def _is_old(path: str) -> bool:
    return default_storage.get_modified_time(path) < timezone.now() - FRESH

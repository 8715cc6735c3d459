"""Where a document's files come from: the address it stands at, and uploads, also held at hand.

A fork that helps to set (``companion``) must not use the connections of the process it came from;
what it needs is put at hand beforehand.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from editorial.models import Upload

BASE_URL = settings.SITE_URL + "/"
STATIC = settings.SITE_URL + settings.STATIC_URL
MOST_AT_HAND = 32_000_000  # bytes
_NAMED = re.compile(r"/pictures/([0-9a-f]{32}\.(?:jpg|png))")
_at_hand: dict[str, bytes] = {}
_process = {"stands_alone": False}


class Missing(LookupError):
    """A file that is not there, with what the editor should read."""


def picture(name: str) -> bytes:
    """The file of an upload. Raises ``Missing``."""
    if name in _at_hand:
        return _at_hand[name]
    if _process["stands_alone"]:
        raise Missing(f"图片“{name}”不在手边。")
    return _stored(name)


@contextmanager
def pictures_at_hand(documents: Iterable[str]) -> Iterator[None]:
    """Meanwhile the uploads that these documents show need no database and no storage."""
    try:
        for name in {name for html in documents for name in _NAMED.findall(html)}:
            with suppress(Missing):  # the document that shows it will tell
                _at_hand[name] = _stored(name)
            if sum(map(len, _at_hand.values())) > MOST_AT_HAND:
                break
        yield
    finally:
        _at_hand.clear()


def stand_alone() -> None:
    """From now on this process opens only what is at hand: its connections are another's."""
    _process["stands_alone"] = True


def _stored(name: str) -> bytes:
    upload = Upload.objects.filter(name=name).first()
    if upload is None:
        raise Missing(f"图片“{name}”不在图库里，请重新上传并插入。")
    try:
        with upload.file.open("rb") as file:
            return file.read()
    except OSError:
        raise Missing(f"图片“{upload}”的文件不见了，请重新上传并插入。") from None

"""RANGES: a stored file, or the part of it that a reader asked for (RFC 9110, section 14).

Where a web server stands in front (``MEDIA_ACCEL``), it is told which file to send, and sees to
parts and length itself; who may read the file has been settled before.
"""

import logging
import re
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse

logger = logging.getLogger(__name__)

_ONE_RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")


class Slice:
    """A file from where it stands, for so many bytes; closing it closes the file."""

    def __init__(self, file, length: int):
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        block = self.file.read(wanted)
        self.left -= len(block)
        return block

    def close(self) -> None:
        self.file.close()


def asked_for(request, size: int, etag: str) -> tuple[int, int] | None:
    """(first byte, length) of a single range, None for the whole file.

    A length of 0 means that nothing of the file lies in the range. Several ranges at once, and
    a copy that has changed since (``If-Range``), are answered with the whole file.
    """
    match = _ONE_RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or match is None or match.group(1) == match.group(2) == "":
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        return size - length, length
    if last and int(last) < int(first):
        return None
    end = min(int(last), size - 1) if last else size - 1
    return int(first), max(0, end - int(first) + 1)


def file_response(request, stored, *, etag: str, content_type: str):
    """The stored file, or the part of it that was asked for: 200, 206 or 416."""
    if settings.MEDIA_ACCEL:
        response = _left_to_the_server(stored, content_type)
    else:
        file = _opened(stored)
        response = _part(file, asked_for(request, stored.size, etag), stored.size, content_type)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


def _part(file, part, size: int, content_type: str):
    if part is None:
        return FileResponse(file, content_type=content_type)
    first, length = part
    if length == 0:
        file.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    file.seek(first)
    response = FileResponse(Slice(file, length), content_type=content_type, status=206)
    response["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    response["Content-Length"] = length
    return response


def _left_to_the_server(stored, content_type: str):
    """No byte of the file: its name below the location that only the server itself can reach."""
    if not stored or not stored.storage.exists(stored.name):
        raise _missing(stored, "no such file")
    response = HttpResponse(content_type=content_type)
    response["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(stored.name)
    return response


def _opened(stored):
    try:
        return stored.open("rb")
    except (OSError, ValueError) as error:
        raise _missing(stored, error) from error


def _missing(stored, error) -> Http404:
    """A file that has gone from the disk is not found, and the log says so."""
    logger.error("stored file %r cannot be opened: %s", stored.name, error)
    return Http404()

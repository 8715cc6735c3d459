"""RANGES: the part of a file that a reader asked for (RFC 9110, section 14)."""

import re

from django.http import FileResponse, HttpResponse

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


def file_response(request, file, size: int, *, etag: str, content_type: str):
    """The file, or the part of it that was asked for: 200, 206 or 416."""
    part = asked_for(request, size, etag)
    if part is None:
        response = FileResponse(file, content_type=content_type)
    elif part[1] == 0:
        file.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        first, length = part
        file.seek(first)
        response = FileResponse(Slice(file, length), content_type=content_type, status=206)
        response["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
        response["Content-Length"] = length
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response

"""What the press may open: our static files, our uploads and ``data:``. Nothing else, ever.

WeasyPrint's own fetcher reads local files and the network, and prints on without what it could
not find; here both stop the job with a sentence.
"""

import mimetypes
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from editorial.richtext import PICTURE
from editorial.typesetting import sources
from editorial.typesetting.sources import BASE_URL


class PressFetcher(URLFetcher):
    """Opens what lies below ``BASE_URL`` in static files or uploads, and ``data:``."""

    def fetch(self, url, headers=None):
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith(BASE_URL):
            raise FatalURLFetchingError(
                f"文中引用了外部文件“{url[:200]}”，排版只用上传到本站的图片，请上传后重新插入。"
            )
        path = unquote(urlsplit(url).path)
        return URLFetcherResponse(
            url, _content(path), {"Content-Type": mimetypes.guess_type(path)[0] or ""}
        )


def _content(path: str) -> bytes:
    if match := PICTURE.match(path):
        return _picture(match.group(1))
    if found := _static_file(path):
        with open(found, "rb") as file:
            return file.read()
    raise FatalURLFetchingError(f"找不到文件“{path[:200]}”，请重新上传并插入。")


def _static_file(path: str) -> str | None:
    if not path.startswith(settings.STATIC_URL):
        return None
    try:
        return finders.find(path.removeprefix(settings.STATIC_URL))
    except SuspiciousFileOperation:
        return None


def _picture(name: str) -> bytes:
    try:
        return sources.picture(name)
    except sources.Missing as error:
        raise FatalURLFetchingError(str(error)) from None

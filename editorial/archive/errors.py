"""ERRORS: pages that say what happened and where to go on. They ask nothing of the database."""

import logging

from django.http import HttpResponseServerError
from django.shortcuts import render

from editorial.archive.access import CONTENT_POLICY

logger = logging.getLogger(__name__)
# For when even that page cannot be made: it leans on nothing.
BARE = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    "<title>服务器出错了</title></head><body><h1>服务器出错了</h1>"
    "<p>问题出在我们这一边，已经记入日志，请过几分钟再试。</p></body></html>"
)


def _page(request, status: int):
    response = render(request, f"{status}.html", status=status)
    response["Content-Security-Policy"] = CONTENT_POLICY
    return response


def bad_request(request, exception):
    return _page(request, 400)


def permission_denied(request, exception):
    return _page(request, 403)


def page_not_found(request, exception):
    return _page(request, 404)


def server_error(request):
    """The page, or its words alone where templates or collected files are not in order."""
    try:
        return _page(request, 500)
    except Exception:
        logger.exception("the page of errors cannot be made: was collectstatic run?")
        return HttpResponseServerError(BARE)

"""ERRORS: pages that say what happened and where to go on. They ask nothing of the database."""

from django.shortcuts import render

from editorial.archive.access import CONTENT_POLICY


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
    return _page(request, 500)

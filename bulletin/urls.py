"""Where requests go: the desk under /desk/, what machines ask, and the public archive."""

from django.contrib import admin
from django.urls import include, path

from bulletin.apps import open_desk

open_desk()
urlpatterns = [
    path("desk/", admin.site.urls),
    path("outside/", include("editorial.outside.urls")),
    path("", include("editorial.keeping.urls")),
    path("", include("editorial.archive.urls")),
]

handler400 = "editorial.archive.errors.bad_request"
handler403 = "editorial.archive.errors.permission_denied"
handler404 = "editorial.archive.errors.page_not_found"
handler500 = "editorial.archive.errors.server_error"

"""Where requests go: the desk under /desk/, everything else to the public archive."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("desk/", admin.site.urls),
    path("", include("editorial.archive.urls")),
]

handler400 = "editorial.archive.errors.bad_request"
handler403 = "editorial.archive.errors.permission_denied"
handler404 = "editorial.archive.errors.page_not_found"
handler500 = "editorial.archive.errors.server_error"

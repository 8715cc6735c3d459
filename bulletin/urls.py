"""Where requests go: the desk under /desk/, everything else to the public archive."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("desk/", admin.site.urls),
    path("", include("editorial.archive.urls")),
]

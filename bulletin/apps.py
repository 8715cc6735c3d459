"""Puts the newsroom's own admin site in the place of Django's, and loads its screens late.

The press and most commands never show a screen. Whoever serves them (``bulletin.urls``) loads
them, and so do the system checks.
"""

from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class DeskConfig(SimpleAdminConfig):
    default = False
    default_site = "editorial.admin.site.desk"

    def ready(self):
        super().ready()
        checks.register(check_desk, checks.Tags.admin)


def open_desk() -> None:
    """Register every screen; a second call does nothing."""
    from django.contrib import admin

    autodiscover_modules("admin", register_to=admin.site)


def check_desk(app_configs, **_kwargs) -> list:
    """What Django checks of an admin, once its screens are there."""
    open_desk()
    return check_admin_app(app_configs)

"""DOORKEEPER: middleware that lets nobody work at the desk who has something to do first."""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from editorial import roles, workflow
from editorial.models import Issue

# Where one may go before it is done.
OPEN = ("login", "logout", "password_change", "password_change_done", "jsi18n", "second_factor")


class Doorkeeper:
    """First one's own password, then the second factor. Costs no query where neither is asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Not asked of the resolver: every request passes here, most go to the archive.
        if request.path.startswith(reverse("admin:index")) and request.user.is_authenticated:
            way = self._way(request)
            if way and request.path not in {reverse(f"admin:{name}") for name in OPEN}:
                return HttpResponseRedirect(way)
        return self.get_response(request)

    def _way(self, request) -> str:
        if request.user.must_change_password:
            return reverse("admin:password_change")
        if settings.SECOND_FACTOR and not request.user.is_verified() and may_publish(request.user):
            back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
            return f"{reverse('admin:second_factor')}?{back}"
        return ""


def may_publish(user) -> bool:
    """Whether this person's sign-in alone could make an issue public. One query."""
    publishers = {*workflow.rows(Issue, "publish")[0].roles, roles.ADMINISTRATOR}
    return bool(roles.roles_of(user) & publishers)

"""THROTTLE: a wrong password costs patience: of the name, of the address, of both together."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from editorial.models import SignInFailure

TOO_OFTEN = "登录失败的次数太多，请过 {minutes} 分钟再试。忘了密码，请找管理员重设。"


class SignInForm(AdminAuthenticationForm):
    """The desk's form. Whether a name exists cannot be told from what it says."""

    def clean(self):
        name, address = self.cleaned_data.get("username", ""), address_of(self.request)
        if minutes := SignInFailure.objects.minutes_to_wait(name, address):
            raise ValidationError(TOO_OFTEN.format(minutes=minutes), code="too_often")
        try:
            cleaned = super().clean()
        except ValidationError:
            SignInFailure.objects.note(name, address)
            raise
        SignInFailure.objects.forget(name, address)
        return cleaned


def address_of(request) -> str:
    """Where a request comes from. Behind a proxy on this machine, what that proxy says last."""
    direct = request.META.get("REMOTE_ADDR", "")
    said = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    is_proxied = direct in ("", "127.0.0.1", "::1")
    return (said if is_proxied and said else direct)[:60]

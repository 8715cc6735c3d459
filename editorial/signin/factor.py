"""SECOND FACTOR 第二重验证: six digits of a telephone, or a recovery code that works once."""

from base64 import b32encode
from urllib.parse import quote

import django_otp
import segno
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
NAME = "手机"
WRONG = "验证码不对，或已经用过。请看手机上现在的六位数字再输一次；连续输错，要等一会儿才能再试。"


def second_factor(site):
    """The page that asks, or that sets the factor up for whoever has none yet."""

    @never_cache
    def view(request):
        device = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
        code = request.POST.get("code", "").replace(" ", "").replace("-", "").lower()
        if request.method != "POST":
            return _page(site, request, device)
        if device is None:
            return _set_up(site, request, code)
        shown = django_otp.match_token(request.user, code)
        if shown is None:
            return _page(site, request, device, fault=WRONG)
        _let_in(request, shown)
        return HttpResponseRedirect(_back(request))

    return view


def _set_up(site, request, code: str):
    device = _new_device(request.user)
    if not device.verify_token(code):
        return _page(site, request, None, fault=WRONG)
    with transaction.atomic():
        device.confirmed = True
        device.save()
        codes = _new_codes(request.user)
    _let_in(request, device)
    return _page(site, request, device, codes=codes)


def _new_device(user) -> TOTPDevice:
    """The key stays the same until it is confirmed: a page loaded anew shows the same code."""
    return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": NAME})[0]


def _new_codes(user) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="恢复码")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def _let_in(request, device) -> None:
    """The session gets a new key: one that was seen before is worth nothing now."""
    request.session.cycle_key()
    django_otp.login(request, device)


def _back(request) -> str:
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else reverse("admin:index")


def _page(site, request, device, *, fault="", codes=()):
    context = site.each_context(request) | {
        "title": "第二重验证",
        "is_set_up": device is not None,
        "fault": fault,
        "codes": codes,
        "back": _back(request),
    }
    if device is None:
        key = _new_device(request.user)
        told = segno.make(_address(key, site), error="m").svg_inline(scale=4)
        context |= {"drawing": mark_safe(told), "key": _spelled(key)}
    return TemplateResponse(request, "admin/editorial/second_factor.html", context)


def _address(device, site) -> str:
    return f"{device.config_url}&issuer={quote(site.site_title)}"


def _spelled(device) -> str:
    """The key in fours, for a telephone that cannot see."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


def forget_second_factor(user) -> bool:
    """For who lost the telephone: the factor is set up anew at the next sign-in."""
    gone = [kind.objects.filter(user=user).delete()[0] for kind in (TOTPDevice, StaticDevice)]
    return any(gone)

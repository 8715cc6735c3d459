"""通知: the bell's list, marking as read, and how each person wants to hear of what."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from editorial import notices
from editorial.admin.recorded import changes, record
from editorial.models import Notice, User

PER_PAGE = 40
ALL_READ = "已全部标为已读。"
SAVED = "通知的设置已保存。"
NO_SERVER = "本站没有配置发信服务器，信只写进后台的日志，收不到；要寄出去，请管理员设置 EMAIL_URL。"
NO_ADDRESS = "您还没有填邮箱，勾选了“邮件”的也不会发；请填在下面。"


def notice_urls(site) -> list:
    """The four addresses below ``notices/``; each shows or changes the person's own notices."""
    wrap = site.admin_view
    return [
        path("notices/", wrap(_list_view(site)), name="notices"),
        path("notices/read/", wrap(_read_all_view), name="notices_read"),
        path("notices/settings/", wrap(_settings_view(site)), name="notice_settings"),
        path("notices/<int:pk>/", wrap(_open_view), name="notice"),
    ]


def unread_count(request) -> int:
    return Notice.objects.unread(request.user).count() if request.user.is_authenticated else 0


def _list_view(site):
    def view(request):
        """What is unread, or everything with ``?show=all``; the newest first."""
        shows_all = request.GET.get("show") == "all"
        person = request.user
        found = (Notice.objects.on_screen if shows_all else Notice.objects.unread)(person)
        pages = Paginator(found.select_related("by"), PER_PAGE)
        context = site.each_context(request) | {
            "title": "通知",
            "page": pages.get_page(request.GET.get("page")),
            "shows_all": shows_all,
        }
        return TemplateResponse(request, "admin/editorial/notices.html", context)

    return view


def _open_view(request, pk):
    """Mark one as read and go where it leads, or stay in the list."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    notice = get_object_or_404(Notice.objects.on_screen(request.user), pk=pk)
    Notice.objects.filter(pk=pk).read_now()
    stays = "stay" in request.POST
    return HttpResponseRedirect(reverse("admin:notices") if stays else notice.path)


def _read_all_view(request):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    Notice.objects.unread(request.user).read_now()
    messages.success(request, ALL_READ)
    return HttpResponseRedirect(reverse("admin:notices"))


class NoticeSettingsForm(forms.ModelForm):
    """Two ticks a kind: on screen, by mail."""

    class Meta:
        model = User
        fields = ("email", "daily_mail")
        labels = {"email": "我的邮箱"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A kind that is to be mailed is ticked also while there is no address yet.
        person = User(email="x@x", notice_choices=self.instance.notice_choices)
        for kind in notices.KINDS:
            is_shown = notices.wants_screen(person, kind.value)
            is_mailed = notices.wants_mail(person, kind.value)
            self.fields[f"{kind.value}_screen"] = _tick(f"{kind.label}：站内", is_shown)
            self.fields[f"{kind.value}_mail"] = _tick(f"{kind.label}：邮件", is_mailed)

    def rows(self):
        """(kind, tick on screen, tick by mail), in the order of the table."""
        for kind in notices.KINDS:
            yield kind, self[f"{kind.value}_screen"], self[f"{kind.value}_mail"]

    def save(self, commit=True):
        for kind in notices.KINDS:
            on_screen, by_mail = (
                self.cleaned_data[f"{kind.value}_{way}"] for way in ("screen", "mail")
            )
            notices.choose(self.instance, kind.value, on_screen=on_screen, by_mail=by_mail)
        self.instance.save(update_fields=["email", "daily_mail", "notice_choices"])
        return self.instance


def _tick(label, value):
    return forms.BooleanField(label=label, initial=value, required=False)


def _settings_view(site):
    def view(request):
        person = User.objects.get(pk=request.user.pk)
        form = NoticeSettingsForm(request.POST or None, instance=person)
        if request.method == "POST" and form.is_valid():
            form.save()
            if said := changes(form):
                record(person, "change", "修改", by=person, remark="；".join(said))
            messages.success(request, SAVED)
            return HttpResponseRedirect(reverse("admin:notice_settings"))
        context = site.each_context(request) | {
            "title": "通知的设置",
            "form": form,
            "hint": "" if person.email else NO_ADDRESS,
            "no_server": "" if settings.MAIL_ARRIVES else NO_SERVER,
        }
        return TemplateResponse(request, "admin/editorial/notice_settings.html", context)

    return view

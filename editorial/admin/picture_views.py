"""What is done with one picture: cut a piece, put another file in its place, take it away."""

import json

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from editorial import pictures, uploads
from editorial.admin.links import change_url
from editorial.admin.picture_sizes import fields_of
from editorial.admin.recorded import record
from editorial.models import PageDesign, Record

CUT = "已裁切，原图还在。"
REPLACED = "已换成新文件，旧图留给历史版本。"
SHOWN = "已换进{places}。"
FELL_BACK = "{places}已定稿，换图后回到审读。"
LEFT = (
    "{places}现在不能改（审读中、已签发，或不由您改），还用原来的图。"
    "等退回或定稿之后，在这里再裁切或替换一次；已经公开的，由总编辑在更正里换。"
)
NOWHERE = "目前没有文章或封面用它，插入时请选新的这一张。"
REMOVED = "已移除图片“{name}”。"
NO_FILE = "请先选一个图片文件。"


class BoxForm(forms.Form):
    """The box in pixels, as the page draws it or as somebody types it."""

    left = forms.IntegerField(label="左", min_value=0)
    top = forms.IntegerField(label="上", min_value=0)
    width = forms.IntegerField(label="宽", min_value=1)
    height = forms.IntegerField(label="高", min_value=1)
    purpose = forms.ChoiceField(
        label="裁切用于",
        choices=[(each.value, each.label) for each in pictures.PURPOSES],
        widget=forms.RadioSelect,
    )

    @property
    def box(self) -> pictures.Box:
        names = ("left", "top", "width", "height")
        return pictures.Box(*(self.cleaned_data[name] for name in names))


class PictureScreen:
    """Adds ``<id>/crop/``, ``<id>/replace/`` and ``<id>/remove/`` to the screen of a picture."""

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "editorial_upload"
        return [
            path("<int:pk>/crop/", wrap(self.crop_view), name=f"{name}_crop"),
            path("<int:pk>/replace/", wrap(self.replace_view), name=f"{name}_replace"),
            path("<int:pk>/remove/", wrap(self.remove_view), name=f"{name}_remove"),
            *super().get_urls(),
        ]

    def _picture_or_404(self, request, pk):
        upload = self.get_object(request, str(pk))
        if upload is None:
            raise Http404
        if not self.has_change_permission(request, upload):
            raise PermissionDenied
        return upload

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            may_change = self.has_change_permission(request, obj)
            about = Record.objects.filter(kind=Record.Kind.UPLOAD, row=obj.pk)
            context |= {
                "title": str(obj),
                "subtitle": None,
                "may_change": may_change,
                "uses": pictures.uses_of(obj),
                "records": about.select_related("by"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def crop_view(self, request, pk):
        """The picture with a box to be drawn; POST cuts."""
        upload = self._picture_or_404(request, pk)
        form = BoxForm(request.POST or None, initial=_box_of(upload, request))
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    purpose = form.cleaned_data["purpose"]
                    piece, found = pictures.cut(upload, form.box, purpose, by=request.user)
                    self._tell(request, upload, piece, found, "crop", "裁切", CUT)
                return HttpResponseRedirect(change_url(piece))
            except pictures.Refused as refusal:
                form.add_error(None, str(refusal))
        return self._crop_page(request, upload, form)

    def _crop_page(self, request, upload, form):
        whole = upload.source or upload
        context = self.admin_site.each_context(request) | {
            "title": f"裁切：{whole}",
            "opts": self.opts,
            "upload": upload,
            "whole": whole,
            "form": form,
            "measures": json.dumps(fields_of(PageDesign.objects.current())),
        }
        return TemplateResponse(request, "admin/editorial/upload/crop.html", context)

    def replace_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        upload = self._picture_or_404(request, pk)
        file = request.FILES.get("picture")
        try:
            if file is None:
                raise uploads.Refused(NO_FILE)
            uploads.check_size(file.size)
            picture = uploads.prepare(file.read(), file.name)
            with transaction.atomic():
                new, found = pictures.replace(upload, picture, by=request.user)
                self._tell(request, upload, new, found, "replace", "替换", REPLACED)
        except (uploads.Refused, pictures.Refused) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(upload))
        return HttpResponseRedirect(change_url(new))

    def _tell(self, request, old, new, found, verb, act, said):
        """Write the record, and say on the next page what became of the places."""
        remark = f"{old} → {new}；换进：{_places(found.done) or '无'}"
        record(new, verb, act, by=request.user, remark=remark)
        shown = SHOWN.format(places=_places(found.done)) if found.done else NOWHERE
        messages.success(request, said + ("" if found.left and not found.done else shown))
        if found.fell_back:
            messages.warning(request, FELL_BACK.format(places=_places(found.fell_back)))
        if found.left:
            messages.warning(request, LEFT.format(places=_places(found.left)))

    def remove_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        upload = self._picture_or_404(request, pk)
        try:
            with transaction.atomic():
                record(upload, "remove", "移除", by=request.user, remark=upload.name)
                pictures.remove(upload)
        except pictures.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(upload))
        messages.success(request, REMOVED.format(name=upload))
        return HttpResponseRedirect(reverse("admin:editorial_upload_changelist"))


def _box_of(upload, request) -> dict:
    """The present box of a cut, else the whole picture; the purpose as asked for."""
    left, top, width, height = upload.crop or (0, 0, upload.width, upload.height)
    asked = upload.purpose or request.GET.get("for", "")
    purpose = asked if asked in pictures.PURPOSES else _likely(upload)
    return {"left": left, "top": top, "width": width, "height": height, "purpose": purpose}


def _likely(upload) -> str:
    is_cover = upload.covers.exists() and not upload.articles.exists()
    return pictures.COVER if is_cover else pictures.FIGURE


def _places(rows) -> str:
    return "、".join(f"《{row}》" if hasattr(row, "title") else f"{row}封面" for row in rows)

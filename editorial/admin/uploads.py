"""图片: what has been uploaded, where it is used, and the view that the editor uploads to."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from editorial import uploads
from editorial.admin.base import DeskAdmin
from editorial.admin.links import change_url
from editorial.models import Upload

NO_FILE = "没有收到图片，请重新选择。"
PRINT_DPI = 300


class NewUploadForm(forms.ModelForm):
    """A new picture: the file goes through the same door as the editor's."""

    picture = forms.FileField(
        label="图片文件",
        help_text="JPG、PNG、WebP、GIF、BMP 或 TIFF，20 MB 以内；拍摄信息会自动去除。",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Upload
        fields = ("alt_text", "credit")

    def clean_picture(self):
        file = self.cleaned_data["picture"]
        try:
            uploads.check_size(file.size)
            return uploads.prepare(file.read(), file.name)
        except uploads.Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


@admin.register(Upload)
class UploadAdmin(DeskAdmin):
    list_display = ("thumbnail", "title", "size", "alt_text", "credit", "used_in", "uploaded_at")
    list_display_links = ("title",)
    list_select_related = ("uploaded_by",)
    search_fields = ("name", "original_name", "alt_text", "credit")
    readonly_fields = ("preview", "size", "used_in", "uploaded_by", "uploaded_at", "name")
    fields = (
        "preview",
        "alt_text",
        "credit",
        "size",
        "used_in",
        "uploaded_by",
        "uploaded_at",
        "name",
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.receive_view)
        return [path("receive/", view, name="editorial_upload_receive"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("articles", "covers", "logos__issue")

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewUploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ("picture", "alt_text", "credit")

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def save_model(self, request, obj, form, change):
        if not change:
            uploads.store(form.cleaned_data["picture"], into=obj, by=request.user)
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)

    def receive_view(self, request):
        """One image from the editor → JSON as CKEditor wants it; a refusal is a sentence."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        file = request.FILES.get("upload")
        try:
            if file is None:
                raise uploads.Refused(NO_FILE)
            uploads.check_size(file.size)
            upload = uploads.receive(file.read(), file.name, by=request.user)
        except uploads.Refused as refusal:
            return JsonResponse({"uploaded": 0, "error": {"message": str(refusal)}})
        return JsonResponse({"uploaded": 1, "fileName": upload.name, "url": upload.path})

    @admin.display(description="")
    def thumbnail(self, upload):
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', upload.path)

    @admin.display(description="图片")
    def preview(self, upload):
        return format_html(
            '<a href="{0}"><img class="preview" src="{0}" alt="{1}"></a>',
            upload.path,
            upload.alt_text,
        )

    @admin.display(description="名称", ordering="original_name")
    def title(self, upload):
        return str(upload)

    @admin.display(description="尺寸")
    def size(self, upload):
        millimetres = upload.width / PRINT_DPI * 25.4
        return f"{upload.width}×{upload.height}，印刷宜在 {millimetres:.0f} 毫米宽以内"

    @admin.display(description="用于")
    def used_in(self, upload):
        issues = {*upload.covers.all(), *(profile.issue for profile in upload.logos.all())}
        rows = [*upload.articles.all(), *sorted(issues, key=str)]
        links = format_html_join("、", '<a href="{}">{}</a>', ((change_url(r), r) for r in rows))
        return links or "尚未使用"

"""图片: the library: what has been uploaded, at which size it prints, where it is used."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html, format_html_join

from editorial import pictures, uploads
from editorial.admin.base import DeskAdmin
from editorial.admin.links import change_url
from editorial.admin.picture_sizes import as_cover, as_figure
from editorial.admin.picture_views import PictureScreen
from editorial.admin.recorded import RecordedScreen, record
from editorial.models import Article, Issue, OrganisationProfile, PageDesign, Upload

NO_FILE = "没有收到图片，请重新选择。"
NEEDED = {
    "alt_text": "请用一句话写明图上有什么，读屏软件要朗读。",
    "credit": "请写明图片来源：由谁拍摄、绘制或提供。",
}
IN_USE, UNUSED = "used", "unused"


class WordsForm(forms.ModelForm):
    """A picture's words: both are required."""

    class Meta:
        model = Upload
        fields = ("alt_text", "credit")
        widgets = {name: forms.TextInput(attrs={"size": 70}) for name in NEEDED}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & NEEDED.keys():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = NEEDED[name]


class NewUploadForm(WordsForm):
    """A new picture: the file goes through the same door as the editor's."""

    picture = forms.FileField(
        label="图片文件",
        help_text="JPG、PNG、WebP、GIF、BMP 或 TIFF，20 MB 以内；拍摄信息会自动去除。",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    def clean_picture(self):
        file = self.cleaned_data["picture"]
        try:
            uploads.check_size(file.size)
            return uploads.prepare(file.read(), file.name)
        except uploads.Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


class UseFilter(admin.SimpleListFilter):
    """In use now, or by nobody: what could be taken away."""

    title = "使用"
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return ((IN_USE, "正在用"), (UNUSED, "没有用"))

    def queryset(self, request, queryset):
        if self.value() not in (IN_USE, UNUSED):
            return queryset
        here = OuterRef("pk")
        shown = Exists(Article.pictures.through.objects.filter(upload=here))
        shown |= Exists(Issue.objects.filter(cover_picture=here))
        shown |= Exists(OrganisationProfile.objects.filter(logo=here))
        return queryset.filter(shown if self.value() == IN_USE else ~Q(shown))


class WordsFilter(admin.SimpleListFilter):
    """Pictures whose words or source are still missing."""

    title = "文字"
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return (("missing", "缺替代文字或来源"),)

    def queryset(self, request, queryset):
        missing = Q(alt_text="") | Q(credit="")
        return queryset.filter(missing) if self.value() == "missing" else queryset


@admin.register(Upload)
class UploadAdmin(PictureScreen, RecordedScreen, DeskAdmin):
    form = WordsForm
    list_display = ("thumbnail", "title", "printed", "alt_text", "credit", "used_in", "uploaded_at")
    list_display_links = ("title",)
    list_select_related = ("uploaded_by",)
    list_filter = (UseFilter, WordsFilter, "purpose", "uploaded_by")
    search_fields = ("name", "original_name", "alt_text", "credit")
    change_form_template = "admin/editorial/upload/change_form.html"
    readonly_fields = (
        *("preview", "pixels", "figure", "cover", "used_in", "used_before", "family"),
        *("uploaded_by", "uploaded_at", "name"),
    )
    fieldsets = (
        (None, {"fields": ("preview", "alt_text", "credit")}),
        ("印刷尺寸", {"fields": ("pixels", "figure", "cover")}),
        ("用在哪里", {"fields": ("used_in", "used_before", "family")}),
        ("上传", {"fields": ("uploaded_by", "uploaded_at", "name")}),
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.receive_view)
        return [path("receive/", view, name="editorial_upload_receive"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("articles", "covers", "logos__issue")

    def changelist_view(self, request, extra_context=None):
        self.design = PageDesign.objects.current()  # asked once for all rows
        more = {"title": "图片"} | (extra_context or {})
        return super().changelist_view(request, more)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewUploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return ((None, {"fields": ("picture", "alt_text", "credit")}),)
        return self.fieldsets

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def save_form(self, request, form, change):
        """File and row of a new picture are written together, by the door of all uploads."""
        obj = super().save_form(request, form, change)
        if not change:
            uploads.store(form.cleaned_data["picture"], into=obj, by=request.user)
        return obj

    def add_view(self, request, form_url="", extra_context=None):
        try:
            return super().add_view(request, form_url, extra_context)
        except uploads.NotStored as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.path)

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
        record(upload, "add", "添加", by=request.user)
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

    @admin.display(description="印刷")
    def printed(self, upload):
        if upload.logos.all() and not upload.articles.all():
            return f"单位标志，{self.pixels(upload)}"
        as_used = as_cover if upload.purpose == pictures.COVER else as_figure
        return as_used(upload.width, upload.height, self.design).line

    @admin.display(description="像素")
    def pixels(self, upload):
        return f"{upload.width} × {upload.height}"

    @admin.display(description="作文中插图")
    def figure(self, upload):
        return as_figure(upload.width, upload.height, PageDesign.objects.current()).line

    @admin.display(description="作封面")
    def cover(self, upload):
        return as_cover(upload.width, upload.height, PageDesign.objects.current()).line

    @admin.display(description="用于")
    def used_in(self, upload):
        issues = {*upload.covers.all(), *(profile.issue for profile in upload.logos.all())}
        rows = [*upload.articles.all(), *sorted(issues, key=str)]
        return _links(rows) or "尚未使用"

    @admin.display(description="历史版本用过")
    def used_before(self, upload):
        return _links(pictures.uses_of(upload).past) or "—"

    @admin.display(description="原图与版本")
    def family(self, upload):
        rows = [("裁自", upload.source), ("替换了", upload.replaces)]
        rows += [("裁出", each) for each in upload.cuts.order_by("pk")]
        rows += [("被替换为", each) for each in upload.replacements.order_by("pk")]
        told = ((word, change_url(row), row) for word, row in rows if row is not None)
        return format_html_join("；", '{} <a href="{}">{}</a>', told) or "—"


def _links(rows):
    return format_html_join("、", '<a href="{}">{}</a>', ((change_url(row), row) for row in rows))

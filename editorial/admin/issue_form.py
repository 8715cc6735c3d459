"""The issue form: cover, masthead with names as text, profiles; what a new issue starts with."""

from adminsortable2.admin import SortableStackedInline, SortableTabularInline
from django import forms

from editorial.admin.fields import LINES, NamesField
from editorial.admin.locked import LockedRows
from editorial.admin.versions import VersionedForm
from editorial.models import Issue, MastheadEntry, OrganisationProfile, PageDesign, Publication
from editorial.models.holiday import slots_after

FROM_PUBLICATION = ("tagline", "strapline", "phone", "phone_note", "email", "address", "disclaimer")


NO_CORRECTION_NOTE = "本期已经公开，改动要写更正说明，读者看得到：原来是什么，改成了什么。"
# What a correction is of → the fields that belong to it.
PARTS = (
    ("封面", ("tagline", "strapline", "cover_headline", "cover_story", "cover_picture")),
    ("联系方式", ("phone", "phone_note", "email", "address")),
    ("声明", ("disclaimer",)),
)
PARTS_BELOW = {MastheadEntry: "版权页", OrganisationProfile: "主办单位简介"}


class IssueForm(VersionedForm):
    correction = forms.CharField(
        label="更正说明",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        error_messages={"required": NO_CORRECTION_NOTE},
        help_text="公开显示在本期页上，如：封面标题“2026—2028年”误作“2026—2082年”，现已改正。",
    )

    class Meta:
        model = Issue
        fields = "__all__"
        widgets = {
            "cover_headline": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "tagline": forms.TextInput(attrs={"size": 60}),
            "strapline": forms.TextInput(attrs={"size": 60}),
            "address": forms.TextInput(attrs={"size": 60}),
            "disclaimer": forms.Textarea(attrs={"rows": 3, "cols": 80}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.instance.pk and self.instance.is_published):
            del self.fields["correction"]
        if "cover_story" in self.fields:
            own = self.instance.articles.in_print_order() if self.instance.pk else None
            self.fields["cover_story"].queryset = (
                own if own is not None else self.fields["cover_story"].queryset.none()
            )

    def clean_cover_picture(self):
        """A picture that is chosen now must do for print; one chosen before stays."""
        picture = self.cleaned_data["cover_picture"]
        is_chosen_now = picture and "cover_picture" in self.changed_data
        faults = PageDesign.objects.current().faults_of_cover(picture) if is_chosen_now else []
        if faults:
            raise forms.ValidationError(faults)
        return picture


def corrected_parts(form: IssueForm, formsets) -> str:
    """What a save changes in a published issue, in the order of the page."""
    found = [part for part, names in PARTS if set(names) & set(form.changed_data)]
    found += [PARTS_BELOW[each.model] for each in formsets if each.has_changed()]
    return "、".join(found)


class MastheadForm(forms.ModelForm):
    names = NamesField(
        label="姓名或单位", help_text="按印刷顺序，用顿号或换行分开。", required=False
    )

    class Meta:
        model = MastheadEntry
        fields = ("position", "role", "names")


class MastheadInline(LockedRows, SortableTabularInline):
    model = MastheadEntry
    form = MastheadForm
    extra = 0
    verbose_name_plural = "版权页（拖动排序）"

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return ("role", "names", "position")
        return ("role", "names_as_text")

    def get_readonly_fields(self, request, obj=None):
        return () if self.has_change_permission(request, obj) else ("names_as_text",)

    def names_as_text(self, entry):
        return "、".join(entry.names)

    names_as_text.short_description = "姓名或单位"


class ProfileInline(LockedRows, SortableStackedInline):
    model = OrganisationProfile
    extra = 0
    autocomplete_fields = ("logo",)
    formfield_overrides = LINES
    verbose_name_plural = "主办单位简介（拖动排序）"


def last_issue() -> Issue | None:
    """The one that a new issue continues."""
    return Issue.objects.order_by("date", "running_number").last()


def initial_for_new() -> dict:
    """The next number after the last issue, by the calendar; texts as the last one had them."""
    publication = Publication.current()
    initial = {name: getattr(publication, name) for name in FROM_PUBLICATION}
    last = last_issue()
    if last is None:
        return initial
    slot = slots_after(last, 1)[0]
    texts = {name: getattr(last, name) or initial[name] for name in FROM_PUBLICATION}
    return texts | vars(slot)


def carry_over(issue: Issue) -> None:
    """A new issue starts with the masthead and the profiles of the one before it."""
    before = Issue.objects.exclude(pk=issue.pk).order_by("date", "running_number").last()
    if before is None:
        return
    for related in ("masthead", "profiles"):
        if getattr(issue, related).exists():
            continue
        for row in getattr(before, related).all():
            row.pk, row.issue, row._state.adding = None, issue, True
            row.save(force_insert=True)

"""The issue form: cover, masthead with names as text, profiles; what a new issue starts with."""

import datetime as dt

from adminsortable2.admin import SortableStackedInline, SortableTabularInline
from django import forms

from editorial.admin.fields import LINES, NamesField
from editorial.admin.locked import LockedRows
from editorial.admin.versions import VersionedForm
from editorial.models import Issue, MastheadEntry, OrganisationProfile, Publication

FROM_PUBLICATION = ("tagline", "strapline", "phone", "phone_note", "email", "address", "disclaimer")


class IssueForm(VersionedForm):
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
        if "cover_story" in self.fields:
            own = self.instance.articles.in_print_order() if self.instance.pk else None
            self.fields["cover_story"].queryset = (
                own if own is not None else self.fields["cover_story"].queryset.none()
            )


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


def initial_for_new() -> dict:
    """The next number after the last issue: one week on, texts as the publication has them."""
    publication = Publication.current()
    initial = {name: getattr(publication, name) for name in FROM_PUBLICATION}
    last = Issue.objects.order_by("date", "running_number").last()
    if last is None:
        return initial
    date = last.date + dt.timedelta(days=7)
    week = date.isocalendar()
    texts = {name: getattr(last, name) or initial[name] for name in FROM_PUBLICATION}
    return texts | {
        "year": week.year,
        "number": last.number + 1 if week.year == last.year else week.week,
        "running_number": last.running_number + 1,
        "date": date,
    }


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

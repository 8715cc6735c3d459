"""Two people at one form: a save from an old version is refused; nothing typed is lost."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db.models import F
from django.template.response import TemplateResponse
from django.utils import timezone

from editorial import richtext
from editorial.admin.links import change_url
from editorial.admin.merging import BOTH, Piece, pieces

STALE = (
    "{by}在 {at} 保存过新的版本，您的修改还没有保存，都留在下面的表单里。"
    "正文请逐段选要哪一边的，按“合成到表单”；别的栏请对照着改进表单。再按保存，以表单里的文字为准。"
)


LOOK_ABOVE = "{by}先保存过了；请看上面“两边的文字”，核对后再按保存。"
NOT_SAVED = "《{subject}》在您编辑时变了状态，现在是“{state}”，不能再改，所以没有保存。"


class Stale(Exception):
    """The row changed between reading the form and writing it."""


@dataclass(frozen=True)
class Difference:
    """One field as it is stored now and as it was typed."""

    label: str
    theirs: str
    mine: str
    is_rich: bool = False
    name: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def data(self) -> list[dict]:
        """The pieces for the page, which puts the chosen ones together."""
        return [
            {"theirs": each.theirs, "mine": each.mine, "proposed": each.proposed}
            for each in self.pieces
        ]

    @property
    def open_choices(self) -> int:
        return sum(each.proposed == BOTH for each in self.pieces)


@dataclass(frozen=True)
class Conflict:
    by: str
    at: datetime | None
    differences: tuple[Difference, ...]

    @property
    def sentence(self) -> str:
        return STALE.format(
            by=self.by, at=f"{timezone.localtime(self.at):%H:%M}" if self.at else "刚才"
        )


class RichTextField(forms.CharField):
    """HTML from the editor, cleaned; the same text in other white space counts as unchanged."""

    def __init__(self, *, cleaner=richtext.sanitise, **kwargs):
        self.cleaner = cleaner
        super().__init__(strip=True, **kwargs)

    def to_python(self, value):
        return self.cleaner(super().to_python(value))

    def has_changed(self, initial, data):
        return not richtext.is_same_text(self.cleaner(initial or ""), self.cleaner(data or ""))


class SeenVersion(forms.IntegerField):
    """The version that the form was drawn from; never a change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class VersionedForm(forms.ModelForm):
    """A form that knows which version it was drawn from. ``conflict`` is set when that is old."""

    seen_version = SeenVersion(required=False)
    conflict: Conflict | None = None
    is_claimed = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_version = self.instance.version
        self.initial["seen_version"] = self.stored_version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen_version") != self.stored_version:
            self._find_conflict()
        return cleaned

    def _post_clean(self):
        """A text that came back in other white space stays as it is stored, in history as well:
        otherwise who only gave an article to somebody would count as having written it."""
        super()._post_clean()
        for name, field in self.fields.items():
            is_kept = isinstance(field, RichTextField) and name not in self.changed_data
            if is_kept and self.instance.pk and hasattr(self.instance, name):
                setattr(self.instance, name, self.initial[name])

    def _find_conflict(self) -> None:
        differences = tuple(self._differences(self._base()))
        # What is sent again after the editor has seen both texts is meant.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.stored_version)
        self.cleaned_data["seen_version"] = self.stored_version
        if differences:
            last = self.instance.history.select_related("history_user").first()
            by = str(last.history_user) if last and last.history_user else "有人"
            self.conflict = Conflict(by, last and last.history_date, differences)
            self.add_error(None, LOOK_ABOVE.format(by=by))

    def _base(self):
        """The version that was being edited, as history has it; ``None`` if it has not."""
        return self.instance.history.filter(version=self.cleaned_data.get("seen_version")).first()

    def _differences(self, base):
        for name in self.changed_data:
            field = self.fields[name]
            theirs = self.shown(field, self.initial.get(name))
            mine = self.shown(field, self.cleaned_data.get(name, self.data.get(name, "")))
            is_rich = isinstance(field, RichTextField)
            before = field.cleaner(getattr(base, name, "")) if is_rich else ""
            found = tuple(pieces(before, theirs, mine)) if is_rich else ()
            yield Difference(self.label_of(name), theirs, mine, is_rich, name, found)

    def label_of(self, name) -> str:
        label = self.fields[name].label
        return str(label or self.instance._meta.get_field(name).verbose_name)

    def shown(self, field, value) -> str:
        if isinstance(field, RichTextField):
            return field.cleaner(value or "")
        if isinstance(field, forms.ModelChoiceField):
            value = getattr(value, "pk", value)
            found = field.queryset.filter(pk=value).first() if value else None
            return str(found) if found else "（空）"
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))
        return "（空）" if value in (None, "") else str(value)


def claim(form: VersionedForm) -> None:
    """Take the next version for this save, once; raises ``Stale`` if somebody was faster.

    The state is compared too: a text that was submitted meanwhile must not change any more.
    """
    if form.is_claimed:
        return
    row = form.instance
    unchanged = type(row).objects.filter(
        pk=row.pk, version=form.cleaned_data["seen_version"], state=row.state
    )
    if not unchanged.update(version=F("version") + 1):
        raise Stale
    row.version = form.cleaned_data["seen_version"] + 1
    form.is_claimed = True


class VersionedScreen:
    """An admin screen whose form is a ``VersionedForm``; says itself who may change what now."""

    def may_edit_now(self, request, row) -> bool:
        raise NotImplementedError

    def why_locked(self, request, row) -> str:
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id:
            row = self.get_object(request, object_id)
            writes = request.user.has_perm(f"editorial.change_{self.opts.model_name}")
            if row and writes and not self.may_edit_now(request, row):
                return self._not_saved(request, row)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Stale:
            # Somebody was faster by a moment: asked again, the form sees the newer version.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _not_saved(self, request, row):
        """The text was locked while it was being edited: give the typed words back."""
        fields = self.form.base_fields
        typed = [
            (field.label or name, request.POST[name])
            for name, field in fields.items()
            if name != "seen_version" and isinstance(request.POST.get(name), str)
        ]
        context = self.admin_site.each_context(request) | {
            "title": "没有保存",
            "opts": self.opts,
            "subject": row,
            "back_url": change_url(row),
            "sentence": NOT_SAVED.format(subject=row, state=row.get_state_display()),
            "why_locked": self.why_locked(request, row),
            "typed": typed,
        }
        return TemplateResponse(request, "admin/editorial/not_saved.html", context, status=409)

    def save_formset(self, request, form, formset, change):
        """Rows below the form belong to its version."""
        if change and formset.has_changed():
            claim(form)
            form.instance.save(update_fields=["version"])
        super().save_formset(request, form, formset, change)

"""Settings, pictures, members: who adds or changes one leaves a record of what, and from what."""

from django.db.models import Model

from editorial.models import Record

NOTHING = "（空）"
LONGEST = 80  # characters of one value in a record
CHANGE = "{label}：{old} → {new}"
NEVER_SHOWN = ("password", "password1", "password2", "usable_password")


class RecordedScreen:
    """For admin screens of rows that belong to no issue: each save is written down."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            record(obj, "add", "添加", by=request.user)
        elif said := changes(form):
            record(obj, "change", "修改", by=request.user, remark="；".join(said))

    def delete_model(self, request, obj):
        record(obj, "delete", "删除", by=request.user)
        super().delete_model(request, obj)


def record(row, verb: str, act: str, *, by, remark: str = "", reason: str = "") -> Record:
    """Write down that somebody added, changed … this row: ``act`` 添加 makes the label 添加图片."""
    kind = row._meta.model_name
    return Record.objects.create(
        by=by, kind=kind, row=row.pk, subject=str(row)[:200], verb=f"{verb}_{kind}",
        label=f"{act}{row._meta.verbose_name}", remark=remark, reason=reason.strip(),
    )  # fmt: skip


def changes(form) -> list[str]:
    """``刊头语：甲 → 乙`` for each field that the form changed; of secrets only their name."""
    found = []
    for name in form.changed_data:
        field, label = form.fields[name], form[name].label
        if name in NEVER_SHOWN:
            found.append(str(label))
            continue
        old, new = form[name].initial, form.cleaned_data.get(name)
        found.append(CHANGE.format(label=label, old=_said(field, old), new=_said(field, new)))
    return found


def _said(field, value) -> str:
    """A value as the form shows it: choices by their label, rows by their name."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if hasattr(field, "queryset"):
        return "、".join(map(str, _rows(field, value))) or NOTHING
    choices = dict(getattr(field, "choices", ()))
    text = str(choices.get(value, "" if value is None else value)).strip()
    return (text[:LONGEST] + "……" if len(text) > LONGEST else text) or NOTHING


def _rows(field, value) -> list:
    """The initial value may be keys or rows, the cleaned one is rows."""
    several = value if hasattr(value, "__iter__") else [value] if value else []
    keys = [each.pk if isinstance(each, Model) else each for each in several]
    return list(field.queryset.filter(pk__in=keys))

"""Form fields of the desk: text in lines, names as one text, choices without side links."""

import re

from django import forms
from django.db import models

from editorial import richtext

_GAP_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")


def split_names(text: str) -> list[str]:
    """Names divided by 、 or line breaks; where neither occurs, by spaces.

    With 、 in use a space belongs to the name: dropped between Han characters (闻　桐), kept
    between Latin words.
    """
    if re.search(r"[、，,；;\n]", text.strip()):
        pieces = re.split(r"[、，,；;\n]+", text)
        return [_GAP_BETWEEN_HAN.sub("", piece.strip()) for piece in pieces if piece.strip()]
    return text.split()


class WordsField(forms.CharField):
    """Words without control characters, which come along unseen with what is pasted."""

    def to_python(self, value):
        found = super().to_python(value)
        return richtext.without_control(found) if found else found


class LinesField(WordsField):
    """Text in lines. Browsers send CR LF where we keep LF; that alone is no change."""

    def to_python(self, value):
        return "\n".join((super().to_python(value) or "").splitlines())

    def has_changed(self, initial, data):
        return super().has_changed(self.to_python(initial), self.to_python(data))


# How the admin draws text: ``formfield_overrides = LINES``.
LINES = {
    models.TextField: {"form_class": LinesField},
    models.CharField: {"form_class": WordsField},
    models.SlugField: {},  # letters and digits, which its own field asks for
}


class NamesField(forms.CharField):
    """A stored list of names, edited as text."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "cols": 50}))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return split_names(super().to_python(value))

    def has_changed(self, initial, data):
        return list(initial or []) != split_names(data or "")


_SIDE_LINKS = ("can_add_related", "can_change_related", "can_delete_related", "can_view_related")


def without_links(form, *names) -> None:
    """No pencil, plus and eye beside these choices: those rows have screens of their own."""
    for name in names:
        if name in form.base_fields:
            for link in _SIDE_LINKS:
                setattr(form.base_fields[name].widget, link, False)

"""Forms as a browser sends them: every field of the page, with what the test changes."""

import re

from django.test import Client


def fields_of(client: Client, url: str) -> dict[str, str]:
    """All fields of the page's main form with the values that it shows."""
    response = client.get(url)
    context = response.context
    data = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _values(form)
    return data


def _values(form) -> dict[str, str]:
    data = {}
    for bound in form:
        value = bound.value()
        widget = bound.field.widget
        if getattr(widget, "input_type", "") == "checkbox":
            if value:
                data[bound.html_name] = "on"
        else:
            shown = "" if value is None else widget.format_value(value) or ""
            # Browsers send line breaks as CR LF, whatever the page held.
            data[bound.html_name] = shown.replace("\n", "\r\n") if isinstance(shown, str) else shown
        if isinstance(data.get(bound.html_name), list):
            data[bound.html_name] = data[bound.html_name][0] if data[bound.html_name] else ""
    return data


def text_of(response) -> str:
    """The words of a page, without tags and runs of white space."""
    html = re.sub(r"<(script|style)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))

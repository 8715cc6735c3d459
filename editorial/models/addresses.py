"""Addresses made of numbers: those of issues and articles, hundreds of which stand on one page."""

from functools import cache

from django.urls import reverse

_MARKS = range(7001, 7010)  # stand for numbers in a form; no path of ours has such digits


def address(name: str, *numbers: int) -> str:
    """As ``reverse`` says it, put together once for every name."""
    return _form(name, len(numbers)) % numbers


@cache
def _form(name: str, count: int) -> str:
    marks = _MARKS[:count]
    form = reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        form = form.replace(str(mark), "%d")
    return form

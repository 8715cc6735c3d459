"""DERIVE: title, document number, source and kind → provenance; what an editor wrote goes first."""

from dataclasses import dataclass

from editorial.provenance import bodies as find_bodies
from editorial.provenance import forms, regions
from editorial.provenance.numbers import DocumentNumber, document_numbers, find_number

MOST_BODIES = 12
LONGEST_REGION, LONGEST_FORM = 20, 10


@dataclass(frozen=True)
class Provenance:
    """Who issued it, for where, in which form, under which number, and whether it is indexed."""

    bodies: tuple[str, ...] = ()
    region: str = ""
    form: str = ""
    number: DocumentNumber | None = None
    is_document: bool = False


def derive(
    *,
    title: str,
    document_number: str = "",
    source: str = "",
    kind: str = "policy",
    bodies: str = "",
    region: str = "",
    form: str = "",
) -> Provenance:
    """``bodies``, ``region`` and ``form`` are an editor's; each that is empty is derived."""
    number = _number(document_number)
    found = find_bodies.split_bodies(bodies) or _bodies(title, source, number)
    found = found[:MOST_BODIES]
    return Provenance(
        bodies=tuple(found),
        region=(region.strip() or _region(title, source, found, number))[:LONGEST_REGION],
        form=(form.strip() or forms.form_of(title, kind))[:LONGEST_FORM],
        number=number,
        is_document=forms.is_document(kind, number),
    )


def _number(text: str) -> DocumentNumber | None:
    if found := document_numbers(text):
        return found[0]
    typed = find_number(text)
    return typed[0] if typed else None


def _bodies(title: str, source: str, number) -> list[str]:
    """Title and source together; the number's agency where neither names a body."""
    named = dict.fromkeys(find_bodies.of_title(title) + find_bodies.of_source(source))
    return list(named) or find_bodies.of_number(number)


def _region(title: str, source: str, found: list[str], number) -> str:
    """A province named by a body or the title; a ministry's nation; a name formed like one.

    The first letter of a number is a province's only where no county issued it.
    """
    named = [*found, title, source]
    if province := next(filter(None, map(regions.province_of, named)), ""):
        return province
    if any(find_bodies.is_national(body) for body in found):
        return regions.NATION
    formed = next(filter(None, map(regions.region_of, named)), "")
    county = next(filter(None, map(regions.county_of, found)), "")
    return formed or county or _by_number(number)


def _by_number(number) -> str:
    if number is None:
        return ""
    return regions.province_by_abbreviation().get(number.code[0], "")


def home_of(body: str) -> str:
    """The region that a body belongs to, by its name; nothing where the name does not say."""
    return _region("", "", [body], None)

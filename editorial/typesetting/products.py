"""Laid-out pages → the bytes of one product: proof, print, web or offprint.

Print is PDF/X-4: CMYK with its profile, 3 mm of bleed, marks beyond it, no annotations. Web and
offprint are tagged, PDF/A-2a and PDF/UA-1 in one. The same document gives the same bytes in every
process: identity and dates come from the text.
"""

import hashlib
import io
from contextlib import nullcontext

from django.conf import settings

from editorial.models import Edition
from editorial.typesetting import cases, compression, imposition, inks, tagging, xmp
from editorial.typesetting.marks import add_marks
from editorial.typesetting.preflight import examine

KIND = Edition.Kind
TAGGED = (KIND.WEB, KIND.OFFPRINT)
VARIANTS = {KIND.PRINT: "pdf/x-4", KIND.WEB: "pdf/a-2a", KIND.OFFPRINT: "pdf/a-2a"}
LABELS = {KIND.PRINT: xmp.PDF_X, KIND.WEB: xmp.PDF_A_AND_UA, KIND.OFFPRINT: xmp.PDF_A_AND_UA}
INSIDE_LINK = "到文内所指处"  # what a screen reader says of a link inside the file


def write(document, kind: str, digest: str) -> tuple[bytes, list]:
    """(PDF, findings of the preflight) of laid-out pages. Raises ``Refused`` without a profile."""
    identity = hashlib.sha256(f"{kind} {digest} {len(document.pages)}".encode()).hexdigest()[:32]
    is_print = kind == KIND.PRINT
    if is_print:
        document = _for_the_press(document)
    findings = []

    def finish(document, pdf):
        imposition.print_over(document, pdf)
        if "Metadata" in pdf.catalog:
            _replace_metadata(document, pdf, kind, identity)
        if is_print:
            _finish_print(pdf)
        elif kind in TAGGED:
            _describe_links(pdf)
            tagging.mend(document, pdf)
        findings.extend(examine(document, pdf, kind))
        compression.settle(pdf)

    with drawing(kind), cases.cut_ahead(document.pages):
        data = document.write_pdf(
            pdf_variant=VARIANTS.get(kind), pdf_identifier=identity.encode(), finisher=finish
        )
    return data, findings


def drawing(kind: str):
    """Around all drawing for a product: whatever is drawn for the printer is drawn in its inks."""
    return inks.cmyk_only() if kind == KIND.PRINT else nullcontext()


def _for_the_press(document):
    """The same pages with the profile of the printing condition as their output intent."""
    from weasyprint.css import ColorProfile

    copy = document.copy()
    copy.color_profiles = {
        "device-cmyk": ColorProfile(
            io.BytesIO(inks.profile()),
            settings.PRESS_PROFILE,
            "relative-colorimetric",
            (["c"], ["m"], ["y"], ["k"]),
        )
    }
    copy.output_intent = "device-cmyk"
    return copy


def _replace_metadata(document, pdf, kind, identity) -> None:
    number = int(pdf.catalog["Metadata"].split()[0])
    told = xmp.packet(document.metadata, identity, labels=LABELS[kind], is_print=kind == KIND.PRINT)
    pdf.objects[number].stream = [told]
    pdf.objects[number].compress = False


def _finish_print(pdf) -> None:
    """Marks; no annotations (ISO 15930-7 allows none on the page); the printing condition named."""
    import pydyf

    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Type") == "/Page":
            each.pop("Annots", None)
        elif isinstance(each, dict) and each.get("Type") == "/Annot":
            each.clear()
    pdf.catalog.pop("Names", None)
    _spell_out_inks(pdf)
    add_marks(pdf)
    intent = pdf.catalog["OutputIntents"][0]
    condition = settings.PRESS_CONDITION
    intent["OutputConditionIdentifier"] = pydyf.String(condition or "Custom")
    if condition:
        intent["RegistryName"] = pydyf.String("http://www.color.org")


def _spell_out_inks(pdf) -> None:
    """Blend in the inks themselves: PDF/X-4 allows no second use of the output intent's profile."""
    for each in pdf.objects:
        told = each if isinstance(each, dict) else getattr(each, "extra", {})
        if "Group" in told:
            told["Group"]["CS"] = "/DeviceCMYK"
        if "device-cmyk" in told:
            told.clear()  # the spaces by name, which nothing here is painted in


def _describe_links(pdf) -> None:
    import pydyf

    for each in pdf.objects:
        if isinstance(each, dict) and each.get("Subtype") == "/Link" and "Dest" in each:
            each["Contents"] = pydyf.String(INSIDE_LINK)

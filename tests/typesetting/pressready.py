"""What PDF/X-4 (ISO 15930-7) asks of a file, as far as it can be looked up (pypdf).

No validator of PDF/X can be had freely: each function is one question, and gives what is wrong.
"""

import re

from tests.typesetting import operators, structure

BLENDS = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Darken", "/Lighten", "/Overlay"}
MAY_STAND = {"/DeviceCMYK", "/DeviceGray", "/Separation", "/DeviceN"}
TELLS = (
    *("pdfxid:GTS_PDFXVersion", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"),
    *("dc:title", "xmpMM:DocumentID", "xmpMM:RenditionClass", "xmpMM:VersionID", "pdf:Trapped"),
)


def _all(pdf):
    return [*structure.objects(pdf), pdf.trailer]


def untold(pdf) -> list[str]:
    """Metadata that are missing."""
    told = structure.metadata(pdf)
    return [name for name in TELLS if f"<{name}>" not in told]


def actions(pdf) -> list[str]:
    """What would do something when the file is opened or clicked, and what hides content."""
    root = pdf.trailer["/Root"]
    kinds = [str(each["/S"]) for each in _all(pdf) if each.get("/Type") == "/Action"]
    at_root = [key for key in ("/AA", "/OpenAction", "/AcroForm", "/OCProperties") if key in root]
    scripts = ["/JavaScript"] if "/JavaScript" in root.get("/Names", {}) else []
    encrypted = ["/Encrypt"] if "/Encrypt" in pdf.trailer else []
    return [*kinds, *at_root, *scripts, *encrypted]


def strange_boxes(pdf) -> list[int]:
    """Pages whose trim is not told once, or does not lie within bleed and sheet."""
    return [n for n, page in enumerate(pdf.pages, 1) if not _is_boxed(page)]


def _is_boxed(page) -> bool:
    if "/TrimBox" not in page or "/ArtBox" in page:
        return False
    trim, bleed, media = ([float(x) for x in page[name]] for name in (
        "/TrimBox", "/BleedBox", "/MediaBox"))  # fmt: skip
    return _inside(trim, bleed) and _inside(bleed, media)


def _inside(inner, outer) -> bool:
    left, bottom, right, top = outer
    return left <= inner[0] < inner[2] <= right and bottom <= inner[1] < inner[3] <= top


def intents(pdf) -> list[str]:
    """What is wrong with the printing condition."""
    found = [each for each in pdf.trailer["/Root"]["/OutputIntents"] if each["/S"] == "/GTS_PDFX"]
    if len(found) != 1:
        return [f"{len(found)} intents"]
    (intent,) = found
    profile = intent["/DestOutputProfile"].get_data()
    faults = [] if profile[12:20] == b"prtrCMYK" else ["no CMYK output profile"]
    if "/RegistryName" not in intent and not intent.get("/Info"):
        faults.append("a condition of one's own without a word about it")
    return faults if intent.get("/OutputConditionIdentifier") else [*faults, "no name"]


def foreign_spaces(pdf) -> set[str]:
    """Colour spaces of paint, pictures, groups and shadings that are not the printer's inks."""
    named = operators.colour_spaces(pdf) - {"/Everywhere"}
    groups = {_name(each["/Group"]["/CS"]) for each in _all(pdf) if "/CS" in each.get("/Group", {})}
    shadings = {_name(each["/ColorSpace"]) for each in _all(pdf) if "/ShadingType" in each}
    return (named | groups | shadings) - MAY_STAND


def _name(space) -> str:
    return str(space[0] if isinstance(space, list) else space)


def odd_states(pdf) -> set[str]:
    """Graphics states that change halftones or transfer, or blend in a way of their own."""
    found = set()
    for each in _all(pdf):
        if each.get("/Type") == "/ExtGState" or {"/ca", "/CA", "/SMask"} & each.keys():
            found |= {key for key in ("/TR", "/HTP", "/HTO") if key in each}
            blend = each.get("/BM", "/Normal")
            found |= {str(blend)} - BLENDS
    return found


def strange_pictures(pdf) -> list[str]:
    """Pictures with alternates, with OPI, from elsewhere, or written in PostScript."""
    streams = list(structure.streams(pdf))
    keys = [key for each in streams for key in ("/Alternates", "/OPI", "/Ref", "/F") if key in each]
    return keys + [str(each["/Subtype"]) for each in streams if each.get("/Subtype") == "/PS"]


def loose_fonts(pdf) -> list[str]:
    """Faces that are not in the file, or in it without a prefix, that is, whole."""
    return [
        str(each["/FontName"])
        for each in _all(pdf)
        if each.get("/Type") == "/FontDescriptor"
        and not (
            {"/FontFile", "/FontFile2", "/FontFile3"} & each.keys()
            and re.match(r"/[A-Z]{6}\+", each["/FontName"])
        )
    ]


QUESTIONS = (
    untold,
    actions,
    structure.annotations,
    strange_boxes,
    intents,
    foreign_spaces,
    odd_states,
    strange_pictures,
    loose_fonts,
)

"""Word files for the tests, written tag by tag: say what matters, the rest is made up here."""

import io
import struct
import zipfile
import zlib
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="{name}"/>'
    f'<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
    f"<w:rPr><w:b/></w:rPr></w:style>"
    for n, name in enumerate(("heading 1", "标题 2", "heading 3", "标题 4"), 1)
)
NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
)


def docx(
    *body: str,
    styles: str = STYLES,
    numbering: str = "",
    parts: dict[str, str] | None = None,
    files: dict[str, bytes] | None = None,
    links: dict[str, str] | None = None,
    content_type: str = MAIN,
) -> bytes:
    """A .docx. ``parts`` are XML parts below word/ by kind (footnotes, comments, header …),
    ``files`` media by relation id, ``links`` web addresses by relation id."""
    parts = {"styles": _holder("styles", NORMAL + styles)} | (parts or {})
    if numbering:
        parts["numbering"] = _holder("numbering", numbering)
    relations = [_relation(kind, kind, f"{kind}.xml") for kind in parts]
    relations += [_relation(name, "image", f"media/{name}.png") for name in files or {}]
    relations += [_relation(name, "hyperlink", url, True) for name, url in (links or {}).items()]
    return zipped(
        {
            "[Content_Types].xml": _types(content_type, parts),
            "_rels/.rels": _relations([_relation("r1", "officeDocument", "word/document.xml")]),
            "word/document.xml": document("".join(body)),
            "word/_rels/document.xml.rels": _relations(relations),
            **{f"word/{kind}.xml": text for kind, text in parts.items()},
            **{f"word/media/{name}.png": data for name, data in (files or {}).items()},
        }
    )


def zipped(entries: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return out.getvalue()


def document(body: str) -> str:
    return _holder("document", f"<w:body>{body}<w:sectPr/></w:body>")


def _holder(name: str, inner: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def part(name: str, inner: str) -> str:
    """Another part: footnotes, endnotes, comments, hdr, ftr."""
    return _holder(name, inner)


def _types(main: str, parts) -> str:
    """Word forgives a missing type, other programs do not."""
    usual = {"rels": _RELATIONS, "xml": "application/xml", "png": "image/png"}
    defaults = "".join(
        f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in usual.items()
    )
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_type_of(kind)}"/>' for kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">{defaults}'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}</Types>'
    )


def _type_of(kind: str) -> str:
    if kind == "chart":
        return "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    return f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


def _relations(relations: list[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _relation(name: str, kind: str, target: str, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'


# --- Paragraphs -------------------------------------------------------------------------------


def p(*inner: str, style: str = "", number: tuple[int, int] | None = None, mark: str = "") -> str:
    """A paragraph of runs, or of bare text. ``number`` is (numId, level)."""
    runs = "".join(each if each.startswith("<") else r(each) for each in inner)
    list_of = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        if number
        else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{list_of}{marked}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>" if text else ""


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def bold(text: str) -> str:
    return r(text, "<w:b/>")


def raised(text: str, how: str = "superscript") -> str:
    return r(text, f'<w:vertAlign w:val="{how}"/>')


BREAK = "<w:r><w:br/></w:r>"


# --- Numbering --------------------------------------------------------------------------------


def level(at: int, text: str, kind: str = "decimal", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, *overrides: str) -> str:
    inner = "".join(overrides)
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>'


def start_override(at: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


# --- Tables, pictures, boxes ------------------------------------------------------------------


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(*inner: str, span: int = 1, merge: str = "") -> str:
    """``merge`` is restart or continue, for cells merged downwards."""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    blocks = "".join(each if each.startswith("<w:p") or "<w:tbl" in each else p(each)
                     for each in inner)  # fmt: skip
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{blocks or p()}</w:tc>'


def picture(relation: str, description: str = "") -> str:
    return drawing(
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</pic:blipFill><pic:spPr>{_SHAPE}</pic:spPr></pic:pic>",
        "picture",
        description,
    )


_SIZE = 'cx="1800000" cy="1200000"'
_SHAPE = (
    f'<a:xfrm><a:off x="0" y="0"/><a:ext {_SIZE}/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)


def drawing(inner: str, kind: str, description: str = "") -> str:
    """Anything drawn that stands in the line: picture, chart, diagram."""
    uri = f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    return (
        f"<w:r><w:drawing><wp:inline><wp:extent {_SIZE}/>"
        f'<wp:docPr id="1" name="x" descr="{escape(description)}"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def text_box(*blocks: str) -> str:
    """As Word writes it: once for itself, once more for programs that know only VML."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>'
        "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def png(width: int = 4, height: int = 3) -> bytes:
    """A grey PNG of this size; large ones pack well."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * min(height, 3000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )

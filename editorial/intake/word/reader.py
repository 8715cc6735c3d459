"""READ, Word: the bytes of a .docx → the manuscript as Word shows it, with all it does not show."""

import hashlib
from collections import Counter

from editorial.intake.grammar import is_contents_label
from editorial.intake.lines import Doubt, LeftOut, leave_out
from editorial.intake.reading import Reading
from editorial.intake.refusal import Refused
from editorial.intake.word.blocks import Table
from editorial.intake.word.branches import text_elements_in
from editorial.intake.word.comments import remarks_of
from editorial.intake.word.names import w
from editorial.intake.word.numbering import Numbering
from editorial.intake.word.package import DAMAGED, RESAVE, Package
from editorial.intake.word.styles import Styles
from editorial.intake.word.text import Writer, any_text
from editorial.intake.word.walk import Walker
from editorial.typography import letters

ENCODING = "docx"
MARGINS, UNUSED_NOTES = "页眉页脚", "正文没有引用的脚注"
MACROS = "这个文档带有宏，宏没有导入，只取了文字和图片。"
REVISED = "文档里有修订：接受了 {inserted} 处插入，略去了 {deleted} 处删除，请核对。"
LINKS = "有 {count} 处标题、来源或整行的超链接只保留了文字，链接地址没有导入，请按需要补上。"
TOO_DEEP = "这个 .docx 文件的结构层层嵌套，读不下去；" + RESAVE
NO_TEXT = "这个 Word 文档里没有文字，请确认选对了文件后重新导入。"
TOO_LONG = (
    "这个 Word 文档有 {paragraphs} 段、{characters} 个字符，超过了一期的上限，"
    "请确认文件里只有一期的文字。"
)
MOST_PARAGRAPHS = 60_000  # cells of tables counted
MOST_CHARACTERS = 1_200_000
_USUAL_SIZE, _LARGEST = 21, 10_000  # half points


def read_word(data: bytes, name: str) -> Reading:
    """The manuscript in a .docx. Raises ``Refused``; then there is nothing to clean up."""
    try:
        return _Document(data).reading(name, hashlib.sha256(data).hexdigest())
    except RecursionError:
        raise Refused(TOO_DEEP) from None


class _Document:
    """The parts of one document, read in the order in which they need each other."""

    def __init__(self, data: bytes):
        self._package = Package(data)
        root = self._package.xml(self._package.main)
        self._body = root.find(w("body"))
        if self._body is None:
            raise Refused(DAMAGED)
        relations = self._package.relations(self._package.main)
        self._parts: dict[str, list[str]] = {}
        for relation in relations.values():
            if not relation.is_external:
                self._parts.setdefault(relation.kind, []).append(relation.target)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._walkers: list[Walker] = []
        self._in_xml = 0  # letters in all parts
        _refuse_length(self._body)

    def reading(self, name: str, digest: str) -> Reading:
        blocks = self._walk(self._package.main, self._body)
        notes = self._notes("footnote") | self._notes("endnote")
        writer = Writer(
            notes,
            body_size=_body_size(blocks),
            has_contents=any_text(blocks, is_contents_label),
        )
        writer.write(blocks)
        unused = self._unused(writer, notes)
        text = "\n".join(writer.lines)
        if not text.strip():
            raise Refused(NO_TEXT)
        remarks = remarks_of(self._part("comments"), self._part("commentsExtended"), writer.quoted)
        aside = (*unused, *self._margins())
        return Reading(
            name,
            digest,
            ENCODING,
            text,
            doubts=(*self._general_doubts(writer), *writer.doubts),
            left_out=(*writer.left_out, *aside),
            pictures={k: v for walker in self._walkers for k, v in walker.pictures.items()},
            unread=self._in_xml - writer.letters,
            remarks=remarks,
        )

    def _part(self, kind: str):
        """The root of the one part of this kind, if there is one."""
        names = [name for name in self._parts.get(kind, ()) if name in self._package]
        return self._package.xml(names[0]) if names else None

    def _walk(self, part: str, holder) -> list:
        walker = Walker(self._package, part, self._styles, self._numbering)
        self._walkers.append(walker)
        self._in_xml += len(letters("".join(text_elements_in(holder))))
        return walker.blocks(holder)

    def _notes(self, kind: str) -> dict[tuple[str, str], list]:
        """Footnotes or endnotes by (kind, id); the lines that separate them are no notes."""
        root = self._part(f"{kind}s")
        found = {}
        if root is None:
            return found
        part = self._parts[f"{kind}s"][0]
        for note in root.iterchildren(w(kind)):
            if note.get(w("type")) in (None, "normal"):
                found[kind, note.get(w("id"), "")] = self._walk(part, note)
        return found

    def _unused(self, writer: Writer, notes) -> list[LeftOut]:
        """Notes that nothing refers to are written aside: their words are left out, not lost."""
        keys = writer.close()
        if not keys:
            return []
        aside = Writer({}, body_size=_LARGEST, has_contents=False)
        for key in keys:
            aside.write(notes[key])
        writer.letters += aside.letters
        found = [each for line in aside.lines for each in leave_out(0, line, UNUSED_NOTES)]
        return found + aside.left_out

    def _margins(self) -> list[LeftOut]:
        """Headers and footers: the press prints its own."""
        found = []
        for name in dict.fromkeys([*self._parts.get("header", ()), *self._parts.get("footer", ())]):
            root = self._package.xml(name)
            if root is not None:
                found += leave_out(0, "".join(text_elements_in(root)), MARGINS)
        return found

    def _general_doubts(self, writer: Writer) -> list[Doubt]:
        inserted = sum(walker.inserted for walker in self._walkers)
        deleted = sum(walker.deleted for walker in self._walkers)
        found = []
        if self._package.has_macros:
            found.append(Doubt(1, "macros", MACROS))
        if inserted or deleted:
            message = REVISED.format(inserted=inserted, deleted=deleted)
            found.append(Doubt(1, "revision", message))
        if writer.lost_links:
            found.append(Doubt(1, "link", LINKS.format(count=writer.lost_links)))
        return found


def _refuse_length(body) -> None:
    """By the tags alone, before anything is made of them."""
    paragraphs = sum(1 for _ in body.iter(w("p")))
    characters = sum(len(each.text or "") for each in body.iter(w("t")))
    if paragraphs > MOST_PARAGRAPHS or characters > MOST_CHARACTERS:
        raise Refused(TOO_LONG.format(paragraphs=paragraphs, characters=characters))


def _body_size(blocks: list) -> int:
    """The size of most characters, in half points."""
    sizes: Counter = Counter()
    for paragraph in _paragraphs(blocks):
        for piece in paragraph.pieces:
            if piece.kind == "text":
                sizes[piece.look.size] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE


def _paragraphs(blocks: list):
    """Every paragraph, those in tables as well."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell.blocks)
        else:
            yield block

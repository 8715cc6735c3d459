"""What the reader of pasted HTML hands on: paragraphs, tables and groups, in order."""

from dataclasses import dataclass, field

from editorial.intake.word.blocks import Paragraph


@dataclass
class Words:
    """One paragraph. ``tag`` and ``name`` are its element and our own class, where it has one."""

    paragraph: Paragraph = field(default_factory=Paragraph)
    tag: str = "p"
    name: str = ""


@dataclass
class Slot:
    """One cell of a table."""

    items: list = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    scope: str = ""


@dataclass
class Grid:
    """A table: its rows, each with whether it stands in the head."""

    rows: list[tuple[bool, list[Slot]]] = field(default_factory=list)
    caption: list = field(default_factory=list)


@dataclass
class Group:
    """A figure, quotation or list of contents: ``tag`` as opened, its class, what it holds."""

    tag: str
    name: str = ""
    chart: str = ""
    items: list = field(default_factory=list)


@dataclass(frozen=True)
class Missing:
    """A picture that did not come along: where it lies, its words, the words in front of it."""

    address: str
    alt: str
    after: str
    why: str


@dataclass
class Findings:
    """What a page held besides what could be taken over as it was."""

    left: dict[str, list[str]] = field(default_factory=dict)  # reason → words left out
    missing: list[Missing] = field(default_factory=list)
    unseen: dict[str, int] = field(default_factory=dict)  # kind of unseen character → how many
    links_kept: int = 0
    links_dropped: int = 0
    media: int = 0
    struck: list[str] = field(default_factory=list)
    styles: int = 0
    numbers: int = 0  # of lists, written as text
    nested_tables: int = 0
    lone_notes: int = 0  # footnotes whose text, or whose number, did not come along

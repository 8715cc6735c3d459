"""FILES: the sample as it lies on disk, read into plain values. Writes nothing."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "issues"
FENCE = "---\n"


class SampleFault(Exception):
    """A sample file that cannot be read; the message names it."""


@dataclass(frozen=True)
class ArticleFile:
    """One ``NN.html``: its front matter, and its body below."""

    position: int
    section: str
    kind: str
    title: str
    body: str
    contents_title: str = ""
    document_number: str = ""
    addressee: str = ""
    source: str = ""
    source_url: str = ""
    full_text_url: str = ""
    note: str = ""
    attachments: tuple[str, ...] = ()
    state: str = "final"
    reason: str = ""

    @property
    def note_html(self) -> str:
        """The editor's note as HTML paragraphs, one a line of the file."""
        return "".join(f"<p>{line.strip()}</p>" for line in self.note.splitlines() if line.strip())


@dataclass(frozen=True)
class IssueFile:
    """One folder: ``issue.toml`` and its articles in printed order."""

    year: int
    number: int
    running_number: int
    date: date
    state: str
    tagline: str
    strapline: str
    cover_headline: str
    cover_story: int
    disclaimer: str
    phone: str
    phone_note: str
    email: str
    address: str
    masthead: tuple[dict, ...]
    profiles: tuple[dict, ...]
    articles: tuple[ArticleFile, ...]
    commissions: tuple[dict, ...] = ()

    @property
    def is_to_be_published(self) -> bool:
        return self.state == "published"

    def __str__(self):
        return f"{self.year}年第{self.number}期"


def read_issues() -> list[IssueFile]:
    """Every sample issue, oldest first."""
    found = [read_issue(path.parent) for path in FOLDER.glob("*/issue.toml")]
    return sorted(found, key=lambda issue: issue.running_number)


def read_issue(folder: Path) -> IssueFile:
    values = _parse(folder / "issue.toml", (folder / "issue.toml").read_text("utf-8"))
    values["articles"] = tuple(read_article(path) for path in sorted(folder.glob("[0-9]*.html")))
    return _make(IssueFile, values, folder / "issue.toml")


def read_article(path: Path) -> ArticleFile:
    _, front, body = _split(path)
    values = _parse(path, front) | {"position": int(path.stem), "body": body.strip()}
    return _make(ArticleFile, values, path)


def _split(path: Path) -> list[str]:
    parts = path.read_text("utf-8").split(FENCE, 2)
    if len(parts) != 3 or parts[0].strip():
        raise SampleFault(f"{path.name}: front matter must stand between two lines '---'")
    return parts


def _parse(path: Path, text: str) -> dict:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SampleFault(f"{path.parent.name}/{path.name}: {error}") from error


def _make(kind: type, values: dict, path: Path):
    """The dataclass from the file's values; a word it does not know is a fault."""
    unknown = set(values) - {field.name for field in fields(kind)}
    if unknown:
        raise SampleFault(f"{path.parent.name}/{path.name}: unknown {', '.join(sorted(unknown))}")
    lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    try:
        return kind(**values | lists)
    except TypeError as error:
        raise SampleFault(f"{path.parent.name}/{path.name}: {error}") from error

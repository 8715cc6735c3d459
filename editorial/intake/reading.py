"""What READ hands on: a manuscript as text, and what its file held besides the text."""

from dataclasses import dataclass, field
from datetime import datetime

from editorial.intake.lines import Doubt, LeftOut
from editorial.typography import letters


@dataclass(frozen=True)
class Remark:
    """A comment in the margin of the file: at which line, on which words, and its answers.

    ``at`` is the local time that the file gives, None when it gives none.
    """

    line: int
    text: str
    quote: str = ""
    before: str = ""  # the words in front of the passage, in the same line
    author: str = ""
    at: datetime | None = None
    is_done: bool = False
    answers: tuple["Remark", ...] = ()

    @property
    def characters(self) -> int:
        """Of its own words and those of its answers; the passage belongs to the text."""
        return len(letters(self.text)) + sum(each.characters for each in self.answers)


@dataclass(frozen=True)
class Reading:
    """A manuscript as text: line ends are newlines, everything else is as received.

    ``pictures`` are those the text speaks of: name in the text → (file name, bytes as received).
    ``unread`` counts letters of the file that the reader lost; other than 0 it is our error.
    """

    name: str
    digest: str
    encoding: str
    text: str
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    unread: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def characters(self) -> int:
        """All of the file: text and remarks, what was left out of it, and what was lost."""
        aside = sum(each.characters for each in (*self.left_out, *self.remarks))
        return len(self.text) + aside + self.unread

"""What READ hands on: a manuscript as text, and what its file held besides the text."""

from dataclasses import dataclass, field

from editorial.intake.lines import Doubt, LeftOut


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

    @property
    def characters(self) -> int:
        """All of the file: the text, what was left out of it, and what was lost."""
        aside = sum(each.characters for each in self.left_out)
        return len(self.text) + aside + self.unread

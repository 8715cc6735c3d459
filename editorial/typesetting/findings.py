"""A finding of the press: one Chinese sentence, how grave, on which sheet, in which article."""

from dataclasses import dataclass

ERROR, WARNING, NOTE = "error", "warning", "note"
ORDER = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Finding:
    """``page`` counts the sheets of the file from 1; ``article`` is the article's id; ``detail``
    lists what the sentence only sums up.
    """

    message: str
    severity: str = WARNING
    page: int | None = None
    article: int | None = None
    detail: str = ""

    def as_row(self) -> dict:
        """What the edition keeps; empty places are left out."""
        places = {"page": self.page, "article": self.article, "detail": self.detail or None}
        row = {"message": self.message, "severity": self.severity}
        return row | {name: value for name, value in places.items() if value is not None}

"""Fields of Word (page numbers, links, contents): what they print, and what they say behind it."""

import re
from dataclasses import dataclass
from urllib.parse import quote

_LONGEST = 4_000  # characters of an instruction
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"')
# Their results are the printer's business. PAGEREF is not: it prints the pages of the contents.
_PAGE = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.I)


@dataclass
class _Field:
    instruction: str = ""
    is_result: bool = False
    is_page: bool = False


class Fields:
    """Fields opened and not yet ended; they nest, and may run over paragraphs.

    How many are in which state is counted, not looked up: a forged file nests a hundred thousand.
    """

    def __init__(self):
        self._open: list[_Field] = []
        self._results = self._pages = 0

    @property
    def is_shown(self) -> bool:
        return self._results == len(self._open)

    @property
    def is_page(self) -> bool:
        return self._pages > 0

    @property
    def instruction(self) -> str:
        return self._open[-1].instruction if self._open else ""

    def turn(self, kind: str) -> None:
        """begin, separate or end of a field."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open and not self._open[-1].is_result:
            self._show(self._open[-1])
        elif kind == "end":
            self.end()

    def say(self, text: str) -> None:
        if self._open and not self._open[-1].is_result:
            self._open[-1].instruction = (self._open[-1].instruction + text)[:_LONGEST]

    def open_simple(self, instruction: str) -> None:
        self._open.append(_Field(instruction))
        self._show(self._open[-1])

    def end(self) -> None:
        if self._open:
            field = self._open.pop()
            self._results -= field.is_result
            self._pages -= field.is_page

    def _show(self, field: _Field) -> None:
        field.is_result = True
        field.is_page = bool(_PAGE.match(field.instruction))
        self._results += 1
        self._pages += field.is_page


def address_in(instruction: str) -> str:
    """The web address of a HYPERLINK field."""
    found = _ADDRESS.search(instruction)
    return found.group(1) if found else ""


def safe_address(href: str) -> str:
    """A web address that Markdown can hold; empty for anything else."""
    is_web = href.startswith(("http://", "https://")) and len(href) < 2000
    return quote(href, safe=":/?#@!$&'*+,;=%~-._") if is_web else ""

"""Fields of Word (page numbers, links, contents): what they print, and what they say behind it."""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]+)"')
# Their results are the printer's business. PAGEREF is not: it prints the pages of the contents.
_PAGE = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.I)


@dataclass
class _Field:
    instruction: str = ""
    is_result: bool = False


class Fields:
    """Fields opened and not yet ended; they nest, and may run over paragraphs."""

    def __init__(self):
        self._open: list[_Field] = []

    @property
    def is_shown(self) -> bool:
        return all(each.is_result for each in self._open)

    @property
    def is_page(self) -> bool:
        return any(_PAGE.match(each.instruction) for each in self._open)

    @property
    def instruction(self) -> str:
        return self._open[-1].instruction if self._open else ""

    def turn(self, kind: str) -> None:
        """begin, separate or end of a field."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].is_result = True
        elif kind == "end":
            self.end()

    def say(self, text: str) -> None:
        if self._open and not self._open[-1].is_result:
            self._open[-1].instruction += text

    def open_simple(self, instruction: str) -> None:
        self._open.append(_Field(instruction, is_result=True))

    def end(self) -> None:
        if self._open:
            self._open.pop()


def address_in(instruction: str) -> str:
    """The web address of a HYPERLINK field."""
    found = _ADDRESS.search(instruction)
    return found.group(1) if found else ""

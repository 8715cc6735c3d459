"""The data of a chart: rows of text → labels and series of numbers, or a Chinese sentence."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_ROWS, MOST_SERIES = 120, 6
MISSING = {
    "",
    "-",
    "－",
    "—",
    "——",
    "–",
    "…",
    "……",
    "...",
    "/",
    "／",
    "\\",
    "无",
    "*",
    "N/A",
    "n/a",
}
_WITH_UNIT = re.compile(r"^(.+?)\s*[（(]([^（）()]+)[）)]$")
_NUMBER = re.compile(r"^([+-]?\d+(?:\.\d+)?)\s*([%‰]|[㐀-鿿]{0,4})$")
_SIGNS = ("%", "‰")


@dataclass(frozen=True)
class Cell:
    """One number, with the decimals it was written with, and whether with separators."""

    value: float
    decimals: int = 0
    grouped: bool = False


@dataclass(frozen=True)
class Series:
    """One column: its name, its unit ("" when none is given), one cell or None a label."""

    name: str
    unit: str
    cells: tuple[Cell | None, ...]

    @property
    def values(self) -> list[float]:
        return [cell.value for cell in self.cells if cell is not None]

    @property
    def sign(self) -> str:
        """What stands behind each number: % and ‰; other units stand at the axis."""
        return self.unit if self.unit in _SIGNS else ""

    @property
    def grouped(self) -> bool:
        """Whether numbers carry thousands separators: as written, and from 10,000 on."""
        return any(cell and (cell.grouped or abs(cell.value) >= 10_000) for cell in self.cells)

    def label(self, index: int) -> str:
        """The number as readers see it."""
        cell = self.cells[index]
        return "" if cell is None else written(cell.value, cell.decimals, self) + self.sign


@dataclass(frozen=True)
class Table:
    labels: tuple[str, ...]
    series: tuple[Series, ...]


def written(value: float, decimals: int, series: Series) -> str:
    """A number with a real minus sign, and separators where the series has them."""
    grouped = series.grouped or abs(value) >= 10_000
    text = f"{value:,.{decimals}f}" if grouped else f"{value:.{decimals}f}"
    return text.replace("-", "−")


def read(rows: Sequence[Sequence[str]]) -> Table:
    """Labels and series. The first row names the series, the first column the labels."""
    rows = [[str(cell).strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    _check_shape(rows)
    header, body = rows[0], rows[1:]
    columns = [
        _series(header[n], [(row[n] if n < len(row) else "") for row in body], n)
        for n in range(1, len(header))
    ]
    if not any(series.values for series in columns):
        raise ValueError("图表的数据里没有一个数字，请在表格中填写。")
    return Table(tuple(row[0] for row in body), tuple(columns))


def _check_shape(rows) -> None:
    if len(rows) < 2 or len(rows[0]) < 2:
        raise ValueError("图表要有数据：第一行写各列名称，第一列写项目，至少一行一列数字。")
    if len(rows) - 1 > MOST_ROWS:
        raise ValueError(f"图表有 {len(rows) - 1} 行，最多 {MOST_ROWS} 行，请合并或改用表格。")
    if len(rows[0]) - 1 > MOST_SERIES:
        raise ValueError(
            f"图表有 {len(rows[0]) - 1} 列数字，最多 {MOST_SERIES} 列，请分成几张图或改用表格。"
        )
    for number, row in enumerate(rows[1:], 2):
        if len(row) > len(rows[0]):
            raise ValueError(
                f"图表第 {number} 行有 {len(row)} 格，比第一行的 {len(rows[0])} 格多，请核对。"
            )


def _series(title: str, texts: list[str], column: int) -> Series:
    match = _WITH_UNIT.match(title)
    name, unit = match.groups() if match else (title, "")
    unit = "%" if unit == "％" else unit
    cells, signs = [], set()
    for row, text in enumerate(texts, 2):
        cell, sign = _cell(text, row, column + 1)
        cells.append(cell)
        if cell is not None:
            signs.add(sign)
    return Series(name, _unit(unit, signs, name), tuple(cells))


def _unit(unit: str, signs: set[str], name: str) -> str:
    """The unit of a column: the header's, or the one that every number carries."""
    if unit and (strange := sorted(signs - {"", unit})):
        raise ValueError(f"图表“{name}”一列的单位是“{unit}”，有的数字却带“{strange[0]}”，请统一。")
    if not unit and len(signs) > 1:
        told = "、".join(f"“{sign}”" for sign in sorted(signs - {""}))
        others = "有的不带" if "" in signs else "并不一样"
        raise ValueError(f"图表“{name}”一列有的数字带单位{told}，{others}，请统一。")
    return unit or "".join(signs)


def _cell(text: str, row: int, column: int) -> tuple[Cell | None, str]:
    """The number in a cell and the unit behind it; None for a cell that says nothing."""
    if text in MISSING:
        return None, ""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
    match = _NUMBER.match(re.sub(r"(?<=\d)[,\s](?=\d{3})", "", plain).strip())
    if not match or len(match[1]) > 18:
        raise ValueError(
            f"图表第 {row} 行第 {column} 列“{text[:20]}”不是数字；没有数据的格请留空或写“—”。"
        )
    digits, unit = match.groups()
    grouped = "," in text or "，" in text
    return Cell(float(digits), len(digits.partition(".")[2]), grouped), unit

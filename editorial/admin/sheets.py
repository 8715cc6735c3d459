"""Tables as XLSX files: a bold first row that stays, dates as dates, words never as formulas."""

import datetime as dt
import io
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_000  # characters of one cell; the format takes 32,767
# What a spreadsheet program would reckon with, were it typed or read from a text file.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
DATE, HOUR = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class Column:
    title: str
    width: int = 12  # characters


@dataclass(frozen=True)
class Sheet:
    """One table; ``rows`` may be a generator, it is read once."""

    title: str
    columns: tuple[Column, ...]
    rows: object


def workbook(sheets) -> bytes:
    """The tables as one XLSX file, written row by row."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:31])
        page.freeze_panes = "A2"
        for n, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(n)].width = column.width
        page.append([_head(page, column.title) for column in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer(name: str, sheets) -> HttpResponse:
    """A download under a Chinese name with the day in it."""
    response = HttpResponse(workbook(sheets), content_type=XLSX)
    file_name = f"{name}-{timezone.localdate():%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    response["Cache-Control"] = "private, no-store"
    return response


def _head(page, title):
    cell = WriteOnlyCell(page, title)
    cell.font = Font(bold=True)
    return cell


def _cell(page, value):
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime):
        return _dated(page, timezone.localtime(value).replace(tzinfo=None), HOUR)
    if isinstance(value, dt.date):
        return _dated(page, value, DATE)
    return _words(page, str(value))


def _dated(page, value, shape):
    cell = WriteOnlyCell(page, value)
    cell.number_format = shape
    return cell


def _words(page, text: str):
    """Text as text: typed so in the file, and quoted, so that editing the cell keeps it text."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True
    return cell

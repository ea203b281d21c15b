"""Excel workbooks. What is a text is written as one, so that no program takes it for a formula or a number."""

import io
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from trafficking.exchange.limits import Limits
from trafficking.exchange.sheets import Heading, NoValue, ReadSheet, Row, Sheet, UnreadableError, Value, tidy

MIDNIGHT = time()
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: By which a ZIP archive is known.
MAGIC = b"PK"
FORMATS = {"text": "@", "number": "General", "date": "yyyy-mm-dd"}
#: Choices hold for so many rows below the last one, for what somebody adds.
SPARE_ROWS = 1_000


def write(sheets: list[Sheet], lists_title: str) -> bytes:
    """A workbook of these sheets; what may stand in their columns is listed on one more sheet, of that title."""
    book = Workbook(write_only=True)
    lists = _lists(sheets, lists_title)
    choices = [column.choices for column in lists.headings]
    for sheet in sheets:
        _write(book, sheet, {column: _range(lists_title, choices.index(column), len(column)) for column in choices})
    if lists.headings:
        _write(book, lists, {})
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _lists(sheets: list[Sheet], title: str) -> Sheet:
    """The choices of all columns side by side, each list once, its names beside it."""
    known = {heading.choices: heading for sheet in sheets for heading in sheet.headings if heading.choices}
    headings: list[Heading] = []
    for heading in known.values():
        headings.append(Heading(heading.text, width=28, choices=heading.choices))
        if heading.names:
            headings.append(Heading(_("its name"), width=40, choices=heading.names))
    rows = [list(row) for row in zip_longest(*(heading.choices for heading in headings))]
    return Sheet(title, headings, rows)


def _range(title: str, number: int, length: int) -> str:
    letter = get_column_letter(number + 1)
    return f"'{title}'!${letter}$2:${letter}${length + 1}"


def read(data: bytes, limits: Limits) -> list[ReadSheet]:
    """The sheets of a workbook that hold anything. Raises UnreadableError."""
    limits.check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if len(book.worksheets) > limits.sheets:
            raise UnreadableError(_("The workbook has more than %(most)d sheets.") % {"most": limits.sheets})
        found = [sheet for each in book.worksheets if (sheet := _read(each, limits))]
    except UnreadableError:
        raise
    # Whatever a damaged or hostile file makes the library stumble over, the editor is told the same.
    except Exception as error:
        raise UnreadableError(_("This Excel workbook cannot be read; open it in Excel and save it again.")) from error
    if not found:
        raise UnreadableError(_("The workbook is empty."))
    return found


def _read(worksheet: Any, limits: Limits) -> ReadSheet | None:
    # The size that a sheet claims to have may be anything: with one far cell every row would be filled up to it.
    worksheet.reset_dimensions()
    rows: list[Row] = []
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        values = tuple(map(_value, cells))
        limits.check_row(worksheet.title, number, values)
        while values and values[-1] is None:
            values = values[:-1]
        if values or number == 1:
            rows.append(Row(number, values))
    if not rows or not any(row.cells for row in rows):
        return None
    return ReadSheet(worksheet.title, rows[0], rows[1:])


def _value(cell: Any) -> Value:
    value = cell.value
    if cell.data_type in ("f", "e"):
        return NoValue(str(value), is_formula=cell.data_type == "f")
    if isinstance(value, str):
        return tidy(value) or None
    if isinstance(value, datetime) and value.time() == MIDNIGHT:
        return value.date()
    if isinstance(value, date | bool | int | float) or value is None:
        return value
    return NoValue(str(value), is_formula=False)  # a time, a length of time


def _write(book: Workbook, sheet: Sheet, ranges: dict[tuple[str, ...], str]) -> None:
    worksheet = book.create_sheet(sheet.title)
    worksheet.freeze_panes = "B2"
    for number, heading in enumerate(sheet.headings, start=1):
        column = worksheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden, column.number_format = heading.width, heading.hidden, FORMATS[heading.kind]
        if heading.one_of and (source := ranges.get(heading.choices)):
            choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            letter = get_column_letter(number)
            choice.add(f"{letter}2:{letter}{len(sheet.rows) + SPARE_ROWS}")
            worksheet.data_validations.append(choice)
    worksheet.append([_heading(worksheet, heading) for heading in sheet.headings])
    for row in sheet.rows:
        worksheet.append([_cell(worksheet, value) for value in row])


def _heading(worksheet: Any, heading: Heading) -> WriteOnlyCell:
    cell = _text(worksheet, heading.text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(worksheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        return _text(worksheet, value)
    if isinstance(value, date):
        cell = WriteOnlyCell(worksheet, value)
        cell.number_format = FORMATS["date"]
        return cell
    return value


def _text(worksheet: Any, text: str) -> WriteOnlyCell:
    """A cell that stays a text, also when somebody edits it: the sign of a text cell, its format, and its type."""
    cell = WriteOnlyCell(worksheet, text)
    cell.data_type = "s"
    cell.number_format = FORMATS["text"]
    cell.quotePrefix = True
    return cell

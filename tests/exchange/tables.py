"""Spreadsheets as somebody would make them, for tests."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook

from trafficking.exchange import files
from trafficking.exchange.limits import ON_THE_PAGE
from trafficking.exchange.planning import Plan, plan
from trafficking.exchange.sheets import ReadSheet, Row


def sheet(title: str, *rows: dict[str, Any]) -> ReadSheet:
    """A sheet of rows, each by the names of its columns; those of the first row are the headings."""
    names = list(rows[0])
    cells = [tuple(row.get(name) for name in names) for row in rows]
    return ReadSheet(title, Row(1, tuple(names)), [Row(number, each) for number, each in enumerate(cells, start=2)])


def planned(layout: Any, *sheets: ReadSheet, author: Any = None) -> Plan:
    return plan(layout, list(sheets), author)


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An Excel workbook with these sheets, as plain as it can be."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        worksheet = book.create_sheet(title)
        for row in rows:
            worksheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(data: bytes, sheet_number: int, heading: str, row: int, value: Any) -> bytes:
    """A workbook in which somebody has typed into one cell."""
    book = load_workbook(io.BytesIO(data))
    worksheet = book.worksheets[sheet_number]
    column = [cell.value for cell in worksheet[1]].index(heading) + 1
    worksheet.cell(row, column).value = value
    return saved(book)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook in which one file of the archive says something else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes, name: str = "table.xlsx") -> list[ReadSheet]:
    return files.read(data, name, ON_THE_PAGE)


def problems(planned: Plan) -> list[tuple[Any, ...]]:
    """(row, column, reason) of everything that is wrong."""
    return [(problem.row, problem.field, problem.reason) for problem in planned.problems]

"""CSV, as Excel in Latvian and in English writes and reads it.

A program that opens a CSV takes a text that begins with = for a formula, and one that begins with + for a number.
So such texts get an apostrophe in front on the way out, and lose it again on the way in.
"""

import csv
import io

from django.utils.translation import gettext as _

from trafficking.exchange.limits import Limits
from trafficking.exchange.sheets import ReadSheet, Row, Sheet, UnreadableError, Value, tidy

#: What makes a program see something else than a text; the apostrophe too, so that both ways fit each other.
GUARDED = tuple("=+-@\t\r\n'")
DELIMITERS = ";,\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(GUARDED) else text


def write(sheet: Sheet, delimiter: str) -> bytes:
    """The sheet as UTF-8 with the mark by which Excel knows it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([guarded(heading.text) for heading in sheet.headings])
    writer.writerows([_text(value) for value in row] for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig")


def read(data: bytes, title: str, limits: Limits) -> ReadSheet:
    """The one sheet of a CSV file. Raises UnreadableError."""
    lines = _decoded(data)
    first, _end, rest = lines.partition("\n")
    if first.strip().lower().startswith("sep="):  # Excel's own hint, which it does not show as a row
        lines = rest
    delimiter = max(DELIMITERS, key=lines.split("\n", 1)[0].count)
    rows: list[Row] = []
    csv.field_size_limit(limits.size)
    try:
        # Numbered by records: a cell may have several lines, and programs count it as one row.
        for number, cells in enumerate(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter), start=1):
            limits.check_row(title, number, cells)
            values = tuple(unguarded(tidy(cell)) or None for cell in cells)
            if number == 1 or any(values):
                rows.append(Row(number, values))
    except csv.Error as error:
        raise UnreadableError(_("This file is no CSV that can be read: %(reason)s.") % {"reason": error}) from error
    if not rows:
        raise UnreadableError(_("The file is empty."))
    return ReadSheet(title, rows[0], rows[1:])


def _decoded(data: bytes) -> str:
    if b"\x00" in data and not data.startswith(UTF_16):
        raise UnreadableError(_("This is neither an Excel workbook (.xlsx) nor a CSV file."))
    try:
        return data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _(
                "The letters of this file cannot be read: it is not in UTF-8, so ā or ж might become something else. "
                "In Excel choose “CSV UTF-8” when saving, or save it as an Excel workbook (.xlsx)."
            )
        ) from error


def _text(value: Value) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)

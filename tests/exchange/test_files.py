"""Files of every kind become sheets, or are refused in words before they can do harm."""

import io
import time
import tracemalloc
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from tests.exchange.tables import read, saved, with_part, workbook
from trafficking.exchange import csv_files, limits, xlsx_files
from trafficking.exchange.sheets import Heading, NoValue, Sheet, UnreadableError

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rows_of(sheets) -> list[tuple]:
    [only] = sheets
    return [only.headings.cells, *(row.cells for row in only.rows)]


def worksheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


# --- CSV ---


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_however_excel_saves_it(delimiter, encoding):
    text = f'slug{delimiter}name_lv\r\npdm{delimiter}"Šķērsiela; 1,5\t""x"""\r\n'
    assert rows_of(read(text.encode(encoding))) == [("slug", "name_lv"), ("pdm", 'Šķērsiela; 1,5\t"x"')]


@pytest.mark.parametrize("encoding", ["cp1257", "cp1251"])
def test_csv_in_an_old_encoding_is_refused_in_words(encoding):
    text = "slug;name\npdm;" + {"cp1257": "Šķērsiela", "cp1251": "Приют"}[encoding]
    with pytest.raises(UnreadableError, match="not in UTF-8"):
        read(text.encode(encoding))


def test_csv_rows_have_the_numbers_that_a_spreadsheet_program_shows():
    [sheet] = read(b'slug,name\na,"two\r\nlines"\n\nb,x\n')
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("a", "two\nlines")), (4, ("b", "x"))]


def test_hint_about_the_delimiter_is_no_row():
    assert rows_of(read(b"sep=;\r\nslug;name\r\na;b\r\n")) == [("slug", "name"), ("a", "b")]


@pytest.mark.parametrize("text", ["=1+1", "==1", "+37167000001", "-2", "@x", "'=x", "'", "''x", "plain", "it's", "x=1"])
def test_text_that_looks_like_a_formula_comes_back_from_csv_as_it_was(text):
    data = csv_files.write(Sheet("s", [Heading("slug")], [[text]]), ",")
    line = data.decode("utf-8-sig").splitlines()[1]
    assert not line.strip('"').startswith(("=", "+", "-", "@"))
    assert rows_of(read(data)) == [("slug",), (text,)]


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\x00\x00", b"slug\x00;x\n"])
def test_what_is_neither_workbook_nor_csv_is_refused(data):
    with pytest.raises(UnreadableError):
        read(data)


# --- Excel ---


def test_workbook_keeps_texts_numbers_days_and_their_rows():
    data = workbook(A=[["slug", "n", "d"], ["+371", 1.5, date(2026, 3, 1)], [], ["x", None, True]])
    [sheet] = read(data)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("+371", 1.5, date(2026, 3, 1))),
        (4, ("x", None, True)),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+37167000001", "@x", "'=x", "0012", "1-2", " "])
def test_every_text_is_written_as_a_text_cell(text):
    data = xlsx_files.write([Sheet("s", [Heading("slug")], [[text]])], "Lists")
    assert rows_of(read(data))[1:] == ([(text,)] if text.strip() else [])
    written = load_workbook(io.BytesIO(data)).active["A2"]
    assert (written.data_type, written.number_format, written.quotePrefix) == ("s", "@", True)


def test_formula_and_error_are_told_from_values():
    data = workbook(A=[["slug"], ["=1+1"], ["#N/A"]])
    assert rows_of(read(data))[1:] == [(NoValue("=1+1", True),), (NoValue("#N/A", False),)]


def test_choices_can_be_picked_in_the_program():
    heading = Heading("kind", choices=("a", "b"))
    data = xlsx_files.write([Sheet("s", [heading], [["a"]])], "Lists")
    book = load_workbook(io.BytesIO(data))
    [choice] = book["s"].data_validations.dataValidation
    assert choice.formula1 == "'Lists'!$A$2:$A$3"
    assert [row[0].value for row in book["Lists"]] == ["kind", "a", "b"]


def test_empty_workbook_is_refused():
    with pytest.raises(UnreadableError, match="empty"):
        read(saved(Workbook()))


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"PK\x03\x04 no archive",
        workbook(A=[["slug"]])[:-40],
        with_part(workbook(A=[["x"]]), SHEET, b"<worksheet"),
    ],
)
def test_damaged_workbook_is_refused_in_words(data):
    with pytest.raises(UnreadableError, match="workbook"):
        read(data)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">%s]>'


@pytest.mark.parametrize("entity", [b"", b'<!ENTITY c SYSTEM "file:///etc/passwd">'])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(entity, part):
    body = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')
    with pytest.raises(UnreadableError, match="workbook"):
        read(with_part(workbook(A=[["slug"], ["x"]]), part, ENTITIES % entity + body))


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD2"])
def test_far_cell_is_refused_at_once(place):
    row = "".join(filter(str.isdigit, place))
    body = worksheet(f'<row r="1">{cell("A1", "slug")}</row><row r="{row}">{cell(place, "x")}</row>')
    start = time.process_time()
    with pytest.raises(UnreadableError, match="has something"):
        read(with_part(workbook(A=[["slug"]]), SHEET, body))
    assert time.process_time() - start < 10


def test_empty_rows_and_cells_far_away_do_no_harm():
    body = worksheet(
        f'<row r="1">{cell("A1", "slug")}<c r="XFD1"/></row><row r="2">{cell("A2", "x")}</row><row r="1048576"/>'
    )
    assert rows_of(read(with_part(workbook(A=[["slug"]]), SHEET, body))) == [("slug",), ("x",)]


def test_archive_that_unpacks_to_gigabytes_is_not_opened():
    bomb = with_part(workbook(A=[["slug"]]), "xl/sharedStrings.xml", b" " * 60 * limits.MEGABYTE)
    assert len(bomb) < limits.MEGABYTE
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="not opened"):
        read(bomb)
    assert tracemalloc.get_traced_memory()[1] < 10 * limits.MEGABYTE
    tracemalloc.stop()


def test_archive_of_many_files_is_not_opened():
    data = workbook(A=[["slug"]])
    for number in range(limits.ON_THE_PAGE.entries):
        data = with_part(data, f"x{number}", b"")
    with pytest.raises(UnreadableError, match="not opened"):
        read(data)


def test_file_that_is_too_large_is_not_looked_into():
    with pytest.raises(UnreadableError, match="larger than 5 MB"):
        read(b"PK" + b" " * limits.ON_THE_PAGE.size)


def test_too_many_rows_are_refused_with_the_row():
    most = limits.ON_THE_PAGE.rows
    assert len(read(b"slug\n" + b"x\n" * (most - 1))[0].rows) == most - 1
    with pytest.raises(UnreadableError, match=f"row {most + 1}"):
        read(b"slug\n" + b"x\n" * most)

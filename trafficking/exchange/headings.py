"""Which sheet is which, and which column. What is not known is refused, never passed over."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trafficking.exchange.columns import Column, folded, in_all_languages
from trafficking.exchange.known import nearest
from trafficking.exchange.layouts import Layout, Part
from trafficking.exchange.problems import Problem
from trafficking.exchange.sheets import ReadSheet, Row, Value, title_of


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under one heading; `heading` as it is written in the file."""

    column: Column
    heading: str
    value: Value


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headings are understood."""

    part: Part
    title: str
    columns: list[tuple[int, Column, str]]
    rows: list[Row]

    def cells(self, row: Row) -> dict[str, Cell]:
        """The cells of a row by the name of their column."""
        return {
            column.name: Cell(column, heading, row.cells[place] if place < len(row.cells) else None)
            for place, column, heading in self.columns
        }

    def problem(self, row: Row | None, field: str, reason: str) -> Problem:
        return Problem(self.title, row.number if row else None, field, reason)


def understood(layout: Layout, sheets: list[ReadSheet]) -> tuple[list[Table], list[Problem]]:
    """The tables of a file, the items' own first, and what cannot be understood."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for sheet in sheets:
        part = _part(layout, sheet, alone=len(sheets) == 1)
        if part:
            tables.append(_table(layout, part, sheet, problems))
        elif folded(sheet.title) not in in_all_languages(lists_title):
            names = ", ".join(f"“{part.title}”" for part in layout.parts)
            words = _("No sheet of this name is known. The sheets are %(names)s; delete or rename this one.")
            problems.append(Problem(sheet.title, None, "", words % {"names": names}))
    for part in layout.parts:
        if len(found := [table for table in tables if table.part is part]) > 1:
            problems.append(Problem(found[1].title, None, "", _("This sheet is there twice.")))
    return sorted(tables, key=lambda table: layout.parts.index(table.part)), problems


def lists_title() -> str:
    """What the sheet with everything that may be chosen is called."""
    return title_of(_("Lists"))


def _part(layout: Layout, sheet: ReadSheet, alone: bool) -> Part | None:
    """The part that a sheet holds, by its name; a sheet that is alone holds the items, whatever it is called."""
    for part in layout.parts:
        if folded(sheet.title) in part.titles:
            return part
    return layout.main if alone else None


def _table(layout: Layout, part: Part, sheet: ReadSheet, problems: list[Problem]) -> Table:
    columns = (*part.columns, *layout.compact) if part is layout.main else part.columns
    table = Table(part, sheet.title, [], sheet.rows)
    for place, value in enumerate(sheet.headings.cells):
        heading = "" if value is None else str(value)
        column = next((column for column in columns if folded(heading) in column.headings), None)
        if column is None:
            if heading or _has_values(sheet.rows, place):
                problems.append(table.problem(sheet.headings, heading, _unknown(heading, columns)))
        elif any(column is other for _place, other, _heading in table.columns):
            problems.append(table.problem(sheet.headings, heading, _("This column is there twice.")))
        else:
            table.columns.append((place, column, heading))
    for name in layout.key if part is layout.main else ("parent",):
        if name not in {column.name for _place, column, _heading in table.columns}:
            words = _("The column “%(column)s” is missing; without it nobody can tell what a row is about.")
            problems.append(table.problem(sheet.headings, "", words % {"column": part.column(name).heading}))
    return table


def _unknown(heading: str, columns: Iterable[Column]) -> str:
    if not heading:
        return _("A column without a heading holds something. Give it a heading, or delete it.")
    if near := nearest(heading, [column.heading for column in columns]):
        return _("No column of this name is known. Do you mean “%(near)s”?") % {"near": near}
    return _("No column of this name is known. Rename it or delete it.")


def _has_values(rows: list[Row], place: int) -> bool:
    return any(place < len(row.cells) and row.cells[place] is not None for row in rows)

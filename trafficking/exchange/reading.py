"""Reads the cells of a row against what is there, and notes everything that is wrong with them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trafficking.editorial.merging import State
from trafficking.exchange.columns import stored
from trafficking.exchange.headings import Cell, Table
from trafficking.exchange.known import Known
from trafficking.exchange.problems import Problem
from trafficking.exchange.sheets import Row
from trafficking.exchange.special import Special


@dataclass(frozen=True, slots=True)
class Reading:
    known: Known
    problems: list[Problem]

    def said(self, table: Table, row: Row, live: State) -> dict[str, Any]:
        """The values that a row states of its fields, where they are not what stands in `live` already."""
        said = {}
        for name, cell in table.cells(row).items():
            if not isinstance(cell.column, Special) and not self.is_shown(cell, live.get(name)):
                value = self.value(table, row, cell, _NOTHING)
                if value is not _NOTHING and stored(value) != live.get(name):
                    said[name] = value
        return said

    def is_shown(self, cell: Cell, value: Any) -> bool:
        """Whether the cell is just as an export would write it: then even what is odd survives untouched."""
        return cell.column.is_shown(cell.value, value, self.known)

    def value(self, table: Table, row: Row, cell: Cell, otherwise: Any = None) -> Any:
        """What a cell says; `otherwise` where it cannot be read, which is noted."""
        try:
            return cell.column.read(cell.value, self.known)
        except ValidationError as error:
            for message in error.messages:
                self.note(table, row, message, cell.heading)
            return otherwise

    def note(self, table: Table, row: Row, reason: str, heading: str = "") -> None:
        self.problems.append(Problem(table.title, row.number, heading, reason))

    def refuse(self, table: Table, row: Row, error: ValidationError | None) -> None:
        """Note what the model has against a row."""
        if error is None:
            return
        cells = table.cells(row)
        for name, messages in error.message_dict.items():
            heading = cells[name].heading if name in cells else _heading(table, name)
            for message in messages:
                self.note(table, row, message, heading)

    def missing(self, table: Table, row: Row, names: list[str]) -> None:
        """Note those of the fields for which the sheet has no column, or nothing in it."""
        cells = table.cells(row)
        for name in names:
            if name not in cells or cells[name].value is None:
                self.note(table, row, _("This must not be empty."), _heading(table, name))


def _heading(table: Table, name: str) -> str:
    """What the column of a field would be called; "" for what is about the row as a whole."""
    return next((column.heading for column in table.part.columns if column.name == name), "")


_NOTHING = object()

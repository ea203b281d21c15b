"""Rows that belong to an item: services, numbers, places; who took part, links.

A row is found by its key, else by what tells it from its sisters. One that is not found is new. One that the file
does not name stays as it is, and only "remove this row" takes one away.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trafficking.editorial.capture import captured_columns
from trafficking.editorial.merging import State
from trafficking.exchange import rows
from trafficking.exchange.columns import stored
from trafficking.exchange.entries import Entry
from trafficking.exchange.headings import Table
from trafficking.exchange.layouts import Layout, Part
from trafficking.exchange.reading import Reading
from trafficking.exchange.sheets import Row
from trafficking.exchange.sight import Sight, is_confidential
from trafficking.exchange.special import Added


class Children:
    """Applies rows to the items of a plan; knows which rows of an item have been named already."""

    def __init__(self, layout: Layout, reading: Reading, sight: Sight) -> None:
        self._layout, self._reading, self._sight = layout, reading, sight
        #: The number of the row that named it, by item, relation and key.
        self._named: dict[tuple[str, str, str], int] = {}

    def visible(self, entry: Entry, part: Part) -> dict[str, State]:
        """The rows of an item that this person may know of, in their order."""
        return self._sight.visible(entry.after[part.name])

    def _blank(self, part: Part) -> State:
        return rows.blank(part.model, self._layout.model._meta.get_field(part.name).field.name)

    def apply(self, table: Table, row: Row, entry: Entry) -> None:
        """One row of a sheet of children."""
        part, cells = table.part, table.cells(row)
        removes = "remove" in cells and self._reading.value(table, row, cells["remove"], otherwise=False)
        key, problem = self._find(table, row, entry)
        if problem:
            if not (removes and key):  # one that is gone already need not be taken away
                self._reading.note(table, row, problem)
            return
        if key:
            self._named[entry.handle, part.name, key] = row.number
        if removes:
            self._remove(table, row, entry, key)
        else:
            self._write(table, row, entry, key)

    def add(self, table: Table, row: Row, entry: Entry, column: Added, values: list[Any]) -> None:
        """Rows that are named in a cell of their item and are not there yet."""
        part = next(part for part in self._layout.children if part.name == column.name)
        telling = column.telling.name
        for value in values:
            if any(each[telling] == stored(value) for each in self.visible(entry, part).values()):
                continue
            state, error = rows.changed(part.model, self._blank(part), {telling: value})
            self._reading.refuse(table, row, error)
            entry.after = _with(entry.after, part, str(uuid.uuid4()), state)
            entry.is_touched = True

    def _find(self, table: Table, row: Row, entry: Entry) -> tuple[str, str]:
        """The key of the row that is meant ("" for a new one), and what is wrong with that."""
        part, cells = table.part, table.cells(row)
        if not entry.handle:  # nobody knows whose row it is, which has been noted
            return "", ""
        there = self.visible(entry, part)
        key = str(cells["key"].value or "").lower() if "key" in cells else ""
        if key in there:
            if before := self._named.get((entry.handle, part.name, key)):
                return "", _("Row %(row)d has the same key. Empty the key of the one that is new.") % {"row": before}
            return key, ""
        told, problem = self._told(table, row, entry)
        # A file from elsewhere has keys of its own, which say nothing here of an item that is new.
        if key and not told and not problem and not entry.is_new:
            return key, _("The row with this key is not there (any more). Empty the key to add the row anew.")
        return told, problem

    def _told(self, table: Table, row: Row, entry: Entry) -> tuple[str, str]:
        """The row that has the same number, the same street … and was not named before."""
        part, cells = table.part, table.cells(row)
        told = [cells[name] for name in part.telling if name in cells and cells[name].value is not None]
        for key, state in self.visible(entry, part).items() if told else ():
            if all(self._is_told(cell, state) for cell in told):
                before = self._named.get((entry.handle, part.name, key))
                if before and part.is_unique:
                    return "", _("Row %(row)d is about the same.") % {"row": before}
                if not before:
                    return key, ""
        return "", ""

    def _is_told(self, cell: Any, state: State) -> bool:
        value = state[cell.column.name]
        if self._reading.is_shown(cell, value):
            return True
        try:
            return stored(cell.column.read(cell.value, self._reading.known)) == value
        except ValidationError:
            return False

    def _remove(self, table: Table, row: Row, entry: Entry, key: str) -> None:
        if not key:
            if entry.handle:
                self._reading.note(table, row, _("There is no such row to remove."))
            return
        part = table.part
        kept = {each: state for each, state in entry.after[part.name].items() if each != key}
        entry.after = {**entry.after, part.name: kept}
        entry.is_touched = True

    def _write(self, table: Table, row: Row, entry: Entry, key: str) -> None:
        part = table.part
        live = entry.live[part.name].get(key)
        start = entry.after[part.name].get(key) or self._blank(part)
        said = self._reading.said(table, row, live or start)
        if not key:  # a new row is asked for what tells it, also where nothing is said
            said = dict.fromkeys(part.telling) | said
        state, error = rows.changed(part.model, start, said) if said else (start, None)
        self._reading.refuse(table, row, error)
        if not key:
            self._reading.missing(table, row, _required(part, state))
        if is_confidential(state) and not self._sight.sees_confidential:
            words = _("Confidential addresses are entered by people who may see them. Write one of the other choices.")
            self._reading.note(table, row, words, part.column("visibility").heading)
        if live is None or any(state[name] != live[name] for name in said):
            key = key or str(uuid.uuid4())
            self._named[entry.handle, part.name, key] = row.number
            entry.after = _with(entry.after, part, key, state)
            entry.is_touched = True


def _with(item: State, part: Part, key: str, state: State) -> State:
    return {**item, part.name: {**item[part.name], key: state}}


def _required(part: Part, state: State) -> list[str]:
    fields = captured_columns(part.model)
    return [each.name for each in fields if not each.blank and state.get(each.name, "said") in (None, "")]

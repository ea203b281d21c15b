"""What a spreadsheet would change, and everything that is wrong with it. Nothing is written here."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trafficking.editorial import review
from trafficking.editorial.capture import digest
from trafficking.exchange import entries, headings, rows
from trafficking.exchange.children import Children
from trafficking.exchange.entries import Entry
from trafficking.exchange.headings import Table
from trafficking.exchange.known import Known
from trafficking.exchange.layouts import Layout
from trafficking.exchange.problems import Problem
from trafficking.exchange.reading import Reading
from trafficking.exchange.sheets import ReadSheet, Row
from trafficking.exchange.sight import Sight

Named = tuple[Table, Row, str]


@dataclass(slots=True)
class Plan:
    layout: Layout
    known: Known
    sight: Sight
    entries: list[Entry]
    problems: list[Problem]

    @property
    def new(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_new]

    @property
    def changed(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_touched and not entry.is_new]

    @property
    def to_write(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_new or entry.is_touched]

    @property
    def unchanged(self) -> int:
        return len(self.entries) - len(self.to_write)

    def fingerprint(self) -> str:
        """What the plan was made of beside the file: equal files and fingerprints, equal changes."""
        seen = hashlib.sha256()
        for entry in self.to_write:
            draft = entry.draft.pk if entry.draft else ""
            seen.update(f"{entry.handle} {digest(entry.live)} {entry.is_published} {draft}\n".encode())
        return seen.hexdigest()


def plan(layout: Layout, sheets: list[ReadSheet], author: Any) -> Plan:
    """What a file would change if this person imported it (None: the system)."""
    tables, problems = headings.understood(layout, sheets)
    reading, sight = Reading(Known(), problems), Sight(author)
    items = [named for table in tables if table.part is layout.main for named in _items(layout, reading, table)]
    others = [named for table in tables if table.part is not layout.main for named in _others(reading, table)]
    found = entries.existing(layout, [handle for _table, _row, handle in (*items, *others) if handle], author, sight)
    found |= {handle: entries.new(layout, handle) for _table, _row, handle in items if handle and handle not in found}

    children = Children(layout, reading, sight)
    for table, row, handle in items:
        entry = _first_named(reading, table, row, found.get(handle)) or entries.new(layout, "")
        _apply(layout, reading, children, table, row, entry)
    for table, row, handle in others:
        if handle and handle not in found:
            words = _("“%(text)s” is neither on the site nor in the first sheet.")
            reading.note(table, row, words % {"text": handle}, table.cells(row)["parent"].heading)
        entry = found.get(handle) or entries.new(layout, "")
        entry.sheet, entry.row = entry.sheet or table.title, entry.row or row.number
        children.apply(table, row, entry)

    problems += _drafts_of_others(found.values(), author)
    order = [sheet.title for sheet in sheets]
    # What a row is found by is read twice.
    problems = sorted(dict.fromkeys(problems), key=lambda problem: (order.index(problem.sheet), problem.row or 0))
    inside = sorted(found.values(), key=lambda entry: (order.index(entry.sheet), entry.row))
    return Plan(layout, reading.known, sight, inside, problems)


def _items(layout: Layout, reading: Reading, table: Table) -> list[Named]:
    """The rows of items, each with what its item is called; "" where that cannot be read."""
    named = []
    for row in table.rows:
        cells = table.cells(row)
        said = {}
        for name in layout.key:
            if name in cells and cells[name].value is None:
                reading.note(table, row, _("This must not be empty."), cells[name].heading)
            elif name in cells:
                said[name] = reading.value(table, row, cells[name])
        named.append((table, row, layout.handle(said)))
    return named


def _others(reading: Reading, table: Table) -> list[Named]:
    """The rows that belong to items, each with what its item is called."""
    named = []
    for row in table.rows:
        cell = table.cells(row).get("parent")
        if cell and cell.value is None:
            reading.note(table, row, _("This must not be empty."), cell.heading)
        named.append((table, row, (reading.value(table, row, cell) if cell and cell.value is not None else "") or ""))
    return named


def _first_named(reading: Reading, table: Table, row: Row, entry: Entry | None) -> Entry | None:
    """The item of a row, if it can be told; None too, which is noted, where a row above is about the same."""
    if entry and entry.row:
        reading.note(table, row, _("Row %(row)d is about the same.") % {"row": entry.row})
        return None
    if entry:
        entry.sheet, entry.row = table.title, row.number
    return entry


def _apply(layout: Layout, reading: Reading, children: Children, table: Table, row: Row, entry: Entry) -> None:
    said = reading.said(table, row, entry.live)
    if said:
        entry.after, error = rows.changed(layout.model, entry.after, said)
        reading.refuse(table, row, error)
        entry.is_touched = any(entry.after[name] != entry.live[name] for name in said)
    cells = table.cells(row)
    for column in layout.compact:
        cell = cells.get(column.name)
        if cell and cell.value is not None and not reading.is_shown(cell, entry.live[column.name]):
            children.add(table, row, entry, column, reading.value(table, row, cell, otherwise=[]))


def _drafts_of_others(found: Iterable[Entry], author: Any) -> list[Problem]:
    """Nobody's draft is written over from a file."""
    problems = []
    for entry in found:
        if entry.draft and entry.is_touched and not entries.is_by(entry.draft, author):
            words = _("There is a draft by %(person)s. Publish or discard it first.")
            reason = words % {"person": review.name_of(entry.draft.author)}
            problems.append(Problem(entry.sheet, entry.row, "", reason))
    return problems

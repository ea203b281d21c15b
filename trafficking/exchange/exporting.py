"""Items as sheets, so that they can come back through `planning` unchanged."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import get_language

from trafficking.editorial.capture import captured
from trafficking.editorial.merging import State
from trafficking.exchange import csv_files, xlsx_files
from trafficking.exchange.columns import Column
from trafficking.exchange.entries import AT_ONCE
from trafficking.exchange.headings import lists_title
from trafficking.exchange.known import Known
from trafficking.exchange.layouts import Layout, Part
from trafficking.exchange.sheets import Sheet, Value
from trafficking.exchange.sight import Sight

FORMATS = ("xlsx", "csv")
TYPES = {"xlsx": xlsx_files.TYPE, "csv": "text/csv; charset=utf-8"}


def exported(layout: Layout, items: models.QuerySet, form: str, person: Any = None) -> bytes:
    """Items in their order as a file of one of FORMATS, with what this person may see (None: everything).

    Those without a web address have no row; see `without_key`.
    """
    known, sight = Known(), Sight(person)
    compact = layout.compact if form == "csv" else ()
    main = _sheet(layout.main, known, compact)
    children = {part: _sheet(part, known) for part in layout.children}
    for handle, state in _states(layout, items, sight):
        main.rows.append(_row((*layout.main.columns, *compact), known, state))
        for part, sheet in children.items() if form == "xlsx" else ():
            for key, row in sight.visible(state[part.name]).items():
                sheet.rows.append(_row(part.columns, known, {**row, "parent": handle, "key": key}))
    if form == "xlsx":
        return xlsx_files.write([main, *children.values()], lists_title())
    # Latvian, Russian and Ukrainian Excel put a semicolon between cells, because the comma is in their numbers.
    return csv_files.write(main, "," if get_language() == "en" else ";")


def without_key(layout: Layout, items: models.QuerySet) -> int:
    """How many items have no web address yet, and so no row."""
    return sum(1 for row in items.order_by().values(*layout.key) if not layout.handle(row))


def _states(layout: Layout, items: models.QuerySet, sight: Sight) -> Iterator[tuple[str, State]]:
    keys = list(items.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        states = captured(layout.model, some)
        sight.learn(layout.model, some)
        yield from ((handle, states[key]) for key in some if key in states and (handle := layout.handle(states[key])))


def _sheet(part: Part, known: Known, compact: tuple[Column, ...] = ()) -> Sheet:
    return Sheet(part.title, [column.head(known) for column in (*part.columns, *compact)])


def _row(columns: tuple[Column, ...], known: Known, state: dict[str, Any]) -> list[Value]:
    return [column.show(state.get(column.name), known) for column in columns]

"""What a plan would change, in words for the page: field by field, old beside new."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from trafficking.editorial import numbers
from trafficking.editorial.differences import Piece, words
from trafficking.editorial.merging import State
from trafficking.editorial.numbers import NumberChange
from trafficking.exchange import rows
from trafficking.exchange.entries import Entry
from trafficking.exchange.known import Known
from trafficking.exchange.layouts import Layout, Part
from trafficking.exchange.planning import Plan
from trafficking.exchange.special import Special


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; `whose` names the row of children that it belongs to, "" for the item itself."""

    whose: str
    field: str
    language: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """Word by word what is removed, added, and the same."""
        found = words(self.before, self.after)
        if any(piece.kind != "same" for piece in found):
            return found
        # Only markup differs.
        return [Piece("removed", self.before), Piece("added", self.after)]


def changes(plan: Plan, entry: Entry, sees_confidential: bool) -> list[Change]:
    """Everything that would be different about an item, without what the person may not see."""
    found = list(_fields(plan.layout.main, plan.known, entry.live, entry.after, ""))
    for part in plan.layout.children:
        before, after = (rows.visible(state[part.name], sees_confidential) for state in (entry.live, entry.after))
        for key in dict.fromkeys((*before, *after)):
            found += _row(part, plan.known, before.get(key), after.get(key))
    return found


def number_changes(plan: Plan) -> list[tuple[Entry, list[NumberChange]]]:
    """The telephone numbers of live items that would change, item by item."""
    live = [entry for entry in plan.changed if entry.is_published]
    pairs = [(entry, numbers.changes(entry.live, entry.after)) for entry in live]
    return [pair for pair in pairs if pair[1]]


def name_of(layout: Layout, entry: Entry) -> str:
    """What an item is called after the import, in Latvian or what else it has."""
    texts = (
        entry.after.get(column.name) for column in layout.main.columns if column.name.startswith(("name", "title"))
    )
    return next(filter(None, texts), None) or entry.handle


def _row(part: Part, known: Known, before: State | None, after: State | None) -> Iterator[Change]:
    named = after or before or {}
    told = ", ".join(str(part.column(name).show(named[name], known)) for name in part.telling if named[name])
    whose = f"{capfirst(part.model._meta.verbose_name)} {told}".strip()
    if before is None:
        yield Change(whose, "", "", "", _("new"))
    if after is None:
        yield Change(whose, "", "", _("removed"), "")
    else:
        yield from _fields(part, known, before or rows.blank(part.model), after, whose)


def _fields(part: Part, known: Known, before: State, after: State, whose: str) -> Iterator[Change]:
    for column in part.columns:
        if not isinstance(column, Special) and before[column.name] != after[column.name]:
            old, new = (_text(column.show(state[column.name], known)) for state in (before, after))
            yield Change(whose, column.heading, column.language, old, new)


def _text(value: Any) -> str:
    return "" if value is None else str(value)

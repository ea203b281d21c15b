"""Columns that stand for no field of a row: whose it is, which one it is, whether it goes, and what comes with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trafficking.exchange import readings
from trafficking.exchange.columns import Column, parts_of
from trafficking.exchange.known import Known
from trafficking.exchange.sheets import Value
from trafficking.exchange.sight import in_order


class Special(Column):
    """A column without a field."""

    language = ""
    width = 18

    def __init__(self, name: str, label: Any) -> None:
        self.name, self._label = name, label

    def read(self, cell: Value, known: Known) -> Any:
        return self.parse(cell, known)


class Parent(Special):
    """The item that a row belongs to."""

    def __init__(self, label: Any) -> None:
        super().__init__("parent", label)


class Key(Special):
    """What a row is known by, so that everything else in it may change. For programs, so it is hidden."""

    hidden = True

    def __init__(self) -> None:
        super().__init__("key", gettext_lazy("key (leave it as it is; empty for a new row)"))


class Remove(Special):
    """The only way to take a row away."""

    width = 12

    def __init__(self) -> None:
        super().__init__("remove", gettext_lazy("remove this row"))

    def read(self, cell: Value, known: Known) -> bool:
        return cell is not None and readings.yes_or_no(cell)

    def choices(self, known: Known) -> tuple[str, ...]:
        return (_("yes"), _("no"))


class Added(Special):
    """Rows that belong to an item, in one cell of its own row: each by what tells it. Adds those that are missing."""

    width = 30

    def __init__(self, name: str, label: Any, telling: Column) -> None:
        super().__init__(name, label)
        self.telling = telling

    def show(self, stored: Any, known: Known) -> Value:
        """The rows of a state, in their order."""
        told = (self.telling.show(row[self.telling.name], known) for row in in_order(stored).values())
        return ", ".join(str(each) for each in told if each) or None

    def read(self, cell: Value, known: Known) -> list[Any]:
        """What tells each row. Raises ValidationError with all that is wrong."""
        found, errors = [], []
        for part in parts_of(cell):
            try:
                found.append(self.telling.read(part, known))
            except ValidationError as error:
                errors += [words if part in words else f"{part}: {words}" for words in error.messages]
        if errors:
            raise ValidationError(errors)
        return found

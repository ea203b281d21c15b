"""Stored values and rows, as staff read them: choices and dates in words, relations by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import to_python

from trafficking.editorial.capture import captured_columns
from trafficking.editorial.merging import State
from trafficking.models import Revision
from trafficking.models.publishing import Publishable

#: A row that a state refers to: its model and its key.
Reference = tuple[type[models.Model], str]


class Names:
    """The rows that states refer to, asked for once: one query a model, however many states are compared."""

    def __init__(self) -> None:
        self._rows: dict[Reference, models.Model | None] = {}

    def learn(self, references: Iterable[Reference]) -> None:
        """Read the rows that are not known yet; those that were deleted since from the history."""
        wanted: defaultdict[type[models.Model], set[str]] = defaultdict(set)
        for model, key in references:
            if (model, key) not in self._rows:
                wanted[model].add(key)
        for model, keys in wanted.items():
            rows = {str(row.pk): row for row in model._default_manager.filter(pk__in=keys)}
            self._rows |= {(model, key): rows.get(key) for key in keys}
            if issubclass(model, Publishable) and (gone := keys - rows.keys()):
                self._remember(model, gone)

    def row(self, model: type[models.Model], key: str) -> models.Model | None:
        """The row as it is or was; None where nothing is known of it."""
        return self._rows.get((model, key))

    def of(self, model: type[models.Model], key: str) -> str:
        row = self.row(model, key)
        if row is None:
            return _("(deleted since)")
        return _("%(name)s (deleted since)") % {"name": row} if row._state.adding else str(row)

    def _remember(self, model: type[models.Model], keys: set[str]) -> None:
        revisions = Revision.objects.filter(object_id__in=keys).of_rows().order_by("number")
        for revision in revisions:
            self._rows[model, str(revision.object_id)] = row_of(model, revision.data, self)


def references(model: type[models.Model], state: State) -> Iterator[Reference]:
    """The rows that the columns of one row refer to: those that its name may need."""
    for field in captured_columns(model):
        if field.is_relation and state.get(field.name):
            yield field.related_model, state[field.name]


def row_of(model: type[models.Model], state: State, names: Names) -> models.Model:
    """A row that is not stored, with the columns of a state; what cannot be read stays empty."""
    row = model()
    for field in captured_columns(model):
        value = state.get(field.name)
        if field.is_relation:
            if value and (other := names.row(field.related_model, value)):
                setattr(row, field.name, other)
        elif field.name in state:
            try:
                setattr(row, field.attname, field.to_python(value))
            except ValidationError:
                continue
    return row


def name_of(model: type[models.Model], state: State, names: Names | None = None) -> str:
    """What a row with these columns is called: as `str` calls a stored one."""
    if names is None:
        names = Names()
        names.learn(references(model, state))
    try:
        return str(row_of(model, state, names))
    except ObjectDoesNotExist:
        # It is called by something that nobody remembers.
        return ""


def as_read(field: models.Field, value: Any, names: Names) -> str:
    """One captured value in words; "" where there is none."""
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name == "number":
        return number_as_read(value)
    try:
        found = field.to_python(value)
    except ValidationError:
        return str(value)
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if isinstance(found, datetime):
        return moment(found)
    return date_format(found, "j M Y") if isinstance(found, date) else str(value)


def moment(at: datetime, form: str = "j M Y, H:i") -> str:
    """A moment (aware) in Riga time: “3 Dec 2026, 09:00”."""
    return date_format(timezone.localtime(at), form)


def number_as_read(stored: str) -> str:
    """A telephone number as it is read aloud; what is none, as it is stored."""
    number = to_python(stored)
    return number.as_international if number and number.is_valid() else stored

"""Rows as the models would hold them: what is new, what a change makes of a row, what the model has against it."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from trafficking.editorial.capture import captured_columns, columns_state
from trafficking.editorial.merging import State


def blank(model: type[models.Model], parent: str = "") -> State:
    """The state of a row that nobody has filled in; `parent` names the column of the item that it belongs to."""
    state = columns_state(model(), (*getattr(model, "live_only", ()), parent))
    state |= {relation.name: {} for relation in model._meta.many_to_many}
    return state | {name: {} for name in getattr(model, "children", ())}


def changed(model: type[models.Model], state: State, said: dict[str, Any]) -> tuple[State, ValidationError | None]:
    """A state with what was said of its fields, as the model makes of it; and what the model has against it.

    Values of `said` are those of `Column.read`. Whether the row is complete is not asked.
    """
    links = {relation.name for relation in model._meta.many_to_many}
    row = _row(model, state)
    for name, value in said.items():
        if name not in links:
            setattr(row, model._meta.get_field(name).attname, value)
    errors = _errors(row, said)
    after = columns_state(row)
    # What was not said stays to the letter, however it came to be stored.
    new = {name: value if name in links else after[name] for name, value in said.items()}
    return {**state, **new}, ValidationError(errors) if errors else None


def _row(model: type[models.Model], state: State) -> models.Model:
    row = model()
    for field in captured_columns(model):
        if field.name in state:
            setattr(row, field.attname, field.to_python(state[field.name]))
    return row


def _errors(row: models.Model, said: Collection[str]) -> dict[str, list[ValidationError]]:
    """What a row is forbidden even as a draft. What must be unique is the plan's own business."""
    found: dict[str, list[ValidationError]] = {}
    for check in (row.clean, *_constraints(row, said)):
        try:
            check()
        except ValidationError as error:
            errors = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
            for name, several in errors.items():
                found.setdefault(name, []).extend(several)
    return found


def _constraints(row: models.Model, said: Collection[str]) -> Iterator[Callable[[], None]]:
    """The constraints that are about the fields of which something was said; the database is asked for each."""
    for each in row._meta.constraints:
        if isinstance(each, models.CheckConstraint) and not each.condition.referenced_base_fields.isdisjoint(said):
            yield partial(each.validate, type(row), row)

"""Makes an item's rows say what a state says: the counterpart of `capture`. Writes only what differs."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import translation

from trafficking.editorial.capture import capture, captured_columns
from trafficking.editorial.merging import State

#: The lazy names that lead to a value (child, field), and what is wrong with it.
Problem = tuple[tuple[Any, ...], ValidationError]


def write(item: models.Model, state: State, now: State | None = None) -> list[str]:
    """Write a state into the rows of an existing item. Returns problems as sentences; what they name stays as it was.

    `now` is what the rows hold, where the caller has just captured that and holds the item. Runs under one fixed
    language, so that the unsuffixed twins of translated columns never depend on who saves.
    """
    problems: list[Problem] = []
    with translation.override("lv"):
        now = capture(item) if now is None else now
        _write_row(item, now, state, problems)
        for name in getattr(item, "children", ()):
            if name in state and state[name] != now[name]:
                _write_children(item, name, now[name], state[name], problems)
    # Put into words only here, in the language of the editor.
    return [": ".join([*map(str, names), " ".join(error.messages)]) for names, error in problems]


def _write_row(row: models.Model, now: State, wanted: State, problems: list[Problem]) -> None:
    """One row's columns and links."""
    changed = False
    for field in captured_columns(type(row)):
        if field.name in wanted and wanted[field.name] != now.get(field.name, _NOTHING):
            changed |= _set(row, field, wanted[field.name], problems)
    if (changed or row._state.adding) and not _save(row, problems):
        return
    for relation in row._meta.many_to_many:
        links = wanted.get(relation.name)
        if links is not None and links != now.get(relation.name, {}):
            getattr(row, relation.name).set(relation.related_model._default_manager.filter(pk__in=links))


def _save(row: models.Model, problems: list[Problem]) -> bool:
    """Save a row, if need be without a value that must be unique and that another row has.

    Columns that do not fit together stay as they were. Whether there is a row now.
    """
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        stored = type(row)._default_manager.filter(pk=row.pk).first()
        for field, error in _broken_constraints(row):
            problems.append(((field.verbose_name,) if field else (), error))
            if stored and field:
                setattr(row, field.attname, getattr(stored, field.attname))
        if stored is None or next(_broken_constraints(row), None):
            return stored is not None
        row.save()
    return True


def _broken_constraints(row: models.Model) -> Iterator[tuple[models.Field | None, ValidationError]]:
    """What is wrong with a row by its constraints, and the column to blame: of several that must be unique together the
    last, which is the most particular one (the address of an event, not its year)."""
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError:
            fields = getattr(constraint, "fields", ())
            # Made anew, because the one that was raised is in words already.
            error = ValidationError(constraint.violation_error_message, params={"name": constraint.name})
            yield row._meta.get_field(fields[-1]) if fields else None, error


def _set(row: models.Model, field: models.Field, value: Any, problems: list[Problem]) -> bool:
    try:
        setattr(row, field.attname, field.clean(value, row) if value is not None else None)
    except ValidationError as error:
        problems.append(((field.verbose_name,), error))
        return False
    return True


def _write_children(item: models.Model, name: str, now: State, wanted: State, problems: list[Problem]) -> None:
    """Children of one kind: those that are gone first, so that unique values are free for those that come."""
    children = getattr(item, name)
    if gone := [key for key in now if key not in wanted]:
        children.filter(pk__in=gone).delete()
    stored = {str(child.pk): child for child in children.all()} if now else {}
    for key, state in wanted.items():
        child = stored.get(key) or children.model(pk=uuid.UUID(key), **{children.field.attname: item.pk})
        before = len(problems)
        if key in stored:
            _write_row(child, now.get(key, {}), state, problems)
        elif _fill(child, state, problems):
            _write_row(child, _columns(state), state, problems)
        problems[before:] = [((child._meta.verbose_name, *names), error) for names, error in problems[before:]]


def _fill(child: models.Model, state: State, problems: list[Problem]) -> bool:
    """A new child's columns; one that cannot be whole is not written at all."""
    before = len(problems)
    for field in captured_columns(type(child)):
        if field.name in state:
            _set(child, field, state[field.name], problems)
    return len(problems) == before


def _columns(state: State) -> State:
    """A state without its links."""
    return {name: value for name, value in state.items() if not isinstance(value, dict)}


_NOTHING = object()

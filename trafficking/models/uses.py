"""Which items refer to which: what must be asked before anything is deleted."""

from collections.abc import Iterator

from django.db import models


def used_in(item: models.Model, most: int | None = None) -> list[models.Model]:
    """The items that refer to this one, by any kind of relation; its own rows aside.

    A row that belongs to an item (a service, a participation) stands for that item. `most` bounds how many are read of
    each kind.
    """
    found: dict[models.Model, None] = {}
    for relation in _incoming(item):
        rows = relation.related_model._default_manager.filter(**{relation.field.name: item})
        owner = _owner_field(relation.related_model)
        if owner:
            rows = rows.select_related(owner)
        for row in rows.distinct()[:most]:
            found[getattr(row, owner) if owner else row] = None
    found.pop(item, None)
    return list(found)


def _incoming(item: models.Model) -> Iterator[models.ForeignObjectRel]:
    own = getattr(item, "children", ())
    for relation in item._meta.get_fields(include_hidden=True):
        comes_in = relation.auto_created and not relation.concrete
        if comes_in and not relation.related_model._meta.auto_created and relation.get_accessor_name() not in own:
            yield relation


def _owner_field(model: type[models.Model]) -> str | None:
    """The name of the foreign key to the item that a row is a child of."""
    for field in model._meta.concrete_fields:
        if field.many_to_one and field.remote_field.get_accessor_name() in getattr(field.related_model, "children", ()):
            return field.name
    return None

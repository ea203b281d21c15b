"""The whole content of one item as plain data, with its relations and children.

Dictionaries all the way down, so that two states can be compared and merged key by key:
`{"name_lv": "…", "areas": {"<uuid>": true}, "phones": {"<uuid>": {"number": "…"}}}`.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modeltranslation.translator import translator

from trafficking.editorial.merging import State


def captured_columns(model: type[models.Model]) -> list[models.Field]:
    """The columns that are content: no key, no unsuffixed twin of a translated column, nothing automatic."""
    twins: set[str] = set()
    if model in translator.get_registered_models(abstract=False):
        twins = set(translator.get_options_for_model(model).all_fields)
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in twins and not getattr(field, "auto_now", False)
    ]


def columns_state(item: models.Model, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """One row's columns by name; an empty string and NULL are one (None) where the column allows NULL."""
    state = {}
    for field in captured_columns(type(item)):
        if field.name not in without:
            value = field.value_to_string(item) if field.value_from_object(item) is not None else None
            state[field.name] = None if value == "" and field.null else value
    return state


def capture(item: models.Model) -> State:
    """The content of an item as it stands in the database now; what is `live_only` is left out."""
    found = captured(type(item), [item.pk])
    if item.pk not in found:
        raise type(item).DoesNotExist
    return found[item.pk]


def captured(model: type[models.Model], keys: Sequence[Any]) -> dict[Any, State]:
    """The content of many items (some hundreds at once) by key, in the same few queries as that of one."""
    states = _states(model, model._default_manager.filter(pk__in=keys), getattr(model, "live_only", ()))
    for name in getattr(model, "children", ()):
        for state in states.values():
            state[name] = {}
        relation = model._meta.get_field(name)
        parent = relation.field
        rows = list(
            relation.related_model._default_manager.filter(**{f"{parent.name}__in": list(states)}).order_by("pk")
        )
        parents = {row.pk: getattr(row, parent.attname) for row in rows}
        for key, state in _states(relation.related_model, rows, (parent.name,)).items():
            states[parents[key]][name][str(key)] = state
    return states


def _states(model: type[models.Model], rows: Iterable[models.Model], without: tuple[str, ...]) -> dict[Any, State]:
    """Columns and links of rows, by key."""
    states = {row.pk: columns_state(row, without) for row in rows}
    for relation in model._meta.many_to_many if states else ():
        near, far = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        for state in states.values():
            state[relation.name] = {}
        links = relation.remote_field.through._default_manager.filter(**{f"{near}__in": list(states)})
        for key, linked in sorted(links.values_list(near, far), key=str):
            states[key][relation.name][str(linked)] = True
    return states


def digest(state: Any) -> str:
    """SHA-256 of a state; equal states, equal digests."""
    text = json.dumps(state, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()

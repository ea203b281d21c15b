"""The whole content of one item as plain data, with its relations and children.

Dictionaries all the way down, so that two states can be compared and merged key by key:
`{"name_lv": "…", "areas": {"<uuid>": true}, "phones": {"<uuid>": {"number": "…"}}}`.
"""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modeltranslation.translator import translator


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


def row_state(item: models.Model, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """One row's columns by name; an empty string and NULL are one (None) where the column allows NULL."""
    state = {}
    for field in captured_columns(type(item)):
        if field.name not in without:
            value = field.value_to_string(item) if field.value_from_object(item) is not None else None
            state[field.name] = None if value == "" and field.null else value
    for relation in type(item)._meta.many_to_many:
        keys = getattr(item, relation.name).order_by().values_list("pk", flat=True)
        state[relation.name] = {str(key): True for key in sorted(keys, key=str)}
    return state


def capture(item: models.Model) -> dict[str, Any]:
    """The content of an item as it stands in the database now; what is `live_only` is left out."""
    item = type(item)._default_manager.get(pk=item.pk)
    state = row_state(item, getattr(item, "live_only", ()))
    for name in getattr(item, "children", ()):
        rows = getattr(item, name)
        parent = rows.field.name
        state[name] = {str(row.pk): row_state(row, (parent,)) for row in rows.order_by("pk")}
    return state


def digest(state: Any) -> str:
    """SHA-256 of a state; equal states, equal digests."""
    text = json.dumps(state, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()

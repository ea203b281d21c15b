"""Clashes of two editors as rows of a table, and the state that their choices make."""

from collections.abc import Set
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from trafficking.editorial.merging import Clash, State

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True, slots=True)
class Row:
    """One clash as it is shown: what it is about, both values in words, and the name of its choice in the form."""

    name: str
    label: str
    theirs: str
    mine: str
    clash: Clash


def rows(item: models.Model, clashes: list[Clash], hidden: Set[str]) -> list[Row]:
    """A row for each clash; of places in `hidden` (keys) it says only that they differ."""
    return [
        Row(
            f"choice-{number}",
            label(item, clash),
            *(_value(item, clash, value, hidden) for value in (clash.theirs, clash.mine)),
            clash,
        )
        for number, clash in enumerate(clashes)
    ]


def is_complete(found: list[Row], answers: QueryDict) -> bool:
    return all(answers.get(row.name) in {THEIRS, MINE} for row in found)


def chosen(state: State, found: list[Row], answers: QueryDict) -> State:
    """The merged state, in which mine stands everywhere, with theirs where they were chosen."""
    state = deepcopy(state)
    for row in found:
        if answers[row.name] == THEIRS:
            _put(state, row.clash.path, row.clash.theirs)
    return state


def label(item: models.Model, clash: Clash) -> str:
    """The field as the form names it, with the kind of row for a child: "telephone number: label (Latvian)"."""
    relation = item._meta.get_field(clash.path[0])
    if relation.one_to_many:
        model = relation.related_model
        names = [model._meta.verbose_name]
        if len(clash.path) > 2:
            names.append(model._meta.get_field(clash.path[2]).verbose_name)
        return ": ".join(map(str, names))
    return str(relation.verbose_name)


def _value(item: models.Model, clash: Clash, value: Any, hidden: Set[str]) -> str:
    if len(clash.path) > 1 and clash.path[1] in hidden:
        return _("(not shown to you)")
    if value in (None, ""):
        return _("(empty)") if len(clash.path) != 2 else _("(taken away)")
    if isinstance(value, dict):
        return ", ".join(strip_tags(str(each)) for each in value.values() if each and not isinstance(each, dict))
    return strip_tags(str(value))


def _put(state: State, path: tuple[str, ...], value: Any) -> None:
    *way, last = path
    for name in way:
        state = state.setdefault(name, {})
    if value is None and len(path) == 2:
        state.pop(last, None)
    else:
        state[last] = value

"""What differs between two versions of an item, field by field, row by row, as staff read it."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.fields import TranslationField

from trafficking.editorial.capture import captured_columns
from trafficking.editorial.confidential import confidential_in
from trafficking.editorial.differences import ADDED, REMOVED, SAME, Piece, read_alike, signs, words
from trafficking.editorial.merging import State
from trafficking.editorial.values import Names, Reference, as_read, name_of, references


class What(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True)
class Difference:
    """One thing that differs: a field, the linked items of one kind, or a whole row."""

    #: "Title", "Telephone number +371 67 000 001: label".
    label: str
    what: What
    before: str = ""
    after: str = ""
    #: The language of a translated field; "" for everything else.
    language: str = ""
    #: What happened, in words, where there is no before and after to show: "added".
    told: str = ""

    @cached_property
    def lines(self) -> list[list[Piece]]:
        """What to show: a text once with its changes in it, anything else before and after."""
        if self.told:
            return [[Piece(SAME, self.told)]]
        if self.what == What.TEXT:
            return [words(self.before, self.after)]
        if self.what == What.NUMBER and self.before and self.after:
            pieces = signs(self.before, self.after)
            return [[piece for piece in pieces if piece.kind != other] for other in (ADDED, REMOVED)]
        return [[Piece(kind, text)] for kind, text in ((REMOVED, self.before), (ADDED, self.after)) if text]


def between(
    before: State, after: State, model: type[models.Model], names: Names | None = None, hidden: Set[str] | None = None
) -> list[Difference]:
    """What differs between two captured states of one item, in the order of its fields.

    What one of the states does not speak of is no difference. `names` may be shared by many comparisons. `hidden` are
    keys of places that the reader may not see (`confidential.hidden_from`); when it is not given, those that are
    confidential in either state.
    """
    names = names or Names()
    names.learn(_references(model, before, after))
    if hidden is None:
        hidden = confidential_in(before.get("locations", {})) | confidential_in(after.get("locations", {}))
    found = list(_columns(model, before, after, names))
    for name in getattr(model, "children", ()):
        if name in before and name in after:
            old, new = before[name], after[name]
            secret = hidden if name == "locations" else frozenset()
            rows = model._meta.get_field(name).related_model
            found += _rows(rows, _without(old, secret), _without(new, secret), names)
            if any(old.get(key) != new.get(key) for key in secret):
                found.append(Difference(_("Confidential address"), What.OTHER, told=_("changed")))
    return found


def summary(differences: Iterable[Difference]) -> str:
    """How much differs, in words: “3 texts, 1 telephone number”; "" for nothing."""
    count = Counter(difference.what for difference in differences)
    words_for = {
        What.TEXT: ngettext("%(number)d text", "%(number)d texts", count[What.TEXT]),
        What.NUMBER: ngettext("%(number)d telephone number", "%(number)d telephone numbers", count[What.NUMBER]),
        What.LINK: ngettext("%(number)d link", "%(number)d links", count[What.LINK]),
        What.OTHER: ngettext("%(number)d other detail", "%(number)d other details", count[What.OTHER]),
    }
    return ", ".join(text % {"number": count[what]} for what, text in words_for.items() if count[what])


def _columns(
    model: type[models.Model], before: State, after: State, names: Names, row: str = ""
) -> Iterator[Difference]:
    """The columns and links of one row that both states speak of; `row` names it when it is a child."""
    for field in captured_columns(model):
        if field.name in before and field.name in after:
            old, new = before[field.name] or "", after[field.name] or ""
            if old != new and not read_alike(old, new):
                old, new = as_read(field, old, names), as_read(field, new, names)
                yield Difference(_label(field, row), _what(field), old, new, getattr(field, "language", ""))
    for relation in model._meta.many_to_many:
        links, wanted = before.get(relation.name), after.get(relation.name)
        if links is not None and wanted is not None and links != wanted:
            gone, come = (
                ", ".join(sorted(names.of(relation.related_model, key) for key in _without(one, other)))
                for one, other in ((links, wanted), (wanted, links))
            )
            yield Difference(_label(relation, row), What.OTHER, gone, come)


def _rows(model: type[models.Model], before: State, after: State, names: Names) -> Iterator[Difference]:
    """The children of one kind, in the order of their places."""
    for key in sorted({*before, *after}, key=lambda key: _place(after.get(key) or before[key])):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        name = name_of(model, new or before[key], names)
        row = f"{capfirst(str(model._meta.verbose_name))} {name}".strip()
        if old and new:
            yield from _columns(model, old, new, names, row)
            continue
        yield Difference(row, _what_is(model), told=_("removed") if old else _("added"))
        details = _columns(model, old or _empty(model, after[key]), new or _empty(model, before[key]), names, row)
        # What it is called by was said already.
        yield from (each for each in details if name not in {each.before, each.after})


def _empty(model: type[models.Model], like: State) -> State:
    """A row with nothing in it but what `like` holds by default: that need not be told of a new one."""
    state: State = {name: {} if isinstance(value, dict) else None for name, value in like.items()}
    for field in captured_columns(model):
        if field.has_default():
            value = field.value_to_string(model(**{field.attname: field.get_default()}))
            state[field.name] = value if value == like.get(field.name) else None
    return state


def _references(model: type[models.Model], before: State, after: State) -> Iterator[Reference]:
    """Everything that must be known by name to tell of the differences."""
    states = (before, after)
    yield from chain.from_iterable(references(model, state) for state in states)
    for relation in model._meta.many_to_many:
        links = [state.get(relation.name) or {} for state in states]
        yield from ((relation.related_model, key) for key in links[0].keys() ^ links[1].keys())
    for name in getattr(model, "children", ()):
        rows = [state.get(name) or {} for state in states]
        for key in {*rows[0], *rows[1]}:
            pair = [each.get(key) or {} for each in rows]
            if pair[0] != pair[1]:
                yield from _references(model._meta.get_field(name).related_model, *pair)


def _without(state: State, keys: Container[str]) -> State:
    return {key: value for key, value in state.items() if key not in keys}


def _label(field: models.Field, row: str) -> str:
    """A field as forms name it, without its language, which is told apart."""
    if isinstance(field, TranslationField):
        field = field.translated_field
    name = str(field.verbose_name)
    return f"{row}: {name}" if row else capfirst(name)


def _what(field: models.Field) -> What:
    if field.name == "number":
        return What.NUMBER
    if isinstance(field, models.URLField):
        return What.LINK
    return What.TEXT if isinstance(field, (TranslationField, models.TextField)) else What.OTHER


def _what_is(model: type[models.Model]) -> What:
    """What a whole row counts as: a telephone number, a link, or something else."""
    kinds = {_what(field) for field in captured_columns(model)}
    return next((what for what in (What.NUMBER, What.LINK) if what in kinds), What.OTHER)


def _place(row: State) -> int:
    return int(row.get("position") or 0)

"""Which translations of an item are missing, which are out of date: for lists, filters and the start of a day's work.

Computed from the texts themselves by `translation_rules`, never from dates, for the item's own columns and for those
of its children.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from modeltranslation.translator import translator

from trafficking.editorial.merging import State
from trafficking.editorial.translation_rules import Check, Checks, Key, Place, Sheet, Standing, standing
from trafficking.models import TranslationCheck
from trafficking.models.searchable import LANGUAGES, in_all


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """How far an item is translated into one language. Texts are named as staff know them: "service: details"."""

    language: str
    is_source: bool
    missing: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    #: Texts that stand in this language and not in the source language.
    alone: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not (self.missing or self.outdated or self.alone)

    @property
    def is_empty(self) -> bool:
        return bool(self.missing) and not (self.outdated or self.current or self.alone)


class Counts(NamedTuple):
    """How many items of a noun need a language, of how many a text is missing and of how many one is out of date."""

    items: int
    missing: int
    outdated: int


@dataclass(frozen=True, slots=True)
class Needing:
    """What there is to translate of one noun."""

    model: type[models.Model]
    #: For every language.
    counts: dict[str, Counts]
    #: The items that need the language that was asked for, in the order of their list; not read yet.
    items: models.QuerySet


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The names, without a language, of the model's fields that have four languages; in the order of the model."""
    if model not in translator.get_registered_models(abstract=False):
        return ()
    translated = translator.get_options_for_model(model).all_fields
    return tuple(field.name for field in model._meta.concrete_fields if field.name in translated)


def child_model(model: type[models.Model], name: str) -> type[models.Model]:
    """The model behind one of the names in `children`."""
    return model._meta.get_field(name).related_model


def sheet(item: models.Model) -> Sheet:
    """The texts of an item. Reads the children named in `children`; prefetch them for a list."""
    rows = [("", item)]
    for name in getattr(item, "children", ()):
        rows += [(f"{name}/{row.pk}", row) for row in getattr(item, name).all()]
    source = getattr(item, "source_language", "") or settings.LANGUAGE_CODE
    return Sheet(source, {place: texts for row, each in rows for place, texts in _texts(row, type(each), vars(each))})


def sheet_of(model: type[models.Model], state: State) -> Sheet:
    """The texts of an item in a state that `capture` wrote."""
    rows = [("", model, state)]
    for name in getattr(model, "children", ()):
        rows += [(f"{name}/{key}", child_model(model, name), row) for key, row in state.get(name, {}).items()]
    source = state.get("source_language") or settings.LANGUAGE_CODE
    return Sheet(source, {place: texts for row in rows for place, texts in _texts(*row)})


def name_of(model: type[models.Model], place: Place) -> str:
    """A text as staff know it: "summary", "service: details"."""
    if not place.row:
        return str(model._meta.get_field(place.field).verbose_name)
    child = child_model(model, place.row.split("/")[0])
    return f"{child._meta.verbose_name}: {child._meta.get_field(place.field).verbose_name}"


def checks_of(items: Iterable[models.Model]) -> dict[Any, Checks]:
    """What is known of the translations of items of one noun, by the items' keys; in one query."""
    found: dict[Any, Checks] = {item.pk: {} for item in items}
    if found:
        for each in _checks(type(next(iter(items)))).filter(object_id__in=found):
            found[each.object_id][Key(each.row, each.field, each.language)] = Check(each.source_text, each.draft_text)
    return found


def statuses(item: models.Model, checks: Checks | None = None) -> list[LanguageStatus]:
    """The status of each language that has or needs a text, in the order of settings.LANGUAGES.

    `checks` are those of `checks_of`, for a list; without them they are read.
    """
    texts = sheet(item)
    known = checks_of([item])[item.pk] if checks is None else checks
    found = [status_of(type(item), texts, known, language) for language in LANGUAGES]
    return [status for status in found if status.current or not status.is_complete]


def status_of(model: type[models.Model], texts: Sheet, checks: Checks, language: str) -> LanguageStatus:
    """How far a sheet is translated into one language."""
    names: dict[Standing, list[str]] = defaultdict(list)
    for place in texts.texts:
        if stands := standing(texts, Key(*place, language), checks):
            names[stands].append(name_of(model, place))
    lists = (names[each] for each in (Standing.MISSING, Standing.OUTDATED, Standing.CURRENT, Standing.ALONE))
    missing, outdated, current, alone = map(tuple, lists)
    return LanguageStatus(
        language, language == texts.source, missing, outdated, current or tuple(names[Standing.SOURCE]), alone
    )


def lacks(model: type[models.Model], language: str) -> Q:
    """The same rule as a condition: items of which a text is missing in that language."""
    condition = _row_lacks(model, language, _source_of(model))
    for name in getattr(model, "children", ()):
        relation = model._meta.get_field(name)
        own = _row_lacks(relation.related_model, language, _source_of(model, f"{relation.field.name}__"))
        rows = relation.related_model._default_manager.filter(own, **{relation.field.name: OuterRef("pk")})
        condition |= Q(Exists(rows))
    return condition


def outdated(model: type[models.Model]) -> dict[str, set[Any]]:
    """The keys of the items of which a translation is out of date, by language.

    Looks only at items with a check, since the others have never changed; in two queries, and one for each kind of
    children. Reads plain values: an import may change a text of ten thousand items.
    """
    found: dict[str, set[Any]] = {language: set() for language in LANGUAGES}
    known: dict[Any, Checks] = defaultdict(dict)
    columns = ("object_id", "row", "field", "language", "source_text", "draft_text")
    for key, *place, source_text, draft_text in _checks(model).values_list(*columns):
        known[key][Key(*place)] = Check(source_text, draft_text)
    for key, state in _states(model, known).items():
        texts = sheet_of(model, state)
        for each in known[key]:
            if each.place in texts.texts and standing(texts, each, known[key]) == Standing.OUTDATED:
                found[each.language].add(key)
    return found


def _states(model: type[models.Model], known: dict[Any, Checks]) -> dict[Any, State]:
    """The texts of the items with a check, as `capture` would write them, by key."""
    if not known:
        return {}
    checked = _checks(model).values("object_id")
    own = ("source_language",) if hasattr(model, "source_language") else ()
    rows = model._default_manager.order_by().filter(pk__in=checked)
    states = {row["pk"]: row for row in rows.values("pk", *own, *in_all(*translated_fields(model)))}
    kinds = {key.row.split("/")[0] for checks in known.values() for key in checks if key.row}
    for name in kinds.intersection(getattr(model, "children", ())):
        child, parent = child_model(model, name), model._meta.get_field(name).field.attname
        rows = child._default_manager.order_by().filter(**{f"{parent}__in": checked})
        for row in rows.values("pk", parent, *in_all(*translated_fields(child))):
            states[row[parent]].setdefault(name, {})[row["pk"]] = row
    return states


def needs(model: type[models.Model], language: str, stale: Iterable[Any]) -> Q:
    """Items to be translated into a language; `stale` are the keys that `outdated` found for it."""
    return lacks(model, language) | Q(pk__in=list(stale))


def needing(language: str, nouns: Iterable[type[models.Model]]) -> list[Needing]:
    """What there is to translate of these nouns, and which of their items need one language.

    A few queries a noun, whatever the number of its items, which are not read yet.
    """
    found = []
    for model in nouns:
        stale, items = outdated(model), model._default_manager
        missing = items.aggregate(**{code: Count("pk", filter=lacks(model, code)) for code in LANGUAGES})
        counts = {}
        for code in LANGUAGES:
            checked = (
                items.filter(lacks(model, code), pk__in=_checks(model).values("object_id"))
                if stale[code]
                else items.none()
            )
            only_stale = stale[code].difference(checked.values_list("pk", flat=True))
            counts[code] = Counts(missing[code] + len(only_stale), missing[code], len(stale[code]))
        found.append(Needing(model, counts, _with_children(items.filter(needs(model, language, stale[language])))))
    return found


def _checks(model: type[models.Model]) -> models.QuerySet:
    """Those of one noun; by its name, so that a list takes as many queries whether its key is known or not."""
    names = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
    return TranslationCheck.objects.filter(**names)


def _with_children(items: models.QuerySet) -> models.QuerySet:
    return items.prefetch_related(*getattr(items.model, "children", ()))


def _texts(row: str, model: type[models.Model], values: State) -> Iterator[tuple[Place, dict[str, str]]]:
    for field in translated_fields(model):
        yield Place(row, field), {language: values.get(f"{field}_{language}") or "" for language in LANGUAGES}


def _source_of(model: type[models.Model], prefix: str = "") -> dict[str, Q]:
    """For each language that may be the source of an item: the condition that it is."""
    if not hasattr(model, "source_language"):
        return {settings.LANGUAGE_CODE: Q()}
    return {language: Q(**{f"{prefix}source_language": language}) for language in LANGUAGES}


def _row_lacks(model: type[models.Model], language: str, source_of: dict[str, Q]) -> Q:
    condition = Q(pk__in=[])
    for source, is_source in source_of.items():
        # The source text itself is missing when there is any other; a translation when there is a source text.
        others = [source] if source != language else [other for other in LANGUAGES if other != language]
        for field in translated_fields(model):
            own = f"{field}_{language}"
            # An empty text may be stored as NULL or as an empty string; neither is greater than one.
            written = reduce(or_, (Q(**{f"{field}_{other}__gt": ""}) for other in others))
            condition |= is_source & (Q(**{own: None}) | Q(**{own: ""})) & written
    return condition

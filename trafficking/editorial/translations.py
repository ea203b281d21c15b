"""Which languages of an item are missing. Computed from the texts themselves, never from dates.

The rule: a text that stands in one language and not in another is missing in that other one. It
holds for the item's own columns and for those of its children.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from modeltranslation.translator import translator

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """How far an item is translated into one language."""

    language: str
    #: The names of the fields without a text, as staff know them: "summary", "service: details".
    missing: tuple[str, ...]
    #: How many texts the item has in any language.
    texts: int

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def is_empty(self) -> bool:
        return len(self.missing) == self.texts


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The names, without a language, of the model's fields that have four languages."""
    if model not in translator.get_registered_models(abstract=False):
        return ()
    return tuple(translator.get_options_for_model(model).all_fields)


def statuses(item: models.Model) -> list[LanguageStatus]:
    """The status of each language, in the order of settings.LANGUAGES; an item without any text has none.

    Reads the children named in `children`; prefetch them for a list.
    """
    texts = list(chain(_texts(item), *(_texts(row, row._meta.verbose_name) for row in _children(item))))
    if not texts:
        return []
    return [
        LanguageStatus(language, tuple(name for name, held in texts if language not in held), len(texts))
        for language in LANGUAGES
    ]


def lacks(model: type[models.Model], language: str) -> Q:
    """The same rule as a condition: items that have a text which is missing in that language."""
    condition = _row_lacks(model, language)
    for name in getattr(model, "children", ()):
        relation = model._meta.get_field(name)
        rows = relation.related_model._default_manager.filter(
            _row_lacks(relation.related_model, language), **{relation.field.name: OuterRef("pk")}
        )
        condition |= Q(Exists(rows))
    return condition


def _children(item: models.Model) -> Iterator[models.Model]:
    return chain.from_iterable(getattr(item, name).all() for name in getattr(item, "children", ()))


def _texts(row: models.Model, prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each field of a row that holds a text, by its name for staff, with the languages that have it."""
    for field in translated_fields(type(row)):
        if held := {language for language in LANGUAGES if getattr(row, f"{field}_{language}")}:
            name = str(row._meta.get_field(field).verbose_name)
            yield (f"{prefix}: {name}" if prefix else name), held


def _row_lacks(model: type[models.Model], language: str) -> Q:
    condition = Q(pk__in=[])
    for field in translated_fields(model):
        own = f"{field}_{language}"
        # An empty text may be stored as NULL or as an empty string; neither is greater than one.
        elsewhere = [Q(**{f"{field}_{other}__gt": ""}) for other in LANGUAGES if other != language]
        anywhere = elsewhere[0]
        for other in elsewhere[1:]:
            anywhere |= other
        condition |= (Q(**{own: None}) | Q(**{own: ""})) & anywhere
    return condition

"""What a cell may refer to: the terms of the vocabulary, persons, organisations. By what editors call them."""

import re
from collections import Counter
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from trafficking.editorial.translations import translated_fields
from trafficking.models.searchable import in_all

#: What separates several things in one cell.
BETWEEN = re.compile(r"[,;|\n]")
#: More than these few are not offered to somebody who mistyped one.
OFFERED = 3
LIKENESS = 0.6


class Known:
    """The rows of each noun that is referred to, read once."""

    def __init__(self) -> None:
        self._nouns: dict[type[models.Model], Noun] = {}

    def of(self, model: type[models.Model]) -> "Noun":
        if model not in self._nouns:
            self._nouns[model] = Noun(model)
        return self._nouns[model]


class Noun:
    """The rows of one noun: by slug or code, by name where only one row has it, and always by key."""

    def __init__(self, model: type[models.Model]) -> None:
        self._label = model._meta.verbose_name
        handle = "slug" if any(field.name == "slug" for field in model._meta.concrete_fields) else "code"
        named = in_all("name") if "name" in translated_fields(model) else ()
        rows = model._default_manager.order_by(*model._meta.ordering).values_list("pk", handle, *named)
        texts = {str(key): [text for text in (slug, *names) if text] for key, slug, *names in rows}
        owners = Counter(folded for own in texts.values() for folded in {text.casefold() for text in own})
        own_names = {key: [text for text in own if owners[text.casefold()] == 1] for key, own in texts.items()}
        #: What stands in a cell for each key: the slug, else a name that no other row has, else the key.
        self.shown = {key: next((t for t in own if not BETWEEN.search(t)), key) for key, own in own_names.items()}
        #: What each is called, for people who do not know the slugs by heart.
        self.names = {key: own[1] if len(own) > 1 else "" for key, own in texts.items()}
        self._keys = {key: key for key in texts}
        for key, own in own_names.items():
            self._keys |= {text.casefold(): key for text in own}
        self._shared = {text for text, number in owners.items() if number > 1}

    def find(self, text: str) -> str:
        """The key of what a text names. Raises ValidationError that names what is most like it."""
        folded = text.casefold()
        if folded in self._keys:
            return self._keys[folded]
        words = {"label": self._label, "text": text}
        if folded in self._shared:
            raise ValidationError(
                _("More than one %(label)s is called “%(text)s”; write the last part of its web address.") % words
            )
        near = dict.fromkeys(
            self.shown[self._keys[each]] for each in get_close_matches(folded, self._keys, OFFERED, LIKENESS)
        )
        if near:
            words["near"] = ", ".join(near)
            raise ValidationError(_("There is no %(label)s “%(text)s”. Do you mean: %(near)s?") % words)
        raise ValidationError(
            _("There is no %(label)s “%(text)s”. What there is stands in the lists of an exported workbook.") % words
        )

    def shown_of(self, key: Any) -> str:
        return self.shown.get(str(key), str(key))


def nearest(text: str, others: list[str]) -> str:
    """What of a list is most like a text; "" when nothing is."""
    folded = {other.casefold(): other for other in others}
    found = get_close_matches(text.casefold(), folded, 1, LIKENESS)
    return folded[found[0]] if found else ""

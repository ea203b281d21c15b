"""The columns of a sheet: how a value of a state is shown in a cell, and how a cell is read again.

A state is what `editorial.capture` makes of an item: texts or None by name, links as {key: True}.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from phonenumber_field.phonenumber import PhoneNumber

from trafficking.editorial.translations import LANGUAGES
from trafficking.exchange import readings
from trafficking.exchange.known import BETWEEN, Known, Noun, nearest
from trafficking.exchange.sheets import LONGEST_TEXT, Heading, Value, storable, tidy

#: A list to choose from is no help beyond this.
MOST_CHOICES = 300


class Column:
    """A column of texts; the base of all others."""

    kind = "text"
    hidden = False
    #: Whether a cell holds one of the choices or any number of them.
    one_of = True

    def __init__(self, field: models.Field, label: Any = None) -> None:
        self.field, self.name = field, field.name
        self._label = label or field.verbose_name

    @property
    def heading(self) -> str:
        """What stands over the column, in the language of now."""
        return capfirst(str(self._label))

    @property
    def language(self) -> str:
        """The language of the texts; "" where they have none."""
        return self.field.language if isinstance(self.field, TranslationField) else ""

    @property
    def width(self) -> int:
        return 40 if isinstance(self.field, models.TextField) else 24 if self.language else 16

    @cached_property
    def headings(self) -> set[str]:
        """All headings by which the column is known: its name, and what it is called in each language of the desk."""
        return {folded(self.name), *in_all_languages(lambda: self.heading)}

    def show(self, stored: Any, known: Known) -> Value:
        """A value of a state as the cell holds it."""
        shown = storable(tidy(stored or ""))
        if len(shown) > LONGEST_TEXT:
            return too_long()
        return shown or None

    def is_shown(self, cell: Value, stored: Any, known: Known) -> bool:
        """Whether a cell is just as an export in one of the languages would write the value of a state."""
        shown = self.show(stored, known)
        if shown == too_long() and isinstance(cell, str):
            return folded(cell) in in_all_languages(too_long)
        return cell == shown

    def read(self, cell: Value, known: Known) -> Any:
        """The value for the model's field. Raises ValidationError."""
        if cell is None:
            return self.emptied()
        return self.field.clean(self.parse(cell, known), None)

    def parse(self, cell: Value, known: Known) -> Any:
        return readings.text(cell)

    def emptied(self) -> Any:
        """What an empty cell says: nothing, or what the field has when nobody says anything."""
        value = self.field.get_default() if self.field.has_default() else None
        if value is None and not self.field.null:
            raise ValidationError(_("This must not be empty."))
        return value

    def head(self, known: Known) -> Heading:
        choices = self.choices(known)
        names = self.names(known) if choices else ()
        return Heading(self.heading, self.kind, self.width, self.hidden, choices, names, self.one_of)

    def choices(self, known: Known) -> tuple[str, ...]:
        """What may stand in the column; empty where anything may be written."""
        return ()

    def names(self, known: Known) -> tuple[str, ...]:
        """What the choices are called, where they are no words."""
        return ()


class Rich(Column):
    """A text with formatting, as HTML. What is typed without any becomes paragraphs."""

    def parse(self, cell: Value, known: Known) -> Any:
        text = readings.text(cell)
        if re.search(r"<[a-zA-Z/]", text):
            return text
        return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


class Phone(Column):
    def show(self, stored: Any, known: Known) -> Value:
        number = PhoneNumber.from_string(stored) if stored else None
        return number.as_international if number and number.is_valid() else stored or None


class Choice(Column):
    width = 26

    def show(self, stored: Any, known: Known) -> Value:
        return str(dict(self.field.flatchoices).get(stored, stored)) if stored else None

    def parse(self, cell: Value, known: Known) -> Any:
        text = readings.text(cell)
        if folded(text) in self._values:
            return self._values[folded(text)]
        words = {"text": text, "near": nearest(text, [*self.choices(known), *self._values.values()])}
        if words["near"]:
            raise ValidationError(_("“%(text)s” is not one of the choices. Do you mean “%(near)s”?") % words)
        words["all"] = "; ".join(self.choices(known))
        raise ValidationError(_("“%(text)s” is not one of the choices: %(all)s.") % words)

    @cached_property
    def _values(self) -> dict[str, str]:
        """The choices by all their names."""
        found: dict[str, str] = {}
        for language in LANGUAGES:
            with translation.override(language):
                found |= {folded(str(label)): value for value, label in self.field.flatchoices}
        return found | {folded(value): value for value, _label in self.field.flatchoices}

    def choices(self, known: Known) -> tuple[str, ...]:
        return tuple(str(label) for _value, label in self.field.flatchoices)


class YesNo(Column):
    width = 12

    def show(self, stored: Any, known: Known) -> Value:
        return _("yes") if stored == "True" else _("no")

    def parse(self, cell: Value, known: Known) -> Any:
        return readings.yes_or_no(cell)

    def choices(self, known: Known) -> tuple[str, ...]:
        return (_("yes"), _("no"))


class Whole(Column):
    kind, width = "number", 10

    def show(self, stored: Any, known: Known) -> Value:
        return int(stored) if stored else None

    def parse(self, cell: Value, known: Known) -> Any:
        return readings.whole(cell)


class Number(Column):
    kind, width = "number", 14

    def show(self, stored: Any, known: Known) -> Value:
        return float(stored) if stored else None

    def read(self, cell: Value, known: Known) -> Any:
        # With as many decimal places as it comes back from the database.
        value = super().read(cell, known)
        return None if value is None else value.quantize(Decimal(1).scaleb(-self.field.decimal_places))

    def parse(self, cell: Value, known: Known) -> Any:
        return readings.number(cell)


class Day(Column):
    kind, width = "date", 13

    def show(self, stored: Any, known: Known) -> Value:
        return self.field.to_python(stored) if stored else None

    def parse(self, cell: Value, known: Known) -> Any:
        return readings.day(cell)


class Reference(Column):
    """One row of another noun."""

    width = 22

    def noun(self, known: Known) -> Noun:
        return known.of(self.field.related_model)

    def show(self, stored: Any, known: Known) -> Value:
        return self.noun(known).shown_of(stored) if stored else None

    def read(self, cell: Value, known: Known) -> Any:
        # What was found is there; the field would ask the database once more.
        return self.emptied() if cell is None else self.noun(known).find(readings.text(cell))

    def choices(self, known: Known) -> tuple[str, ...]:
        found = tuple(self.noun(known).shown.values())
        return found if len(found) <= MOST_CHOICES else ()

    def names(self, known: Known) -> tuple[str, ...]:
        return tuple(self.noun(known).names.values())


class Terms(Reference):
    """Any number of rows of another noun, in one cell."""

    width, one_of = 26, False

    def show(self, stored: Any, known: Known) -> Value:
        return ", ".join(shown for key, shown in self.noun(known).shown.items() if key in stored) or None

    def read(self, cell: Value, known: Known) -> Any:
        found, errors = {}, []
        for part in parts_of(cell):
            try:
                found[self.noun(known).find(part)] = True
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        return dict(sorted(found.items()))


def stored(value: Any) -> Any:
    """What a state holds of a value that a column has read."""
    return value if isinstance(value, dict) else None if value in (None, "") else str(value)


def parts_of(cell: Value) -> list[str]:
    """The parts of a cell that holds several things."""
    return [part.strip() for part in BETWEEN.split(readings.text(cell)) if part.strip()]


def too_long() -> str:
    """What stands in place of a text that a cell cannot hold."""
    return _("(This text is too long for a cell. It stays as it is; change it on the desk.)")


def in_all_languages(words: Callable[[], str]) -> set[str]:
    """Words, folded, in each language of the desk."""
    found = set()
    for language in LANGUAGES:
        with translation.override(language):
            found.add(folded(words()))
    return found


def folded(text: str) -> str:
    """A heading or a choice without what makes no difference: capitals and spaces."""
    return " ".join(text.casefold().split())

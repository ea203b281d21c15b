"""Which column a field of a model becomes."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from trafficking.editorial.translations import translated_fields
from trafficking.exchange.columns import Choice, Column, Day, Number, Phone, Reference, Rich, Terms, Whole, YesNo
from trafficking.models.fields import RichTextField
from trafficking.models.searchable import in_all

KINDS: tuple[tuple[type[models.Field], type[Column]], ...] = (
    (RichTextField, Rich),
    (PhoneNumberField, Phone),
    (models.BooleanField, YesNo),
    (models.IntegerField, Whole),
    (models.DecimalField, Number),
    (models.DateField, Day),
    (models.ForeignKey, Reference),
    (models.ManyToManyField, Terms),
)


def columns_of(model: type[models.Model], *names: str, **labels: Any) -> Iterator[Column]:
    """The columns of a model's fields, four for a translated one; `labels` where the field's own name misleads."""
    translated = translated_fields(model)
    for name in names:
        for own in in_all(name) if name in translated else (name,):
            field = model._meta.get_field(own)
            kind = next((column for kind, column in KINDS if isinstance(field, kind)), Column)
            yield (Choice if field.flatchoices else kind)(field, labels.get(name))

"""What the nouns share when they say what is searched of them."""

from django.conf import settings
from django.db import models

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def every_language(item: models.Model, *fields: str) -> list[str | None]:
    """The texts of translated fields in all languages, without falling back."""
    return [getattr(item, column) for column in in_all(*fields)]


def in_all(*fields: str) -> tuple[str, ...]:
    """The suffixed columns of translated fields."""
    return tuple(f"{field}_{language}" for field in fields for language in LANGUAGES)

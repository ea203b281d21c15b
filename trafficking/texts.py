"""Translated texts: the one rule of what a language falls back to.

A text that is missing in the reader's language is shown in another one, and says so: the
template marks it with `lang` and a word to the reader.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

#: Each language's own name, in its own words, for everybody.
NATIVE_NAMES = {"lv": "Latviešu", "en": "English", "ru": "Русский", "uk": "Українська"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is really in. Empty text: nothing in any language."""

    value: str
    language: str
    wanted: str

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def is_fallback(self) -> bool:
        return bool(self.value) and self.language != self.wanted


def current_language() -> str:
    """The reader's language, always one of settings.LANGUAGES."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in settings.READING_ORDER else settings.LANGUAGE_CODE


def text(item: Any, field: str, language: str | None = None) -> Text:
    """The text of a translated field, in the language wanted or the next one that has it.

    `field` is the name without a language suffix; `language` defaults to the active one.
    Reads the suffixed columns only, so it does not matter who saved the row last.
    """
    wanted = language or current_language()
    for candidate in settings.READING_ORDER[wanted]:
        if value := getattr(item, f"{field}_{candidate}"):
            return Text(value, candidate, wanted)
    return Text("", wanted, wanted)

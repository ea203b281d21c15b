"""A text in the wrong column, known by its letters."""

import re

from django.utils.translation import gettext as _

from trafficking.editorial.checks.finding import Kind, Remarks
from trafficking.editorial.passages import Passage

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
LATVIAN = re.compile(r"[āčēģīķļņšūž]", re.IGNORECASE)
RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)

#: Names stand in every language as they are written; this many letters are more than a name.
MORE_THAN_A_NAME = 25
#: In so long a text a language shows its own letters.
LONG = 80
#: Of ten letters, Latvian has one of its own; English has a few, in names.
LATVIAN_SHARE = 0.08


def remarks(passage: Passage) -> Remarks:
    if not passage.language:
        return
    text = passage.text
    if words := wrong(text, passage.language):
        yield Kind.WARNING, words


def wrong(text: str, language: str) -> str:
    """What speaks against a text being in its language, in words; "" if nothing does."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if language in {"lv", "en"}:
        if cyrillic > latin and cyrillic > 3:
            return _("This text is in Cyrillic letters. Is it in the right language?")
        own = len(LATVIAN.findall(text))
        if language == "lv" and latin >= LONG and not own:
            return _("This text has no Latvian letters. Is it Latvian?")
        if language == "en" and latin >= LONG and own > latin * LATVIAN_SHARE:
            return _("This text has many Latvian letters. Is it English?")
        return ""
    if not cyrillic and latin > MORE_THAN_A_NAME:
        return _("This text is in Latin letters. Is it in the right language?")
    russian, ukrainian = len(RUSSIAN.findall(text)), len(UKRAINIAN.findall(text))
    if language == "uk" and russian > ukrainian:
        return _("This text has letters that Ukrainian does not have. Is it Russian?")
    if language == "ru" and ukrainian > russian and ukrainian > 2:
        return _("This text has letters that Russian does not have. Is it Ukrainian?")
    return ""

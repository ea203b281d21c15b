"""Where each translation stands, and what a change does to it. Pure: texts and checks in, checks out.

A check is the source text that a translation was last compared with; other words today, and the translation is out of
date. There is none while the source has not changed since the translation was first known. Nothing here knows a date.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

#: Fields that are no translations but each language's own words: they can be missing, never out of date.
OWN_WORDS = frozenset({"search_words"})


class Standing(StrEnum):
    """Where one text stands in one language; in the order of the work."""

    OUTDATED = "outdated"
    MISSING = "missing"
    CURRENT = "current"
    ALONE = "alone"
    SOURCE = "source"

    @property
    def words(self) -> str:
        return str(_WORDS[self])


_WORDS = {
    Standing.OUTDATED: _("out of date"),
    Standing.MISSING: _("missing"),
    Standing.CURRENT: _("up to date"),
    Standing.ALONE: _("without a source text"),
    Standing.SOURCE: _("source text"),
}


class Place(NamedTuple):
    """A translated field of an item; `row` is empty for the item itself, else "services/<key>"."""

    row: str
    field: str


class Key(NamedTuple):
    """One translation of an item."""

    row: str
    field: str
    language: str

    @property
    def place(self) -> Place:
        return Place(self.row, self.field)


class Check(NamedTuple):
    """The source text that a translation was compared with; `draft`: the one of a draft that it fits as well."""

    text: str
    draft: str | None = None

    def fits(self, source: str) -> bool:
        return same(self.text, source) or (self.draft is not None and same(self.draft, source))


Checks = dict[Key, Check]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All translated texts of an item, by place and language; "" where there is none."""

    source: str
    texts: dict[Place, dict[str, str]]

    def source_text(self, place: Place) -> str:
        return self.texts.get(place, {}).get(self.source, "")


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: blanks and line breaks do not count."""
    return _without_blanks(one) == _without_blanks(other)


def standing(sheet: Sheet, key: Key, checks: Checks) -> Standing | None:
    """Where a text stands in a language; None where there is nothing to write and nothing written."""
    texts = sheet.texts[key.place]
    source, own = texts[sheet.source], texts[key.language]
    if key.language == sheet.source:
        return Standing.SOURCE if own else Standing.MISSING if any(texts.values()) else None
    if not source:
        return Standing.ALONE if own else None
    if not own:
        return Standing.MISSING
    check = checks.get(key)
    return Standing.CURRENT if check is None or check.fits(source) else Standing.OUTDATED


def after(sheets: list[Sheet], checks: Checks, wording_only: bool = False) -> Checks:
    """The checks after an item went through these states, the first being the one that `checks` tell of.

    `wording_only`: nobody changed what anything means, so every translation keeps the standing it has.
    """
    for before, now in pairwise(sheets):
        checks = _after_one(before, now, checks, wording_only)
    return checks


def _after_one(before: Sheet, now: Sheet, checks: Checks, wording_only: bool) -> Checks:
    known = dict(checks if before.source == now.source else _compared_with(now.source, before, checks))
    for key in _translations(now):
        # A row that comes, or comes back, brings its translations as they are.
        if key.place in before.texts:
            old, new = before.texts[key.place], now.texts[key.place]
            source, translation = ((old[code], new[code]) for code in (now.source, key.language))
            if check := _check_after(known.get(key), source, translation, wording_only):
                known[key] = check
    return known


def _check_after(
    check: Check | None, source: tuple[str, str], translation: tuple[str, str], wording_only: bool
) -> Check | None:
    """The check of one translation after it, its source or both went from one text to another."""
    was_current = check is None or check.fits(source[0])
    if same(*source) and same(*translation):
        return check
    if wording_only and translation[0]:
        return check._replace(text=source[1]) if check and was_current else check
    if not same(*translation):
        return check._replace(text=source[1]) if check else None
    if check is None:
        return Check(source[0])
    return Check(source[1]) if check.draft is not None and same(check.draft, source[1]) else check


def _compared_with(language: str, sheet: Sheet, checks: Checks) -> Checks:
    """The checks once another language is the source: what agreed with the old source agrees with all that did.

    What did not has never been compared with the new source text: its check is empty.
    """
    known = dict(checks)
    for key in _translations(Sheet(language, sheet.texts)):
        keys = (key, key._replace(language=language))
        if any(standing(sheet, each, checks) == Standing.OUTDATED for each in keys):
            known[key] = Check("")
        elif key in known:
            known[key] = Check(sheet.texts[key.place][language])
    return known


def _translations(sheet: Sheet) -> list[Key]:
    """Every translation that can be out of date."""
    return [
        Key(*place, language)
        for place, texts in sheet.texts.items()
        if place.field not in OWN_WORDS
        for language in texts
        if language != sheet.source and texts[language]
    ]


def _without_blanks(text: str) -> str:
    words = " ".join(text.replace("&nbsp;", " ").split())
    return re.sub(r" ?(</?[a-z][^>]*>) ?", r"\1", words)

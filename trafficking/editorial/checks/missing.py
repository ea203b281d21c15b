"""What an item lacks: what it needs to be published, texts in Latvian, words for its pictures."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from trafficking.editorial import passages
from trafficking.editorial.checks.finding import Finding, Kind
from trafficking.editorial.translations import translated_fields
from trafficking.models import Image

LANGUAGES = [code for code, _name in settings.LANGUAGES]
#: The one language that every text must have, whatever it was written in first.
FIRST = settings.LANGUAGE_CODE


def findings(rows: Iterable[tuple[str, models.Model]]) -> list[Finding]:
    found = []
    for place, row in rows:
        refused = list(_refused(row, place))
        named = {(finding.field, finding.language) for finding in refused}
        found += refused
        found += [each for each in _not_in_latvian(row, place) if (each.field, each.language) not in named]
        found += _pictures(row, place)
    return found


def _refused(row: models.Model, place: str) -> Iterator[Finding]:
    """What the noun's own rules say against its publication."""
    try:
        if place:
            _clean_child(row)
        else:
            _as_published(row)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label, field, language = _names(row, place, name)
            for message in messages:
                yield Finding(Kind.BLOCKER, message, label, place, field, language)


def _as_published(row: models.Model) -> None:
    """Raises ValidationError for what keeps a row from going live, whether or not it is live now."""
    was = getattr(row, "is_published", None)
    if was is None:
        row.full_clean()
        return
    row.is_published = True
    try:
        row.full_clean()
    finally:
        row.is_published = was


def _clean_child(row: models.Model) -> None:
    """Raises ValidationError for what a child's own rules say; what its constraints say holds since it was written."""
    row.clean_fields(exclude={field.name for field in row._meta.concrete_fields if field.is_relation})
    row.clean()


def _names(row: models.Model, place: str, column_name: str) -> tuple[str, str, str]:
    """Label, field and language of what a rule complains about; nothing for the row as a whole."""
    if column_name == "__all__":
        return "", "", ""
    column = row._meta.get_field(column_name)
    return passages.label(column, row if place else None), *passages.name_and_language(column)


def _not_in_latvian(row: models.Model, place: str) -> Iterator[Finding]:
    for field in translated_fields(type(row)):
        if field in getattr(row, "unseen", ()) or getattr(row, f"{field}_{FIRST}"):
            continue
        if any(getattr(row, f"{field}_{language}") for language in LANGUAGES):
            label, *_rest = _names(row, place, f"{field}_{FIRST}")
            message = _("The Latvian text is missing. Every text must be there in Latvian.")
            yield Finding(Kind.BLOCKER, message, label, place, field, FIRST)


def _pictures(row: models.Model, place: str) -> Iterator[Finding]:
    """Pictures that somebody who does not see them cannot know."""
    for column in row._meta.concrete_fields:
        if not (isinstance(column, models.ForeignKey) and column.related_model is Image):
            continue
        image = getattr(row, column.name)
        if image is None or image.decorative:
            continue
        label = passages.label(column, row if place else None)
        if not image.alternative_text_lv:
            message = _("The picture “%(picture)s” has no alternative text in Latvian and is not marked as decorative.")
            yield Finding(Kind.BLOCKER, message % {"picture": image}, label, place, column.name, FIRST)
        lacking = [each for each in LANGUAGES if not getattr(image, f"alternative_text_{each}") and each != FIRST]
        for language in lacking:
            # Where nothing of the item is translated, the picture's words need not be.
            if any(getattr(row, f"{field}_{language}") for field in translated_fields(type(row))):
                message = _("The picture “%(picture)s” has no alternative text in this language: %(language)s.")
                words = {"picture": image, "language": dict(settings.LANGUAGES)[language]}
                yield Finding(Kind.WARNING, message % words, label, place, column.name, language)

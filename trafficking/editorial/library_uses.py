"""Where a picture or a document of the library is used: by items, in their texts, in drafts that may still go live."""

from collections.abc import Iterator
from itertools import chain

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from trafficking.editorial import passages, review, schedule
from trafficking.models import Document, Image, Revision
from trafficking.models.fields import RichTextField
from trafficking.models.uses import used_in


def places(item: Image | Document) -> list[models.Model]:
    """The items that refer to it or whose texts link to its file, each once."""
    return list(dict.fromkeys(chain(used_in(item), _linking_to(item))))


def drafts(item: Image | Document) -> list[Revision]:
    """Drafts, pending or scheduled, that name it; an item is told of once."""
    waiting = review.pending_drafts().filter(pk__in=_naming(item))
    scheduled = [each for each in schedule.coming() if each.pk in set(_naming(item))]
    return list({each.object_id: each for each in (*scheduled, *waiting)}.values())


def _naming(item: Image | Document) -> models.QuerySet:
    """The keys of all revisions in whose content it stands, by its key or the address of its file."""
    text = Cast("data", TextField())
    named = Q(text__contains=str(item.pk))
    if item.file:
        named |= Q(text__contains=item.file.name)
    return Revision.objects.annotate(text=text).filter(named).values_list("pk", flat=True)


def _linking_to(item: Image | Document) -> Iterator[models.Model]:
    if not item.file:
        return
    for noun in passages.nouns():
        found = Q()
        for column in passages.columns(noun):
            if isinstance(column, RichTextField | models.URLField):
                found |= Q(**{f"{column.name}__contains": item.file.name})
        if found:
            yield from noun._default_manager.filter(found)

"""Changed telephone numbers of organisations that visitors can see: a wrong digit here may cost somebody their help."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from trafficking.editorial.merging import State
from trafficking.editorial.values import number_as_read
from trafficking.models import Organisation, Revision

_PHONES = KeyTransform("phones", "data")


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One number before and after, as they are read aloud; "" where there was or will be none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecentChange:
    """A publication that changed numbers."""

    revision: Revision
    changes: list[NumberChange]


def changes(before: State, after: State) -> list[NumberChange]:
    """What differs in the telephone numbers of two states of one item; empty for nouns without any."""
    old, new = before.get("phones", {}), after.get("phones", {})
    pairs = ((_number(old.get(key)), _number(new.get(key))) for key in sorted({*old, *new}))
    return [NumberChange(*pair) for pair in pairs if pair[0] != pair[1]]


def changes_of(item: models.Model, after: State, before: State) -> list[NumberChange]:
    """The changes that visitors would see: none while the item is not published."""
    return changes(before, after) if item.is_published else []


def recent(days: int = 30) -> list[RecentChange]:
    """The changes that became public in the last days, newest first; those made outside the desk too."""
    kind = ContentType.objects.get_for_model(Organisation)
    since = timezone.now() - timedelta(days=days)
    became_public = [Revision.Kind.PUBLISHED, Revision.Kind.OUTSIDE]
    found = []
    before = Revision.objects.filter(content_type=kind, object_id=OuterRef("object_id"), number__lt=OuterRef("number"))
    # Only the telephone numbers are read, and only where something about them differs: an import publishes thousands.
    newest = (
        Revision.objects.filter(content_type=kind, kind__in=became_public, created_at__gte=since)
        .annotate(
            phones=_PHONES,
            phones_before=Subquery(before.of_rows().order_by("-number").values(phones=_PHONES)[:1]),
        )
        .exclude(phones_before=None)
        .exclude(phones_before=F("phones"))
    )
    for revision in newest.for_a_list().order_by("-created_at"):
        if differences := changes({"phones": revision.phones_before}, {"phones": revision.phones}):
            found.append(RecentChange(revision, differences))
    return found


def _number(phone: State | None) -> str:
    stored = (phone or {}).get("number")
    return number_as_read(stored) if stored else ""

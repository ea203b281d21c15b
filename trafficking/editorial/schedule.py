"""Drafts that go live at a moment. `manage.py apply_scheduled`, run each minute, publishes those that are due.

Items themselves need none of this: `publish_from` and `publish_until` work by themselves.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from trafficking.editorial import flow
from trafficking.editorial.rehearsal import rehearsal
from trafficking.models import Revision
from trafficking.models.revision import RevisionQuerySet

Kind = Revision.Kind
#: What takes a schedule off the list when it comes after it.
SETTLES = (Kind.PUBLISHED, Kind.DISCARDED, Kind.DELETED, Kind.SCHEDULED, Kind.UNSCHEDULED)


def schedule(
    draft: Revision,
    author: Any,
    at: datetime,
    *,
    note: str = "",
    emergency: bool = False,
    wording_only: bool = False,
    numbers_confirmed: bool = False,
) -> Revision:
    """Have a draft published at a moment (aware). Raises RefusedError for what would be refused now already."""
    if at <= timezone.now():
        raise flow.RefusedError(_("Choose a moment that is still to come."))
    decisions: dict[str, Any] = {"note": note, "emergency": emergency, "wording_only": wording_only}
    with transaction.atomic():
        item = flow.locked(draft.item)
        with rehearsal():
            flow.publish(draft, author, numbers_confirmed=numbers_confirmed, **decisions)
        return flow.append(item, Kind.SCHEDULED, draft.data, author, draft=draft, publish_at=at, **decisions)


def unschedule(scheduled: Revision, author: Any, note: str = "") -> Revision:
    """Take a draft off the list; it stays a draft."""
    with transaction.atomic():
        item = flow.locked(scheduled.item)
        return flow.append(item, Kind.UNSCHEDULED, scheduled.data, author, draft=scheduled.draft, note=note)


def of(item: Any) -> Revision | None:
    """The schedule that waits for an item, if there is one."""
    newest = Revision.objects.of(item).filter(kind__in=SETTLES).first()
    return newest if newest and newest.kind == Kind.SCHEDULED else None


def coming(until: datetime | None = None) -> list[Revision]:
    """All schedules that wait, the earliest first; those up to a moment where one is given."""
    found = _waiting().order_by("publish_at", "number").select_related("draft").for_a_list()
    if until is not None:
        found = found.filter(publish_at__lte=until)
    return [each for each in found if each.item]


def is_any_waiting() -> bool:
    return _waiting().exists()


def due() -> list[Revision]:
    """The schedules whose moment has come, the earliest first."""
    return coming(until=timezone.now())


def apply(scheduled: Revision) -> Revision:
    """Publish what was scheduled. Raises RefusedError, after taking it off the list with the reason written down."""
    try:
        return flow.publish(
            scheduled.draft,
            scheduled.author,
            note=scheduled.note,
            emergency=scheduled.emergency,
            wording_only=scheduled.wording_only,
            numbers_confirmed=True,  # by whoever put it on the list
        )
    except flow.RefusedError as refusal:
        words = _("Could not be published as scheduled: %(reasons)s") % {"reasons": refusal}
        unschedule(scheduled, None, words)
        raise


def _waiting() -> RevisionQuerySet:
    after = Revision.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), number__gt=OuterRef("number")
    )
    return Revision.objects.filter(~Exists(after.filter(kind__in=SETTLES)), kind=Kind.SCHEDULED)

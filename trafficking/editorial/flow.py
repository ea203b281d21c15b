"""How a change becomes public. The rows are the published truth; a draft is a revision beside them.

`publish` is the only place where the content of an existing item is committed: for the button, for the schedule,
for imports. Every function runs in a transaction of its own and is written down as a revision.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trafficking.editorial.capture import capture
from trafficking.editorial.merging import Clash, State, merge
from trafficking.editorial.writing import write
from trafficking.models import Revision

Kind = Revision.Kind


class RefusedError(Exception):
    """A change cannot be made; `reasons` are sentences for the editor, all of them at once."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@dataclass(frozen=True, slots=True)
class Draft:
    """A pending draft as it would be published now."""

    revision: Revision
    state: State
    clashes: list[Clash]


def pending(item: models.Model) -> Revision | None:
    """The draft that waits, if there is one: the newest revision that is no mere change of the rows."""
    newest = Revision.objects.of(item).exclude(kind__in=[Kind.OUTSIDE, Kind.UNPUBLISHED]).first()
    return newest if newest and newest.kind == Kind.DRAFT else None


def draft(item: models.Model) -> Draft | None:
    """The pending draft on top of what the rows hold now; changes made beside it survive."""
    revision = pending(item)
    if revision is None:
        return None
    state, clashes = merge(revision.base.data if revision.base else {}, capture(item), revision.data)
    return Draft(revision, state, clashes)


def seen(item: models.Model, author: Any = None) -> Revision:
    """The revision that says what the rows hold now; made where they were changed outside the desk."""
    with transaction.atomic():
        _lock(item)
        return _known(item, author)


def save_draft(
    item: models.Model, state: State, author: Any, base: Revision, note: str = "", publish_at: datetime | None = None
) -> Revision:
    """Keep a state as the item's draft, made on `base`. If it says what the draft before said, that one is returned."""
    with transaction.atomic():
        _lock(item)
        before = pending(item)
        if before and (before.data, before.publish_at, before.base_id) == (state, publish_at, base.pk):
            return before
        return _append(item, Kind.DRAFT, state, author, note=note, base=base, publish_at=publish_at)


def discard_draft(item: models.Model, author: Any, note: str = "") -> None:
    """Give up the pending draft; the rows stay as they are, the draft stays in the history."""
    with transaction.atomic():
        _lock(item)
        if revision := pending(item):
            _append(item, Kind.DISCARDED, revision.data, author, note=note)


def publish(revision: Revision, author: Any, note: str = "") -> Revision:
    """Make a draft the item's content and the item public. Raises RefusedError, with nothing changed."""
    with transaction.atomic():
        item = _lock(revision.item)
        _known(item, author)
        later = _later_draft(item, revision)
        base = revision.base.data if revision.base else capture(item)
        state, _clashes = merge(base, capture(item), revision.data)
        if problems := write(item, state):
            raise RefusedError(*problems)
        item = type(item)._default_manager.get(pk=item.pk)
        item.is_published = True
        _check(item)
        item.save()
        connection.check_constraints()
        made = _append(item, Kind.PUBLISHED, capture(item), author, note=note)
        if later:
            # A draft made after the scheduled one goes on, on the ground of what is public now.
            _append(item, Kind.DRAFT, later.data, later.author, note=later.note, base=made)
        return made


def due(at: datetime | None = None) -> list[Revision]:
    """The drafts to be published by a moment (aware; now when not given), the earliest first.

    Only the newest draft of each schedule counts, and none that was discarded or published since.
    """
    waiting = Revision.objects.filter(kind=Kind.DRAFT, publish_at__lte=at or timezone.now()).order_by(
        "publish_at", "number"
    )
    return [revision for revision in waiting if revision.item and not _is_settled(revision)]


def _is_settled(revision: Revision) -> bool:
    """Whether the item was published, or this draft discarded or rescheduled, after it was made."""
    after = Revision.objects.of(revision.item).filter(number__gt=revision.number)
    return after.exclude(kind__in=[Kind.OUTSIDE, Kind.UNPUBLISHED, Kind.DRAFT]).exists() or (
        after.filter(kind=Kind.DRAFT).exclude(publish_at=revision.publish_at).exclude(publish_at=None).exists()
    )


def refuse_schedule(revision: Revision, refusal: RefusedError) -> Revision:
    """Take a draft off the schedule that cannot be published; it stays a draft, with the reason written on it."""
    with transaction.atomic():
        item = _lock(revision.item)
        note = _("Could not be published as scheduled: %(reasons)s") % {"reasons": refusal}
        _append(item, Kind.DISCARDED, revision.data, revision.author, note=note)
        return _append(item, Kind.DRAFT, revision.data, revision.author, note=note, base=revision.base)


def unpublish(item: models.Model, author: Any, reason: str) -> Revision:
    """Take an item out of public sight; its content and its draft stay."""
    if not reason.strip():
        raise RefusedError(_("Say why it is withdrawn."))
    with transaction.atomic():
        item = _lock(item)
        item.is_published = False
        item.save()
        return _append(item, Kind.UNPUBLISHED, capture(item), author, note=reason)


def restore(revision: Revision, author: Any) -> Revision:
    """An older revision as the new draft of its item, to be looked at and published like any other."""
    base = seen(revision.item, author)
    note = _("From revision %(number)s.") % {"number": revision.number}
    return save_draft(revision.item, revision.data, author, base, note=note)


def delete(item: models.Model, author: Any, reason: str = "") -> Revision:
    """Delete an item; its last content stays as a revision, from which `undelete` brings it back."""
    with transaction.atomic():
        item = _lock(item)
        made = _append(item, Kind.DELETED, capture(item), author, note=reason)
        item.delete()
        return made


def undelete(revision: Revision, author: Any) -> models.Model:
    """Bring a deleted item back under its old key, with its children and links, not published."""
    model = revision.content_type.model_class()
    with transaction.atomic():
        if model._default_manager.filter(pk=revision.object_id).exists():
            raise RefusedError(_("It is there already."))
        item = model(pk=revision.object_id)
        item.save(force_insert=True)
        write(item, revision.data)
        item = model._default_manager.get(pk=item.pk)
        _append(item, Kind.CREATED, capture(item), author, note=_("Brought back."))
        return item


def _later_draft(item: models.Model, revision: Revision) -> Revision | None:
    waiting = pending(item)
    return waiting if waiting and waiting.number > revision.number and revision.kind == Kind.DRAFT else None


def _check(item: models.Model) -> None:
    """Everything a publication must fulfil, all reasons at once."""
    try:
        item.full_clean()
    except ValidationError as error:
        named = {name: item._meta.get_field(name).verbose_name for name in error.message_dict if name != "__all__"}
        reasons = [
            f"{named[name]}: {message}" if name in named else message
            for name, messages in error.message_dict.items()
            for message in messages
        ]
        raise RefusedError(*reasons) from error


def _known(item: models.Model, author: Any) -> Revision:
    newest = Revision.objects.of(item).of_rows().first()
    state = capture(item)
    if newest and newest.data == state:
        return newest
    return _append(item, Kind.OUTSIDE if newest else Kind.CREATED, state, author)


def _lock(item: models.Model) -> models.Model:
    """The item as it stands, held against others until the end of the transaction."""
    return type(item)._default_manager.select_for_update().get(pk=item.pk)


def _append(item: models.Model, kind: Any, state: State, author: Any, **fields: Any) -> Revision:
    newest = Revision.objects.of(item).values_list("number", flat=True).first() or 0
    return Revision.objects.create(item=item, number=newest + 1, kind=kind, data=state, author=author, **fields)

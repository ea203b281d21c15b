"""How a change becomes public. The rows are the published truth; a draft is a revision beside them.

`publish` is the only place where the content of an existing item is committed: for the button, for the schedule,
for imports. Every function runs in a transaction of its own and is written down as a revision.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from trafficking import caching
from trafficking.editorial import checks, links, review, translation_checks
from trafficking.editorial.capture import capture, columns_state
from trafficking.editorial.confidential import hidden_from, without_touching
from trafficking.editorial.deleted import users_of
from trafficking.editorial.merging import Clash, State, merge
from trafficking.editorial.numbers import NumberChange, changes_of
from trafficking.editorial.writing import write
from trafficking.models import Revision
from trafficking.models.revision import OF_ROWS

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


class NumbersChangedError(RefusedError):
    """Telephone numbers that visitors see would change; `changes` must be confirmed, old and new side by side."""

    def __init__(self, changes: list[NumberChange]):
        super().__init__(_("Telephone numbers would change. Compare old and new digit by digit."))
        self.changes = changes


_together: ContextVar[bool] = ContextVar("together", default=False)


@contextmanager
def together() -> Iterator[None]:
    """Many changes in one transaction, all or nothing: what costs more the more rows there are is done at its end."""
    with transaction.atomic(), caching.moved_once():
        token = _together.set(True)
        try:
            yield
        finally:
            _together.reset(token)
        connection.check_constraints()


def pending(item: models.Model) -> Revision | None:
    """The draft that waits, if there is one."""
    newest = Revision.objects.of(item).about_drafts().first()
    return newest if newest and newest.kind == Kind.DRAFT else None


def draft(item: models.Model) -> Draft | None:
    """The pending draft on top of what the rows hold now; changes made beside it survive."""
    revision = pending(item)
    if revision is None:
        return None
    state, clashes = on_top_of(capture(item), revision)
    return Draft(revision, state, clashes)


def on_top_of(rows: State, revision: Revision) -> tuple[State, list[Clash]]:
    """What a draft makes of rows that hold this state."""
    return merge(revision.base.data if revision.base else revision.data, rows, revision.data)


def merged(item: models.Model, revision: Revision) -> State:
    """What a draft would make of the rows as they are now."""
    return on_top_of(capture(item), revision)[0]


def seen(item: models.Model, author: Any = None) -> Revision:
    """The revision that says what the rows hold now; made where they were changed outside the desk.

    `author` is whoever has made the item just now. Whoever only looks at it has changed nothing.
    """
    with transaction.atomic():
        locked(item)
        return _known(item, author)


def record(item: models.Model, author: Any) -> Revision:
    """Write down a change of what has no drafts, a picture or a document: it was public at once.

    Call `seen` before the change, in the same transaction.
    """
    with transaction.atomic():
        locked(item)
        return _known(item, author, Kind.PUBLISHED)


def save_draft(item: models.Model, state: State, author: Any, base: Revision, note: str = "") -> Revision:
    """Keep a state as the item's draft, made on `base`. If it says what the draft before said, that one is returned."""
    with transaction.atomic():
        locked(item)
        before = pending(item)
        if before and (before.data, before.base_id) == (state, base.pk):
            return before
        return append(item, Kind.DRAFT, state, author, note=note, base=base)


def keep_aside(item: models.Model, state: State, author: Any, base: Revision) -> Revision:
    """Keep what somebody wrote while a colleague changed the same; neither is lost, and somebody chooses."""
    with transaction.atomic():
        locked(item)
        return append(item, Kind.ASIDE, state, author, base=base)


def discard_draft(item: models.Model, author: Any, note: str = "") -> None:
    """Give up the pending draft; the rows stay as they are, the draft stays in the history."""
    with transaction.atomic():
        locked(item)
        if revision := pending(item):
            append(item, Kind.DISCARDED, revision.data, author, note=note)


def publish(
    revision: Revision,
    author: Any,
    *,
    note: str = "",
    emergency: bool = False,
    wording_only: bool = False,
    numbers_confirmed: bool = False,
) -> Revision:
    """Make a draft the item's content and the item public: the only place where content is committed.

    `emergency` goes without a second person and needs a `note`; `wording_only` keeps translations current;
    `numbers_confirmed` says that somebody compared changed telephone numbers.
    Raises RefusedError (NumbersChangedError for the latter), with nothing changed.
    """
    with transaction.atomic():
        item = locked(revision.item)
        if reasons := review.reasons_against(revision, author, emergency, note):
            raise RefusedError(*reasons)
        now = _known(item).data
        later = _later_draft(item, revision)
        wanted = on_top_of(now, revision)[0]
        _refuse_numbers(item, wanted, now, numbers_confirmed)
        problems = write(item, wanted, now)
        item = type(item)._default_manager.get(pk=item.pk)
        item.is_published = True
        if problems := [*problems, *(str(found) for found in checks.findings(item) if found.is_blocker)]:
            raise RefusedError(*problems)
        item.save()
        if not _together.get():
            connection.check_constraints()
        links.index(item)
        made = append(
            item,
            Kind.PUBLISHED,
            capture(item),
            author,
            note=note,
            draft=revision if revision.kind == Kind.DRAFT else None,
            emergency=emergency and settings.REVIEW_REQUIRED,
            wording_only=wording_only,
        )
        if later:
            # A draft made after the scheduled one goes on, on the ground of what is public now.
            append(item, Kind.DRAFT, later.data, later.author, note=later.note, base=made)
        return made


def check_numbers(item: models.Model, revision: Revision, confirmed: bool) -> None:
    """Raises NumbersChangedError if publishing would change numbers that visitors see and nobody confirmed them."""
    now = capture(item)
    _refuse_numbers(item, on_top_of(now, revision)[0], now, confirmed)


def _refuse_numbers(item: models.Model, wanted: State, now: State, confirmed: bool) -> None:
    changed = changes_of(item, wanted, now)
    if changed and not confirmed:
        raise NumbersChangedError(changed)


def unpublish(item: models.Model, author: Any, reason: str) -> Revision:
    """Take an item out of public sight; its content and its draft stay."""
    if not reason.strip():
        raise RefusedError(_("Say why it is withdrawn."))
    with transaction.atomic():
        item = locked(item)
        item.is_published = False
        item.save()
        return append(item, Kind.UNPUBLISHED, capture(item), author, note=reason)


def restore(revision: Revision, author: Any) -> Revision:
    """An older revision as the new draft of its item, to be looked at and published like any other.

    Addresses that its author may not see stay as they are.
    """
    base = seen(revision.item)
    note = _("From revision %(number)s.") % {"number": revision.number}
    state = without_touching(hidden_from(author, revision.item), revision.data, base.data)
    return save_draft(revision.item, state, author, base, note=note)


def delete(item: models.Model, author: Any, reason: str = "") -> Revision:
    """Delete an item; its last content stays as a revision, from which `undelete` brings it back.

    Raises RefusedError while anything refers to it: those links could not be brought back.
    """
    with transaction.atomic():
        item = locked(item)
        if users := users_of(item):
            named = "; ".join(str(user.item if isinstance(user, Revision) else user) for user in users)
            raise RefusedError(_("It is still used: %(items)s.") % {"items": named})
        whole = {**columns_state(item, without=("is_published",)), **capture(item)}
        made = append(item, Kind.DELETED, whole, author, note=reason.strip())
        links.forget(item)
        item.delete()
        return made


def undelete(revision: Revision, author: Any) -> models.Model:
    """Bring a deleted item back under its old key, with its children and links, not published.

    What cannot come back (an address that another item has taken since) is told in the note of the new revision.
    """
    model = revision.content_type.model_class()
    with transaction.atomic():
        if model._default_manager.filter(pk=revision.object_id).exists():
            raise RefusedError(_("It is there already."))
        item = model(pk=revision.object_id)
        item.save(force_insert=True)
        problems = write(item, revision.data)
        item = model._default_manager.get(pk=item.pk)
        links.index(item)
        append(item, Kind.CREATED, capture(item), author, note=" ".join([_("Brought back."), *problems]))
        return item


def _later_draft(item: models.Model, revision: Revision) -> Revision | None:
    waiting = pending(item)
    return waiting if waiting and waiting.number > revision.number and revision.kind == Kind.DRAFT else None


def _known(item: models.Model, author: Any = None, kind: Any = Kind.OUTSIDE) -> Revision:
    newest = Revision.objects.of(item).of_rows().first()
    state = capture(item)
    if newest and newest.data == state:
        return newest
    if not newest:
        return append(item, Kind.CREATED, state, author)
    return append(item, kind, state, None if kind == Kind.OUTSIDE else author)


def locked(item: models.Model) -> models.Model:
    """The item as it stands, held against others until the end of the transaction."""
    return type(item)._default_manager.select_for_update().get(pk=item.pk)


def append(item: models.Model, kind: Any, state: State, author: Any, **fields: Any) -> Revision:
    newest = Revision.objects.of(item).values_list("number", flat=True).first() or 0
    made = Revision.objects.create(item=item, number=newest + 1, kind=kind, data=state, author=author, **fields)
    if kind in OF_ROWS:
        translation_checks.follow(made)
    return made

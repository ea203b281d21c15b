"""What the history of an item lists, and the versions of it that can be compared."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from trafficking.editorial import comparison, flow, review
from trafficking.editorial.capture import capture
from trafficking.editorial.confidential import hidden_from
from trafficking.editorial.merging import State
from trafficking.editorial.values import Names, moment
from trafficking.models import Revision
from trafficking.models.revision import OF_ROWS

LIVE, DRAFT = "live", "draft"


@dataclass
class Entry:
    """One line of the history: a revision, or something that the desk noted without one (`number` is None then)."""

    when: datetime
    who: str
    what: str
    note: str = ""
    revision: Revision | None = None
    #: The number of the revision to compare with, where there is one.
    before: int | None = None
    #: How much differs from that one: “3 texts”.
    changed: str = ""
    #: It says what is stored now.
    is_live: bool = False
    #: Where a button restores it; "" where the reader may not.
    restore: str = ""

    @property
    def number(self) -> int | None:
        return self.revision.number if self.revision else None


@dataclass(frozen=True)
class Version:
    """A state of an item that can be compared: a revision, what is stored now, or the draft that waits."""

    key: str
    label: str
    state: State = field(repr=False)


class History:
    """Everything that is known about an item, newest first, as one reader may see it.

    `item` may be a row that is there no more: then only its key counts.
    """

    def __init__(self, item: models.Model, reader: Any):
        self.item, self.reader = item, reader
        self.is_gone = item._state.adding
        self._names = Names()

    @cached_property
    def revisions(self) -> list[tuple[int, str, Any, datetime]]:
        """Number, kind, key and moment of every revision."""
        return list(Revision.objects.of(self.item).values_list("number", "kind", "pk", "created_at"))

    @cached_property
    def hidden(self) -> Set[str]:
        return hidden_from(self.reader, self.item)

    def keys(self) -> list[tuple[datetime, int, Any]]:
        """What to sort by and the key of every entry, newest first; number 0: noted without a revision.

        What was made and deleted has a revision, so that Django's own notes of it would say it twice.
        """
        kind = ContentType.objects.get_for_model(type(self.item))
        notes = LogEntry.objects.filter(content_type=kind, object_id=str(self.item.pk), action_flag=CHANGE)
        found = [(when, 0, pk) for pk, when in notes.order_by().values_list("pk", "action_time")]
        found += [(when, number, pk) for number, _kind, pk, when in self.revisions]
        return sorted(found, key=lambda key: key[:2], reverse=True)

    def entries(self, keys: Sequence[tuple[datetime, int, Any]]) -> Iterator[Entry]:
        """The entries of some of these keys, in their order."""
        numbers = {number for _when, number, _pk in keys if number}
        numbers |= {before for number in numbers if (before := self.before(number))}
        wanted = Revision.objects.of(self.item).filter(number__in=numbers).select_related("author", "draft")
        revisions = {each.number: each for each in wanted.prefetch_related("remarks__author", "remarks__share_link")}
        notes = LogEntry.objects.select_related("user").in_bulk([pk for _when, number, pk in keys if not number])
        for _when, number, pk in keys:
            yield self._of_revision(revisions[number], revisions) if number else self._of_note(notes[pk])

    def before(self, number: int) -> int | None:
        """The number of the version to compare with: of stored content the stored one before, else simply the last."""
        kinds = {each: kind for each, kind, _pk, _when in self.revisions}
        older = [each for each in kinds if each < number and (kinds[number] not in OF_ROWS or kinds[each] in OF_ROWS)]
        return max(older, default=None)

    def version(self, key: str | None) -> Version | None:
        """The version of a number, "live" or "draft"; None where there is none."""
        if key == LIVE:
            return None if self.is_gone else Version(LIVE, _("what is stored now"), capture(self.item))
        if key == DRAFT:
            waiting = None if self.is_gone else flow.draft(self.item)
            return Version(DRAFT, _("the draft that waits"), waiting.state) if waiting else None
        known = {str(number) for number, _kind, _pk, _when in self.revisions}
        if key not in known:
            return None
        revision = Revision.objects.of(self.item).select_related("author").get(number=int(key))
        return Version(key, label_of(revision), revision.data)

    def choices(self) -> list[tuple[str, str]]:
        """Keys and labels of everything that can be compared, newest first."""
        found = [(str(number), label_of_parts(number, kind, when)) for number, kind, _pk, when in self.revisions]
        if self.is_gone:
            return found
        draft = [(DRAFT, _("the draft that waits"))] if flow.pending(self.item) else []
        return [(LIVE, _("what is stored now")), *draft, *found]

    def between(self, before: State, after: State) -> list[comparison.Difference]:
        return comparison.between(before, after, type(self.item), self._names, self.hidden)

    @cached_property
    def live(self) -> State | None:
        return None if self.is_gone else capture(self.item)

    def _of_revision(self, revision: Revision, others: dict[int, Revision]) -> Entry:
        number = self.before(revision.number)
        changed = self.between(others[number].data, revision.data) if number else []
        return Entry(
            revision.created_at,
            review.name_of(revision.author),
            revision.get_kind_display(),
            revision.note,
            revision,
            number,
            comparison.summary(changed),
            revision.data == self.live,
        )

    def _of_note(self, note: LogEntry) -> Entry:
        # An older note may name an address that is confidential now.
        words = note.get_action_flag_display() if self.hidden else note.get_change_message() or str(note)
        return Entry(note.action_time, review.name_of(note.user), words)


def label_of(revision: Revision) -> str:
    return label_of_parts(revision.number, revision.kind, revision.created_at)


def label_of_parts(number: int, kind: str, when: datetime) -> str:
    """“12: published, 3 Dec 2026, 09:00”."""
    return f"{number}: {Revision.Kind(kind).label}, {moment(when)}"

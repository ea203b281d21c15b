"""Makes drafts or publications of a plan: all of them or none, through `editorial.flow` like every other change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from trafficking.editorial import flow, review
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.writing import write
from trafficking.exchange.entries import Entry
from trafficking.exchange.planning import Plan
from trafficking.exchange.problems import Problem
from trafficking.models import Remark, Revision

SUBMITTED: Any = Remark.Verdict.SUBMITTED
#: Passes things on while somebody watches; as `management.progress` does.
Watch = Callable[[Iterable[Entry]], Iterable[Entry]]


@dataclass(slots=True)
class Outcome:
    """How many items became what."""

    published: int = 0
    drafts: int = 0


class RejectedError(Exception):
    """Nothing was written; `problems` say why, row by row."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Import:
    """Who imports which plan, and what is to become of it.

    `publishes`: new items and changes of live ones go live at once; an item that was withdrawn, or was never live,
    gets a draft all the same. `submits`: drafts are sent for review.
    """

    plan: Plan
    author: Any
    note: str = ""
    publishes: bool = False
    submits: bool = False

    def apply(self, watch: Watch = iter) -> Outcome:
        """Write everything in one transaction. Raises RejectedError with all problems, and with nothing written."""
        if self.plan.problems:
            raise RejectedError(self.plan.problems)
        outcome, problems = Outcome(), []
        with flow.together():
            for entry in watch(self.plan.to_write):
                try:
                    with transaction.atomic():
                        self._write(entry, outcome)
                except flow.RefusedError as refusal:
                    problems += [Problem(entry.sheet, entry.row, "", reason) for reason in refusal.reasons]
            if problems:
                raise RejectedError(problems)
        return outcome

    def rehearse(self) -> list[Problem]:
        """What `apply` would be refused; nothing is written."""
        try:
            with rehearsal():
                self.apply()
        except RejectedError as rejection:
            return rejection.problems
        return []

    def _write(self, entry: Entry, outcome: Outcome) -> None:
        item = self._made(entry) if entry.is_new else self.plan.layout.model(pk=entry.key)
        base = flow.seen(item, self.author)
        if not entry.is_new and base.data != entry.live:
            raise flow.RefusedError(_("Somebody has changed this meanwhile. Look at the changes again."))
        if self.publishes and entry.is_new:
            self._publish(base, outcome)
            return
        draft = flow.save_draft(item, entry.after, self.author, base, note=self.note)
        if self.publishes and entry.is_published:
            self._publish(draft, outcome)
            return
        if self.submits:
            review.say(draft, SUBMITTED, self.author)
        outcome.drafts += 1

    def _publish(self, revision: Revision, outcome: Outcome) -> None:
        # Whoever confirmed the import has seen the numbers side by side.
        flow.publish(revision, self.author, note=self.note, numbers_confirmed=True)
        outcome.published += 1

    def _made(self, entry: Entry) -> Any:
        """A new item is at once a row that is not published, so that lists and the next import know it."""
        item = self.plan.layout.model()
        item.save(force_insert=True)
        if problems := write(item, entry.after, entry.live):
            raise flow.RefusedError(*problems)
        return item

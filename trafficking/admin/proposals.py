"""What a spreadsheet proposes, put together for the page on which somebody looks at it before anything is saved."""

import hashlib
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from trafficking.admin.rights import PUBLISHES, SEES_CONFIDENTIAL
from trafficking.admin.uploads import Upload
from trafficking.editorial.numbers import NumberChange
from trafficking.exchange import changes, files
from trafficking.exchange.applying import Import, Outcome
from trafficking.exchange.changes import Change
from trafficking.exchange.entries import Entry
from trafficking.exchange.layouts import Layout
from trafficking.exchange.limits import ON_THE_PAGE
from trafficking.exchange.planning import plan
from trafficking.exchange.problems import Problem

#: So many items are imported in one request; commands take more.
MOST_CHANGED = 200
#: So many problems are listed.
MOST_PROBLEMS = 1_000


class Shown(NamedTuple):
    """One item on the page."""

    entry: Entry
    name: str
    changes: list[Change]


class Proposal:
    """A kept file against what is there now, for one person."""

    def __init__(self, layout: Layout, upload: Upload, request: HttpRequest) -> None:
        self.upload, self._user = upload, request.user
        self._sees_confidential = request.user.has_perm(SEES_CONFIDENTIAL)
        sheets = files.read(upload.data, upload.name, ON_THE_PAGE)
        self.plan = plan(layout, sheets, request.user, sees_confidential=self._sees_confidential)

    @property
    def is_too_large(self) -> bool:
        return len(self.plan.to_write) > MOST_CHANGED

    @property
    def can_be_imported(self) -> bool:
        return bool(self.plan.to_write) and not self.plan.problems and not self.is_too_large

    @property
    def goes_to_review(self) -> bool:
        """Whether drafts are sent to somebody else, because this person cannot publish them."""
        return settings.REVIEW_REQUIRED or not self._user.has_perm(PUBLISHES)

    @cached_property
    def refusals(self) -> list[Problem]:
        """What keeps the items from going live at once; found by publishing them for show."""
        return [] if self.goes_to_review or not self.can_be_imported else self._import(publishes=True).rehearse()

    @property
    def can_be_published(self) -> bool:
        return self.can_be_imported and not self.goes_to_review and not self.refusals

    def apply(self, publishes: bool) -> Outcome:
        """Import it. Raises RejectedError."""
        return self._import(publishes and not self.goes_to_review).apply()

    def _import(self, publishes: bool) -> Import:
        note = _("From the table %(name)s") % {"name": self.upload.name}
        return Import(self.plan, self._user, note, publishes, submits=self.goes_to_review)

    @property
    def stamp(self) -> str:
        """Equal stamps, equal changes: what is confirmed is what was seen."""
        return hashlib.sha256(self.upload.data + self.plan.fingerprint().encode()).hexdigest()

    @cached_property
    def numbers(self) -> list[tuple[str, list[NumberChange]]]:
        """Telephone numbers of live items that would change, by the item's name."""
        return [(self._name(entry), changed) for entry, changed in changes.number_changes(self.plan)]

    @property
    def items(self) -> list[Shown]:
        """Every item that would change, and how."""
        if self.is_too_large:
            return []
        return [
            Shown(entry, self._name(entry), changes.changes(self.plan, entry, self._sees_confidential))
            for entry in self.plan.to_write
        ]

    @property
    def problems(self) -> list[Problem]:
        return self.plan.problems[:MOST_PROBLEMS]

    @property
    def more_problems(self) -> int:
        return len(self.plan.problems) - len(self.problems)

    @property
    def withdrawn(self) -> list[str]:
        """Names of items that are not live, which publishing would leave as drafts."""
        return [self._name(entry) for entry in self.plan.changed if not entry.is_published]

    def _name(self, entry: Entry) -> Any:
        return changes.name_of(self.plan.layout, entry)

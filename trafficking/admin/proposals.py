"""What a spreadsheet proposes, put together for the page on which somebody looks at it before anything is saved."""

import hashlib
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from trafficking.admin.drafting import PUBLISH
from trafficking.admin.uploads import Upload
from trafficking.editorial.comparison import Difference
from trafficking.editorial.numbers import NumberChange
from trafficking.editorial.values import Names
from trafficking.exchange import changes, files
from trafficking.exchange.applying import Import, Outcome
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
    differences: list[Difference]


class Proposal:
    """A kept file against what is there now, for one person."""

    def __init__(self, layout: Layout, upload: Upload, request: HttpRequest) -> None:
        self.upload, self._user = upload, request.user
        sheets = files.read(upload.data, upload.name, ON_THE_PAGE)
        self.plan = plan(layout, sheets, request.user)

    @property
    def is_too_large(self) -> bool:
        return len(self.plan.to_write) > MOST_CHANGED

    @property
    def can_be_imported(self) -> bool:
        return bool(self.plan.to_write) and not self.plan.problems and not self.is_too_large

    @property
    def goes_to_review(self) -> bool:
        """Whether drafts are sent to somebody else, because this person cannot publish them."""
        return settings.REVIEW_REQUIRED or not self._user.has_perm(PUBLISH)

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
        return [(changes.name_of(entry), changed) for entry, changed in changes.number_changes(self.plan)]

    @property
    def items(self) -> list[Shown]:
        """Every item that would change, and how."""
        if self.is_too_large:
            return []
        names = Names()
        return [
            Shown(entry, changes.name_of(entry), changes.differences(self.plan, entry, names))
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
        return [changes.name_of(entry) for entry in self.plan.changed if not entry.is_published]

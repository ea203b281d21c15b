"""Which rows of children somebody may know of: confidential addresses are for those with the right."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from trafficking.editorial.confidential import SEES_CONFIDENTIAL, hidden_places
from trafficking.editorial.merging import State
from trafficking.models import Location, Organisation

CONFIDENTIAL = Location.Visibility.CONFIDENTIAL


class Sight:
    """What one person sees; None, the system, sees everything."""

    def __init__(self, person: Any) -> None:
        self.sees_confidential = person is None or person.has_perm(SEES_CONFIDENTIAL)
        #: The keys of places that this person may not see.
        self.hidden: set[str] = set()

    def learn(self, model: type[models.Model], keys: Sequence[Any]) -> None:
        """Read what is hidden of some items, before their rows are looked at."""
        if model is Organisation and not self.sees_confidential:
            self.hidden |= hidden_places(keys)

    def visible(self, children: dict[str, State]) -> dict[str, State]:
        """Those rows that may be known, in their order."""
        return {key: row for key, row in in_order(children).items() if self._may_see(key, row)}

    def _may_see(self, key: str, row: State) -> bool:
        return self.sees_confidential or (key not in self.hidden and not is_confidential(row))


def is_confidential(row: State) -> bool:
    return row.get("visibility") == CONFIDENTIAL


def in_order(children: dict[str, State]) -> dict[str, State]:
    """Rows of children as editors have ordered them."""
    return dict(sorted(children.items(), key=lambda each: (int(each[1].get("position") or 0), each[0])))

"""Addresses that only some of the staff may see, in every version of an organisation.

An address that is confidential in one version is confidential in all: it may have been entered as public by mistake.
"""

from collections.abc import Set
from typing import Any

from django.db import models

from trafficking.editorial.merging import State
from trafficking.models import Location, Organisation, Revision

SEES_CONFIDENTIAL = "trafficking.view_confidential_location"


def hidden_from(person: Any, item: models.Model) -> Set[str]:
    """The keys of an item's places that somebody may not see; nothing is hidden from the system (None)."""
    if not isinstance(item, Organisation) or person is None or person.has_perm(SEES_CONFIDENTIAL):
        return frozenset()
    stored = item.locations.filter(visibility=Location.Visibility.CONFIDENTIAL).values_list("pk", flat=True)
    versions = Revision.objects.of(item).values_list("data__locations", flat=True)
    return {*map(str, stored), *(key for places in versions for key in confidential_in(places or {}))}


def confidential_in(places: State) -> set[str]:
    """The keys of those places of one version that are marked as confidential in it."""
    return {key for key, place in places.items() if place.get("visibility") == Location.Visibility.CONFIDENTIAL}


def without_touching(hidden: Set[str], wanted: State, now: State) -> State:
    """A version that somebody wants, with the places that are hidden from them as they are now."""
    if not hidden:
        return wanted
    open_ones = {key: place for key, place in wanted.get("locations", {}).items() if key not in hidden}
    kept = {key: place for key, place in now.get("locations", {}).items() if key in hidden}
    return {**wanted, "locations": {**open_ones, **kept}}

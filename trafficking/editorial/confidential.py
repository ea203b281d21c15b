"""Addresses that only some of the staff may see, in every version of an organisation.

An address that is confidential in one version is confidential in all: it may have been entered as public by mistake.
"""

from collections.abc import Sequence, Set
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from trafficking.editorial.merging import State
from trafficking.models import Location, Organisation, Revision

SEES_CONFIDENTIAL = "trafficking.view_confidential_location"


def hidden_from(person: Any, item: models.Model) -> Set[str]:
    """The keys of an item's places that somebody may not see; nothing is hidden from the system (None)."""
    if not isinstance(item, Organisation) or person is None or person.has_perm(SEES_CONFIDENTIAL):
        return frozenset()
    return hidden_places([item.pk])


def hidden_places(organisations: Sequence[Any]) -> Set[str]:
    """The keys of all places of some organisations (some hundreds, by key) that not everybody may see."""
    places = Location.objects.filter(organisation__in=organisations, visibility=Location.Visibility.CONFIDENTIAL)
    kind = ContentType.objects.get_for_model(Organisation)
    revisions = Revision.objects.filter(content_type=kind, object_id__in=organisations).order_by()
    versions = revisions.values_list("data__locations", flat=True)
    stored = places.order_by().values_list("pk", flat=True)
    return {*map(str, stored), *(key for each in versions for key in confidential_in(each or {}))}


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

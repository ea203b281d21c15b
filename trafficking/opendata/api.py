"""The read-only HSDS API. Each collection says which rows it has and how they read; the rest is shared.

How an answer travels stands in `answers`, what may be asked for in `parameters`.
"""

import math
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from trafficking.models import Area, Audience, Language, Location, Notice, Organisation, Phone, Service
from trafficking.models.publishing import published_at
from trafficking.opendata import hsds
from trafficking.opendata.answers import answer
from trafficking.opendata.parameters import parameters
from trafficking.search import directory
from trafficking.texts import text

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/v3.1.1/hsds/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json"
#: More than this no database likes in one question.
MOST_FOUND = 10_000


@dataclass(frozen=True)
class Collection:
    """`rows` answers what the parameters ask for, in a stable order; `brief` and `whole` make one row a dictionary."""

    rows: Callable[[dict[str, Any]], QuerySet | Sequence[Any]]
    brief: Callable[[Any, str], hsds.Data]
    whole: Callable[[Any, str], hsds.Data]
    key: Callable[[Any], str]


def services(wanted: dict[str, Any]) -> QuerySet[Service]:
    rows = Service.objects.offered().prefetch_related(
        Prefetch("organisation__phones", Phone.objects.with_spoken_languages()),
        "organisation__locations",
        *_published_relations("organisation__"),
    )
    if "organization_id" in wanted:
        rows = rows.filter(organisation=wanted["organization_id"])
    if "taxonomy_term_id" in wanted:
        rows = rows.filter(_has_term(wanted["taxonomy_term_id"])).distinct()
    if "modified_after" in wanted:
        rows = rows.filter(organisation__updated_at__gte=wanted["modified_after"])
    if "search" in wanted:
        rows = rows.filter(organisation__in=_found(wanted["search"]))
    return rows


def organizations(wanted: dict[str, Any]) -> QuerySet[Organisation]:
    rows = Organisation.objects.published().in_directory()
    if "taxonomy_term_id" in wanted:
        rows = rows.filter(pk__in=services({"taxonomy_term_id": wanted["taxonomy_term_id"]}).values("organisation"))
    if "modified_after" in wanted:
        rows = rows.filter(updated_at__gte=wanted["modified_after"])
    if "organization_id" in wanted:
        rows = rows.filter(pk=wanted["organization_id"])
    if "search" in wanted:
        rows = rows.filter(pk__in=_found(wanted["search"]))
    return rows.order_by("position", "id").prefetch_related(
        Prefetch("phones", Phone.objects.with_spoken_languages()),
        "locations",
        # Each service then knows this very organisation, with all that is prefetched here.
        Prefetch("services", Service.objects.shown(), to_attr="shown_services"),
        *_published_relations(""),
    )


def taxonomies(wanted: dict[str, Any]) -> list[str]:
    return [name for name in hsds.TAXONOMIES if wanted.get("search", "").lower() in hsds.taxonomy(name)["name"].lower()]


def taxonomy_terms(wanted: dict[str, Any]) -> list[Any]:
    return [
        term
        for name, noun in hsds.TAXONOMIES.items()
        if wanted.get("taxonomy_id") in (None, hsds.taxonomy_key(name))
        for term in noun.objects.published().order_by("position", "id")
        if wanted.get("search", "").lower() in text(term, "name").value.lower()
    ]


def service_at_locations(wanted: dict[str, Any]) -> list[tuple[Service, Location]]:
    return [
        (service, place)
        for service in services(wanted)
        for place in service.organisation.locations.all()
        if not place.is_confidential
    ]


COLLECTIONS = {
    "services": Collection(services, hsds.service_summary, hsds.service, lambda row: str(row.pk)),
    "organizations": Collection(organizations, hsds.organization_summary, hsds.organization, lambda row: str(row.pk)),
    "taxonomies": Collection(
        taxonomies,
        lambda name, language: hsds.taxonomy(name),
        lambda name, language: hsds.taxonomy(name),
        lambda name: str(hsds.taxonomy_key(name)),
    ),
    "taxonomy_terms": Collection(taxonomy_terms, hsds.taxonomy_term, hsds.taxonomy_term, lambda row: str(row.pk)),
    "service_at_locations": Collection(
        service_at_locations,
        lambda pair, language: hsds.service_at_location_summary(pair[0], pair[1], language),
        lambda pair, language: hsds.service_at_location(pair[0], pair[1], language),
        lambda pair: hsds.location_key(pair[0], pair[1]),
    ),
}


@answer
def missing(request: HttpRequest, language: str, **parts: Any) -> hsds.Data:
    """Every address below the API that is none."""
    raise Http404(_("There is no such address. The collections are: %(names)s.") % {"names": ", ".join(COLLECTIONS)})


@answer
def about(request: HttpRequest, language: str) -> hsds.Data:
    notices = [text(notice, "text", language).value for notice in Notice.objects.published()]
    return {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI, "notice": " ".join(notices)}


@answer
def listing(request: HttpRequest, language: str, collection: str) -> hsds.Data:
    """One page of a collection in HSDS's envelope."""
    wanted = parameters(request)
    kind = COLLECTIONS[collection]
    page, size = wanted.pop("page", 1), wanted.pop("per_page", 50)
    make = kind.whole if wanted.pop("full", False) else kind.brief
    rows = kind.rows(wanted)
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    pages = max(1, math.ceil(total / size))
    contents = [make(row, language) for row in rows[(page - 1) * size : page * size]]
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }


@answer
def detail(request: HttpRequest, language: str, collection: str, key: uuid.UUID) -> hsds.Data:
    kind = COLLECTIONS[collection]
    rows = kind.rows({})
    candidates = rows.filter(pk=key) if isinstance(rows, QuerySet) else rows
    for row in candidates:
        if kind.key(row) == str(key):
            return kind.whole(row, language)
    raise Http404(_("There is nothing public with this id."))


def _found(words: str) -> list[uuid.UUID]:
    """The organisations that words find: a filter here, so their rank does not matter."""
    return directory.find(words).ids(0, MOST_FOUND) if words.strip() else []


def _has_term(key: uuid.UUID) -> Q:
    """Services of a type, of a type of a situation, or of an organisation for an audience."""
    return (
        Q(service_type=key)
        | (Q(service_type__situations=key) & published_at(prefix="service_type__situations__"))
        | (Q(organisation__audiences=key) & published_at(prefix="organisation__audiences__"))
    )


def _published_relations(prefix: str) -> list[Prefetch]:
    return [
        Prefetch(f"{prefix}areas", Area.objects.published()),
        Prefetch(f"{prefix}languages", Language.objects.published()),
        Prefetch(f"{prefix}audiences", Audience.objects.published()),
    ]

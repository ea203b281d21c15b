"""The read-only HSDS API. Each collection says which rows it has and how they read; the rest is shared.

Answers are the same for everybody and may be read from any site (CORS). Errors are JSON too:
{"error": "…"} with the fitting status.
"""

import math
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from trafficking.models import Area, Audience, Language, Location, Notice, Organisation, Phone, Service
from trafficking.models.publishing import published_at
from trafficking.opendata import hsds
from trafficking.search import directory
from trafficking.texts import text

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/v3.1.1/hsds/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json"
MOST_PER_PAGE = 200
#: More than this no database likes in one question.
MOST_FOUND = 10_000


class ParameterError(Exception):
    """A parameter that cannot be understood; the message says which and what it may be."""


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


def answer(view: Callable[..., hsds.Data]) -> Callable[..., HttpResponse]:
    """A view that returns data, as JSON in the language of its address, readable from any site."""

    @require_safe
    @conditional_page
    def wrapped(request: HttpRequest, language: str = "lv", **parts: Any) -> HttpResponse:
        with translation.override(language):
            try:
                response = JsonResponse(view(request, language, **parts), json_dumps_params={"ensure_ascii": False})
            except ParameterError as error:
                response = JsonResponse({"error": str(error)}, status=400)
            except Http404 as error:
                response = JsonResponse({"error": str(error)}, status=404)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Content-Language"] = language
        return response

    return wrapped


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


def parameters(request: HttpRequest) -> dict[str, Any]:
    """The known parameters that say something, each read strictly; unknown ones are ignored as HSDS allows."""
    wanted = {}
    for name, read in READERS.items():
        if value := request.GET.get(name, "").strip():
            try:
                wanted[name] = read(value)
            except (ValueError, KeyError) as error:
                raise ParameterError(_("The parameter “%(name)s” cannot be read.") % {"name": name}) from error
    return wanted


def _number(largest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
        if not 1 <= number <= largest:
            raise ValueError
        return number

    return read


def _boolean(value: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[value.lower()]


def _moment(value: str) -> datetime:
    """A date or a date and time (ISO 8601); without a zone it is Riga's."""
    if moment := parse_datetime(value.replace(" ", "+")):
        return moment if moment.tzinfo else timezone.make_aware(moment)
    if day := parse_date(value):
        return timezone.make_aware(datetime(day.year, day.month, day.day))
    raise ValueError


def _short(value: str) -> str:
    if len(value) > 200:
        raise ValueError
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "page": _number(1_000_000),
    "per_page": _number(MOST_PER_PAGE),
    "full": _boolean,
    "search": _short,
    "organization_id": uuid.UUID,
    "taxonomy_term_id": uuid.UUID,
    "taxonomy_id": uuid.UUID,
    "modified_after": _moment,
}


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

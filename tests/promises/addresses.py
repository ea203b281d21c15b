"""Every address outside the desk, with the arguments that it takes, and what it answers.

One that is not listed makes a test fail (test_confidential.py). They speak of the one organisation of `tell`.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from tests import factories
from tests.printing.reading import text_of
from trafficking.editorial import sharing
from trafficking.models import Location, Organisation
from trafficking.opendata import hsds

#: Addresses that hold nothing of the database, or files that staff have published.
EMPTY_HANDED = {"root", "exit", "media/<path:path>", "set_language", "opendata:^api/", "opendata:robots"}


def place() -> Location:
    return Location.objects.earliest("position")


def organisation() -> Organisation:
    return Organisation.objects.get(slug="viens")


#: The arguments of each address, by its name.
ARGUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    **dict.fromkeys(
        ["public:home", "public:directory", "public:timeline", "public:awards", "public:search", "opendata:sitemap"],
        dict,
    ),
    **dict.fromkeys(["feeds:atom", "feeds:calendar", "printing:leaflet", "printing:cards"], dict),
    **dict.fromkeys(
        ["public:organisation", "public:correction", "public:correction-thanks", "printing:vcard", "printing:text"],
        lambda: {"slug": "viens"},
    ),
    **dict.fromkeys(
        ["shared-draft", "shared-draft-thanks"],
        lambda: {"token": sharing.make(organisation(), "lv", "Lasītāja", 7, None)[1]},
    ),
    "public:year": lambda: {"year": 2015},
    "public:event": lambda: {"year": 2015, "slug": "ev"},
    "public:page": lambda: {"path": "nato"},
    **{f"opendata:hsds-{code}": dict for code, _name in settings.LANGUAGES},
    **{
        f"opendata:hsds-{code}-{name}": dict
        for code, _name in settings.LANGUAGES
        for name in ("organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms")
    },
    **{
        f"opendata:hsds-{code}-{name}-detail": key
        for code, _name in settings.LANGUAGES
        for name, key in {
            "organizations": lambda: {"key": organisation().pk},
            "services": lambda: {"key": organisation().services.get().pk},
            "service_at_locations": lambda: {"key": hsds.location_key(organisation().services.get(), place())},
            "taxonomies": lambda: {"key": hsds.taxonomy_key("situations")},
            "taxonomy_terms": lambda: {"key": organisation().services.get().service_type.pk},
        }.items()
    },
}


def tell(**fields: Any) -> Organisation:
    """One organisation of the directory, and everything around it that may speak of it."""
    situation = factories.situation(slug="support")
    kind = factories.service_type((situation,), slug="legal")
    item = factories.organisation((kind,), slug="viens", name_lv="Viens", neutral_name_lv="Viens", **fields)
    factories.phone(item)
    factories.participation(factories.event(2015, slug="ev"), organisation=item)
    factories.award(organisation=item)
    factories.page("nato")
    return item


def names(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Every address outside the desk, by name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not hasattr(pattern, "url_patterns"):
            yield prefix + (pattern.name or str(pattern.pattern))
        elif pattern.namespace != "admin":
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def answer(client: Client, address: str, **data: str) -> str:
    """All that an address tells: headers and text, of a PDF what a reader hears and its bytes."""
    response = client.get(address, data)
    told = response.content.decode("utf-8", "replace")
    if response.headers["Content-Type"] == "application/pdf":
        told += text_of(response.content)
    return f"{response.headers}{told}"


def every_address() -> set[tuple[str, str]]:
    """(name, address) in every language that the address has."""
    found = set()
    for name, arguments in ARGUMENTS.items():
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                found.add((name, reverse(name, kwargs=arguments())))
    return found


def everything(client: Client) -> dict[tuple[str, str], str]:
    told = {(name, address): answer(client, address) for name, address in every_address()}
    for query in ("full=true", "search=viens", f"organization_id={organisation().pk}"):
        for name in ("organizations", "services", "service_at_locations"):
            told[name, query] = answer(client, f"/api/hsds/v3/{name}?{query}")
    for query in ("?q=viens", "?service=legal", "?situation=support"):
        for address in ("/lv/help/", "/lv/help/contacts.pdf", "/lv/help/cards.pdf", "/lv/search/"):
            told[address, query] = answer(client, address + query)
    refused = client.post("/lv/help/viens/correction/", {"part": "address", "text": ""})
    told["correction", "refused"] = refused.content.decode()
    return told

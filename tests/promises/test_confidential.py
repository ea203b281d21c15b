"""The promise over everything that leaves the house: of a confidential place nothing does, of "town only" the town.

What is asked follows from the addresses themselves: one that is not listed here makes a test fail.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from tests import factories
from tests.printing.reading import text_of
from trafficking.models import Location, Organisation
from trafficking.opendata import hsds

pytestmark = pytest.mark.django_db

#: What the place is known by. None of it may leave, in whatever spelling a page gives it.
STREET, CITY, POSTCODE, NAME = "Slēptuves iela 77", "Paslēpciems", "LV-1987", "Zirgskābenes nams"
LATITUDE, LONGITUDE = "56.987654", "24.123987"
SECRETS = (STREET, "Sl%C4%93ptuves", "Slēptuves", CITY, "Pasl%C4%93pciems", POSTCODE, "1987", NAME, LATITUDE, LONGITUDE)
WORDS = (STREET, "sleptuves", CITY, "paslepciema", POSTCODE, NAME, "zirgskabenes")
#: Addresses that hold nothing of the database, or files that staff have published.
EMPTY_HANDED = {"root", "exit", "media/<path:path>", "set_language", "opendata:^api/", "opendata:robots"}


def place() -> Location:
    return Location.objects.get()


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
#: Where an address that may be shown is shown, so that hiding it there means something.
SHOWN_ON = {
    "public:directory",
    "public:organisation",
    "printing:leaflet",
    "printing:text",
    *(
        f"opendata:hsds-{code}-{name}"
        for code, _name in settings.LANGUAGES
        for name in ("organizations-detail", "services-detail", "service_at_locations-detail")
    ),
}


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


@pytest.fixture
def shelter(client):
    """One organisation, one place, and everything around them that may speak of them."""
    situation = factories.situation(slug="support")
    item = factories.organisation(
        (factories.service_type((situation,), slug="legal"),), slug="viens", name_lv="Viens", neutral_name_lv="Viens"
    )
    factories.phone(item)
    factories.participation(factories.event(2015, slug="ev"), organisation=item)
    factories.award(organisation=item)
    factories.page("nato")
    return factories.location(
        item,
        **{f"name_{code}": NAME for code, _name in settings.LANGUAGES},
        street=STREET,
        city=CITY,
        postcode=POSTCODE,
        latitude=LATITUDE,
        longitude=LONGITUDE,
    )


def hide(location: Location, visibility: Location.Visibility = Location.Visibility.CONFIDENTIAL) -> None:
    location.visibility = visibility
    location.save()


def test_every_address_is_asked():
    assert set(ARGUMENTS) | EMPTY_HANDED == set(names())


def test_address_that_is_public_is_told_where_it_should_be(client, shelter):
    for (name, address), told in everything(client).items():
        if name in SHOWN_ON:
            assert STREET in told, address
            assert POSTCODE in told, address


def test_confidential_place_is_in_no_answer(client, shelter):
    hide(shelter)
    for (name, address), told in everything(client).items():
        assert not [secret for secret in SECRETS if secret in told], (name, address)


def test_of_a_place_that_shows_its_town_nothing_else_is_told(client, shelter):
    hide(shelter, Location.Visibility.TOWN)
    hidden = [secret for secret in SECRETS if secret not in {CITY, "Pasl%C4%93pciems"}]
    told = everything(client)
    for (name, address), text in told.items():
        assert not [secret for secret in hidden if secret in text], (name, address)
    assert CITY in told["public:organisation", "/lv/help/viens/"]
    assert CITY in told["printing:leaflet", "/lv/help/contacts.pdf"]


def test_service_at_a_confidential_place_has_no_address_of_its_own(client, shelter):
    address = f"/api/hsds/v3/service_at_locations/{hsds.location_key(organisation().services.get(), shelter)}"
    assert client.get(address).status_code == 200
    hide(shelter)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("words", WORDS)
def test_confidential_place_cannot_be_searched_for(client, shelter, words):
    factories.area(name_lv=CITY, slug="town")
    asked = ("/lv/help/", "/uk/help/", "/lv/search/", "/lv/help/contacts.pdf")
    assert any("/help/viens/" in answer(client, address, q=words) for address in asked)
    hide(shelter)
    for address in asked:
        told = answer(client, address, q=words)
        assert "/help/viens/" not in told
        assert "Viens" not in told
    found = client.get("/api/hsds/v3/organizations", {"search": words}).json()
    assert found["total_items"] == 0


def test_page_for_the_worst_hour_holds_nothing_of_the_database(shelter):
    hide(shelter)
    for page in Path(settings.BASE_DIR, "deploy", "emergency").glob("*.html"):
        assert not [secret for secret in SECRETS if secret in page.read_text(encoding="utf-8")]

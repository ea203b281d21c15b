"""The promise over everything that leaves the house: of a confidential place nothing does, of "town only" the town.

What is asked follows from the addresses themselves: one that is not listed here makes a test fail.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests import factories
from tests.promises.addresses import ARGUMENTS, EMPTY_HANDED, answer, everything, names, organisation, tell
from trafficking.models import Location
from trafficking.opendata import hsds

pytestmark = pytest.mark.django_db

#: What the place is known by. None of it may leave, in whatever spelling a page gives it.
STREET, CITY, POSTCODE, NAME = "Slēptuves iela 77", "Paslēpciems", "LV-1987", "Zirgskābenes nams"
LATITUDE, LONGITUDE = "56.987654", "24.123987"
SECRETS = (STREET, "Sl%C4%93ptuves", "Slēptuves", CITY, "Pasl%C4%93pciems", POSTCODE, NAME, LATITUDE, LONGITUDE)
#: The digits of the postcode by themselves; inside a random key or a fraction of a second they mean nothing.
DIGITS = re.compile(r"(?<!/Length )(?<![\w-])1987(?![\w-])")
WORDS = (STREET, "sleptuves", CITY, "paslepciema", POSTCODE, NAME, "zirgskabenes")
#: Where an address that may be shown is shown, so that hiding it there means something.
SHOWN_ON = {
    "public:directory",
    "public:organisation",
    "printing:leaflet",
    "printing:text",
    "shared-draft",
    *(
        f"opendata:hsds-{code}-{name}"
        for code, _name in settings.LANGUAGES
        for name in ("organizations-detail", "services-detail", "service_at_locations-detail")
    ),
}


@pytest.fixture
def shelter(client):
    """One organisation, one place, and everything around them that may speak of them."""
    item = tell()
    return factories.location(
        item,
        **{f"name_{code}": NAME for code, _name in settings.LANGUAGES},
        street=STREET,
        city=CITY,
        postcode=POSTCODE,
        latitude=LATITUDE,
        longitude=LONGITUDE,
    )


def leaks(told: str) -> list[str]:
    return [*(secret for secret in SECRETS if secret in told), *DIGITS.findall(told)]


def test_leak_is_seen_in_every_spelling_and_not_in_a_random_key():
    for told in (f'"postal_code": "{POSTCODE}"', "Paslēpciems, 1987", "/Paslēpciems 1987<", "Sl%C4%93ptuves"):
        assert leaks(told), told
    for told in ("ce3cc27f-1987-46ff-b474-442a12671d27", "a1987b", "15:04:05.198712", "/Length 1987>>"):
        assert not leaks(told), told


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
        assert leaks(told) == [], (name, address)


def test_of_a_place_that_shows_its_town_nothing_else_is_told(client, shelter):
    hide(shelter, Location.Visibility.TOWN)
    told = everything(client)
    for (name, address), text in told.items():
        assert not set(leaks(text)) - {CITY, "Pasl%C4%93pciems"}, (name, address)
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
        assert leaks(page.read_text(encoding="utf-8")) == []

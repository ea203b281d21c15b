from datetime import date

import pytest

from tests import factories
from trafficking.models import Location, Organisation, Service
from trafficking.opendata import jsonld

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/lv/help/viens/"


def read(organisation: Organisation) -> dict:
    return jsonld.organisation(
        Organisation.objects.with_contacts().with_spoken_languages().get(pk=organisation.pk), "lv", ADDRESS
    )


def test_organisation_tells_what_is_known():
    organisation = factories.organisation(
        name_lv="Viens", website="https://example.org/", opening_hours="Mo 09:00-12:00"
    )
    factories.service(organisation, factories.service_type(name_lv="Padoms"), free=Service.Free.YES)
    factories.phone(organisation, toll_free=True)
    factories.phone(organisation, "+37167000009", kind="fax")
    factories.location(organisation, street="Iela 1", postcode="LV-1001")
    data = read(organisation)
    assert data["@type"] == "NGO"
    assert data["telephone"] == ["+37167000001"]
    assert data["faxNumber"] == ["+37167000009"]
    assert data["contactPoint"][0]["contactOption"] == "TollFree"
    assert data["address"][0]["postalCode"] == "LV-1001"
    assert data["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["Monday"],
        "opens": "09:00",
        "closes": "12:00",
    }
    assert data["makesOffer"][0]["itemOffered"]["isAccessibleForFree"] is True


def test_organisation_of_which_nothing_is_known_has_no_empty_values():
    assert set(read(factories.organisation())) == {"@context", "@type", "@id", "name"}


@pytest.mark.parametrize("visibility", [Location.Visibility.TOWN, Location.Visibility.CONFIDENTIAL])
def test_address_that_is_not_public_is_left_out(visibility):
    organisation = factories.organisation()
    place = factories.location(organisation)
    assert "address" in read(organisation)
    place.visibility = visibility
    place.save()
    assert "address" not in read(organisation)


def test_event_with_days_has_them_and_one_without_is_left_out():
    event = factories.event(2015, starts_on=date(2015, 9, 21), ends_on=date(2015, 9, 22), place_lv="Rīga")
    data = jsonld.event(event, "lv", "https://example.org/e/")
    assert (data["startDate"], data["endDate"]) == ("2015-09-21", "2015-09-22")
    assert data["location"] == {"@type": "Place", "name": "Rīga"}
    assert jsonld.event(factories.event(2015), "lv", "https://example.org/e/") is None


def test_breadcrumbs_are_numbered_from_the_first_page():
    steps = jsonld.breadcrumbs([("A", "https://example.org/a/"), ("B", "https://example.org/b/")])["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [(1, "A"), (2, "B")]

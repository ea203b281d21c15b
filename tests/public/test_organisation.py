"""The page of one organisation: numbers in the order that helps, what is known and what is not, what never shows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from trafficking.models import Location, Phone, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return factories.organisation(slug="viens", name_lv="Biedrība Viens", neutral_name_lv="Viens")


def page(client, language: str = "en") -> str:
    html = client.get(f"/{language}/help/viens/").content.decode()
    return html[html.index("<main") :]


def test_numbers_stand_in_the_order_that_helps(client, organisation):
    factories.phone(organisation, "+37167000001", position=1)
    factories.phone(organisation, "+37167000002", position=2, around_the_clock=True)
    factories.phone(organisation, "+37180000003", position=3, toll_free=True)
    factories.phone(organisation, "+37120000004", position=4, kind=Phone.Kind.SMS)
    factories.phone(organisation, "+37167000005", position=0, kind=Phone.Kind.FAX)
    numbers = re.findall(r'href="((?:tel|sms):\+[^"]+)"', page(client))
    assert numbers == ["tel:+37180000003", "tel:+37167000002", "tel:+37167000001", "sms:+37120000004"]
    assert page(client).index("+371 20 000 004") < page(client).index("+371 67 000 005")
    assert 'href="tel:+37167000005"' not in page(client)


def test_languages_are_said_of_the_organisation_and_of_each_number(client, organisation):
    russian = factories.language("ru")
    polish, hidden = factories.language("pl", position=1), factories.language("de", position=2)
    organisation.languages.add(russian)
    phone = factories.phone(organisation)
    phone.languages.add(polish, hidden)
    assert "Languages: Polish, German" in page(client)
    hidden.is_published = False
    hidden.save()
    html = page(client)
    assert "Languages: Polish<" in html
    assert re.search(r"<dt>Languages spoken</dt><dd>Russian</dd>", html)


def test_number_says_its_own_hours_unless_it_is_always_answered(client, organisation):
    factories.phone(organisation, "80000001", opening_hours="Sa,Su 10:00-16:00")
    factories.phone(organisation, "80000002", opening_hours="24/7", around_the_clock=True)
    html = client.get(f"/en/help/{organisation.slug}/").content.decode()
    assert re.search(r"\+371 80 000 001</a>\s*<span class=\"call-note\">Sat, Sun: 10:00–16:00</span>", html)
    assert "00:00–24:00" not in html


def test_what_is_not_known_is_said_to_be(client, organisation):
    html = page(client)
    assert html.count("not known yet; call and ask") == 4  # hours, languages, area, for whom
    assert "no telephone number" in html
    assert "Contact details not checked yet" in html


def test_service_tells_for_whom_what_it_costs_and_what_to_bring(client, organisation):
    factories.service(
        organisation,
        factories.service_type(name_en="Legal help"),
        details_en="A lawyer listens to you.",
        eligibility_en="Everybody.",
        papers_needed_en="Your contract.",
        not_needed_en="No passport.",
        free=Service.Free.YES,
        basis=Service.Basis.CONFIRMED,
    )
    html = page(client)
    for words in ("A lawyer listens", "Everybody.", "Your contract.", "No passport.", "free of charge", "Confirmed by"):
        assert words in html


def test_address_is_shown_as_far_as_it_may_be(client, organisation):
    place = factories.location(organisation, street="Parauga iela 5", city="Rīga", postcode="LV-1010")
    html = page(client)
    assert "Parauga iela 5, Rīga, LV-1010" in html
    assert 'href="https://www.openstreetmap.org/search?query=Parauga%20iela%205%2C%20R%C4%ABga%2C%20LV-1010"' in html
    place.visibility = Location.Visibility.TOWN
    place.save()
    html = page(client)
    assert "Rīga" in html
    assert "Parauga" not in html
    assert "openstreetmap" not in html
    place.visibility = Location.Visibility.CONFIDENTIAL
    place.save()
    html = page(client)
    assert "Rīga" not in html
    assert "The address is withheld for safety." in html


def test_links_that_lead_elsewhere_send_nothing_along(client, organisation):
    organisation.website = "https://www.example.org/x"
    organisation.save()
    assert '<a href="https://www.example.org/x" rel="noreferrer noopener" translate="no">example.org</a>' in page(
        client
    )


def test_record_names_public_events_and_awards_only(client, organisation):
    event = factories.event(2015, title_en="A training")
    factories.participation(event, organisation=organisation)
    award = factories.award(organisation=organisation, honour_en="A prize")
    html = page(client)
    assert "A training" in html
    assert "A prize" in html
    for item in (event, award):
        item.is_published = False
        item.save()
    assert "In the record" not in page(client)


def test_page_takes_as_many_queries_with_one_number_as_with_three(client, organisation, settings):
    settings.CONTENT_VERSION_SECONDS = 60
    spoken = factories.language("ru")
    factories.phone(organisation).languages.add(spoken)
    page(client)
    with CaptureQueriesContext(connection) as one:
        page(client)
    for number in ("+37167000002", "+37167000003"):
        factories.phone(organisation, number).languages.add(spoken)
    with CaptureQueriesContext(connection) as three:
        page(client)
    assert len(three) == len(one)


def test_what_is_shared_names_a_neutral_name_and_the_number_only(client):
    organisation = factories.organisation(slug="viens", name_lv="Patvērums Māja", neutral_name_lv="Viens")
    factories.phone(organisation, "+37126000001", kind="mobile")
    html = client.get("/lv/help/viens/").content.decode()
    assert 'href="sms:?&amp;body=Viens%20%2B371%2026%20000%20001"' in html
    assert 'data-copy="Viens +371 26 000 001"' in html

"""The HSDS API over the test client: its envelope, its keys, what never leaves, what it says to bad input."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from trafficking.models import Language, Location, Service

pytestmark = pytest.mark.django_db
BASE = "/api/hsds/v3/"
COLLECTIONS = ["services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations"]
ENVELOPE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


def full_organisation(**fields):
    """An organisation with something in every place that HSDS has."""
    situation = factories.situation(name_en="Before you travel")
    service_type = factories.service_type((situation,), name_en="Legal help", description_lv="Juristi palīdz")
    organisation = factories.organisation(
        summary_lv="Kopsavilkums",
        summary_en="A summary",
        alert_lv="Slēgts",
        email="post@example.org",
        website="https://example.org/",
        opening_hours="Mo-Fr 09:00-17:00",
        verified_on="2026-01-02",
        **fields,
    )
    factories.service(
        organisation,
        service_type,
        free=Service.Free.YES,
        papers_needed_lv="Pase\nLīgums",
        eligibility_lv="Visi",
        details_lv="Konsultācija",
    )
    number = factories.phone(organisation, kind="mobile", label_lv="Dežurants")
    spoken = factories.language("uk")
    number.languages.add(spoken)
    organisation.languages.add(spoken)
    organisation.areas.add(factories.area(name_lv="Rīga"))
    organisation.audiences.add(factories.audience(name_lv="Sievietes"))
    factories.location(organisation, postcode="LV-1050", latitude="56.95", longitude="24.11")
    return organisation


def empty_organisation(**fields):
    """An organisation of which nothing but the name and one service is known."""
    return factories.organisation((factories.service_type(),), **fields)


def get(client, path: str, status: int = 200):
    response = client.get(BASE + path)
    assert response.status_code == status, response.content
    return response.json()


def walk(node):
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from walk(child)


def test_about_names_version_profile_and_the_notice(client):
    factories.notice(text_en="We do not endorse anybody.")
    about = get(client, "en/")
    assert about["version"] == "3.1"
    assert about["openapi_url"].startswith("https://")
    assert about["notice"] == "We do not endorse anybody."


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_listing_has_the_envelope_and_every_item_its_own_address(client, collection):
    full_organisation()
    page = get(client, collection)
    assert set(page) == ENVELOPE
    assert page["total_items"] == page["size"] == len(page["contents"]) > 0
    for item in page["contents"]:
        assert uuid.UUID(item["id"])
        assert get(client, f"{collection}/{item['id']}")["id"] == item["id"]


@pytest.mark.parametrize("make", [full_organisation, empty_organisation])
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_answers_hold_no_nulls_and_no_empty_values(client, collection, make):
    make()
    page = get(client, f"{collection}?full=true")
    answers = page["contents"] + [get(client, f"{collection}/{item['id']}") for item in page["contents"]]
    assert all(value not in (None, "", []) for answer in answers for value in walk(answer))


def test_service_tells_everything_that_is_known(client):
    organisation = full_organisation()
    [service] = get(client, "services?full=true")["contents"]
    assert service["organization_id"] == str(organisation.pk)
    assert service["status"] == "active"
    assert service["assured_date"] == "2026-01-02"
    assert service["alert"] == "Slēgts"
    assert service["cost_options"][0]["amount"] == 0
    assert [document["document"] for document in service["required_documents"]] == ["Pase", "Līgums"]
    assert service["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"
    assert (service["schedules"][0]["opens_at"], service["schedules"][0]["closes_at"]) == ("09:00", "17:00")
    assert service["phones"][0]["number"] == "+371 67 000 001"
    assert service["phones"][0]["type"] == "cell"
    assert service["languages"][0]["code"] == "uk"
    assert service["service_areas"][0]["name"] == "Rīga"
    assert {attribute["link_type"] for attribute in service["attributes"]} == {"service type", "audience"}
    [place] = service["service_at_locations"]
    assert place["location"]["addresses"][0]["postal_code"] == "LV-1050"
    assert place["location"]["latitude"] == 56.95


def test_language_that_is_not_published_is_left_out(client):
    full_organisation()
    assert get(client, "services?full=true")["contents"][0]["phones"][0]["languages"]
    Language.objects.update(is_published=False)
    service = get(client, "services?full=true")["contents"][0]
    assert "languages" not in service["phones"][0]
    assert "languages" not in service


def test_languages_differ_in_words_and_agree_in_keys(client):
    full_organisation()
    answers = {lang: get(client, f"{lang}services?full=true")["contents"][0] for lang in ("", "en/", "ru/", "uk/")}
    ids = {
        lang: [value for node in walk(a) if isinstance(node, dict) for value in [node.get("id")] if value]
        for lang, a in answers.items()
    }
    assert ids[""] == ids["en/"] == ids["ru/"] == ids["uk/"]
    assert answers["en/"]["name"] == "Legal help"
    assert answers["uk/"]["languages"][0]["name"] == "українська"


def test_description_falls_back_to_one_sentence_when_nothing_is_known(client):
    empty_organisation()
    [organization] = get(client, "en/organizations")["contents"]
    assert organization["description"] == "Not known yet; call and ask."


@pytest.mark.parametrize("collection", ["services", "organizations", "service_at_locations"])
def test_unpublished_organisation_leaves_by_no_door(client, collection):
    organisation = full_organisation()
    [item] = get(client, collection)["contents"]
    organisation.is_published = False
    organisation.save()
    assert get(client, collection)["contents"] == []
    get(client, f"{collection}/{item['id']}", status=404)


def test_confidential_location_is_in_no_answer(client):
    organisation = full_organisation()
    place = organisation.locations.get()
    everything = lambda: "".join(client.get(f"{BASE}{name}?full=true").content.decode() for name in COLLECTIONS)  # noqa: E731
    assert place.street in everything()
    place.visibility = Location.Visibility.CONFIDENTIAL
    place.name_lv = "Slepena māja"
    place.save()
    assert place.street not in everything()
    assert "Slepena" not in everything()
    assert str(place.pk) not in everything()
    assert get(client, "service_at_locations")["contents"] == []


def test_location_of_which_only_the_town_is_public(client):
    organisation = full_organisation()
    organisation.locations.update(visibility=Location.Visibility.TOWN, city="Cēsis")
    [place] = get(client, "en/service_at_locations?full=true")["contents"]
    assert place["location"]["name"] == "Cēsis"
    assert "addresses" not in place["location"]
    assert "latitude" not in place["location"]
    assert "Only the town" in place["location"]["description"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "per_page=0",
        "per_page=100000",
        "full=maybe",
        "organization_id=1",
        "taxonomy_term_id=x",
        "modified_after=yesterday",
        "search=" + "a" * 201,
    ],
)
def test_parameter_that_cannot_be_read_is_named(client, query):
    error = get(client, f"en/services?{query}", status=400)["error"]
    assert re.search(query.split("=")[0], error)


def test_unknown_id_is_not_found_in_words(client):
    assert get(client, f"en/services/{uuid.uuid4()}", status=404)["error"] == "There is nothing public with this id."


def test_paging_reaches_every_row_once(client):
    for _number in range(3):
        empty_organisation()
    pages = [get(client, f"services?per_page=2&page={page}") for page in (1, 2, 3)]
    ids = [item["id"] for page in pages for item in page["contents"]]
    assert len(ids) == len(set(ids)) == 3
    assert [page["last_page"] for page in pages] == [False, True, True]
    assert pages[2]["empty"] is True


def test_filters_by_organisation_term_and_time(client):
    first, second = full_organisation(), empty_organisation()
    term = first.services.get().service_type
    assert len(get(client, f"services?organization_id={second.pk}")["contents"]) == 1
    assert [item["organization_id"] for item in get(client, f"services?taxonomy_term_id={term.pk}")["contents"]] == [
        str(first.pk)
    ]
    assert [item["id"] for item in get(client, f"organizations?taxonomy_term_id={term.pk}")["contents"]] == [
        str(first.pk)
    ]
    assert get(client, "services?modified_after=2999-01-01")["contents"] == []
    assert len(get(client, "services?modified_after=2000-01-01T00:00:00Z")["contents"]) == 2


def test_search_finds_by_name(client):
    empty_organisation(name_lv="Dzintars")
    empty_organisation(name_lv="Bērzs")
    assert [item["name"] for item in get(client, "organizations?search=dzintars")["contents"]] == ["Dzintars"]


def test_any_site_may_read_and_a_copy_is_recognised(client):
    full_organisation()
    response = client.get(BASE + "services")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    again = client.get(BASE + "services", HTTP_IF_NONE_MATCH=response.headers["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused(method):
    response = getattr(Client(enforce_csrf_checks=True), method)(BASE + "services")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert set(response.json()) == {"error"}


def test_script_of_another_site_may_ask_with_headers_of_its_own(client):
    response = client.options(BASE + "services", HTTP_ORIGIN="https://example.org")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Headers"] == "*"


@pytest.mark.parametrize("path", ["services/not-a-uuid", "nothing", "de/services", "services/", "../v4/services"])
def test_address_that_is_none_is_answered_as_json(client, path):
    response = client.get(BASE + path)
    assert response.status_code == 404
    assert "services" in response.json()["error"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["services?full=true", "organizations?full=true", "service_at_locations"])
def test_number_of_queries_stays_the_same_with_more_rows(client, path):
    full_organisation()
    client.get(BASE + path)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(BASE + path)
    for _number in range(2):
        organisation = empty_organisation()
        factories.phone(organisation)
        factories.location(organisation)
    with CaptureQueriesContext(connection) as three:
        client.get(BASE + path)
    assert len(three) == len(one)

"""What of the directory goes into the index, and what never does. Each "not found" is shown to have been findable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from trafficking.models import Language, Location, Phone
from trafficking.search import directory

pytestmark = pytest.mark.django_db


def found(text: str) -> list:
    return directory.find(text).ids(0, 50)


@pytest.fixture
def organisation():
    return factories.organisation(name_lv="Bērzs", name_ru="Берёза", other_names="BRZ\nBirch House")


@pytest.mark.parametrize("text", ["bērzs", "берёза", "brz", "birch house", "bertz"])
def test_organisation_is_found_by_all_its_names(organisation, text):
    assert found(text) == [organisation.pk]


@pytest.mark.parametrize(
    "column",
    ["summary_lv", "summary_uk", "description_en"],
)
def test_organisation_is_found_by_its_texts(organisation, column):
    setattr(organisation, column, "<p>Pie mums ir bibliotēka</p>" if "description" in column else "Mūsu bibliotēka")
    organisation.save()
    assert found("bibliotēkā") == [organisation.pk]


@pytest.mark.parametrize("column", ["details_lv", "eligibility_ru", "papers_needed_en", "not_needed_lv"])
def test_organisation_is_found_by_what_its_services_say(organisation, column):
    factories.service(organisation, factories.service_type(), **{column: "bibliotēka"})
    assert found("bibliotēka") == [organisation.pk]


def test_organisation_is_found_by_the_street_town_and_label_that_it_shows(organisation):
    factories.location(organisation, street="Kastaņu iela 3", city="Ogre", name_lv="Tilta nams")
    factories.phone(organisation, label_lv="Uzgaidāmā telpa")
    for text in ("kastaņu iela", "ogre", "tilta nams", "uzgaidāmā"):
        assert found(text) == [organisation.pk], text


def test_languages_are_known_by_their_names_in_all_four(organisation):
    organisation.languages.add(factories.language("uk"))
    for text in ("ukraiņu", "Ukrainian", "украинский", "українська"):
        assert found(text) == [organisation.pk], text


HIDINGS = {
    "not published": {"is_published": False},
    "not yet": {"publish_from": timezone.now() + timedelta(days=1)},
    "no longer": {"publish_until": timezone.now() - timedelta(days=1)},
}


@pytest.mark.parametrize("hiding", HIDINGS.values(), ids=HIDINGS)
def test_unpublished_organisation_is_not_found(organisation, hiding):
    assert found("bērzs") == [organisation.pk]
    for column, value in hiding.items():
        setattr(organisation, column, value)
    organisation.save()
    assert found("bērzs") == []


def test_organisation_outside_the_directory_is_not_found(organisation):
    assert found("bērzs") == [organisation.pk]
    organisation.in_directory = False
    organisation.save()
    assert found("bērzs") == []


@pytest.mark.parametrize("hiding", HIDINGS.values(), ids=HIDINGS)
@pytest.mark.parametrize("noun", ["service_type", "area", "audience"])
def test_term_that_is_not_public_finds_nobody(organisation, noun, hiding):
    term = getattr(factories, noun)(name_lv="Kastanis", search_words_en="chestnut")
    if noun == "service_type":
        factories.service(organisation, term, details_lv="bibliotēka")
    else:
        getattr(organisation, f"{noun}s").add(term)
    assert found("kastanis") == found("chestnut") == [organisation.pk]
    for column, value in hiding.items():
        setattr(term, column, value)
    term.save()
    assert found("kastanis") == found("chestnut") == found("bibliotēka") == []


def test_language_that_is_not_public_finds_nobody(organisation):
    language = factories.language("de")
    organisation.languages.add(language)
    assert found("vācu") == [organisation.pk]
    Language.objects.filter(pk=language.pk).update(is_published=False)
    language.refresh_from_db()
    language.save()
    assert found("vācu") == []


def test_situation_that_is_not_public_finds_nobody(organisation):
    situation = factories.situation(name_lv="Kastanis")
    factories.service(organisation, factories.service_type((situation,)))
    assert found("kastanis") == [organisation.pk]
    situation.is_published = False
    situation.save()
    assert found("kastanis") == []


def test_confidential_place_is_in_no_word_of_the_index(organisation):
    factories.area(name_lv="Ogre", slug="ogre")
    place = factories.location(
        organisation, street="Kastaņu iela 3", city="Ogre", postcode="LV-5001", name_lv="Tilta nams"
    )
    texts = ("kastaņu iela", "Ogre", "LV-5001", "5001", "tilta nams")
    for text in texts:
        assert found(text) == [organisation.pk], text
    place.visibility = Location.Visibility.CONFIDENTIAL
    place.save()
    for text in texts:
        assert found(text) == [], text
    assert not directory.find(selection=directory.Selection({"area": ("ogre",)})).confirmed


def test_place_with_its_town_only_is_found_by_its_town_only(organisation):
    factories.area(name_lv="Ogre", slug="ogre")
    factories.location(
        organisation,
        street="Kastaņu iela 3",
        city="Ogre",
        postcode="LV-5001",
        name_lv="Tilta nams",
        visibility=Location.Visibility.TOWN,
    )
    assert found("Ogre") == [organisation.pk]
    for text in ("kastaņu iela", "LV-5001", "tilta nams"):
        assert found(text) == [], text


def test_town_is_known_however_it_is_written(organisation):
    factories.area(name_lv="Rīga", name_ru="Рига", slug="riga")
    factories.location(organisation, city="RIGA")
    assert found("Рига") == [organisation.pk]


def test_who_serves_the_country_is_found_in_each_town(organisation):
    latvia = factories.area(name_lv="Latvija", slug="latvia")
    region = factories.area(name_lv="Kurzeme", slug="kurzeme", parent=latvia)
    factories.area(name_lv="Liepāja", slug="liepaja", parent=region)
    organisation.areas.add(latvia)
    assert found("Liepāja") == [organisation.pk]
    organisation.areas.set([factories.area(name_lv="Ogre")])
    assert found("Liepāja") == []


def test_number_of_any_kind_is_found_by_its_digits(organisation):
    factories.phone(organisation, "+37167000001", kind=Phone.Kind.FAX)
    assert found("67 000 001") == [organisation.pk]


@pytest.mark.parametrize("many", [1, 3])
def test_index_is_read_in_the_same_number_of_queries_whatever_the_size(django_assert_num_queries, many):
    area, audience = factories.area(), factories.audience()
    kind, language = factories.service_type((factories.situation(),)), factories.language()
    for _ in range(many):
        row = factories.organisation((kind,), opening_hours="24/7")
        row.areas.add(area)
        row.audiences.add(audience)
        row.languages.add(language)
        factories.location(row)
        factories.phone(row).languages.add(language)
    directory.find()  # so that the version is known
    with django_assert_num_queries(24):
        directory._copy._built()

"""Two versions of an item, as staff read what differs: by name, in words, nothing that they may not see."""

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import translation

from tests import factories
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.editorial.comparison import Difference, between, summary
from trafficking.editorial.confidential import hidden_from
from trafficking.models import Location, Organisation, Phone, Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    organisation = factories.organisation((factories.service_type(name_lv="Patversme"),), name_lv="Viens")
    factories.phone(organisation, "+37167000001", label_lv="Tālrunis")
    factories.location(organisation, street="Brīvības iela 1", city="Rīga")
    return organisation


@pytest.fixture
def changes(organisation):
    """What differs after a function has changed the organisation, as (label, language, before, after or told)."""
    before = capture(organisation)

    def changes(change, **options) -> list[tuple]:
        change(organisation)
        return told(between(before, capture(organisation), Organisation, **options))

    return changes


def told(differences: list[Difference]) -> list[tuple]:
    return [(each.label, each.language, each.before, each.told or each.after) for each in differences]


def save(**columns):
    return lambda organisation: Organisation.objects.filter(pk=organisation.pk).update(**columns)


def test_nothing_differs_between_a_version_and_itself(organisation):
    assert between(capture(organisation), capture(organisation), Organisation) == []


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("name_ru", "Один", ("Name", "ru", "", "Один")),
        ("kind", "state", ("Kind", "", "non-governmental organisation", "state institution")),
        ("in_directory", False, ("In the help directory", "", "yes", "no")),
        ("website", "https://marta.lv/", ("Website", "", "", "https://marta.lv/")),
        ("publish_from", "2026-12-03T07:00Z", ("Publish from", "", "", "3 Dec 2026, 09:00")),
        ("source_language", "en", ("Source language", "", "Latvian", "English")),
        ("position", 7, ("Position", "", None, "7")),
    ],
)
def test_columns_are_told_as_staff_read_them(changes, column, value, expected):
    [found] = changes(save(**{column: value}))
    assert [text for text, wanted in zip(found, expected, strict=True) if wanted is not None] == [
        wanted for wanted in expected if wanted is not None
    ]


def test_dates_are_told_in_the_language_of_the_desk():
    event = factories.event(starts_on="2015-05-01")
    before = capture(event)
    type(event).objects.update(starts_on=None, ends_on="2015-05-09")
    with translation.override("lv"):
        assert {each.before or each.after for each in between(before, capture(event), type(event))} == {
            "1 Mai 2015",
            "9 Mai 2015",
        }


def test_html_that_reads_alike_is_no_difference(changes):
    before = {"description_lv": "<p>A  B</p>"}
    assert between(before, {"description_lv": "<p>A B</p><p></p>"}, Organisation) == []
    [found] = between(before, {"description_lv": "<p>A <strong>B</strong></p>"}, Organisation)
    assert found.label == "Description"


def test_changed_number_is_named_by_its_row_and_shows_its_digits(organisation):
    before = capture(organisation)
    Phone.objects.update(number="+37167000021")
    [found] = between(before, capture(organisation), Organisation)
    assert found.label == "Telephone number +371 67 000 021: number"
    [old, new] = ["".join(f"[{text}]" if kind != "same" else text for kind, text in line) for line in found.lines]
    assert (old, new) == ("+371 67 000 0[0]1", "+371 67 000 0[2]1")
    assert summary([found]) == "1 telephone number"


def test_rows_that_came_and_went_are_told_with_what_they_hold(changes):
    def change(organisation):
        organisation.services.all().delete()
        factories.phone(organisation, "+37122000000", kind="mobile", label_ru="Телефон")

    assert changes(change) == [
        ("Service Patversme", "", "", "removed"),
        ("Telephone number +371 22 000 000", "", "", "added"),
        ("Telephone number +371 22 000 000: kind", "", "", "mobile telephone"),
        ("Telephone number +371 22 000 000: label", "ru", "", "Телефон"),
    ]


def test_linked_items_are_told_by_name_also_those_deleted_since(changes, organisation):
    riga, ogre = factories.area(name_lv="Rīga"), factories.area(name_lv="Ogre")
    organisation.areas.add(riga)
    before = capture(organisation)
    organisation.areas.set([ogre])
    after = capture(organisation)
    assert told(between(before, after, Organisation)) == [("Areas served", "", "Rīga", "Ogre")]
    flow.delete(riga, None)
    assert told(between(before, after, Organisation)) == [("Areas served", "", "Rīga (deleted since)", "Ogre")]
    ogre.delete()
    assert told(between(before, after, Organisation)) == [
        ("Areas served", "", "Rīga (deleted since)", "(deleted since)")
    ]


def test_choice_of_one_is_told_by_name():
    person = factories.person(name_lv="Ģirts")
    award = factories.award()
    before = capture(award)
    type(award).objects.update(person=person)
    assert told(between(before, capture(award), type(award))) == [("Person", "", "", "Ģirts")]


def test_what_one_version_does_not_speak_of_is_no_difference(organisation):
    state = capture(organisation)
    assert between({**state, "gone": "x"}, {key: state[key] for key in ("name_lv", "areas")}, Organisation) == []


def test_names_are_asked_for_in_few_queries(organisation, django_assert_max_num_queries):
    before = capture(organisation)
    for _ in range(5):
        organisation.areas.add(factories.area())
        factories.service(organisation, factories.service_type())
    after = capture(organisation)
    with django_assert_max_num_queries(3):
        assert len(between(before, after, Organisation)) == 6


def test_much_that_differs_is_counted_by_kind(changes, organisation):
    before = capture(organisation)
    save(name_lv="Divi", summary_en="Text", website="https://x.lv/", kind="state")(organisation)
    organisation.phones.all().delete()
    found = between(before, capture(organisation), Organisation)
    assert summary(found) == "3 texts, 1 telephone number, 1 link, 1 other detail"
    assert summary([]) == ""


def move_secretly(organisation):
    organisation.locations.update(street="Slepenā iela 5", visibility=Location.Visibility.CONFIDENTIAL)


SECRET = [("Confidential address", "", "", "changed")]


def test_address_confidential_in_either_version_is_not_shown(changes):
    assert changes(move_secretly) == SECRET


def test_address_is_shown_to_whom_nothing_is_hidden(changes):
    found = changes(move_secretly, hidden=frozenset())
    assert ("Location confidential address: street and house", "", "Brīvības iela 1", "Slepenā iela 5") in found


def test_address_that_became_confidential_is_hidden_in_the_versions_before(organisation):
    flow.seen(organisation)
    organisation.locations.update(street="Slepenā iela 5")
    flow.seen(organisation)
    first, second = (each.data for each in Revision.objects.of(organisation).reverse())
    reader = User.objects.create(username="writer")
    assert "Slepenā" in str(told(between(first, second, Organisation, hidden=hidden_from(reader, organisation))))
    organisation.locations.update(visibility=Location.Visibility.CONFIDENTIAL)
    assert told(between(first, second, Organisation, hidden=hidden_from(reader, organisation))) == SECRET
    flow.seen(organisation)
    organisation.locations.all().delete()
    assert told(between(first, second, Organisation, hidden=hidden_from(reader, organisation))) == SECRET
    reader.user_permissions.add(Permission.objects.get(codename="view_confidential_location"))
    reader = User.objects.get()
    assert hidden_from(reader, organisation) == hidden_from(None, organisation) == frozenset()

"""Capture and write are each other's inverse; what cannot be written is a sentence, not a crash."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import factories
from trafficking import caching
from trafficking.editorial.capture import capture
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.writing import write
from trafficking.models import Event, Organisation, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    organisation = factories.organisation(
        (factories.service_type(),), name_lv="Viens", name_en="One", opening_hours="Mo 09:00-12:00"
    )
    factories.phone(organisation, "+37167000001").languages.add(factories.language("lv"))
    factories.phone(organisation, "+37167000002", kind="fax")
    factories.location(organisation, latitude="56.95", longitude="24.11")
    organisation.areas.add(factories.area())
    return organisation


def test_state_written_back_changes_nothing(organisation):
    state = capture(organisation)
    with CaptureQueriesContext(connection) as queries:
        assert write(organisation, state) == []
    assert capture(organisation) == state
    assert not any(query["sql"].startswith(("UPDATE", "INSERT", "DELETE")) for query in queries)


def test_older_state_written_back_undoes_every_kind_of_change(organisation):
    before = capture(organisation)
    organisation.name_lv, organisation.alert_ru = "Divi", "Закрыто"
    organisation.save()
    organisation.areas.clear()
    organisation.phones.filter(kind="fax").delete()
    organisation.phones.update(number="+37167999999")
    factories.phone(organisation, "+37167000003")
    organisation.services.update(free="yes")
    organisation.phones.first().languages.clear()
    assert capture(organisation) != before
    assert write(organisation, before) == []
    assert capture(organisation) == before


def test_new_child_keeps_the_key_of_the_state(organisation):
    state = capture(organisation)
    key = str(uuid.uuid4())
    state["phones"][key] = {**next(iter(state["phones"].values())), "number": "+37167000009"}
    assert write(organisation, state) == []
    assert str(Phone.objects.get(number="+37167000009").pk) == key


def test_state_in_another_interface_language_changes_the_named_language_only(organisation):
    state = capture(organisation)
    state["name_ru"] = "Один"
    with translation.override("en"):
        write(organisation, state)
    organisation = Organisation.objects.get()
    assert (organisation.name_lv, organisation.name_en, organisation.name_ru) == ("Viens", "One", "Один")


@pytest.mark.parametrize(
    ("column", "value"),
    [("opening_hours", "whenever"), ("website", "not an address"), ("logo", str(uuid.uuid4())), ("kind", "circus")],
)
def test_value_that_is_not_valid_is_told_and_stays_as_it_was(organisation, column, value):
    before = capture(organisation)
    [problem] = write(organisation, {**before, column: value, "name_en": "Two"})
    assert str(Organisation._meta.get_field(column).verbose_name) in problem
    assert capture(organisation) == {**before, "name_en": "Two"}


def test_child_that_cannot_be_whole_is_told_and_not_written(organisation):
    state = capture(organisation)
    state["phones"][str(uuid.uuid4())] = {"number": "nonsense", "kind": "voice"}
    assert len(write(organisation, state)) == 1
    assert organisation.phones.count() == 2


def test_value_that_another_item_has_is_told_and_stays_as_it_was_and_the_rest_is_written():
    event, other = factories.event(2015, slug="viens"), factories.event(2015, slug="divi")
    [problem] = write(event, {**capture(event), "slug": "divi", "title_en": "Two"})
    assert problem == "address: Another event of this year already has this address."
    event.refresh_from_db()
    assert (event.slug, event.title_en) == ("viens", "Two")
    assert write(event, {**capture(event), "slug": "divi", "year": 2016}) == []
    assert other.slug == "divi"


def test_columns_that_do_not_fit_together_are_told_and_stay_as_they_were():
    event = factories.event(2015)
    before = capture(event)
    [problem] = write(event, {**before, "starts_on": "2015-05-09", "ends_on": "2015-05-01"})
    assert problem == "The event cannot end before it starts."
    assert capture(event) == before


def test_two_rows_of_one_service_type_are_told_and_the_first_is_written(organisation):
    state = capture(organisation)
    [service] = state["services"].values()
    state["services"][str(uuid.uuid4())] = service
    [problem] = write(organisation, state)
    assert problem == "service: service type: This organisation already has a row for that service type."
    assert organisation.services.count() == 1


def test_link_to_what_was_deleted_since_is_left_out():
    event, kind = factories.event(), factories.event_kind()
    event.kinds.add(kind)
    state = capture(event)
    kind.delete()
    assert write(event, state) == []
    assert not Event.objects.get().kinds.exists()


def test_rehearsal_leaves_nothing_behind(organisation):
    before, version = capture(organisation), caching.version()
    with rehearsal():
        write(organisation, {**before, "name_lv": "Cits", "phones": {}})
        assert Organisation.objects.get().name_lv == "Cits"
        assert caching.rehearsing.get()
    assert capture(organisation) == before
    assert caching.version() == version
    assert not caching.rehearsing.get()


def test_rehearsal_that_fails_leaves_nothing_behind(organisation):
    before = capture(organisation)
    with pytest.raises(RuntimeError, match="in the middle"), rehearsal():
        _write_and_fail(organisation, before)
    assert capture(organisation) == before
    assert not caching.rehearsing.get()


def _write_and_fail(organisation, state):
    write(organisation, {**state, "name_lv": "Cits"})
    raise RuntimeError("in the middle")

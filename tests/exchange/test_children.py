"""Rows that belong to an item: found, changed, added, removed only when told to."""

import uuid

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.exchange.tables import planned, problems, sheet
from trafficking.exchange.layouts import EVENTS, ORGANISATIONS
from trafficking.models import Location, Phone


def without_the_right() -> User:
    return User.objects.get_or_create(username="writer")[0]


pytestmark = pytest.mark.django_db
CONFIDENTIAL = Location.Visibility.CONFIDENTIAL
A, B, C = "+37167000001", "+37167000002", "+37129000003"


@pytest.fixture
def legal():
    return factories.service_type(slug="legal", name_lv="Juridiskā palīdzība")


@pytest.fixture
def pdm(legal):
    item = factories.organisation((legal,), slug="pdm")
    factories.phone(item, A, label_lv="Birojs", position=1)
    factories.phone(item, B, position=2)
    return item


def after(plan, relation: str = "phones") -> list[dict]:
    assert plan.problems == []
    [entry] = plan.to_write
    return list(entry.after[relation].values())


def phones(*rows: dict):
    return sheet("Telephone numbers", *({"Organisation": "pdm", **row} for row in rows))


def numbers(plan) -> list[str]:
    return sorted(row["number"] for row in after(plan))


def test_row_is_found_by_what_it_is_and_the_others_stay(pdm):
    plan = planned(ORGANISATIONS, phones({"number": "67 000 001", "label_lv": "Jauns"}))
    changed = {row["number"]: row["label_lv"] for row in after(plan)}
    assert changed == {A: "Jauns", B: None}


def test_key_lets_the_number_itself_change(pdm):
    key = str(Phone.objects.get(number=A).pk)
    [entry] = planned(ORGANISATIONS, phones({"number": C, "key": key})).to_write
    assert entry.after["phones"][key]["number"] == C
    assert len(entry.after["phones"]) == 2


def test_row_that_is_not_found_is_new(pdm):
    assert numbers(planned(ORGANISATIONS, phones({"number": C, "kind": "mobile"}))) == sorted([A, B, C])


def test_same_rows_twice_change_nothing(pdm):
    assert planned(ORGANISATIONS, phones({"number": A}, {"number": "+371 67 000 002"})).to_write == []


def test_row_is_removed_only_by_saying_so(pdm):
    assert numbers(planned(ORGANISATIONS, phones({"number": A, "remove": "jā"}, {"number": B, "remove": None}))) == [B]


def test_row_that_was_removed_already_is_no_problem_but_an_unknown_one_is(pdm):
    gone = planned(ORGANISATIONS, phones({"number": C, "remove": "yes", "key": str(uuid.uuid4())}))
    assert (gone.problems, gone.to_write) == ([], [])
    [(row, _column, reason)] = problems(planned(ORGANISATIONS, phones({"number": C, "remove": "yes"})))
    assert (row, reason) == (2, "There is no such row to remove.")


def test_key_of_a_row_that_is_gone_is_refused(pdm):
    [(_row, _column, reason)] = problems(planned(ORGANISATIONS, phones({"number": C, "key": str(uuid.uuid4())})))
    assert "not there (any more)" in reason


def test_key_that_was_copied_with_its_row_is_refused(pdm):
    key = str(Phone.objects.get(number=A).pk)
    plan = planned(ORGANISATIONS, phones({"number": A, "key": key}, {"number": C, "key": key}))
    assert problems(plan) == [(3, "", "Row 2 has the same key. Empty the key of the one that is new.")]


def test_keys_from_elsewhere_do_not_matter_for_a_new_item(pdm):
    item = sheet("Organisations", {"slug": "jauna"})
    rows = sheet("Telephone numbers", {"Organisation": "jauna", "number": A, "key": str(uuid.uuid4())})
    plan = planned(ORGANISATIONS, item, rows)
    assert numbers(plan) == [A]


def test_item_of_a_row_must_be_there(pdm):
    rows = sheet("Telephone numbers", {"parent": "nobody", "number": "x"}, {"parent": None, "number": A})
    found = problems(planned(ORGANISATIONS, rows, sheet("Organisations", {"slug": "pdm"})))
    assert [(row, column) for row, column, _reason in found] == [(2, "parent"), (2, "number"), (3, "parent")]


@pytest.mark.parametrize("row", [{"number": None, "kind": "fax"}, {"number": "6737"}, {"number": A, "kind": "pigeon"}])
def test_wrong_or_missing_number_is_refused(pdm, row):
    [(number, _column, _reason)] = problems(planned(ORGANISATIONS, phones(row)))
    assert number == 2


def test_missing_column_that_a_new_row_needs_is_named(pdm):
    assert problems(planned(ORGANISATIONS, phones({"kind": "fax"}))) == [(2, "Number", "This must not be empty.")]


def test_service_is_told_by_its_type(pdm, legal):
    rows = sheet("Services", {"Organisation": "pdm", "service_type": "Juridiskā palīdzība", "free": "yes"})
    [service] = after(planned(ORGANISATIONS, rows), "services")
    assert (service["service_type"], service["free"], service["basis"]) == (str(legal.pk), "yes", "listed")


def test_unknown_service_type_is_refused_not_dropped(pdm):
    rows = sheet(
        "Services", {"Organisation": "pdm", "service_type": "leggal"}, {"Organisation": "pdm", "service_type": "qq"}
    )
    [(row, column, reason), (other, *_rest)] = problems(planned(ORGANISATIONS, rows))
    assert (row, column, other) == (2, "service_type", 3)
    assert reason == "There is no service type “leggal”. Do you mean: legal?"


def test_one_service_in_two_rows_is_refused(pdm):
    rows = [{"Organisation": "pdm", "service_type": "legal", "free": free} for free in ("yes", "no")]
    assert problems(planned(ORGANISATIONS, sheet("Services", *rows))) == [(3, "", "Row 2 is about the same.")]


def test_compact_columns_add_and_take_nothing_away(pdm, legal):
    psych = factories.service_type(slug="psych")
    plan = planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "services": "psych", "phones": f"{A}; 29000003"}))
    assert numbers(plan) == sorted([A, B, C])
    assert {row["service_type"] for row in after(plan, "services")} == {str(legal.pk), str(psych.pk)}


def test_compact_columns_name_every_part_that_is_wrong(pdm):
    plan = planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "services": "legall, zzz", "phones": "1, 2"}))
    assert [column for _row, column, _reason in problems(plan)] == ["services", "services", "phones", "phones"]


# --- Confidential addresses ---


def places(*rows: dict):
    return sheet("Locations", *({"Organisation": "pdm", **row} for row in rows))


@pytest.fixture
def shelter(pdm):
    factories.location(pdm, street="Parauga iela 1", city="Rīga")
    return factories.location(pdm, visibility=CONFIDENTIAL, street="Slepenā iela 1", city="Rīga")


def test_confidential_address_is_changed_by_those_who_may_see_it(shelter):
    rows = places({"street": "Slepenā iela 2", "city": "Rīga", "key": str(shelter.pk)})
    [entry] = planned(ORGANISATIONS, rows).to_write
    assert entry.after["locations"][str(shelter.pk)]["street"] == "Slepenā iela 2"


@pytest.mark.parametrize("key", [True, False])
@pytest.mark.parametrize("remove", ["yes", None])
def test_confidential_address_is_neither_touched_nor_betrayed_without_the_right(shelter, key, remove):
    def row(found: str, address: str) -> dict:
        return {
            "street": address,
            "city": "Rīga",
            "visibility": "town",
            "remove": remove,
            "key": found if key else None,
        }

    def outcome(found: str, address: str):
        plan = planned(ORGANISATIONS, places(row(found, address)), author=without_the_right())
        touched = [entry.after["locations"].get(str(shelter.pk)) for entry in plan.to_write]
        return problems(plan), len(plan.to_write), touched

    (wrong, written, untouched), (same, as_many, kept) = (
        outcome(str(shelter.pk), "Slepenā iela 1"),
        outcome(str(uuid.uuid4()), "Cita iela 1"),
    )
    assert (wrong, written) == (same, as_many)
    assert [*untouched, *kept] == [entry for entry in (*untouched, *kept) if entry["street"] == "Slepenā iela 1"]


def test_nobody_hides_an_address_from_themselves(shelter):
    rows = places(
        {"street": "Parauga iela 1", "city": "Rīga", "visibility": "confidential"}, {"street": "Jauna", "city": None}
    )
    found = problems(planned(ORGANISATIONS, rows, author=without_the_right()))
    assert [(row, column) for row, column, _reason in found] == [(2, "Who may see it"), (3, "Who may see it")]


def test_place_is_put_in_order_and_its_limits_are_told(pdm):
    good = {
        "street": "A",
        "visibility": "public",
        "country": "lv",
        "postcode": "1010",
        "latitude": "56,9",
        "longitude": 24.1,
    }
    bad = {"street": "B", "visibility": "public", "country": "LV", "postcode": "x", "latitude": "95", "longitude": None}
    plan = planned(ORGANISATIONS, places(good, bad))
    assert [(row, column) for row, column, _reason in problems(plan)] == [(3, "postcode"), (3, "")]
    [place] = [row for row in plan.to_write[0].after["locations"].values() if row["street"] == "A"]
    assert (place["postcode"], place["country"], place["latitude"]) == ("LV-1010", "LV", "56.900000")


# --- Events ---


def test_participants_are_named_by_slug_or_name():
    event = factories.event(2015, slug="a")
    person, body = factories.person(name_lv="Jānis Bērziņš"), factories.organisation(slug="pdm")
    rows = (
        {"Event": "2015/a", "person": "jānis bērziņš", "organisation": None, "role_lv": "runātājs"},
        {"Event": "2015/a", "person": None, "organisation": "pdm", "role_lv": None},
    )
    found = after(planned(EVENTS, sheet("Who took part", *rows)), "participations")
    assert {(row["person"], row["organisation"]) for row in found} == {(str(person.pk), None), (None, str(body.pk))}
    assert not event.participations.exists()


@pytest.mark.parametrize("row", [{"role_lv": "x"}, {"role_lv": "x", "person": "Anna", "organisation": "pdm"}])
def test_participant_is_one_of_the_two(row):
    factories.event(2015, slug="a")
    factories.person(name_lv="Anna"), factories.organisation(slug="pdm")
    [(number, _column, reason)] = problems(planned(EVENTS, sheet("Who took part", {"Event": "2015/a", **row})))
    assert (number, reason) == (2, "Choose a person or an organisation, one of the two.")


def test_link_needs_an_address_of_the_web():
    factories.event(2015, slug="a")
    [(_row, column, _reason)] = problems(planned(EVENTS, sheet("Links", {"Event": "2015/a", "Link": "javascript:x"})))
    assert column == "Link"

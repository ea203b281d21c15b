import pytest
from django.contrib.auth.models import Permission

from tests import factories
from tests.admin.hands import address, form_of, messages_of, publish, save
from trafficking.models import Location, Organisation, Phone

pytestmark = pytest.mark.django_db
CONFIDENTIAL = Location.Visibility.CONFIDENTIAL


def with_row(fields: dict, prefix: str, **values: str) -> dict:
    """The form with one more row of children, as “Add another” makes it."""
    number = int(fields[f"{prefix}-TOTAL_FORMS"][0])
    empty = f"{prefix}-__prefix__-"
    row = {name.replace("__prefix__", str(number)): given for name, given in fields.items() if name.startswith(empty)}
    typed = {f"{prefix}-{number}-{name}": [value] for name, value in values.items()}
    return fields | row | typed | {f"{prefix}-TOTAL_FORMS": [str(number + 1)]}


@pytest.mark.parametrize("typed", ["+ 371 6737-8539", "67378539", "00371 67378539", "+371 67 378 539"])
def test_number_is_understood_however_it_is_typed(desk, typed):
    item = factories.organisation()
    response = publish(desk, item, with_row(form_of(desk, item), "phones", number=typed))
    assert response.status_code == 302
    assert str(Phone.objects.get().number) == "+37167378539"
    assert "+371 67 378 539" in desk.get(address(item)).content.decode()


def test_short_number_is_taken_and_stays_when_saved_again(desk):
    item = factories.organisation()
    publish(desk, item, with_row(form_of(desk, item), "phones", number="116 006"))
    assert str(Phone.objects.get().number) == "116006"
    fields = form_of(desk, item)
    assert ["116 006"] in fields.values()
    publish(desk, item, fields)
    assert str(Phone.objects.get().number) == "116006"


def test_number_that_is_none_is_refused_as_it_was_typed(desk):
    item = factories.organisation()
    response = publish(desk, item, with_row(form_of(desk, item), "phones", number="6737"))
    assert response.status_code == 200
    assert 'value="6737"' in response.content.decode()
    assert not Phone.objects.exists()


@pytest.mark.parametrize(("typed", "stored"), [("1010", "LV-1010"), ("lv 1010", "LV-1010"), ("LV-1010", "LV-1010")])
def test_postcode_is_written_one_way(desk, typed, stored):
    item = factories.organisation()
    publish(desk, item, with_row(form_of(desk, item), "locations", postcode=typed, city="Rīga"))
    assert Location.objects.get().postcode == stored


def test_postcode_that_is_none_is_refused_unless_it_is_abroad(desk):
    item = factories.organisation()
    row = {"postcode": "SW1A 1AA", "city": "London"}
    response = publish(desk, item, with_row(form_of(desk, item), "locations", **row))
    assert "A Latvian postcode has four digits" in response.content.decode()
    publish(desk, item, with_row(form_of(desk, item), "locations", country="gb", **row))
    assert (Location.objects.get().postcode, Location.objects.get().country) == ("SW1A 1AA", "GB")


def test_likeness_with_another_organisation_is_a_warning(desk):
    other = factories.organisation(name_lv="Cita", website="http://www.example.org/")
    factories.phone(other, "+37167378539")
    item = factories.organisation()
    fields = form_of(desk, item) | {"website": "https://example.org"}
    publish(desk, item, with_row(fields, "phones", number="67378539"))
    warnings = [words for words in messages_of(desk) if "Is it the same organisation?" in words]
    assert warnings == [
        "Cita has the number +371 67 378 539 too. Is it the same organisation?",
        "Cita has the website http://www.example.org/ too. Is it the same organisation?",
    ]
    assert Organisation.objects.get(pk=item.pk).website == "https://example.org"


def test_organisation_like_no_other_gets_no_warning(desk):
    factories.phone(factories.organisation(website="https://example.com"), "+37167378539")
    item = factories.organisation(website="https://example.org")
    save(desk, item)
    assert messages_of(desk) == ["Nothing was changed."]


@pytest.fixture
def writer(client, django_user_model):
    """A client signed in as staff who may do everything with organisations but see confidential addresses."""
    user = django_user_model.objects.create_user("writer", password="x", is_staff=True)
    nouns = Permission.objects.filter(content_type__app_label="trafficking")
    user.user_permissions.set(nouns.exclude(codename="view_confidential_location"))
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def test_confidential_address_is_shown_to_those_with_the_right_alone(desk, writer, django_user_model):
    item = factories.organisation()
    factories.location(item, street="Atklātā iela 1")
    factories.location(item, street="Slepenā iela 2", visibility=CONFIDENTIAL)
    desk.force_login(django_user_model.objects.get(username="admin"))
    assert "Slepenā iela 2" in desk.get(address(item)).content.decode()
    writer.force_login(django_user_model.objects.get(username="writer"))
    response = writer.get(address(item))
    assert "Atklātā iela 1" in response.content.decode()
    assert "Slepenā" not in response.content.decode()
    assert [str(each) for each in response.context["messages"]] == [
        "1 confidential address of this organisation is not shown to you."
    ]


def test_confidential_address_survives_a_colleague_who_does_not_see_it(writer):
    item = factories.organisation()
    factories.location(item, street="Slepenā iela 2", visibility=CONFIDENTIAL)
    publish(writer, item, form_of(writer, item) | {"name_lv": "Jauns"})
    assert Organisation.objects.get().name_lv == "Jauns"
    assert Location.objects.get().street == "Slepenā iela 2"


def test_confidential_address_is_in_no_history_and_no_question(desk):
    item = factories.organisation()
    fields = with_row(form_of(desk, item), "locations", street="Slepenā iela 2", visibility=CONFIDENTIAL)
    assert publish(desk, item, fields).status_code == 302
    assert Location.objects.get().street == "Slepenā iela 2"
    for page in ("history", "delete"):
        assert "Slepenā" not in desk.get(address(item, page)).content.decode()


def test_forged_post_cannot_reach_a_confidential_row(writer):
    item = factories.organisation()
    hidden = factories.location(item, street="Slepenā iela 2", visibility=CONFIDENTIAL)
    fields = with_row(form_of(writer, item), "locations", id=str(hidden.pk), visibility="public", city="Rīga")
    fields["locations-INITIAL_FORMS"] = ["1"]
    writer.post(address(item), fields)
    assert Location.objects.get(pk=hidden.pk).visibility == CONFIDENTIAL

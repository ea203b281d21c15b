"""Telephone numbers: what is one, how it is kept, and that a short one can be called from wherever it is shown."""

import json
import re

import pytest
import vobject
from django.core.exceptions import ValidationError

from tests import factories
from trafficking.models import Phone
from trafficking.models.numbers import number_of, validate_number
from trafficking.search import directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    organisation = factories.organisation((factories.service_type(),), slug="viens", neutral_name_lv="Viens")
    factories.phone(organisation, "+37167000001", position=2)
    factories.phone(organisation, "116006", position=1)
    return organisation


@pytest.mark.parametrize(
    ("typed", "dialled", "read"),
    [
        ("+371 6737-8539", "+37167378539", "+371 67 378 539"),
        ("67378539", "+37167378539", "+371 67 378 539"),
        ("0044 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
        ("116006", "116006", "116 006"),
        ("116 006", "116006", "116 006"),
        ("116-006", "116006", "116 006"),
        ("1201", "1201", "1201"),
        ("113", "113", "113"),
    ],
)
def test_number_is_kept_as_it_is_dialled_and_read_in_groups(organisation, typed, dialled, read):
    validate_number(number_of(typed, "LV"))
    phone = factories.phone(organisation, typed)
    assert Phone.objects.filter(number=dialled, pk=phone.pk).exists()
    stored = Phone.objects.get(pk=phone.pk).number
    assert (str(stored), stored.as_e164, stored.as_international) == (dialled, dialled, read)
    assert stored == number_of(typed, "LV") == phone.number


@pytest.mark.parametrize("typed", ["6737", "286121", "2861", "11", "1160067", "+371116006", "12a", "palīdzība", "+371"])
def test_what_is_no_number_is_refused_in_words(typed):
    with pytest.raises(ValidationError, match="country code"):
        validate_number(number_of(typed, "LV"))


def test_short_number_can_be_called_from_the_page_and_the_card(client, organisation):
    for address in ("/lv/help/", "/lv/help/viens/"):
        html = client.get(address).content.decode()
        first = re.search(r'<a class="call" href="([^"]+)"[^>]*>([^<]+)</a>', html[html.index("<main") :])
        assert first
        assert first.groups() == ("tel:116006", "116 006")


def test_short_number_of_text_messages_is_a_link_for_them(client, organisation):
    organisation.phones.filter(number="116006").update(kind=Phone.Kind.SMS)
    assert 'href="sms:116006"' in client.get("/lv/help/viens/").content.decode()


def test_short_number_is_taken_along(client, organisation):
    card = vobject.readOne(client.get("/lv/help/viens/contact.vcf").content.decode())
    assert [number.value for number in card.contents["tel"]] == ["116006", "+37167000001"]
    assert "116 006\n" in client.get("/lv/help/viens/contact.txt").content.decode()


def test_machines_are_told_the_short_number(client, organisation):
    answer = client.get(f"/api/hsds/v3/organizations/{organisation.pk}").json()
    assert [phone["number"] for phone in answer["phones"]] == ["116 006", "+371 67 000 001"]
    html = client.get("/lv/help/viens/").content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert ["116006", "+37167000001"] in [json.loads(block).get("telephone") for block in blocks]


@pytest.mark.parametrize("typed", ["116006", "116 006", "116-006"])
def test_short_number_is_searched_for_by_its_digits(organisation, typed):
    factories.organisation(description_lv="<p>Kopš 116006</p>")
    result = directory.find(typed)
    assert result.ids(0, 9) == [organisation.pk]
    assert [hit.kind for hit in result.why([organisation.pk])[organisation.pk]] == ["number"]


def test_digits_that_are_no_number_here_are_words():
    founded = factories.organisation(description_lv="<p>Dibināta 1998. gadā</p>")
    assert directory.find("1998").ids(0, 9) == [founded.pk]


def test_end_of_a_full_number_is_no_short_number(organisation):
    factories.phone(factories.organisation(), "+37167116006")
    assert directory.find("116006").ids(0, 9) == [organisation.pk]

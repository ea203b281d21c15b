"""What is taken away, opened by programs that others wrote."""

import io
from datetime import date

import pikepdf
import pytest
import vobject
from django.test import Client

from tests import factories
from tests.printing.reading import text_of
from trafficking.models import Location

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    service_type = factories.service_type(slug="legal", name_lv="Juridiskā palīdzība")
    organisation = factories.organisation(
        (service_type,), slug="viens", name_lv="Patvērums Māja", neutral_name_lv="Viens, Divi; Trīs"
    )
    factories.phone(organisation, "+37167000002", kind="fax")
    factories.phone(organisation, "+37126000001", kind="mobile")
    factories.location(organisation, street="Parauga iela 1", city="Rīga", postcode="LV-1001")
    factories.urgent_line()
    factories.notice(text_lv="Mēs nevienu neiesakām")
    return organisation


def pdf_of(client: Client, address: str) -> pikepdf.Pdf:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(response.content))


def test_vcard_holds_the_neutral_name_and_the_numbers(client, organisation):
    response = client.get("/lv/help/viens/contact.vcf")
    card = vobject.readOne(response.content.decode())
    assert card.fn.value == "Viens, Divi; Trīs"
    assert {number.value for number in card.contents["tel"]} == {"+37126000001", "+37167000002"}
    assert "Māja" not in response.content.decode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="viens.vcf"'


def test_plain_text_says_the_number_to_call_before_the_fax_and_stays_small(client, organisation):
    organisation.summary_lv = "Gara rinda. " * 30
    organisation.save()
    for number in range(40):
        factories.service(organisation, factories.service_type(name_lv=f"Pakalpojums ar garu nosaukumu {number}"))
    response = client.get("/lv/help/viens/contact.txt")
    text = response.content.decode()
    assert len(response.content) <= 2000
    assert text.index("+371 26 000 001") < text.index("+371 67 000 002")
    assert "Parauga iela 1, Rīga, LV-1001" in text


def test_plain_text_ends_with_the_urgent_line_and_the_notice(client, organisation):
    text = client.get("/lv/help/viens/contact.txt").content.decode()
    assert "112 Ja esat briesmās" in text
    assert "Mēs nevienu neiesakām" in text


@pytest.mark.parametrize("language", ["lv", "en", "ru", "uk"])
@pytest.mark.parametrize("name", ["contacts", "cards"])
def test_pdf_is_tagged_in_its_language_with_a_neutral_title(client, organisation, name, language):
    pdf = pdf_of(client, f"/{language}/help/{name}.pdf")
    assert str(pdf.Root.Lang) == language
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]
        assert "Māja" not in metadata["dc:title"]


def test_leaflet_lists_what_the_page_of_the_same_address_lists(client, organisation):
    other = factories.organisation((factories.service_type(slug="psych"),), slug="otra")
    factories.phone(other)
    assert len(client.get("/lv/help/contacts.pdf").content) > len(
        client.get("/lv/help/contacts.pdf?service=legal").content
    )
    assert client.get("/lv/help/contacts.pdf?service=nope").status_code == 404


def test_leaflet_is_read_in_order_and_says_what_is_known_and_how(client, organisation):
    organisation.opening_hours = "Mo-Fr 09:00-17:00; PH off"
    organisation.verified_on = date(2026, 3, 4)
    organisation.save()
    helpline = factories.phone(organisation, "80000001", toll_free=True, opening_hours="Sa,Su 10:00-16:00")
    read = " ".join(text_of(client.get("/en/help/contacts.pdf").content).split())
    parts = [
        "Contacts",
        "112",
        "Patvērums Māja",
        f"{helpline.number.as_international} (free call, Sat, Sun 10:00–16:00; Mon–Fri closed)",
        "+371 26 000 001 (mobile telephone)",
        "+371 67 000 002 (fax)",
        "Opening hours: Mon–Fri 09:00–17:00; Sat, Sun closed",
        "Listed, not confirmed; call and ask: Juridiskā palīdzība",
        "Parauga iela 1, Rīga, LV-1001",
        "Checked 4 March 2026",
        "Mēs nevienu neiesakām",
        "Printed:",
    ]
    places = [read.find(part) for part in parts]
    assert -1 not in places, read
    assert places == sorted(places)


def test_leaflet_names_every_filter(client, organisation):
    factories.area(slug="riga", name_lv="Rīga", name_en="Riga")
    read = text_of(client.get("/en/help/contacts.pdf?area=riga&free=yes&open=24h").content)
    assert "Chosen: Riga, free of charge, open 24 hours." in " ".join(read.split())
    assert "Chosen: free of charge." in text_of(client.get("/en/help/contacts.pdf?q=free").content)


def test_cards_repeat_one_card_of_neutral_names_eight_times(client, organisation):
    read = text_of(client.get("/lv/help/cards.pdf").content)
    assert read.count("+371 26 000 001") == 8
    assert "Viens, Divi; Trīs" in read
    assert "Māja" not in read


def test_picture_of_the_address_has_words(client, organisation):
    pdf = pdf_of(client, "/en/help/contacts.pdf?service=legal")
    figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["QR code: http://testserver/en/help/?service=legal"]


def test_plain_text_says_the_week_and_how_it_is_known(client, organisation):
    organisation.opening_hours = "Mo-Fr 09:00-17:00"
    organisation.save()
    text = client.get("/en/help/viens/contact.txt").content.decode()
    assert "Opening hours: Mon–Fri 09:00–17:00; Sat, Sun closed" in text
    assert "Listed, not confirmed; call and ask: Juridiskā palīdzība" in text
    assert "Contact details not checked yet" in text


@pytest.mark.parametrize("address", ["/lv/help/viens/contact.vcf", "/lv/help/viens/contact.txt"])
def test_unpublished_organisation_cannot_be_taken_away(client, organisation, address):
    assert client.get(address).status_code == 200
    organisation.is_published = False
    organisation.save()
    assert client.get(address).status_code == 404


def test_confidential_address_is_withheld(client, organisation):
    assert "Parauga iela 1" in client.get("/lv/help/viens/contact.txt").content.decode()
    organisation.locations.update(visibility=Location.Visibility.CONFIDENTIAL)
    assert "Parauga iela 1" not in client.get("/lv/help/viens/contact.txt").content.decode()

"""What goes out comes back as it was; what nobody may see does not go out."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.utils import translation
from openpyxl import load_workbook

from tests import factories
from tests.exchange.tables import planned, read
from trafficking.exchange import exporting
from trafficking.exchange.layouts import EVENTS, ORGANISATIONS
from trafficking.models import Event, Location, Organisation, Phone
from trafficking.starter import loader

pytestmark = pytest.mark.django_db
CONFIDENTIAL = Location.Visibility.CONFIDENTIAL


def exported(layout, form: str = "xlsx", person=None) -> bytes:
    items = layout.model.objects.all()
    return exporting.exported(layout, items, form, person)


def odd_organisation() -> Organisation:
    """With everything that spreadsheets like to spoil."""
    item = factories.organisation(
        (factories.service_type(slug="legal"), factories.service_type(slug=None, name_lv="Cits, ar komatu")),
        slug="odd",
        name_lv="=1+1",
        name_en="+cmd|' /C calc'!A0",
        name_ru="@SUM(1)",
        name_uk="-2",
        summary_lv="first\r\nsecond\r\n",
        summary_en="  spaces  ",
        description_lv="<p>" + "long " * 8_000 + "</p>",
        alert_lv="'quoted",
        opening_hours="Mo-Fr 09:00-17:00; PH off",
        other_names="0012\n1-2\n1e5",
        website="https://example.org/?a=1&b=;",
    )
    item.areas.add(factories.area(slug="riga"), factories.area(slug="latvia"))
    item.languages.add(factories.language("lv"))
    factories.phone(item, "+37167000001", label_lv="=tālrunis", toll_free=True)
    Phone.objects.bulk_create([Phone(organisation=item, number="6737", position=5)])  # an old row that is wrong
    factories.location(item, latitude="56.900000", longitude="-24.1", postcode="LV-1010")
    factories.location(item, visibility=CONFIDENTIAL, street="Slepenā iela 1")
    return item


def full_event() -> Event:
    item = factories.event(starts_on="2015-03-01", ends_on="2015-03-02", amount="25000", currency="USD")
    item.kinds.add(factories.event_kind(slug="training"))
    factories.participation(item, person=factories.person(slug=None, name_lv="Jānis Bērziņš"), role_lv="runātājs")
    factories.participation(item, person=factories.person(slug=None, name_lv="Jānis Bērziņš"))
    factories.participation(item, organisation=factories.organisation(slug="pdm"))
    factories.event_link(item, title_lv="Saite", language="lv")
    return item


@pytest.mark.parametrize("form", exporting.FORMATS)
@pytest.mark.parametrize("back_in", ["en", "ru"])
@pytest.mark.parametrize("language", ["lv", "en"])
def test_unchanged_table_changes_nothing(form, language, back_in):
    odd_organisation(), full_event()
    factories.organisation(slug="bare", name_lv=None, neutral_name_lv=None, kind=None, is_published=False)
    for layout in (ORGANISATIONS, EVENTS):
        with translation.override(language):
            data = exported(layout, form)
        with translation.override(back_in):
            plan = planned(layout, *read(data, "x.csv"))
        assert plan.problems == []
        assert (plan.to_write, plan.unchanged) == ([], layout.model.objects.count())


def test_first_content_goes_out_and_comes_back():
    loader.load()
    for layout in (ORGANISATIONS, EVENTS):
        plan = planned(layout, *read(exported(layout)))
        assert (plan.problems, plan.to_write, plan.unchanged) == ([], [], layout.model.objects.count())
        assert plan.unchanged > 10


def test_no_cell_is_a_formula_in_either_format():
    odd_organisation()
    book = load_workbook(io.BytesIO(exported(ORGANISATIONS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with translation.override("lv"):
        rows = list(csv.reader(io.StringIO(exported(ORGANISATIONS, "csv").decode("utf-8-sig")), delimiter=";"))
    assert "'=1+1" in rows[1]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_csv_has_services_and_numbers_in_the_row_of_their_organisation():
    item = factories.organisation((factories.service_type(slug="legal"), factories.service_type(slug="psych")))
    factories.phone(item, "+37167000001"), factories.phone(item, "+37129000002", position=1)
    [_heads, row] = list(csv.reader(io.StringIO(exported(ORGANISATIONS, "csv").decode("utf-8-sig"))))
    assert set(row[-2].split(", ")) == {"legal", "psych"}
    assert row[-1] == "'+371 29 000 002, +371 67 000 001"


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_confidential_address_goes_out_only_to_those_who_may_see_it(form):
    odd_organisation()
    told = exported(ORGANISATIONS, "xlsx")
    assert "Slepenā iela 1" in str([row.cells for sheet in read(told) for row in sheet.rows])
    data = exported(ORGANISATIONS, form, User.objects.create(username="writer"))
    cells = str([row.cells for sheet in read(data, "x.csv") for row in sheet.rows])
    assert "Slepenā" not in cells
    assert str(Location.objects.get(visibility=CONFIDENTIAL).pk) not in cells
    assert Organisation.objects.get().slug in cells


def test_lists_name_what_may_be_written():
    factories.service_type(slug="legal", name_lv="Juridiskā palīdzība")
    book = load_workbook(io.BytesIO(exported(ORGANISATIONS)))
    cells = [cell.value for row in book["Lists"].iter_rows() for cell in row]
    assert {"legal", "Juridiskā palīdzība", "non-governmental organisation", "yes"} <= set(cells)


def test_items_without_a_web_address_are_counted_and_left_out():
    factories.organisation(slug=None), factories.organisation(slug="pdm")
    assert exporting.without_key(ORGANISATIONS, Organisation.objects.all()) == 1
    assert [row.cells[0] for row in read(exported(ORGANISATIONS))[0].rows] == ["pdm"]


def test_number_of_queries_does_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    odd_organisation()
    with django_assert_max_num_queries(20) as one:
        exported(ORGANISATIONS)
    for number in range(3):
        factories.phone(factories.organisation(), f"+3716700001{number}")
    with django_assert_num_queries(len(one)):
        exported(ORGANISATIONS)

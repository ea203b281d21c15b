"""A table goes out, is edited, and comes in again, in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.admin.test_browser import desk_tab, said, visit  # noqa: F401 - fixtures
from tests.admin.test_translating_browser import assert_good_to_look_at
from tests.exchange.tables import edited
from trafficking.models import Organisation, Phone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("private_folder"),
]
LIST = reverse("admin:trafficking_organisation_changelist")


@pytest.fixture
def pdm(admin_user):
    item = factories.organisation(
        (factories.service_type(slug="legal"),),
        slug="pdm",
        name_lv="Vecais nosaukums",
        summary_lv="Palīdzam katru darbdienu, arī tad, ja Jums nav neviena dokumenta.",
    )
    factories.phone(item, "+37167000001")
    factories.organisation(slug="other", name_lv="Cita organizācija")
    return item


def exported(tab) -> bytes:
    """The workbook behind the list, as the browser saves it."""
    visit(tab, LIST)
    tab.get_by_role("link", name="Export").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download for Excel (.xlsx)").click()
    assert re.fullmatch(r"organisations-[0-9-]{10}\.xlsx", download.value.suggested_filename)
    return download.value.path().read_bytes()


def choose(tab, name: str, data: bytes) -> None:
    visit(tab, LIST)
    tab.get_by_role("link", name="Import").click()
    tab.get_by_label("Table").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    tab.get_by_role("button", name="Show what it would change").click()


def test_exported_table_is_edited_looked_at_and_published(desk_tab, pdm, said):  # noqa: F811
    data = exported(desk_tab)
    assert_good_to_look_at(desk_tab, said)
    row = 2 if Organisation.objects.order_by("position").first() == pdm else 3
    data = edited(data, 0, "Summary (Latvian)", row, "Palīdzam katru dienu, arī tad, ja Jums nav neviena dokumenta.")
    data = edited(data, 0, "Web address, last part", 4, "jauna")
    data = edited(data, 0, "Name (Latvian)", 4, "Jauna organizācija")
    data = edited(data, 0, "Kind", 4, "state institution")
    data = edited(data, 2, "Number", 2, "+371 67 000 009")
    choose(desk_tab, "organisations.xlsx", data)
    expect(desk_tab.get_by_text("1 new")).to_be_visible()
    expect(desk_tab.get_by_text("1 changed")).to_be_visible()
    changed = desk_tab.locator(".sheet-item", has_text="Vecais nosaukums")
    expect(changed.locator("del").first).to_contain_text("darbdienu")
    expect(changed.locator("ins").first).to_contain_text("dienu")
    assert_good_to_look_at(desk_tab, said)
    desk_tab.get_by_role("button", name="Publish at once").click()
    expect(desk_tab.locator(".messagelist .error")).to_contain_text("Compare the old and new telephone numbers")
    desk_tab.get_by_label("I have compared the old and new numbers digit by digit.").check()
    desk_tab.get_by_role("button", name="Publish at once").click()
    expect(desk_tab.locator(".messagelist .success")).to_have_text("2 items are live.")
    assert said == []
    assert str(Phone.objects.get().number) == "+37167000009"
    assert Organisation.objects.published().get(slug="jauna").name_lv == "Jauna organizācija"


def test_bad_rows_are_named_and_nothing_is_saved(desk_tab, pdm, said):  # noqa: F811
    choose(desk_tab, "t.csv", b"slug,kind,email\npdm,ngoo,x\nother,ngo,y\n")
    rows = desk_tab.get_by_role("table", name="What is wrong").locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("“ngoo” is not one of the choices")
    expect(desk_tab.get_by_role("button", name="Save as drafts")).to_have_count(0)
    assert_good_to_look_at(desk_tab, said)
    desk_tab.get_by_role("button", name="Choose another table").click()
    expect(desk_tab.get_by_label("Table")).to_be_visible()
    assert_good_to_look_at(desk_tab, said)
    desk_tab.get_by_label("Table").set_input_files({"name": "t.xlsx", "mimeType": "x", "buffer": b"PK broken"})
    desk_tab.get_by_role("button", name="Show what it would change").click()
    expect(desk_tab.locator(".errorlist")).to_contain_text("damaged")
    assert_good_to_look_at(desk_tab, said)


def test_with_review_a_table_becomes_drafts(desk_tab, pdm, settings):  # noqa: F811
    settings.REVIEW_REQUIRED = True
    choose(desk_tab, "t.csv", b"slug,name_lv\npdm,Jauns nosaukums\n")
    expect(desk_tab.get_by_role("button", name="Publish at once")).to_have_count(0)
    desk_tab.get_by_role("button", name="Save as drafts and send for review").click()
    expect(desk_tab.locator(".messagelist .success")).to_have_text("1 draft is saved.")
    assert Organisation.objects.get(slug="pdm").name_lv == "Vecais nosaukums"

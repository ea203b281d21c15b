"""The first page in a real browser: clean, accessible, as wide as its window, and one click for a check."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.admin.hands import address
from tests.admin.test_browser import SIDEWAYS, complaints_of_axe, desk_tab, open_form, said, visit  # noqa: F401
from tests.admin.waiting import PARTS, something_waits
from trafficking.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INDEX = "/admin/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_first_page_is_clean(scheme, width, desk_tab, said, settings, admin_user):  # noqa: F811
    settings.REVIEW_REQUIRED = True
    desk_tab.emulate_media(color_scheme=scheme)
    desk_tab.set_viewport_size({"width": width, "height": 900})
    visit(desk_tab, INDEX)
    assert complaints_of_axe(desk_tab) == []
    something_waits(admin_user)
    visit(desk_tab, INDEX)
    assert desk_tab.locator("section.work").count() == len(PARTS) + 1
    assert desk_tab.locator("section.work .empty").count() == 0
    assert not desk_tab.evaluate(SIDEWAYS)
    assert said == []
    assert complaints_of_axe(desk_tab) == []


def test_contact_details_are_checked_in_one_click(desk_tab, said):  # noqa: F811
    first, second = factories.organisation(name_en="First centre"), factories.organisation(name_en="Second centre")
    visit(desk_tab, INDEX)
    expect(desk_tab.get_by_role("heading", name="Contact details due for checking (2)")).to_be_visible()
    desk_tab.get_by_role("button", name="Checked today: First centre").click()
    expect(desk_tab.locator(".messagelist .success")).to_have_text("First centre: contact details checked today.")
    expect(desk_tab.get_by_role("heading", name="Contact details due for checking (1)")).to_be_visible()
    checked = dict(Organisation.objects.values_list("pk", "verified_on"))
    assert checked == {first.pk: timezone.localdate(), second.pk: None}
    assert said == []


def test_contact_details_are_checked_above_the_form(desk_tab, said):  # noqa: F811
    item = factories.organisation(name_en="Centre")
    open_form(desk_tab, item)
    desk_tab.get_by_role("button", name="Contact details checked today").click()
    expect(desk_tab.locator(".messagelist .success")).to_have_text("Centre: contact details checked today.")
    expect(desk_tab.locator(".status")).to_contain_text("by admin. Due again on")
    assert desk_tab.url.endswith(address(item))
    assert said == []

"""History, comparison, restoring, deleting and bringing back in a real browser, on a telephone."""

import re

import pytest
from playwright.sync_api import expect

from tests.admin.hands import address
from tests.admin.test_browser import SIDEWAYS, complaints_of_axe, desk_tab, said  # noqa: F401 - fixtures
from tests.admin.test_pages import full_organisation
from trafficking.editorial import flow
from trafficking.models import Organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "".join(f"<p>Rindkopa {number} ir par palīdzību cilvēkiem, kuri cietuši.</p>" for number in range(40))


@pytest.fixture
def organisation():
    """One with three versions: two texts, a number and a link differ between the first and the last."""
    item = full_organisation()
    Organisation.objects.filter(pk=item.pk).update(name_lv="Pirmais vārds", description_lv=LONG)
    flow.seen(item)
    item.phones.update(number="+37167000021")
    flow.seen(item)
    changed = LONG.replace("Rindkopa 39", 'Rindkopa <a href="https://example.org/">39</a>')
    Organisation.objects.filter(pk=item.pk).update(name_lv="Trešais vārds", description_lv=changed)
    flow.seen(item)
    return item


def clean(tab, complaints: list[str]) -> None:
    """The page is accessible, fits and did nothing that is forbidden."""
    assert complaints_of_axe(tab) == []
    assert not tab.evaluate(SIDEWAYS)
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_versions_are_chosen_compared_and_the_older_one_restored(scheme, organisation, desk_tab, said):  # noqa: F811
    desk_tab.emulate_media(color_scheme=scheme)
    desk_tab.set_viewport_size({"width": 320, "height": 800})
    desk_tab.goto(address(organisation, "history"))
    clean(desk_tab, said)
    desk_tab.get_by_label("compare version 1", exact=True).check()
    desk_tab.get_by_label("with version 3", exact=True).check()
    desk_tab.get_by_role("button", name="Compare the two that are chosen").click()
    expect(desk_tab.locator(".summary")).to_have_text("Different: 2 texts, 1 telephone number.")
    expect(desk_tab.locator(".digits del")).to_contain_text("0")
    expect(desk_tab.locator(".digits ins")).to_contain_text("2")
    expect(desk_tab.locator("ins", has_text="[https://example.org/]")).to_be_visible()
    folded = desk_tab.get_by_text(re.compile(r"\d+ words unchanged")).first
    expect(desk_tab.get_by_text("Rindkopa 20 ir")).to_be_hidden()
    folded.click()
    expect(desk_tab.get_by_text("Rindkopa 20 ir")).to_be_visible()
    clean(desk_tab, said)
    desk_tab.get_by_role("link", name="Restore version 1 as a draft").click()
    clean(desk_tab, said)
    desk_tab.get_by_role("button", name="Restore as a draft").click()
    expect(desk_tab.locator(".messagelist .success")).to_contain_text("Version 1 is the draft now.")
    expect(desk_tab.locator("#id_name_lv")).to_have_value("Pirmais vārds")
    assert Organisation.objects.get().name_lv == "Trešais vārds"


def test_deleted_with_a_reason_listed_and_brought_back(organisation, desk_tab, said):  # noqa: F811
    desk_tab.set_viewport_size({"width": 320, "height": 800})
    desk_tab.goto(address(organisation, "delete"))
    desk_tab.get_by_label("Reason").fill("Dubults ieraksts")
    clean(desk_tab, said)
    desk_tab.get_by_role("button", name="Delete", exact=True).click()
    expect(desk_tab.locator(".messagelist .success")).to_be_visible()
    desk_tab.get_by_role("link", name="Deleted items").click()
    expect(desk_tab.locator(".history")).to_contain_text("Dubults ieraksts")
    clean(desk_tab, said)
    desk_tab.get_by_role("button", name="Bring back").click()
    expect(desk_tab.locator(".messagelist .success")).to_contain_text("Brought back.")
    expect(desk_tab.locator("#id_name_lv")).to_have_value("Trešais vārds")
    assert said == []
    assert not Organisation.objects.get().is_published


def test_everything_works_without_scripts(organisation, browser, live_server, client, admin_user):
    client.force_login(admin_user)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    values = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    context.add_cookies(
        [{"name": name, "value": value, "url": f"{live_server.url}/admin/"} for name, value in values.items()]
    )
    tab = context.new_page()
    tab.goto(address(organisation, "history"))
    tab.get_by_label("compare version 1", exact=True).check()
    tab.get_by_role("button", name="Compare the two that are chosen").click()
    expect(tab.locator(".digits ins")).to_contain_text("2")
    tab.get_by_label("Language", exact=True).select_option("lv")
    tab.get_by_role("button", name="Compare", exact=True).click()
    expect(tab.locator(".digits")).to_have_count(0)
    expect(tab.locator("del", has_text="Pirmais")).to_be_visible()
    tab.goto(address(organisation, "history"))
    tab.get_by_role("button", name="Restore version 1 as a draft").click()
    expect(tab.locator(".messagelist .success")).to_contain_text("Version 1 is the draft now.")
    context.close()

"""What the script adds to an organisation's page, and how an opening status grows old on a page left open."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.hands import follow
from tests.browser.places import PHONE

pytestmark = pytest.mark.browser

COPY = "[data-copy] button"


@pytest.mark.parametrize("by", ["keyboard", "pointer"])
def test_name_and_number_are_copied_in_neutral_words(window, site, by):
    page = window(PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    page.goto("/en/help/marta/")
    button = page.locator(COPY)
    follow(page, button, by)
    expect(button).to_have_text(page.locator("[data-copy]").get_attribute("data-done"))
    assert page.evaluate("navigator.clipboard.readText()") == "Marta +371 67 378 539"


def test_without_a_script_nothing_is_offered_that_would_not_work(window):
    page = window(PHONE, scripts=False)
    page.goto("/en/help/marta/")
    expect(page.locator("main a[href^='sms:']")).to_be_visible()
    # Not merely hidden: a text browser shows what is hidden too.
    expect(page.locator(COPY)).to_have_count(0)
    expect(page.locator(".exit")).not_to_contain_text("Esc")


def test_an_opening_status_that_is_over_is_not_believed(window):
    page = window(PHONE)
    page.clock.install(time="2026-11-23T14:30:00Z")
    page.route("**/en/help/marta/", with_status("2026-11-23T17:00:00+02:00"))
    page.goto("/en/help/marta/")
    status = page.locator(".opening")
    expect(status).to_have_text("Open until 17:00")
    page.clock.fast_forward("00:31:00")
    expect(status).to_have_text("Check the hours")


def with_status(until: str):
    """The first content knows no hours, so one organisation's page is given a status."""
    words = f'<p class="opening open" data-until="{until}" data-later="Check the hours">Open until 17:00</p>'

    def answer(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace("<h1>", f"{words}<h1>"))

    return answer

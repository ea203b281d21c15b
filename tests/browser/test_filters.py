"""The help directory's form: a plain form without a script, a list that follows with one."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import IS_FOCUSED, hold, tab_to, tick
from tests.browser.places import DESK, PHONE

pytestmark = pytest.mark.browser

VISITORS = pytest.mark.parametrize(
    ("language", "width", "by"),
    [("lv", PHONE, "keyboard"), ("en", DESK, "pointer"), ("ru", DESK, "keyboard"), ("uk", PHONE, "pointer")],
)
PSYCH = "input[name=service][value=psych]"


def options(page: Page, by: str) -> None:
    """Bring the filters into sight, where they are folded away."""
    summary = page.locator("form.filters summary").first
    if by == "pointer":
        summary.click()
    else:
        tab_to(page, summary)
        page.keyboard.press("Enter")
    expect(page.locator(PSYCH)).to_be_visible()


def promised(page: Page) -> int:
    """How many organisations the option says there are, those that do not say included."""
    return sum(map(int, re.findall(r"\d+", page.locator(".option", has=page.locator(PSYCH)).inner_text())))


def names(page: Page) -> list[str]:
    return page.locator("#results article :is(h3, h4)").all_inner_texts()


@VISITORS
def test_without_a_script_the_form_is_sent(window, language, width, by):
    page = window(width, scripts=False)
    page.goto(f"/{language}/help/")
    everybody = set(names(page))
    options(page, by)
    expected = promised(page)
    tick(page, page.locator(PSYCH), by)
    button = page.locator("form.filters button").last
    if by == "pointer":
        button.click()
    else:
        tab_to(page, button)
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{language}/help/\?.*service=psych"))
    assert 0 < len(names(page)) == expected < len(everybody)
    expect(page.locator(PSYCH)).to_be_checked()


@VISITORS
def test_with_a_script_the_list_follows_and_says_so(window, language, width, by):
    page = window(width)
    page.goto(f"/{language}/help/")
    status = page.get_by_role("status")
    expect(status).to_be_empty()
    options(page, by)
    expected = promised(page)
    page.evaluate("window.samePage = true")
    tick(page, page.locator(PSYCH), by)
    page.wait_for_url(f"**/{language}/help/?service=psych")
    assert len(names(page)) == expected
    assert page.evaluate("window.samePage"), "the page was loaded anew"
    assert page.locator(PSYCH).evaluate(IS_FOCUSED)
    expect(status).to_contain_text(str(expected))


def test_the_address_after_a_choice_shows_the_same_to_somebody_else(window):
    page = window(PHONE)
    page.goto("/en/help/")
    options(page, "pointer")
    page.locator(PSYCH).check()
    page.locator("input[name=situation][value=support]").check()
    page.wait_for_url(re.compile("situation=support"))
    found = names(page)
    other = window(PHONE, scripts=False)
    other.goto(page.url)
    assert names(other) == found
    expect(other.locator(PSYCH)).to_be_checked()


def test_after_a_choice_another_language_keeps_it(window):
    page = window(PHONE)
    page.goto("/en/help/")
    options(page, "pointer")
    page.locator(PSYCH).check()
    page.wait_for_url("**/en/help/?service=psych")
    page.locator(".languages a[hreflang=uk]").click()
    page.wait_for_url("**/uk/help/?service=psych")


def test_after_a_choice_what_is_taken_along_is_what_is_shown(window):
    page = window(PHONE)
    page.goto("/en/help/")
    options(page, "pointer")
    page.locator(PSYCH).check()
    page.wait_for_url("**/en/help/?service=psych")
    addresses = page.locator("a[href$='.pdf'], a[href*='.pdf?']").evaluate_all("links => links.map(link => link.href)")
    assert addresses
    assert all("service=psych" in address for address in addresses)


@pytest.mark.parametrize("where", ["chip", "box"])
def test_a_choice_is_taken_back(window, where):
    page = window(PHONE)
    page.goto("/en/help/")
    everything = names(page)
    options(page, "pointer")
    page.locator(PSYCH).check()
    page.wait_for_url("**/en/help/?service=psych")
    page.locator({"chip": "#results .chips a", "box": PSYCH}[where]).click()
    page.wait_for_url("**/en/help/")
    assert sorted(names(page)) == sorted(everything)
    expect(page.locator(PSYCH)).not_to_be_checked()


def test_the_list_follows_while_somebody_types(window):
    page = window(PHONE)
    page.goto("/en/help/")
    tab_to(page, page.locator("#q"))
    page.keyboard.type("legal", delay=20)
    page.wait_for_url("**/en/help/?q=legal")
    assert page.locator("#q").evaluate(IS_FOCUSED)
    expect(page.locator("#results")).to_contain_text("legal")


def test_a_slow_answer_does_not_overtake_a_later_one(window):
    page = window(PHONE)
    page.goto("/en/help/")
    held = hold(page, "**/help/?q=psych")
    with page.expect_request("**/help/?q=psych"):
        page.locator("#q").fill("psych")
    page.locator("#q").fill("legal")
    page.wait_for_url("**/en/help/?q=legal")
    found = names(page)
    with page.expect_response("**/help/?q=psych"):
        held[0].continue_()
    page.wait_for_timeout(100)
    assert names(page) == found
    assert page.url.endswith("?q=legal")


def test_where_the_list_cannot_follow_the_form_is_sent_as_ever(window):
    page = window(PHONE)
    page.goto("/en/help/")
    page.route(
        "**/help/?**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.locator("#q").fill("legal")
    page.wait_for_timeout(350)
    page.locator("form.filters button").first.click()
    page.wait_for_url("**/en/help/?q=legal*")
    assert names(page)


def only_whole_pages(route) -> None:
    if route.request.resource_type == "document":
        route.continue_()
    else:
        route.abort()

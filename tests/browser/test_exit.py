"""Leaving quickly: always the first thing, works in every way, and shows nothing afterwards."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import press, wait_until
from tests.browser.places import DESK, LANGUAGES, PHONE, PLACES

pytestmark = pytest.mark.browser

HELP = "/en/help/"
#: An empty title would show the address; a title of one character that has no width does not.
BLANK = "() => document.title.length < 2 && !document.body?.innerText && document.documentElement.hidden"


def has_left(page: Page, elsewhere: str) -> bool:
    page.wait_for_url(elsewhere)
    return page.title() == "Weather"


def stays(page: Page) -> bool:
    """Leaving blanks the page at once, so that nothing needs to be waited for."""
    return not page.evaluate(BLANK) and page.locator("h1").is_visible()


def test_it_is_the_first_stop_of_the_keyboard_on_every_page(window):
    page = window(PHONE)
    for number, place in enumerate(PLACES):
        place.open(page, LANGUAGES[number % len(LANGUAGES)])
        if place.act:  # the click has moved the focus
            page.goto(page.url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('a.exit-button[href]')"), place.name
        box = page.locator(".exit-button").bounding_box()
        assert box["height"] >= 44, place.name
        assert box["width"] >= 44, place.name


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("by", ["keyboard", "pointer"])
def test_it_leads_to_another_site(window, elsewhere, by, scripts):
    page = window(PHONE, scripts=scripts)
    page.goto(HELP)
    if by == "pointer":
        page.locator(".exit-button").click()
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert has_left(page, elsewhere)


def test_it_stays_in_sight_at_the_end_of_a_long_page(window):
    page = window(PHONE)
    page.goto("/en/events/")
    page.keyboard.press("End")
    wait_until(page, "scrollY > 2000")
    expect(page.locator(".exit-button")).to_be_in_viewport(ratio=1)


def test_the_page_is_blank_even_if_the_other_site_never_answers(window):
    page = window(PHONE)
    page.route("**/exit/", lambda route: route.fulfill(status=204))  # leaves the browser where it is
    page.goto(HELP)
    page.locator(".exit-button").click()
    wait_until(page, BLANK)


def test_going_back_does_not_show_the_page_that_was_left(window, elsewhere):
    page = window(PHONE)
    page.goto(elsewhere)
    page.goto(HELP)
    page.locator(".exit-button").click()
    assert has_left(page, elsewhere)
    page.go_back()
    assert page.url == elsewhere
    history = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    assert [entry["url"] for entry in history["entries"] if HELP in entry["url"]] == []


@pytest.mark.parametrize("keys", [["Escape"] * 2, ["Shift"] * 3], ids=["escape", "shift"])
def test_keys_leave_from_anywhere(window, elsewhere, keys):
    page = window(DESK)
    for path in ("", "help/", "events/2015/"):
        page.goto(f"/en/{path}")
        press(page, keys[:-1])
        assert stays(page)
        press(page, keys[-1:])
        assert has_left(page, elsewhere)


@pytest.mark.parametrize("keys", [["Escape"] * 2, ["Shift"] * 3], ids=["escape", "shift"])
def test_keys_leave_from_a_ticked_box_too(window, elsewhere, keys):
    page = window(DESK)
    page.goto("/en/help/?service=psych")
    page.locator("input[value=psych]").focus()
    press(page, keys)
    assert has_left(page, elsewhere)


def test_other_keys_in_between_do_not_leave(window):
    page = window(DESK)
    for keys in ("Escape a Escape", "Shift Shift a Shift", "Escape Shift Shift Escape"):
        page.goto(HELP)
        press(page, keys.split())
        assert stays(page)


def test_keys_that_are_far_apart_do_not_leave(window):
    page = window(DESK)
    page.goto(HELP)
    press(page, ["Escape"])
    page.wait_for_timeout(1200)
    press(page, ["Escape"])
    assert stays(page)


def test_walking_backwards_with_shift_held_or_pressed_anew_does_not_leave(window):
    page = window(DESK)
    page.goto(HELP)
    press(page, ["Shift+Tab"] * 4)
    assert stays(page)


def test_typing_does_not_leave(window):
    page = window(DESK)
    fields = {"": "#q", "help/": "#q", "search/": "main input[type=search]", "help/marta/correction/": "textarea"}
    for path, field in fields.items():
        page.goto(f"/en/{path}")
        page.locator(field).focus()
        page.keyboard.type("RIGA")
        press(page, ["Shift"] * 4 + ["Escape"] * 3)
        assert stays(page)

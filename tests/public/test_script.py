"""What the script adds, in a real browser; and that everything works without it."""

import re

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def directory(settings):
    settings.EXIT_URL = "/lv/awards/"  # what stands for a neutral site must not leave this machine
    legal, psych = factories.service_type(slug="legal"), factories.service_type(slug="psych")
    factories.organisation((legal,), slug="alfa", name_lv="Alfa")
    factories.organisation((psych,), slug="beta", name_lv="Beta")
    factories.page("safety")


def opened(tab, live_server, path="/lv/help/"):
    """The page, and every address asked for from now on."""
    asked = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(live_server.url)))
    tab.goto(live_server.url + path)
    return asked


def names(tab) -> list[str]:
    return tab.locator(".card h3, .card h4").all_inner_texts()


def test_list_follows_the_filters_and_is_announced(tab, live_server, directory):
    opened(tab, live_server, "/en/help/")
    tab.get_by_text("Choose what you need").click()
    tab.locator("input[value=legal]").check()
    tab.wait_for_url("**/en/help/?service=legal")
    assert names(tab) == ["Alfa"]
    assert tab.locator("#said").inner_text() == "1 organisation"
    assert tab.locator(".languages a").first.get_attribute("href") == "/lv/help/?service=legal"
    assert tab.locator("details[open] input[value=legal]").is_checked()
    tab.locator("input[value=legal]").uncheck()
    tab.wait_for_url("**/en/help/")
    assert sorted(names(tab)) == ["Alfa", "Beta"]


def test_words_are_searched_while_typing(tab, live_server, directory):
    opened(tab, live_server)
    tab.locator("#q").press_sequentially("bet")
    tab.wait_for_url("**/lv/help/?q=bet")
    assert names(tab) == ["Beta"]


def test_filters_work_without_a_script(browser, live_server, directory):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(live_server.url + "/en/help/")
    tab.locator("summary", has_text="Choose what you need").click()
    tab.locator("input[value=legal]").check()
    tab.get_by_role("button", name="Show").click()
    assert names(tab) == ["Alfa"]
    assert "Esc" not in tab.locator(".exit").inner_text()
    tab.locator(".exit-button").click()
    assert tab.url == live_server.url + "/lv/awards/"
    context.close()


@pytest.mark.parametrize("keys", [["Escape"] * 2, ["Shift"] * 3, ["click"]])
def test_leaving_replaces_the_page_in_the_history(tab, live_server, directory, keys):
    tab.goto("about:blank")
    opened(tab, live_server)
    for key in keys:
        if key == "click":
            tab.locator(".exit-button").click()
        else:
            tab.keyboard.press(key)
    tab.wait_for_url("**/lv/awards/")
    tab.go_back()
    assert tab.url == "about:blank"


def test_page_is_blank_even_if_the_next_one_never_comes(tab, live_server, directory):
    tab.route("**/exit/", lambda route: route.fulfill(status=204))  # leaves the browser where it is
    opened(tab, live_server)
    tab.locator(".exit-button").click()
    tab.locator("html[hidden]").wait_for(state="attached")
    assert tab.evaluate("document.body.innerText") == ""
    assert tab.title().strip("\u200b") == ""


@pytest.mark.parametrize("keys", ["Escape", "Shift Shift", "Escape Shift Escape", "Shift a Shift Shift"])
def test_other_keys_do_not_leave(tab, live_server, directory, keys):
    asked = opened(tab, live_server)
    for key in keys.split():
        tab.keyboard.press(key)
    tab.wait_for_timeout(200)
    assert "/exit/" not in asked


def test_keys_pressed_in_a_field_do_not_leave(tab, live_server, directory):
    asked = opened(tab, live_server)
    tab.locator("#q").focus()
    for _times in range(3):
        tab.keyboard.press("Shift")
        tab.keyboard.press("Escape")
    tab.wait_for_timeout(200)
    assert "/exit/" not in asked


def test_nothing_is_written_in_the_browser_and_nothing_comes_from_elsewhere(tab, live_server, directory):
    asked = opened(tab, live_server)
    tab.locator("#q").press_sequentially("alfa")
    tab.wait_for_url("**?q=alfa")
    assert all(address.startswith("/") for address in asked)
    assert tab.context.cookies() == []
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
    assert tab.evaluate("caches.keys()") == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/lv/", "/lv/help/?q=alfa", "/lv/help/alfa/", "/lv/nothere/", "/lv/search/?q=alfa"])
def test_nothing_is_cut_off_and_everything_can_be_hit(tab, live_server, directory, path, width):
    factories.urgent_line()
    tab.set_viewport_size({"width": width, "height": 700})
    opened(tab, live_server, path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    small = tab.evaluate(
        """[...document.querySelectorAll("button, summary, .option, .call, .exit a, .menu a, .languages a, .chips a")]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.9)
        .map((each) => each.outerHTML)"""
    )
    assert small == []


def test_first_stops_of_the_keyboard(tab, live_server, directory):
    opened(tab, live_server)
    stops = []
    for _times in range(3):
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate("document.activeElement.className || document.activeElement.getAttribute('href')"))
    assert stops == ["exit-button", "/lv/safety/", "skip"]
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("#main$"))

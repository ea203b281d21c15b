"""The pages that stand when the application does not: a fault of it, and those that nginx keeps for emergencies."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route

from tests.browser.looking import overflow, small_targets
from tests.browser.places import DESK, LANGUAGES, PHONE
from tests.browser.test_axe import violations
from trafficking.public.errors import server_error

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


def stand_in(page: Page) -> None:
    """Answer in the place of nginx and of the broken application."""

    def broken(route: Route) -> None:
        language = route.request.url.split("/")[3]
        with translation.override(language):
            answer = server_error(RequestFactory().get(f"/{language}/"))
        route.fulfill(status=answer.status_code, body=answer.content, content_type="text/html; charset=utf-8")

    def file(folder: Path):
        return lambda route: route.fulfill(path=folder / route.request.url.rsplit("/", 1)[1])

    page.route("**/broken/", broken)
    page.route("**/emergency/*", file(ROOT / "deploy" / "emergency"))
    page.route("**/static/site.*", file(ROOT / "static"))  # by the names that the settings of tests give them


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_last_resort_is_as_easy_to_use(window, theme):
    page = window(PHONE, color_scheme=theme)
    stand_in(page)
    paths = [f"/{language}/broken/" for language in LANGUAGES]
    paths += [f"/emergency/{name}.html" for name in (*LANGUAGES, "refused")]
    faults = []
    for path in paths:
        page.goto(path)
        assert page.locator("a").count() > 3
        page.evaluate(AXE_SCRIPT)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 800})
            found = violations(page) + overflow(page) + small_targets(page)
            faults += [f"{path}, {width}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_the_last_resort_says_in_one_screen_whom_to_call(window):
    page = window(PHONE, 568)
    stand_in(page)
    for language in LANGUAGES:
        for path in (f"/{language}/broken/", f"/emergency/{language}.html"):
            page.goto(path)
            number = page.locator("a[href='tel:112']").bounding_box()
            assert number["y"] + number["height"] < 568, path
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.href !== undefined && !document.activeElement.hash"), path

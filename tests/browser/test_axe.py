"""axe-core finds nothing on any kind of page, in any state.

Every page in each language is looked at in a wide, light window. The other three looks, dark or narrow or both,
change colours and places but neither words nor structure, so one language each stands for them;
EVERY_LOOK=1 tries all four languages in all four looks.
"""

import os

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.looking import unfold
from tests.browser.places import DESK, LANGUAGES, PHONE, PLACES

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(({violations}) => violations.flatMap(
    ({id, nodes}) => nodes.map(node => `${id}: ${node.target.join(" ")} (${node.failureSummary.split("\\n").at(-1)})`)
))"""
LIGHT, *OTHERS = [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]
LOOKS = {
    language: [LIGHT, *(OTHERS if os.environ.get("EVERY_LOOK") else OTHERS[number : number + 1])]
    for number, language in enumerate(["en", "ru", "uk", "lv"])
}


def violations(page: Page) -> list[str]:
    return page.evaluate(RUN, RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(window, language):
    page = window(DESK)
    faults = []
    for place in PLACES:
        place.open(page, language)
        unfold(page)
        page.evaluate(AXE_SCRIPT)
        for width, theme in LOOKS[language]:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=theme)
            faults += [f"{place.name}, {width}, {theme}: {fault}" for fault in violations(page)]
    assert not faults, "\n".join(faults)


def test_axe_would_find_something(window):
    page = window(DESK)
    page.goto("/en/")
    page.evaluate(AXE_SCRIPT)
    page.evaluate("document.querySelector('h1').outerHTML = '<h5>small</h5><img src=/static/x.png>'")
    found = {fault.split(":")[0] for fault in violations(page)}
    assert {"image-alt", "page-has-heading-one"} <= found

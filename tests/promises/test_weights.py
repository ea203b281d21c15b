"""What a visit costs on a slow line, as the server really sends it, and that nothing moves under the finger."""

import re
from collections.abc import Iterator

import pytest

from tests.browser.hands import wait_until
from tests.server.running import Server, addresses

LANGUAGES = ("lv", "en", "ru", "uk")
#: The first round trip of a new connection (DESIGN, "How it looks"), and what has to fit into it.
MOST_BYTES, MOST_REQUESTS = 14_336, 3
MOST_OF_PLAIN_TEXT = 2_000
#: What a browser does not wait for: the sheet for paper, the icon of the tab.
LATER = r'media="print"|rel="(?:icon|canonical|alternate)"'


def first_visit(site: Server, path: str) -> Iterator[tuple[str, int]]:
    """Every address that a browser must ask for to show a page, with the bytes of the answer's body."""
    page = compressed(site, path)
    yield path, len(page[0])
    for element in re.findall(r"<(?:link|script|img|source)\b[^>]*>", page[1]):
        file = re.search(r'(?:href|src)="(/[^"]+)"', element)
        if file and not re.search(LATER, element):
            yield file[1], len(compressed(site, file[1])[0])


def compressed(site: Server, path: str) -> tuple[bytes, str]:
    """The body as it is sent, and as it reads."""
    answer = site.get(path, Accept_Encoding="br")
    assert (answer.status, answer.header("Content-Encoding")) == (200, "br"), path
    return answer.body, site.get(path).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_page_fits_into_the_first_round_trip(site, language):
    cards = re.findall(r'<article class="card"', site.get(f"/{language}/help/").text)
    assert len(cards) >= 5, "not what a visitor gets"
    visit = list(first_visit(site, f"/{language}/help/"))
    assert len(visit) <= MOST_REQUESTS
    assert sum(size for _path, size in visit) <= MOST_BYTES, visit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["", "help/marta/", "help/?service=psych", "safety/", "nato/", "awards/", "events/2015/"]
)
def test_other_pages_are_as_light(site, language, path):
    visit = list(first_visit(site, f"/{language}/{path}"))
    assert len(visit) <= MOST_REQUESTS
    assert sum(size for _path, size in visit) <= MOST_BYTES, visit


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_fits_into_a_message(site, language):
    organisations = [path for path in addresses(site) if re.fullmatch(rf"/{language}/help/[a-z0-9-]+/", path)]
    assert len(organisations) == 5
    for path in organisations:
        answer = site.get(f"{path}contact.txt")
        assert answer.status == 200
        assert 50 < len(answer.body) < MOST_OF_PLAIN_TEXT


SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((shift) => { window.shifted += shift.value; }))
    .observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_page_loads(tab, site, width):
    """The script comes late, as on a slow line, and must not move what is there."""
    tab.set_viewport_size({"width": width, "height": 640})
    tab.add_init_script(SHIFTS)
    tab.route("**/*.js", late)
    for path in ("", "help/", "help/?service=psych", "help/marta/", "events/", "events/2015/", "awards/", "safety/"):
        tab.goto(f"{site.address}/lv/{path}")
        assert tab.evaluate("document.querySelector('.keys').textContent")
        until_painted(tab)
        assert tab.evaluate("window.shifted") == 0, path


@pytest.mark.browser
def test_what_moves_would_be_seen(tab, site):
    tab.add_init_script(SHIFTS)
    tab.goto(f"{site.address}/lv/help/")
    tab.evaluate(
        "document.querySelector('main').before(document.createElement('hr'), document.querySelector('footer'))"
    )
    wait_until(tab, "window.shifted > 0")


def until_painted(tab) -> None:
    for _frame in range(3):
        tab.evaluate("new Promise(requestAnimationFrame)")
    tab.wait_for_timeout(50)


def late(route) -> None:
    route.request.frame.page.wait_for_timeout(150)
    route.continue_()

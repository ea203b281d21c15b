"""Nothing is written in the browser. Every test that opens a window ends with this check; here, that it can fail."""

import pytest

from tests.browser.places import DESK, PLACES
from tests.browser.traces import kept

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("store", "write"),
    [
        ("cookie", "document.cookie = 'seen=1'"),
        ("local storage", "localStorage.setItem('seen', '1')"),
        ("session storage", "sessionStorage.setItem('seen', '1')"),
        ("cache", "caches.open('seen')"),
        ("database", "new Promise(done => indexedDB.open('seen').onsuccess = done)"),
    ],
)
def test_what_is_kept_would_be_seen(browser, site, store, write):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/en/")
    assert kept(context, site.address) == []
    page.evaluate(f"async () => {{ await ({write}) }}")
    assert [each.split(":")[0] for each in kept(context, site.address)][:1] == [store]
    context.close()


def test_a_visit_to_every_page_keeps_nothing_and_breaks_nothing(window, site):
    """Neither a cookie is set, nor the content security policy broken, nor is there a fault in the script."""
    page = window(DESK)
    asked_to_keep, complaints = [], []
    page.on("response", lambda answer: asked_to_keep.append(answer.headers.get("set-cookie")))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    for place in PLACES:
        place.open(page, "en")
    answered = "the server responded with a status of"  # what these pages are meant to be: 400, 404, 422
    assert [each for each in complaints if answered not in each] == []
    assert set(asked_to_keep) == {None}
    assert kept(page.context, site.address) == []

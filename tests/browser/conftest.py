"""Windows of a real browser onto the section. Runs once, on SQLite: another database would change no page."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.traces import host, kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

collect_ignore = [] if os.environ.get("SCREENSHOTS") else ["test_screenshots.py"]


@pytest.fixture
def window(browser: "Browser", site, elsewhere: str) -> Iterator[Callable[..., "Page"]]:
    """Opens windows onto the section: `window(width, height=800, scripts=True)` and what `new_context` takes.

    When the test is over, none of them may have asked another host for anything or have kept anything.
    """
    contexts, asked = [], []

    def open_window(width: int = 1280, height: int = 800, *, scripts: bool = True, **options: Any) -> "Page":
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            **options,
        )
        context.set_default_timeout(5000)
        context.on("request", lambda request: asked.append(request.url))
        contexts.append(context)
        return context.new_page()

    yield open_window
    left = [kept(context, site.address) for context in contexts]
    for context in contexts:
        context.close()
    assert not any(left)
    assert {host(address) for address in asked} <= {host(site.address), host(elsewhere)}

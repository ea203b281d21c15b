"""What every test needs: nothing known from the test before, a browser where there is one."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from tests.browser.elsewhere import weather
from tests.server.running import Server, section
from trafficking import caching

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out what uses no database, and the browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database only those tests tell something new that reach it, and that are not about the browser."""
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if uses_database(item) and not item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"})


def missing(what: str) -> None:
    """Skip for want of a program; where CI says that everything is there, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must not skip a test.")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(autouse=True)
def forgotten():
    """A test's database is rolled back, counters and all; what hangs on them must not outlive it.

    Nor must the language of the last page that a test asked for: every test begins in English.
    """
    caching.reader.forget()
    translation.activate("en")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, without a window. Tests that use it are marked `browser`."""
    from playwright.sync_api import sync_playwright  # slow to import, and only some tests need it

    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not program:
        missing("Chromium")
    # Playwright keeps an event loop in this thread; Django takes that for asynchronous code and would refuse to work.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        options = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *options])
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: "Browser") -> Iterator["Page"]:
    """A window of its own, that nothing was opened in before."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """The address of another site, to which the exit leads."""
    with weather() as address:
        yield address


@pytest.fixture(scope="session")
def static_root(tmp_path_factory) -> str:
    """Where the servers of the tests keep their static files: compressing them takes long enough once."""
    return str(tmp_path_factory.mktemp("static"))


@pytest.fixture(scope="session")
def site(tmp_path_factory, static_root, elsewhere) -> Iterator[Server]:
    """The section as visitors meet it: first content, on SQLite whatever the other tests use. No test changes it."""
    data_dir = tmp_path_factory.mktemp("site") / "data"
    with section(data_dir, EXIT_URL=elsewhere, STATIC_ROOT=static_root) as server:
        yield server

"""What a visit leaves in the browser, and whom it asks."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

STORES = """async () => Object.entries({
    "cookie": document.cookie,
    "local storage": Object.keys(localStorage).join(),
    "session storage": Object.keys(sessionStorage).join(),
    "cache": (await caches.keys()).join(),
    "database": (await indexedDB.databases()).map(each => each.name).join(),
    "service worker": (await navigator.serviceWorker.getRegistrations()).map(each => each.scope).join(),
}).filter(([store, found]) => found).map(([store, found]) => `${store}: ${found}`)"""


def kept(context: BrowserContext, site: str) -> list[str]:
    """Everything that a page can keep and that this window has kept of the site, in words. Ends the visit."""
    found = {f"cookie: {cookie['name']}" for cookie in context.cookies()}
    for page in context.pages or [context.new_page()]:
        page.goto(f"{site}/robots.txt")  # in the same tab, whose session storage it sees; without anything of its own
        found |= set(page.evaluate(STORES))
    return sorted(found)


def host(address: str) -> str:
    """Host and port; nothing for what never leaves the page (`data:`, `blob:`)."""
    return urlsplit(address).netloc

"""Every kind of public page, and every state it can be in, on the starter content."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

LANGUAGES = ("lv", "en", "ru", "uk")
PHONE, DESK = 320, 1280
#: What nobody offers and no word resembles.
NONSENSE = "xqzwvk"


@dataclass(frozen=True)
class Place:
    """`path` stands below the language; `act` brings the page into its state; `status` is what is answered then."""

    name: str
    path: str
    status: int = 200
    act: Callable[[Page], None] | None = None

    def open(self, page: Page, language: str) -> None:
        response = page.goto(f"/{language}/{self.path}")
        if self.act:
            with page.expect_navigation() as navigation:
                self.act(page)
            response = navigation.value
        assert response.status == self.status, f"{response.url} answered {response.status}"


def send_empty(page: Page) -> None:
    page.locator("form.correction button").click()


PLACES = (
    Place("home", ""),
    Place("help", "help/"),
    Place("help-filtered", "help/?situation=support&service=psych&free=yes"),
    Place("help-searched", "help/?q=marta"),
    Place("help-empty", f"help/?q={NONSENSE}&service=legal"),
    Place("organisation", "help/marta/"),
    Place("correction", "help/marta/correction/"),
    Place("correction-error", "help/marta/correction/", 422, send_empty),
    Place("correction-thanks", "help/marta/correction/thanks/"),
    Place("timeline", "events/"),
    Place("timeline-kind", "events/?kind=campaign"),
    Place("year", "events/2015/"),
    Place("event", "events/2015/victims-rights-training/"),
    Place("awards", "awards/"),
    Place("page", "nato/"),
    Place("safety", "safety/"),
    Place("accessibility", "accessibility/"),
    Place("privacy", "privacy/"),
    Place("search", "search/?q=marta"),
    Place("search-empty", f"search/?q={NONSENSE}"),
    Place("not-found", "nothing-here/", 404),
    Place("not-understood", "help/?service=nothing", 400),
)

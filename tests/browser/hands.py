"""How a visitor gets somewhere: by keyboard alone, or by pointing."""

import time

from playwright.sync_api import Locator, Page, Route

IS_FOCUSED = "element => element === document.activeElement"


def tab_to(page: Page, target: Locator, most: int = 250) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate(IS_FOCUSED):
            return
    raise AssertionError(f"Tab does not lead to {target}")


def follow(page: Page, target: Locator, by: str) -> None:
    """Follow a link or press a button, `by` "keyboard" or "pointer"."""
    if by == "pointer":
        target.click()
    else:
        tab_to(page, target)
        page.keyboard.press("Enter")


def tick(page: Page, target: Locator, by: str) -> None:
    if by == "pointer":
        target.check()
    else:
        tab_to(page, target)
        page.keyboard.press("Space")


def press(page: Page, keys: list[str]) -> None:
    for key in keys:
        page.keyboard.press(key)


def hold(page: Page, pattern: str) -> list[Route]:
    """Requests for these addresses wait, as on a slow line, in the list that comes back."""
    held = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held


def wait_until(page: Page, condition: str, seconds: float = 5) -> None:
    """Playwright's own wait_for_function evaluates text inside the page, which the section's policy forbids."""
    until = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < until, f"never: {condition}"
        page.wait_for_timeout(20)

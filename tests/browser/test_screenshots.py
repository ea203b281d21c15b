"""Pictures of every kind of page for people to look at; SCREENSHOTS=1 puts them into artefacts/."""

from pathlib import Path

import pytest

from tests.browser.places import DESK, PHONE, PLACES

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "artefacts" / "screenshots"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", ["lv", "en"])
def test_pictures(window, language, width, theme):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = window(width, color_scheme=theme)
    for place in PLACES:
        place.open(page, language)
        page.screenshot(path=FOLDER / f"{place.name}-{language}-{width}-{theme}.png", full_page=True)
    assert len(list(FOLDER.glob(f"*-{language}-{width}-{theme}.png"))) >= len(PLACES)

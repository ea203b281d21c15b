"""Pictures of every kind of page for people to look at; SCREENSHOTS=1 puts them into artefacts/."""

from pathlib import Path

import pytest

from tests.browser.places import DESK, PHONE, PLACES

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "artefacts" / "screenshots"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_picture(window, place, width, theme):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = window(width, color_scheme=theme)
    for language in ("lv", "en") if theme == "light" else ("lv",):
        place.open(page, language)
        path = FOLDER / f"{place.name}-{language}-{width}-{theme}.png"
        page.screenshot(path=path, full_page=True)
        assert path.stat().st_size > 1000

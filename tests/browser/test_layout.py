"""Nothing is cut off, covered or too small to press: on a small phone, enlarged, with wide spacing, by keyboard."""

import pytest

from tests.browser.looking import overflow, small_targets, space_out, unfold, walk
from tests.browser.places import DESK, LANGUAGES, PHONE, PLACES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_fits_a_small_phone_with_any_text_spacing(window, language):
    """320 pixels are also what a window of 1280 has at 400 %."""
    page = window(PHONE)
    faults = []
    for place in PLACES:
        place.open(page, language)
        faults += [f"{place.name}: {fault}" for fault in overflow(page)]
        unfold(page)
        faults += [f"{place.name}, unfolded: {fault}" for fault in overflow(page)]
        space_out(page)
        faults += [f"{place.name}, spaced: {fault}" for fault in overflow(page)]
    assert not faults, "\n".join(faults)


def test_everything_fits_a_wide_window(window):
    page = window(DESK)
    faults = []
    for place in PLACES:
        place.open(page, "ru")
        unfold(page)
        faults += [f"{place.name}: {fault}" for fault in overflow(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_is_pressed_is_large_enough(window, width):
    page = window(width)
    faults = []
    for place in PLACES:
        place.open(page, "lv")
        unfold(page)
        faults += [f"{place.name}: {fault}" for fault in small_targets(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", ["", "help/?service=psych", "help/marta/", "help/marta/correction/", "events/2015/"])
@pytest.mark.parametrize(("width", "height"), [(PHONE, 568), (DESK, 720)])
def test_the_focus_is_always_seen_and_never_covered(window, width, height, path):
    page = window(width, height, reduced_motion="reduce")  # a smooth scroll would be measured on its way
    page.goto(f"/en/{path}")
    stops, faults = walk(page, "Tab")
    assert stops > 10
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", ["help/", "events/2015/"])
def test_the_focus_is_not_covered_on_the_way_back(window, path):
    """The exit stays at the top, and what comes from below may end under it."""
    page = window(PHONE, 568, reduced_motion="reduce")
    page.goto(f"/en/{path}")
    unfold(page)
    page.locator("footer a").last.focus()
    stops, faults = walk(page, "Shift+Tab")
    assert stops > 10
    assert not faults, "\n".join(faults)


def test_at_400_percent_the_exit_leaves_room_to_read(window):
    page = window(PHONE, 256, device_scale_factor=4)
    for language in LANGUAGES:
        page.goto(f"/{language}/help/")
        page.keyboard.press("End")
        bar = page.locator(".exit").bounding_box()
        covered = max(0, bar["y"] + bar["height"])
        assert covered <= 256 / 2, f"{language}: {covered} of 256 pixels"


def test_text_can_be_twice_as_large(window):
    page = window(640, 400, device_scale_factor=2)
    faults = []
    for place in PLACES:
        place.open(page, "uk")
        unfold(page)
        faults += [f"{place.name}: {fault}" for fault in overflow(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("preference", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=str)
def test_wishes_of_the_reader_change_no_size(window, preference):
    page = window(PHONE, **preference)
    page.goto("/lv/help/")
    unfold(page)
    assert overflow(page) == []
    if "reduced_motion" in preference:
        moving = (
            "() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).scrollBehavior === 'smooth')"
        )
        assert page.evaluate(f"({moving})().length") == 0

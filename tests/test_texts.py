from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import translation

from trafficking.texts import Text, current_language, text


def item(**texts: str) -> SimpleNamespace:
    return SimpleNamespace(**{f"name_{language}": texts.get(language) for language, _ in settings.LANGUAGES})


@pytest.mark.parametrize(
    ("wanted", "present", "found"),
    [
        ("lv", {"lv": "Māja", "en": "House"}, Text("Māja", "lv", "lv")),
        ("lv", {"en": "House"}, Text("House", "en", "lv")),
        ("en", {"lv": "Māja", "ru": "Дом"}, Text("Māja", "lv", "en")),
        ("ru", {"lv": "Māja", "en": "House", "uk": "Дім"}, Text("House", "en", "ru")),
        ("uk", {"lv": "Māja", "en": "House", "ru": "Дом"}, Text("Дом", "ru", "uk")),
        ("uk", {"lv": "Māja", "en": ""}, Text("Māja", "lv", "uk")),
        ("ru", {"uk": "Дім"}, Text("", "ru", "ru")),
    ],
)
def test_text_falls_back_along_the_reading_order(wanted, present, found):
    assert text(item(**present), "name", wanted) == found


def test_text_in_the_active_language_when_none_is_named():
    with translation.override("ru"):
        assert text(item(ru="Дом", lv="Māja"), "name").value == "Дом"


def test_text_that_is_missing_everywhere_is_false_and_no_fallback():
    nothing = text(item(), "name", "en")
    assert not nothing
    assert not nothing.is_fallback


def test_current_language_is_one_of_ours_whatever_is_active():
    with translation.override("de"):
        assert current_language() == "lv"
    with translation.override("en-gb"):
        assert current_language() == "en"


def test_reading_order_covers_every_language_and_ends_in_the_required_one():
    codes = [code for code, _ in settings.LANGUAGES]
    assert list(settings.READING_ORDER) == codes
    for code, order in settings.READING_ORDER.items():
        assert order[0] == code
        assert settings.LANGUAGE_CODE in order

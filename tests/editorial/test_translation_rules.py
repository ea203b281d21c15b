"""What a change of texts does to the standing of their translations, case by case."""

import pytest

from trafficking.editorial.translation_rules import Check, Key, Place, Sheet, after, same, standing

TITLE, WORDS = Place("", "title"), Place("", "search_words")
RU, EN, LV = (Key("", "title", code) for code in ("ru", "en", "lv"))


def sheet(source="lv", place=TITLE, **texts) -> Sheet:
    return Sheet(source, {place: {"lv": "", "en": "", "ru": ""} | texts})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Māja", "Māja", True),
        ("Vecā māja", " Vecā\r\n  māja\n", True),
        ("<p>Vecā&nbsp;māja</p>\n<p>Otrā</p>", "<p> Vecā māja</p><p>Otrā</p>", True),
        ("Māja", "māja", False),
        ("Māja", "Māja.", False),
        ('<a href="/a">Māja</a>', '<a href="/b">Māja</a>', False),
        ("5 < 6", "5 < 7", False),
    ],
)
def test_same_text(one, other, alike):
    assert same(one, other) is alike


@pytest.mark.parametrize(
    ("texts", "checks", "stands"),
    [
        ({}, {}, None),
        ({"lv": "Māja"}, {}, "missing"),
        ({"lv": "Māja", "ru": "Дом"}, {}, "current"),
        ({"ru": "Дом"}, {}, "alone"),
        ({"en": "House"}, {}, None),
        ({"lv": "Māja", "ru": "Дом"}, {RU: Check("Māja ")}, "current"),
        ({"lv": "Māja", "ru": "Дом"}, {RU: Check("Ēka")}, "outdated"),
        ({"lv": "Māja", "ru": "Дом"}, {EN: Check("Ēka")}, "current"),
        ({"lv": "Māja", "ru": "Дом"}, {RU: Check("Ēka", draft="Māja")}, "current"),
        ({"lv": "Māja"}, {RU: Check("Ēka")}, "missing"),
        ({"lv": "", "ru": "Дом"}, {RU: Check("Ēka")}, "alone"),
    ],
)
def test_standing_of_a_translation(texts, checks, stands):
    assert standing(sheet(**texts), RU, checks) == stands


@pytest.mark.parametrize(("texts", "stands"), [({"lv": "Māja"}, "source"), ({"en": "House"}, "missing"), ({}, None)])
def test_standing_of_the_source(texts, stands):
    assert standing(sheet(**texts), LV, {}) == stands


@pytest.mark.parametrize(
    ("states", "checks", "wording_only", "stands"),
    [
        # Unchanged text never goes stale.
        ([("A", "А"), ("A", "А")], {}, False, "current"),
        ([("A", "А"), ("A", "А")], {RU: Check("O")}, False, "outdated"),
        # The source changes.
        ([("A", "А"), ("B", "А")], {}, False, "outdated"),
        ([("A b", "А"), (" A\n b ", "А")], {}, False, "current"),
        ([("A", "А"), ("B", "А"), ("C", "А")], {}, False, "outdated"),
        # It goes back, in one step or over others.
        ([("A", "А"), ("B", "А"), ("A", "А")], {}, False, "current"),
        ([("A", "А"), ("", "А"), ("A", "А")], {}, False, "current"),
        ([("A", "А"), ("", "А"), ("B", "А")], {}, False, "outdated"),
        # The translation follows, at once or later.
        ([("A", "А"), ("B", "Б")], {}, False, "current"),
        ([("A", "А"), ("B", "А"), ("B", "Б")], {}, False, "current"),
        ([("A", "А"), ("A", "А ")], {RU: Check("O")}, False, "outdated"),
        # It was made before the source changed once more.
        ([("A", "А"), ("A", "Б"), ("B", "Б")], {}, False, "outdated"),
        ([("A", "А"), ("B", "Б"), ("C", "Б")], {}, False, "outdated"),
        # Only the wording changed: everything keeps the standing it has.
        ([("A", "А"), ("B", "А")], {}, True, "current"),
        ([("A", "А"), ("B", "А")], {RU: Check("A")}, True, "current"),
        ([("A", "А"), ("B", "Б")], {RU: Check("A")}, True, "current"),
        ([("A", "А"), ("B", "А")], {RU: Check("O")}, True, "outdated"),
        ([("A", "А"), ("A", "Б")], {RU: Check("O")}, True, "outdated"),
        ([("A", ""), ("A", "Б")], {RU: Check("O")}, True, "current"),
        # A first translation, one taken away, one that comes back.
        ([("A", ""), ("A", "А")], {}, False, "current"),
        ([("A", ""), ("B", "А")], {RU: Check("O")}, False, "current"),
        ([("A", "А"), ("B", "")], {}, False, "missing"),
        ([("A", "А"), ("A", ""), ("B", ""), ("B", "Б")], {}, False, "current"),
        # A source text that is written after the translation has not been compared with it.
        ([("", "А"), ("A", "А")], {}, False, "outdated"),
        # What was found to fit a draft's source text is right once that is public.
        ([("A", "А"), ("B", "А")], {RU: Check("A", draft="B")}, False, "current"),
        ([("A", "А"), ("C", "А")], {RU: Check("A", draft="B")}, False, "outdated"),
        ([("A", "А"), ("A", "Б"), ("B", "Б")], {RU: Check("A", draft="B")}, False, "current"),
    ],
)
def test_standing_after_changes(states, checks, wording_only, stands):
    sheets = [sheet(lv=source, ru=translation) for source, translation in states]
    assert standing(sheets[-1], RU, after(sheets, checks, wording_only)) == stands


def test_wording_is_only_kept_up_to_the_next_real_change():
    first, second, third = (sheet(lv=text, ru="А") for text in ("A", "B", "C"))
    checks = after([second, third], after([first, second], {}, wording_only=True))
    assert checks == {RU: Check("B")}


def test_out_of_date_tells_of_the_text_that_was_compared_last():
    sheets = [sheet(lv=text, ru="А") for text in ("A", "B", "C")]
    assert after(sheets, {}) == {RU: Check("A")}


def test_nothing_is_remembered_where_nothing_went_out_of_date():
    assert after([sheet(lv="A", ru="А"), sheet(lv="B", ru="Б")], {}) == {}


def test_languages_and_places_do_not_touch_each_other():
    lead = Place("services/1", "lead")
    before, now = (Sheet("lv", {TITLE: {"lv": title, "ru": "А"}, lead: {"lv": "L", "ru": "Л"}}) for title in "AB")
    assert after([before, now], {}) == {RU: Check("A")}
    assert standing(now, Key(*lead, "ru"), {RU: Check("A")}) == "current"


def test_each_languages_own_words_are_never_out_of_date():
    before, now = (sheet(place=WORDS, lv=words, ru="дом") for words in ("māja", "māja, ēka"))
    assert after([before, now], {}) == {}


def test_row_that_comes_back_has_the_standing_it_had():
    place = Place("services/1", "title")
    gone, back = Sheet("lv", {}), sheet(place=place, lv="B", ru="А")
    checks = {Key(*place, "ru"): Check("A")}
    assert standing(back, Key(*place, "ru"), after([gone, back], checks)) == "outdated"


@pytest.mark.parametrize(
    ("checks", "standings"),
    [
        # All agreed: they still do.
        ({}, ("current", "current")),
        ({RU: Check("A"), EN: Check("A")}, ("current", "current")),
        # Russian did not agree with Latvian, so it does not agree with English, which does.
        ({RU: Check("O")}, ("current", "outdated")),
        # English did not agree with Latvian, nor with anything that does.
        ({EN: Check("O")}, ("outdated", "outdated")),
    ],
)
def test_another_source_language_neither_clears_nor_raises_alarm(checks, standings):
    before = sheet("lv", lv="A", en="E", ru="А")
    now = sheet("en", lv="A", en="E", ru="А")
    known = after([before, now], checks)
    assert (standing(now, LV, known), standing(now, RU, known)) == standings


def test_source_language_there_and_back_leaves_everything_as_it_was():
    lv, en = (sheet(code, lv="A", en="E", ru="А") for code in ("lv", "en"))
    assert standing(lv, RU, after([lv, en, lv], {})) == "current"
    assert standing(lv, EN, after([lv, en, lv], {})) == "current"
    assert standing(lv, RU, after([lv, en, lv], {RU: Check("O")})) == "outdated"


def test_source_language_and_text_changed_together():
    before, now = sheet("lv", lv="A", en="E", ru="А"), sheet("en", lv="A", en="E2", ru="А")
    known = after([before, now], {})
    assert known == {RU: Check("E"), LV: Check("E")}


def test_source_language_chosen_late_for_what_was_written_in_it_first():
    before, now = sheet("lv", en="E", ru="А"), sheet("en", en="E", ru="А")
    assert standing(now, RU, after([before, now], {})) == "current"

"""Each date as a careful writer of the language puts it. The tables are the specification: read them aloud."""

from datetime import date

import pytest

from trafficking.dates import day, machine, written

LANGUAGES = ("lv", "en", "ru", "uk")
ONE_DAY = (2015, date(2015, 6, 2), date(2015, 6, 2))
IN_A_MONTH = (2015, date(2015, 9, 21), date(2015, 9, 22))
OVER_MONTHS = (2015, date(2015, 8, 30), date(2015, 9, 2))
OVER_YEARS = (2014, date(2014, 12, 30), date(2015, 1, 2))
START = (2018, date(2018, 1, 21), None)
COMPLETION = (2012, None, date(2012, 3, 31))
MONTH = (2015, None, None, 9)
YEAR = (2013,)


@pytest.mark.parametrize(
    ("known", "lv", "en", "ru", "uk"),
    [
        (ONE_DAY, "2015. gada 2. jūnijs", "2 June 2015", "2 июня 2015 года", "2 червня 2015 року"),
        (
            IN_A_MONTH,
            "2015. gada 21.–22. septembris",
            "21–22 September 2015",
            "21–22 сентября 2015 года",
            "21–22 вересня 2015 року",
        ),
        (
            OVER_MONTHS,
            "2015. gada 30. augusts – 2. septembris",
            "30 August – 2 September 2015",
            "30 августа — 2 сентября 2015 года",
            "30 серпня — 2 вересня 2015 року",
        ),
        (
            OVER_YEARS,
            "2014. gada 30. decembris – 2015. gada 2. janvāris",
            "30 December 2014 – 2 January 2015",
            "30 декабря 2014 года — 2 января 2015 года",
            "30 грудня 2014 року — 2 січня 2015 року",
        ),
        (
            START,
            "no 2018. gada 21. janvāra",
            "from 21 January 2018",
            "с 21 января 2018 года",
            "з 21 січня 2018 року",
        ),
        (
            COMPLETION,
            "noslēdzās 2012. gada 31. martā",
            "completed on 31 March 2012",
            "завершено 31 марта 2012 года",
            "завершено 31 березня 2012 року",
        ),
        (MONTH, "2015. gada septembris", "September 2015", "сентябрь 2015 года", "вересень 2015 року"),
        (YEAR, "2013. gads", "2013", "2013 год", "2013 рік"),
        ((None,), "", "", "", ""),
    ],
)
def test_written_in_each_language(known, lv, en, ru, uk):
    assert [written(language, *known) for language in LANGUAGES] == [lv, en, ru, uk]


@pytest.mark.parametrize(
    ("known", "lv", "en", "ru", "uk"),
    [
        (ONE_DAY, "2. jūnijs", "2 June", "2 июня", "2 червня"),
        (IN_A_MONTH, "21.–22. septembris", "21–22 September", "21–22 сентября", "21–22 вересня"),
        (
            OVER_MONTHS,
            "30. augusts – 2. septembris",
            "30 August – 2 September",
            "30 августа — 2 сентября",
            "30 серпня — 2 вересня",
        ),
        (
            OVER_YEARS,
            "2014. gada 30. decembris – 2015. gada 2. janvāris",
            "30 December 2014 – 2 January 2015",
            "30 декабря 2014 года — 2 января 2015 года",
            "30 грудня 2014 року — 2 січня 2015 року",
        ),
        (START, "no 21. janvāra", "from 21 January", "с 21 января", "з 21 січня"),
        (
            COMPLETION,
            "noslēdzās 31. martā",
            "completed on 31 March",
            "завершено 31 марта",
            "завершено 31 березня",
        ),
        (MONTH, "septembris", "September", "сентябрь", "вересень"),
        (YEAR, "", "", "", ""),
    ],
)
def test_written_under_a_year_heading(known, lv, en, ru, uk):
    assert [written(language, *known, with_year=False) for language in LANGUAGES] == [lv, en, ru, uk]


MONTHS = {
    "lv": {
        None: "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
        "no": "janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra",
        "noslēdzās": "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
    },
    "ru": {None: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"},
    "uk": {None: "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"},
}


@pytest.mark.parametrize(
    ("language", "opening", "names"),
    [(language, opening, names) for language, forms in MONTHS.items() for opening, names in forms.items()],
)
def test_every_month_stands_in_its_case(language, opening, names):
    for number, name in enumerate(names.split(), 1):
        when = date(2015, number, 3)
        ends = {None: (when, when), "no": (when, None), "noslēdzās": (None, when)}[opening]
        words = written(language, 2015, *ends, with_year=False)
        assert words == " ".join(filter(None, (opening, "3." if language == "lv" else "3", name)))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lv", "2015. gada 2. jūnijs"),
        ("en", "2 June 2015"),
        ("ru", "2 июня 2015 года"),
        ("uk", "2 червня 2015 року"),
    ],
)
def test_one_day_by_itself(language, words):
    assert day(language, date(2015, 6, 2)) == words


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (IN_A_MONTH, "2015-09-21"),
        (START, "2018-01-21"),
        (COMPLETION, "2012-03-31"),
        (MONTH, "2015-09"),
        ((2015, None, None, 11), "2015-11"),
        (YEAR, "2013"),
        ((None,), ""),
    ],
)
def test_machine_form_is_as_precise_as_what_is_known(known, text):
    assert machine(*known) == text

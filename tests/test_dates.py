from datetime import date

import pytest

from trafficking.dates import day, machine, written

JUNE_2, SEPT_21, SEPT_22 = date(2015, 6, 2), date(2015, 9, 21), date(2015, 9, 22)
AUG_30, SEPT_2, DEC_30, JAN_2 = date(2015, 8, 30), date(2015, 9, 2), date(2014, 12, 30), date(2015, 1, 2)


@pytest.mark.parametrize(
    ("known", "lv", "en", "ru", "uk"),
    [
        (
            (2015, JUNE_2, JUNE_2),
            "2015. gada 2. jūnijs",
            "2 June 2015",
            "2 июня 2015 года",
            "2 червня 2015 року",
        ),
        (
            (2015, SEPT_21, SEPT_22),
            "2015. gada 21.–22. septembris",
            "21–22 September 2015",
            "21–22 сентября 2015 года",
            "21–22 вересня 2015 року",
        ),
        (
            (2015, AUG_30, SEPT_2),
            "2015. gada 30. augusts – 2. septembris",
            "30 August – 2 September 2015",
            "30 августа – 2 сентября 2015 года",
            "30 серпня – 2 вересня 2015 року",
        ),
        (
            (2014, DEC_30, JAN_2),
            "2014. gada 30. decembris – 2015. gada 2. janvāris",
            "30 December 2014 – 2 January 2015",
            "30 декабря 2014 года – 2 января 2015 года",
            "30 грудня 2014 року – 2 січня 2015 року",
        ),
        (
            (2018, date(2018, 1, 21), None),
            "no 2018. gada 21. janvāra",
            "from 21 January 2018",
            "с 21 января 2018 года",
            "з 21 січня 2018 року",
        ),
        (
            (2012, None, date(2012, 3, 31)),
            "pabeigts 2012. gada 31. martā",
            "completed on 31 March 2012",
            "завершено 31 марта 2012 года",
            "завершено 31 березня 2012 року",
        ),
        ((2015, None, None, 9), "2015. gada septembris", "September 2015", "сентябрь 2015 года", "вересень 2015 року"),
        ((2013,), "2013. gads", "2013", "2013 год", "2013 рік"),
        ((None,), "", "", "", ""),
    ],
)
def test_written_in_each_language(known, lv, en, ru, uk):
    assert [written(language, *known) for language in ("lv", "en", "ru", "uk")] == [lv, en, ru, uk]


@pytest.mark.parametrize(
    ("known", "lv", "en"),
    [
        ((2015, JUNE_2, JUNE_2), "2. jūnijs", "2 June"),
        ((2015, SEPT_21, SEPT_22), "21.–22. septembris", "21–22 September"),
        ((2015, AUG_30, SEPT_2), "30. augusts – 2. septembris", "30 August – 2 September"),
        ((2018, date(2018, 1, 21), None), "no 21. janvāra", "from 21 January"),
        ((2012, None, date(2012, 3, 31)), "pabeigts 31. martā", "completed on 31 March"),
        ((2015, None, None, 9), "septembris", "September"),
        ((2013,), "", ""),
    ],
)
def test_written_under_a_year_heading(known, lv, en):
    assert written("lv", *known, with_year=False) == lv
    assert written("en", *known, with_year=False) == en


def test_day_in_latvian():
    assert day("lv", JUNE_2) == "2015. gada 2. jūnijs"


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ((2015, SEPT_21, SEPT_22), "2015-09-21"),
        ((2012, None, date(2012, 3, 31)), "2012-03-31"),
        ((2015, None, None, 9), "2015-09"),
        ((2013,), "2013"),
    ],
)
def test_machine_form_is_as_precise_as_what_is_known(known, text):
    assert machine(*known) == text

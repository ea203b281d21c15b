from datetime import datetime

import pytest

from trafficking.opening import (
    RIGA,
    Opening,
    Status,
    WeekDays,
    is_around_the_clock,
    next_change,
    opening,
    ordinary_week,
)

OFFICE = "Mo-Fr 09:00-17:00; PH off"
OPEN, CLOSED, ASK = Status.OPEN, Status.CLOSED, Status.ASK


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIGA)


@pytest.mark.parametrize(
    ("hours", "moment", "status", "until"),
    [
        (OFFICE, "2026-11-23 10:00", OPEN, "2026-11-23 17:00"),
        (OFFICE, "2026-11-23 08:59", CLOSED, "2026-11-23 09:00"),
        (OFFICE, "2026-11-23 09:00", OPEN, "2026-11-23 17:00"),
        (OFFICE, "2026-11-23 17:00", CLOSED, "2026-11-24 09:00"),
        (OFFICE, "2026-11-20 18:00", CLOSED, "2026-11-23 09:00"),  # a weekend
        (OFFICE, "2026-11-18 10:00", CLOSED, "2026-11-19 09:00"),  # Independence Day
        (OFFICE, "2026-12-24 10:00", CLOSED, "2026-12-28 09:00"),  # Christmas
        ("Mo-Su 22:00-06:00", "2026-11-28 02:00", OPEN, "2026-11-28 06:00"),  # overnight
        ("Mo-Su 22:00-06:00", "2026-11-27 23:00", OPEN, "2026-11-28 06:00"),
        ("24/7", "2026-11-18 03:00", OPEN, None),
        ("Mo-Fr 09:00-17:00 unknown", "2026-11-23 10:00", ASK, None),
        ("Aug 09:00-17:00", "2026-11-23 10:00", CLOSED, None),  # next change beyond a week
        (None, "2026-11-23 10:00", ASK, None),
        ("", "2026-11-23 10:00", ASK, None),
    ],
)
def test_opening_at_a_moment(hours, moment, status, until):
    assert opening(hours, at(moment)) == Opening(status, at(until) if until else None)


def test_opening_reads_a_moment_of_another_zone_as_the_same_moment():
    moment = datetime.fromisoformat("2026-11-23T07:30:00+00:00")  # 09:30 in Riga
    assert opening(OFFICE, moment) == Opening(OPEN, at("2026-11-23 17:00"))


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-03-28 23:00", "2026-03-29 08:00"),  # the clock goes forward that night
        ("2026-10-24 23:00", "2026-10-25 08:00"),  # the clock goes back that night
    ],
)
def test_opening_over_the_change_of_the_clock(moment, until):
    assert opening("Mo-Su 22:00-08:00", at(moment)) == Opening(OPEN, at(until))


def test_hours_that_cannot_be_read_are_a_question_and_break_nothing():
    moment = at("2026-11-23 10:00")
    assert opening("whenever", moment) == Opening(ASK)
    assert next_change("whenever", moment) is None
    assert ordinary_week("whenever") is None
    assert not is_around_the_clock("whenever")


def test_next_change_after_a_moment():
    assert next_change(OFFICE, at("2026-11-23 10:00")) == at("2026-11-23 17:00")
    assert next_change("24/7", at("2026-11-23 10:00")) is None


@pytest.mark.parametrize(
    ("hours", "answer"), [("24/7", True), (OFFICE, False), ("24/7; PH off", False), (None, False), ("", False)]
)
def test_around_the_clock(hours, answer):
    assert is_around_the_clock(hours) is answer


@pytest.mark.parametrize(
    ("hours", "week"),
    [
        (OFFICE, (WeekDays((1, 2, 3, 4, 5), (("09:00", "17:00"),)), WeekDays((6, 7), ()))),
        (
            "Mo-Th 09:00-12:00,13:00-17:00; Fr 09:00-15:00",
            (
                WeekDays((1, 2, 3, 4), (("09:00", "12:00"), ("13:00", "17:00"))),
                WeekDays((5,), (("09:00", "15:00"),)),
                WeekDays((6, 7), ()),
            ),
        ),
        ("Mo-Su 22:00-06:00", (WeekDays((1, 2, 3, 4, 5, 6, 7), (("22:00", "06:00"),)),)),
        ("24/7", (WeekDays((1, 2, 3, 4, 5, 6, 7), (("00:00", "24:00"),)),)),
        ("Mo 00:00-24:00", (WeekDays((1,), (("00:00", "24:00"),)), WeekDays((2, 3, 4, 5, 6, 7), ()))),
        ("Jun-Aug Mo 10:00-12:00", None),
        (None, None),
    ],
)
def test_ordinary_week(hours, week):
    assert ordinary_week(hours) == week

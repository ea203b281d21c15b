"""Numbers, days and yes or no, in the forms that people and programs write."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from trafficking.exchange import readings
from trafficking.exchange.sheets import NoValue


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("25000", "25000"),
        ("25 000,50", "25000.50"),
        ("25\xa0000", "25000"),
        ("25,000.50", "25000.50"),
        ("25.000,50", "25000.50"),
        ("56,9463", "56.9463"),
        ("56.946", "56.946"),
        ("-24,1", "-24.1"),
        (25000, "25000"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_number(cell, value):
    assert readings.number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["25,000", "1,000,000", "many", "12 EUR", "NaN", "Infinity", "1e", True])
def test_number_that_may_be_another_is_refused(cell):
    with pytest.raises(ValidationError):
        readings.number(cell)


def test_number_that_reads_in_two_ways_is_refused_with_both():
    with pytest.raises(ValidationError, match=r"25000 or 25\.000"):
        readings.number("25,000")


@pytest.mark.parametrize(("cell", "value"), [("100", 100), (100.0, 100), ("1 000", 1000)])
def test_whole_number(cell, value):
    assert readings.whole(cell) == value


@pytest.mark.parametrize("cell", ["1.5", 1.5, "x"])
def test_part_of_a_whole_number_is_refused(cell):
    with pytest.raises(ValidationError):
        readings.whole(cell)


@pytest.mark.parametrize(
    "cell", ["23.11.2026", "23.11.2026.", "23. 11. 2026.", "2026-11-23", date(2026, 11, 23), datetime(2026, 11, 23, 5)]
)
def test_day(cell):
    assert readings.day(cell) == date(2026, 11, 23)


@pytest.mark.parametrize("cell", ["11/23/2026", "31.02.2026", "2026", "23.11.26", 46000, True])
def test_day_that_may_be_another_is_refused(cell):
    with pytest.raises(ValidationError):
        readings.day(cell)


@pytest.mark.parametrize("cell", ["jā", "JĀ", "ja", "yes", "Да", "1", 1, True, "TRUE", "PATIESS"])
def test_yes(cell):
    assert readings.yes_or_no(cell) is True


@pytest.mark.parametrize("cell", ["nē", "no", "нет", "ні", "0", 0, False, "APLAMS"])
def test_no(cell):
    assert readings.yes_or_no(cell) is False


@pytest.mark.parametrize("cell", ["maybe", 2, date(2026, 1, 1)])
def test_maybe_is_refused(cell):
    with pytest.raises(ValidationError):
        readings.yes_or_no(cell)


@pytest.mark.parametrize(
    ("cell", "text"), [(37167000001, "37167000001"), (3.7167000001e10, "37167000001"), (12.0, "12")]
)
def test_digits_that_a_program_took_for_a_number_are_digits_again(cell, text):
    assert readings.text(cell) == text


@pytest.mark.parametrize(
    "cell", [date(2026, 1, 2), NoValue("=A1", True), NoValue("#REF!", False), "bell \x07", "\ufffe"]
)
def test_what_is_no_text_is_refused(cell):
    with pytest.raises(ValidationError):
        readings.text(cell)

"""Sums of money as Latvian, English, Russian and Ukrainian readers write them. Knows no noun."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal, get_currency_name

#: After numbers such as 25 000 careful Latvian has the genitive; CLDR has the nominative there.
LV_GENITIVE = {"USD": "ASV dolāru", "GBP": "Lielbritānijas mārciņu", "LVL": "Latvijas latu"}


def written(language: str, amount: Decimal, currency: str) -> str:
    """A sum with its currency in words, without empty cents: "25,000 US dollars".

    `currency` is a code of ISO 4217; one that Unicode's CLDR does not know stays a code.
    """
    locale = "en_GB" if language == "en" else language
    whole = amount == amount.to_integral_value()
    if language == "lv" and whole and Locale.parse(locale).plural_form(int(amount)) == "zero":
        name = LV_GENITIVE.get(currency) or get_currency_name(currency, amount, locale)
        return f"{format_decimal(int(amount), locale=locale)} {name}"
    number = amount.to_integral_value() if whole else amount
    return format_currency(number, currency, locale=locale, format_type="name", currency_digits=not whole)

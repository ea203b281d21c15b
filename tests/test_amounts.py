from decimal import Decimal

import pytest

from trafficking.amounts import written


@pytest.mark.parametrize(
    ("amount", "currency", "lv", "en", "ru", "uk"),
    [
        ("25000.00", "USD", "25 000 ASV dolāru", "25,000 US dollars", "25 000 долларов США", "25 000 доларів США"),
        ("25001.00", "USD", "25 001 ASV dolārs", "25,001 US dollars", "25 001 доллар США", "25 001 долар США"),
        ("42.00", "USD", "42 ASV dolāri", "42 US dollars", "42 доллара США", "42 долари США"),
        ("1999.50", "EUR", "1 999,50 eiro", "1,999.50 euros", "1 999,50 евро", "1 999,50 євро"),
        ("10.00", "XYZ", "10 XYZ", "10 XYZ", "10 XYZ", "10 XYZ"),
    ],
)
def test_sum_in_each_language(amount, currency, lv, en, ru, uk):
    texts = [written(language, Decimal(amount), currency) for language in ("lv", "en", "ru", "uk")]
    assert [text.replace("\xa0", " ") for text in texts] == [lv, en, ru, uk]

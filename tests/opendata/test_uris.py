"""Addresses with letters of a language, as URIs."""

import pytest

from trafficking.opendata.uris import uri


@pytest.mark.parametrize(
    ("written", "machine"),
    [
        ("https://marta.lv/", "https://marta.lv/"),
        ("https://marta.lv/a%20b?c=d&e[]=1#f", "https://marta.lv/a%20b?c=d&e%5B%5D=1#f"),
        ("https://palīdzība.lv", "https://xn--paldzba-gebc.lv"),
        (
            "http://допомога.укр:8080/їжа?я=ю#є",
            "http://xn--80afc6ajabf.xn--j1amh:8080/%D1%97%D0%B6%D0%B0?%D1%8F=%D1%8E#%D1%94",
        ),
        ("http://[::1]/", "http://[::1]/"),
        (f"https://{'ā' * 80}.lv/", None),
        ("", None),
        (None, None),
    ],
)
def test_address_is_written_in_ascii(written, machine):
    assert uri(written) == machine

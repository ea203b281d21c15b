"""Headings that people understand and programs find again, in every language."""

from collections import Counter

import pytest
from django.utils import translation

from tests.exchange.tables import planned, sheet
from trafficking.exchange.columns import folded
from trafficking.exchange.layouts import EVENTS, LAYOUTS, ORGANISATIONS

LANGUAGES = ("lv", "en", "ru", "uk")
parts = pytest.mark.parametrize(
    ("layout", "part"), [(layout, part) for layout in LAYOUTS.values() for part in layout.parts], ids=lambda each: ""
)


@parts
def test_no_heading_means_two_columns_in_any_language(layout, part):
    columns = (*part.columns, *layout.compact) if part is layout.main else part.columns
    for language in LANGUAGES:
        with translation.override(language):
            found = Counter(folded(column.heading) for column in columns)
        assert max(found.values()) == 1, (language, found.most_common(1))
    owners = Counter(heading for column in columns for heading in column.headings)
    assert max(owners.values()) == 1, owners.most_common(1)


@pytest.mark.parametrize("layout", LAYOUTS.values())
def test_no_name_means_two_sheets_and_excel_takes_all(layout):
    owners = Counter(title for part in layout.parts for title in part.titles)
    assert max(owners.values()) == 1
    for language in LANGUAGES:
        with translation.override(language):
            assert all(0 < len(part.title) <= 31 for part in layout.parts)


def test_heading_says_the_language_of_the_text():
    assert ORGANISATIONS.main.column("summary_ru").heading == "Summary (Russian)"
    assert EVENTS.main.column("body_lv").language == "lv"


@pytest.mark.django_db
@pytest.mark.parametrize("names", ["technical", *LANGUAGES])
def test_columns_are_found_by_their_headings_in_any_language_and_by_their_names(names):
    def heading(name: str) -> str:
        with translation.override(names if names in LANGUAGES else "lv"):
            return name if names == "technical" else ORGANISATIONS.main.column(name).heading.upper()

    row = {heading(name): value for name, value in {"slug": "jauna", "name_lv": "Jauna", "kind": "ngo"}.items()}
    plan = planned(ORGANISATIONS, sheet("Sheet1", row))
    assert plan.problems == []
    [entry] = plan.new
    assert (entry.handle, entry.after["name_lv"], entry.after["kind"]) == ("jauna", "Jauna", "ngo")

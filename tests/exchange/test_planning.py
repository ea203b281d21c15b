"""What a table would change, and every single thing that is wrong with it."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from tests import factories
from tests.exchange.tables import planned, problems, sheet
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.exchange.layouts import EVENTS, ORGANISATIONS
from trafficking.exchange.sheets import NoValue, ReadSheet, Row
from trafficking.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def pdm():
    return factories.organisation(slug="pdm", name_lv="Viens", name_en="One", website="https://example.org/")


def only(plan):
    assert plan.problems == []
    [entry] = plan.to_write
    return entry


def differences(entry) -> dict:
    return {name: value for name, value in entry.after.items() if value != entry.live[name]}


def test_row_changes_the_columns_it_has_and_leaves_the_others(pdm):
    entry = only(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "name_lv": "Divi", "name_ru": "Два"})))
    assert not entry.is_new
    assert differences(entry) == {"name_lv": "Divi", "name_ru": "Два"}


def test_new_address_makes_a_new_item(pdm):
    entry = only(planned(ORGANISATIONS, sheet("o", {"slug": "jauna", "name_lv": "Jauna"})))
    assert entry.is_new
    assert (entry.after["slug"], entry.after["name_lv"], entry.after["position"]) == ("jauna", "Jauna", "100")


def test_empty_cell_empties_and_gives_the_usual_where_there_is_always_something(pdm):
    Organisation.objects.update(position=7)
    entry = only(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "name_en": None, "position": None})))
    assert differences(entry) == {"name_en": None, "position": "100"}


def test_same_table_twice_is_one_change(pdm):
    table = sheet("o", {"slug": "pdm", "name_lv": "Divi"})
    entry = only(planned(ORGANISATIONS, table))
    base = flow.seen(pdm)
    flow.publish(flow.save_draft(pdm, entry.after, None, base), None)
    assert planned(ORGANISATIONS, table).to_write == []


def test_terms_are_written_by_slug_or_name_and_kept_as_links(pdm):
    areas = [factories.area(slug="riga", name_lv="Rīga"), factories.area(slug="liepaja", name_lv="Liepāja")]
    factories.language("uk")
    entry = only(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "areas": "RIGA; liepāja", "languages": "uk"})))
    assert entry.after["areas"] == {str(key): True for key in sorted((area.pk for area in areas), key=str)}
    assert len(entry.after["languages"]) == 1


def test_unknown_terms_are_refused_all_of_them_with_the_nearest_known(pdm):
    factories.area(slug="riga"), factories.area(slug="liepaja")
    plan = planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "areas": "rigga, riga, leipaja, xyz"}))
    [first, second, third] = [reason for _row, _column, reason in problems(plan)]
    assert ("rigga" in first, first.endswith("Do you mean: riga?")) == (True, True)
    assert second.endswith("Do you mean: liepaja?")
    assert "“xyz”" in third
    assert {row for row, _column, _reason in problems(plan)} == {2}


def test_name_that_two_terms_share_names_neither(pdm):
    factories.area(slug="one", name_lv="Rīga"), factories.area(slug="two", name_lv="Rīga")
    [(_row, _column, reason)] = problems(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "areas": "Rīga"})))
    assert reason.startswith("More than one area is called “Rīga”")


BAD = {
    "kind": "ngoo",
    "in_directory": "maybe",
    "website": "no address",
    "email": "nobody",
    "opening_hours": "whenever",
    "position": "first",
    "review_interval_days": "-5",
    "neutral_name_lv": "x" * 61,
    "source_language": "de",
}


def test_every_bad_cell_of_every_row_is_told_by_row_and_column(pdm):
    plan = planned(ORGANISATIONS, sheet("Organisations", {"slug": "pdm", **BAD}, {"slug": "b", **BAD}))
    assert {(row, column) for row, column, _reason in problems(plan)} == {(n, name) for n in (2, 3) for name in BAD}
    assert {problem.sheet for problem in plan.problems} == {"Organisations"}


def test_good_row_beside_a_bad_one_is_understood_all_the_same(pdm):
    plan = planned(
        ORGANISATIONS, sheet("o", {"slug": "pdm", "name_lv": "Divi", "email": ""}, {"slug": "b", "email": "x"})
    )
    assert [(row, column) for row, column, _reason in problems(plan)] == [(3, "email")]
    assert plan.changed[0].after["name_lv"] == "Divi"


def test_nearest_choice_is_offered(pdm):
    [(_row, _column, reason)] = problems(
        planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "kind": "state instituton"}))
    )
    assert reason.endswith("Do you mean “state institution”?")


@pytest.mark.parametrize("value", [NoValue("=A1", True), NoValue("#N/A", False), date(2026, 1, 1), "bell\x07"])
def test_cell_without_a_text_of_its_own_is_refused(pdm, value):
    [(row, column, _reason)] = problems(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "name_lv": value})))
    assert (row, column) == (2, "name_lv")


def test_row_without_or_with_a_wrong_address_is_told_once_and_its_other_cells_too():
    rows = ({"slug": None, "email": "x"}, {"slug": "ā b", "email": "x"})
    plan = planned(ORGANISATIONS, sheet("o", *rows))
    assert [(row, column) for row, column, _reason in problems(plan)] == [
        (2, "slug"),
        (2, "email"),
        (3, "slug"),
        (3, "email"),
    ]


def test_two_rows_about_one_item_are_refused_with_the_first_one(pdm):
    rows = ({"slug": "pdm", "name_lv": "Divi"}, {"slug": "pdm", "name_lv": "Trīs"})
    assert problems(planned(ORGANISATIONS, sheet("o", *rows))) == [(3, "", "Row 2 is about the same.")]


def test_unknown_column_is_refused_and_the_nearest_named(pdm):
    plan = planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "Name (Latvia)": "x", "qqq": "y"}))
    [(row, column, reason), (_row, other, _reason)] = problems(plan)
    assert (row, column, other) == (1, "Name (Latvia)", "qqq")
    assert reason.endswith("Do you mean “Name (Latvian)”?")


def test_column_twice_without_heading_or_missing_is_refused(pdm):
    table = ReadSheet("o", Row(1, ("name_lv", "name_lv", None)), [Row(2, ("x", "y", "z"))])
    reasons = [reason for _row, _column, reason in problems(planned(ORGANISATIONS, table))]
    assert any("there twice" in reason for reason in reasons)
    assert any("without a heading" in reason for reason in reasons)
    assert any("“Web address, last part” is missing" in reason for reason in reasons)


def test_unknown_sheet_is_refused_and_the_lists_are_passed_over(pdm):
    tables = [sheet("Organisations", {"slug": "pdm"}), sheet("Lists", {"a": 1}), sheet("Saraksti", {"a": 1})]
    plan = planned(ORGANISATIONS, *tables, sheet("Notes", {"a": 1}))
    unknown = {problem.sheet for problem in plan.problems}
    assert "Notes" in unknown
    assert "Lists" not in unknown


def test_plain_text_becomes_paragraphs_and_wild_html_is_cleaned(pdm):
    table = {
        "slug": "pdm",
        "description_lv": "One < two\n\nThree",
        "description_en": "<p onclick=x>a<script>b</script></p>",
    }
    entry = only(planned(ORGANISATIONS, sheet("o", table)))
    assert entry.after["description_lv"] == "<p>One &lt; two</p><p>Three</p>"
    assert entry.after["description_en"] == "<p>a</p>"


def test_event_is_found_by_year_and_address():
    factories.event(2015, slug="a"), factories.event(2016, slug="a", title_lv="Cits")
    table = sheet("o", {"year": 2016, "slug": "a", "title_lv": "Jauns"}, {"year": "2017", "slug": "a", "title_lv": "X"})
    plan = planned(EVENTS, table)
    assert plan.problems == []
    assert [entry.handle for entry in plan.changed] == ["2016/a"]
    assert [entry.handle for entry in plan.new] == ["2017/a"]


def test_fields_that_do_not_fit_each_other_are_told():
    rows = (
        {
            "year": 2015,
            "slug": "a",
            "starts_on": "02.03.2015",
            "ends_on": "01.03.2015",
            "amount": None,
            "currency": None,
        },
        {"year": 2015, "slug": "b", "starts_on": "2016-01-01", "ends_on": None, "amount": "100", "currency": "euro"},
        {"year": 2015, "slug": "c", "starts_on": "2015-01-01", "ends_on": None, "amount": "100", "currency": None},
    )
    found = problems(planned(EVENTS, sheet("Events", *rows)))
    reasons = {row: [reason for number, _column, reason in found if number == row] for row in (2, 3, 4)}
    assert reasons[2] == ["The event cannot end before it starts."]
    assert "The year does not fit the days given below." in reasons[3]
    assert reasons[4] == ["An amount needs a currency of three capital letters, such as EUR."]


def test_draft_of_a_colleague_is_not_written_over(pdm):
    anna = User.objects.create(username="anna", first_name="Anna", last_name="Bērza")
    flow.save_draft(pdm, {**capture(pdm), "name_ru": "Анна"}, anna, flow.seen(pdm))
    [(row, _column, reason)] = problems(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "name_lv": "Divi"})))
    assert row == 2
    assert reason.startswith("There is a draft by Anna Bērza.")
    assert planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "name_lv": "Viens"})).problems == []


def test_own_draft_is_gone_on_with(pdm):
    anna = User.objects.create(username="anna")
    flow.save_draft(pdm, {**capture(pdm), "name_ru": "Анна", "name_lv": "Anna"}, anna, flow.seen(pdm))
    entry = only(planned(ORGANISATIONS, sheet("o", {"slug": "pdm", "name_lv": "Divi", "name_en": "One"}), author=anna))
    assert differences(entry) == {"name_lv": "Divi", "name_ru": "Анна"}


def test_number_of_queries_does_not_grow(pdm, django_assert_num_queries, django_assert_max_num_queries):
    for number in range(10):
        factories.organisation(slug=f"o{number}")
    rows = [{"slug": f"o{number}", "name_ru": "x"} for number in range(10)]
    with django_assert_max_num_queries(25) as one:
        planned(ORGANISATIONS, sheet("o", *rows[:1]))
    with django_assert_num_queries(len(one)):
        planned(ORGANISATIONS, sheet("o", *rows))

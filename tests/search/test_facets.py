"""Filters and counts against the ORM, on directories made at random."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.search.source import Row, Rows
from trafficking.models import Organisation, Phone, Service
from trafficking.opening import Status, is_around_the_clock, opening
from trafficking.search.directory import FACETS, OPEN_24H, OPEN_NOW, Count, Selection, find
from trafficking.search.hours import Hours
from trafficking.search.index import Index

pytestmark = pytest.mark.django_db
#: A Wednesday afternoon.
AT = datetime(2026, 3, 4, 14, tzinfo=ZoneInfo("Europe/Riga"))
HOURS = ("24/7", "Mo-Fr 09:00-17:00", "Sa,Su 10:00-16:00", "Mo-Fr unknown", None, None)


@pytest.fixture
def world():
    """Forty organisations with anything or nothing stated."""
    dice = random.Random(11)  # noqa: S311
    situations = [factories.situation(slug=f"situation-{n}") for n in range(2)]
    types = [factories.service_type(dice.sample(situations, dice.randint(0, 2)), slug=f"type-{n}") for n in range(4)]
    latvia = factories.area(slug="latvia")
    areas = [latvia, *(factories.area(slug=f"town-{n}", parent=latvia) for n in range(3)), factories.area(slug="far")]
    audiences = [factories.audience(slug=f"audience-{n}") for n in range(3)]
    languages = [factories.language(code) for code in ("lv", "ru", "uk")]
    hidden = factories.service_type(slug="hidden", is_published=False)
    for _ in range(40):
        row = factories.organisation(opening_hours=dice.choice(HOURS))
        for kind in dice.sample([*types, hidden], dice.randint(0, 3)):
            factories.service(row, kind, free=dice.choice(Service.Free.values), basis=dice.choice(Service.Basis.values))
        row.areas.set(dice.sample(areas, dice.choice((0, 1, 2))))
        row.audiences.set(dice.sample(audiences, dice.choice((0, 1, 2))))
        row.languages.set(dice.sample(languages, dice.choice((0, 1, 2))))
        for _phone in range(dice.choice((0, 1, 2))):
            phone = factories.phone(
                row,
                kind=dice.choice(Phone.Kind.values),
                around_the_clock=dice.random() < 0.2,
                opening_hours=dice.choice(HOURS),
            )
            phone.languages.set(dice.sample(languages, dice.choice((0, 0, 1))))
    return dice


@pytest.fixture
def rows(world) -> list[Organisation]:
    relations = ("services__service_type__situations", "phones__languages", "areas", "audiences", "languages")
    return list(Organisation.objects.published().in_directory().prefetch_related(*relations))


def parts(slug: str) -> set[str]:
    """The slugs of the areas that imply one."""
    return {slug, "latvia"} if slug.startswith("town") else {slug}


def answer(row: Organisation, name: str, values: tuple[str, ...], services: tuple[str, ...]) -> str:
    """What one organisation answers to one filter: yes, no, or unsaid. Written from the rules, not from the index."""
    offered = [each for each in row.services.all() if each.service_type.is_published]
    called = [phone for phone in row.phones.all() if phone.can_be_called]
    if name == "service":
        return "yes" if any(each.service_type.slug in values for each in offered) else "no"
    if name == "situation":
        own = {situation.slug for each in offered for situation in each.service_type.situations.all()}
        return "yes" if own & set(values) else "no"
    if name == "free":
        free = {each.free for each in offered if not services or each.service_type.slug in services}
        return "yes" if "yes" in free else "unsaid" if "unknown" in free else "no"
    if name == "open":
        hours = [row.opening_hours, *(phone.opening_hours for phone in called)]
        hours = [each for each in hours if each] + ["24/7" for phone in called if phone.around_the_clock]
        if values == (OPEN_24H,):
            return "yes" if any(map(is_around_the_clock, hours)) else "no" if hours else "unsaid"
        statuses = {opening(each, AT).status for each in hours} or {Status.ASK}
        return "yes" if Status.OPEN in statuses else "unsaid" if Status.ASK in statuses else "no"
    if name == "area":
        own = {area.slug for area in row.areas.all()}
        yes = any(own & parts(value) for value in values)
    else:
        own = {getattr(each, "code", None) or each.slug for each in getattr(row, f"{name}s").all()}
        spoken = {each.code for phone in called for each in phone.languages.all()} if name == "language" else set()
        yes = bool((own | spoken) & set(values))
    return "yes" if yes else "no" if own else "unsaid"


def expected(
    rows: list[Organisation], selection: Selection, without: str = "", adding: tuple[str, str] | None = None
) -> tuple[set, set]:
    """(confirmed, unsaid) by asking every organisation."""
    filters = {facet: slugs for facet, slugs in selection.chosen.items() if slugs}
    filters |= ({"free": ("yes",)} if selection.free else {}) | ({"open": (selection.open,)} if selection.open else {})
    filters.pop(without, None)
    if adding:
        filters[adding[0]] = (adding[1],)
    confirmed, unsaid = set(), set()
    for row in rows:
        answers = {answer(row, name, values, selection.chosen.get("service", ())) for name, values in filters.items()}
        if "no" not in answers:
            (unsaid if "unsaid" in answers else confirmed).add(row.pk)
    return confirmed, unsaid


def some_selection(dice: random.Random) -> Selection:
    options = {
        "situation": ["situation-0", "situation-1"],
        "service": ["type-0", "type-1", "type-2", "type-3"],
        "area": ["latvia", "town-0", "town-1", "far"],
        "language": ["lv", "ru", "uk"],
        "audience": ["audience-0", "audience-1"],
    }
    chosen = {facet: tuple(dice.sample(slugs, dice.choice((0, 0, 1, 2)))) for facet, slugs in options.items()}
    return Selection(chosen, free=dice.random() < 0.3, open=dice.choice(("", "", OPEN_NOW, OPEN_24H)))


def test_results_are_those_that_every_organisation_would_answer(world, rows):
    sizes = set()
    for _ in range(40):
        selection = some_selection(world)
        confirmed, unsaid = expected(rows, selection)
        result = find(selection=selection, at=AT)
        ids = result.ids(0, 100)
        assert set(ids[: result.confirmed]) == confirmed, selection
        assert set(ids[result.confirmed :]) == unsaid, selection
        assert (result.confirmed, result.unsaid) == (len(confirmed), len(unsaid))
        sizes.add((len(confirmed), len(unsaid)))
    assert len(sizes) > 10  # the selections told organisations apart


def test_counts_are_those_of_the_list_if_the_option_alone_were_chosen_in_its_facet(world, rows):
    for _ in range(4):
        selection = some_selection(world)
        counts = find(selection=selection, at=AT).counts
        for (name, value), count in counts.items():
            confirmed, unsaid = expected(rows, selection, without=name, adding=(name, value))
            assert count == Count(len(confirmed), len(unsaid)), (selection, name, value)
        assert {name for name, _value in counts} == {*FACETS, "free", "open"}


def test_facet_is_stated_when_one_organisation_says_something():
    assert find().stated == frozenset()
    silent = factories.organisation()
    assert find().stated == frozenset()
    factories.service(silent, factories.service_type((factories.situation(),)), free=Service.Free.UNKNOWN)
    assert find().stated == {"service", "situation"}
    silent.services.update(free=Service.Free.NO)
    silent.areas.add(factories.area())
    factories.phone(silent, around_the_clock=True)
    assert find().stated == {"service", "situation", "free", "area", "hours"}


def test_paid_legal_and_free_medical_help_is_no_free_legal_help():
    legal, medical = factories.service_type(slug="legal"), factories.service_type(slug="medical")
    row = factories.organisation()
    factories.service(row, legal, free=Service.Free.NO)
    factories.service(row, medical, free=Service.Free.YES)
    assert find(selection=Selection({"service": ("medical",)}, free=True)).ids(0, 9) == [row.pk]
    assert find(selection=Selection({"service": ("legal",)}, free=True)).ids(0, 9) == []
    assert find(selection=Selection(free=True)).ids(0, 9) == [row.pk]


def test_words_that_ask_for_free_help_set_the_filter_for_the_help_that_they_mean():
    legal = factories.service_type(slug="legal", name_lv="Juridiskā palīdzība", search_words_lv="jurists")
    medical = factories.service_type(slug="medical", name_lv="Medicīniskā palīdzība")
    rows = {}
    for answer in (Service.Free.UNKNOWN, Service.Free.NO, Service.Free.YES):
        rows[answer] = factories.organisation()
        factories.service(rows[answer], legal, free=answer)
        factories.service(rows[answer], medical, free=Service.Free.YES)
    named = factories.organisation(name_lv="Juristu biedrība")
    factories.service(named, medical, free=Service.Free.YES)
    result = find("bezmaksas jurists")
    assert result.selection == Selection(free=True)
    assert set(result.ids(0, 9)) == {named.pk, rows[Service.Free.YES].pk, rows[Service.Free.UNKNOWN].pk}
    assert result.ids(0, 9)[-1] == rows[Service.Free.UNKNOWN].pk
    assert find("jurists").selection == Selection()
    assert rows[Service.Free.NO].pk in find("jurists").ids(0, 9)
    assert rows[Service.Free.NO].pk in find("free").ids(0, 9)  # its medical help is free


def test_listed_service_is_offered():
    kind = factories.service_type(slug="legal")
    factories.service(factories.organisation(), kind, basis=Service.Basis.LISTED)
    assert find(selection=Selection({"service": ("legal",)})).confirmed == 1


def test_silence_about_a_language_is_no_no_but_silence_about_a_service_is():
    factories.language("ru")
    factories.service_type(slug="legal")
    row = factories.organisation()
    spoken = find(selection=Selection({"language": ("ru",)}))
    assert (spoken.confirmed, spoken.unsaid, spoken.ids(0, 9)) == (0, 1, [row.pk])
    assert find(selection=Selection({"service": ("legal",)})).ids(0, 9) == []


def test_language_of_one_number_confirms_it_and_says_nothing_of_others():
    russian, _ukrainian = factories.language("ru"), factories.language("uk")
    factories.phone(factories.organisation()).languages.add(russian)
    assert find(selection=Selection({"language": ("ru",)})).confirmed == 1
    assert find(selection=Selection({"language": ("uk",)})).unsaid == 1


def test_words_and_filters_hold_together():
    riga = factories.area(slug="riga", name_lv="Rīga")
    kind = factories.service_type(slug="legal", name_lv="Juridiskā palīdzība")
    here, silent, elsewhere = (factories.organisation((kind,)) for _ in range(3))
    other = factories.organisation()
    here.areas.add(riga)
    other.areas.add(riga)
    elsewhere.areas.add(factories.area(slug="ogre"))
    result = find("juristi juridiski", Selection({"area": ("riga",)}))
    assert result.ids(0, 9) == [here.pk, silent.pk]
    assert result.counts["area", "riga"] == Count(1, 1)
    assert result.counts["service", "legal"] == Count(1, 1)


def test_hours_that_cannot_be_read_are_no_answer():
    index = Index(Rows([Row("a", terms=("hours:kad gribam",)), Row("b", terms=("hours:24/7",)), Row("c")]))
    hours = Hours(index)
    assert hours.open_at(AT) == (0b010, 0b111)
    assert hours.around_the_clock() == (0b010, 0b110)


def test_open_now_moves_with_the_moment():
    row = factories.organisation(opening_hours="Mo-Fr 09:00-17:00")
    find(selection=Selection(open=OPEN_NOW), at=AT)
    for hour, ids in ((8, []), (9, [row.pk]), (16, [row.pk]), (17, []), (9, [row.pk])):
        assert find(selection=Selection(open=OPEN_NOW), at=AT.replace(hour=hour)).ids(0, 9) == ids


def test_nothing_found_names_the_filters_that_stand_in_the_way():
    legal, psych = (factories.service_type(slug=slug, name_lv=slug) for slug in ("legal", "psych"))
    factories.organisation((legal,))
    factories.organisation((psych,), name_lv="Bērzs")
    result = find("bērzs", Selection({"service": ("legal",)}, free=True))
    assert result.ids(0, 9) == []
    assert result.droppable == (("service", "legal", 1),)


def test_nothing_found_offers_the_nearest_terms_that_somebody_has():
    factories.service_type(slug="nobody", name_lv="Kastanis")
    factories.organisation((factories.service_type(slug="somebody", name_lv="Kastaņkoks"),))
    assert find("kzzstankkz").nearest in ((("service", "somebody"),), ())
    result = find("kastank")
    assert result.ids(0, 9) or result.nearest == (("service", "somebody"),)


def test_why_tells_of_the_page_asked_for():
    rows = [factories.organisation(name_lv=f"Bērzs {n}") for n in range(5)]
    result = find("bērzs")
    page = result.ids(2, 4)
    assert page == [rows[2].pk, rows[3].pk]
    assert set(result.why(page)) == set(page)
    assert all(hit.kind == "name" for hits in result.why(page).values() for hit in hits)
    assert result.why([]) == {}


@pytest.mark.parametrize(
    ("facet", "term", "other", "text"),
    [
        ("areas", lambda: factories.area(slug="x", name_lv="Ogre"), factories.area, "Ogrē"),
        ("audiences", lambda: factories.audience(slug="x", name_lv="Vīrieši"), factories.audience, "vīrieši"),
        ("languages", lambda: factories.language("de"), lambda: factories.language("fr"), "vācu valodā"),
    ],
)
def test_what_nobody_states_leads_to_those_that_do_not_say(facet, term, other, text):
    meant, row = term(), factories.organisation()
    result = find(text)
    assert result.ids(0, 9) == []
    assert result.nearest == ((facet[:-1], meant.slug),)
    assert find(selection=Selection({facet[:-1]: (meant.slug,)})).ids(0, 9) == [row.pk]
    getattr(row, facet).add(other())
    assert find(text).nearest == ()

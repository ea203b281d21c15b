"""`.search()` on QuerySets: organisations by the index, pages, events and awards by their own words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from trafficking.models import Award, Event, Organisation, Page

pytestmark = pytest.mark.django_db


def titles(rows) -> list[str]:
    return [row.title_lv for row in rows]


def test_organisations_come_in_order_of_rank():
    kind = factories.service_type(name_lv="Juridiskā palīdzība")
    factories.organisation(name_lv="Neviens")
    mentions = factories.organisation((kind,), name_lv="Bērzs")
    named = factories.organisation((kind,), name_lv="Juridiskā biedrība")
    assert list(Organisation.objects.published().in_directory().search("juridiskā")) == [named, mentions]
    assert list(Organisation.objects.search(" ")) == []
    assert list(Organisation.objects.filter(pk=mentions.pk).search("juridiskā")) == [mentions]


@pytest.mark.parametrize("text", ["konference", "konferenci", "Конференция", "conferense", "konf", "conference 2015"])
def test_event_is_found_by_its_title_in_any_language_and_form(text):
    factories.event(2014, title_lv="Mācības")
    event = factories.event(2015, title_lv="Konference", title_en="Conference", title_ru="Конференция")
    assert list(Event.objects.published().search(text)) == [event]


def test_title_comes_before_text():
    factories.event(title_lv="Mācības", body_lv="<p>Par konferenci un citu konferenci</p>")
    factories.event(title_lv="Konference")
    assert titles(Event.objects.newest_first().search("konference policijai")) == ["Konference"]
    assert titles(Event.objects.newest_first().search("citu")) == ["Mācības"]


def test_equal_ones_keep_their_order():
    for year in (2013, 2015, 2014):
        factories.event(year, title_lv=f"Konference {year}")
    newest = titles(Event.objects.published().newest_first().search("konference"))
    assert newest == ["Konference 2015", "Konference 2014", "Konference 2013"]
    oldest = titles(Event.objects.published().order_by("year").search("konference"))
    assert oldest == newest[::-1]


def test_event_is_found_by_who_took_part_and_in_which_role():
    event = factories.event()
    person = factories.person(name_lv="Anna Bērziņa", name_ru="Анна Берзиня", other_spellings="Berzins")
    body = factories.organisation(in_directory=False, name_lv="Tiesu akadēmija")
    factories.participation(event, person=person, role_lv="lektore")
    factories.participation(event, organisation=body)
    for text in ("bērziņa", "Берзиня", "berzins", "akadēmija", "lektore", "berzinja"):
        assert list(Event.objects.search(text)) == [event], text


def test_event_is_found_by_its_kind():
    event = factories.event()
    event.kinds.add(factories.event_kind(name_lv="Mācības", search_words_en="training"))
    assert list(Event.objects.search("training")) == [event]


HIDINGS = {
    "not published": {"is_published": False},
    "not yet": {"publish_from": timezone.now() + timedelta(days=1)},
    "no longer": {"publish_until": timezone.now() - timedelta(days=1)},
}


@pytest.mark.parametrize("hiding", HIDINGS.values(), ids=HIDINGS)
@pytest.mark.parametrize("what", ["person", "body", "kind", "event"])
def test_nothing_is_found_by_what_is_not_public(what, hiding):
    event = factories.event(title_lv="Kastanis event")
    items = {
        "event": event,
        "person": factories.person(name_lv="Kastanis person"),
        "body": factories.organisation(in_directory=False, name_lv="Kastanis body"),
        "kind": factories.event_kind(name_lv="Kastanis kind"),
    }
    factories.participation(event, person=items["person"])
    factories.participation(event, organisation=items["body"])
    event.kinds.add(items["kind"])
    assert list(Event.objects.search(what)) == [event]
    for column, value in hiding.items():
        setattr(items[what], column, value)
    items[what].save()
    assert list(Event.objects.search(what)) == []


def test_award_is_found_by_honour_recipient_and_citation():
    person = factories.person(name_lv="Anna Bērziņa", original_spelling="Anne Birch")
    award = factories.award(person=person, honour_lv="Varoņa balva", citation_en="for courage", year=2015)
    factories.award(honour_lv="Pateicība", year=2012)
    for text in ("varonis", "bērziņa", "birch", "courage", "2015"):
        assert list(Award.objects.search(text)) == [award], text


def test_award_of_somebody_who_is_not_public_is_not_found():
    person = factories.person(name_lv="Anna Bērziņa")
    award = factories.award(person=person, honour_lv="Varoņa balva")
    assert list(Award.objects.search("varoņa")) == [award]
    person.is_published = False
    person.save()
    assert list(Award.objects.search("varoņa")) == []


def test_page_is_found_by_title_and_text_but_not_by_markup():
    page = factories.page("nato", title_lv="NATO", body_lv="<p>Par <strong>aizsardzību</strong></p><p>Sabiedrotie</p>")
    factories.page("other", title_lv="Cita lapa")
    for text in ("nato", "НАТО", "aizsardzība", "sabiedrotie"):
        assert list(Page.objects.published().search(text)) == [page], text
    assert list(Page.objects.published().search("strong")) == []


@pytest.mark.parametrize("text", ["", "   ", "xqzvwk", "…"])
def test_nothing_meant_finds_nothing(text):
    factories.event(title_lv="Konference")
    assert list(Event.objects.search(text)) == []


@pytest.mark.parametrize("many", [1, 3])
def test_search_of_events_costs_the_same_number_of_queries(django_assert_num_queries, many):
    for _ in range(many):
        event = factories.event(title_lv="Konference")
        factories.participation(event, person=factories.person())
    list(Event.objects.search("konference"))
    with django_assert_num_queries(3):  # version, rows in their order, rows
        assert len(Event.objects.search("konference")) == many

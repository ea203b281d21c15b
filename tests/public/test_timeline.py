"""The timeline: one order, the year index, kinds, the page of a year and of an event, and what is never shown."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from trafficking.models import Award, Event

pytestmark = pytest.mark.django_db


def page(client, address: str, status: int = 200) -> str:
    """What stands in the main part of a page."""
    response = client.get(address)
    assert response.status_code == status
    return re.search(r"<main.*</main>", response.content.decode(), re.S)[0]


def titles(html: str) -> list[str]:
    """The titles of the records on a page, in its order."""
    return re.findall(r'<h[23]><a href="[^"]*">([^<]*)</a></h[23]>', html)


def words(html: str) -> str:
    """What a reader reads: no tags, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()


@pytest.fixture
def record():
    """2015: Otrais, then Pirmais as the editors put them; 2013: Vecais. Nothing in 2014."""
    training = factories.event_kind(slug="training", name_lv="Mācības")
    return {
        "training": training,
        "Vecais": factories.event(2013, slug="vecais", title_lv="Vecais"),
        "Pirmais": factories.event(2015, slug="pirmais", title_lv="Pirmais", position=20, lead_lv="Par pirmo"),
        "Otrais": factories.event(2015, slug="otrais", title_lv="Otrais", position=10),
    }


def test_timeline_runs_newest_year_first_and_inside_it_as_the_editors_want(client, record):
    assert titles(page(client, "/lv/events/")) == ["Otrais", "Pirmais", "Vecais"]


def test_year_index_links_to_each_year_that_has_events_with_a_bar_as_tall_as_they_are_many(client, record):
    html = page(client, "/en/events/")
    index = re.search(r'<nav class="years".*?</nav>', html, re.S)[0]
    assert re.findall(r'href="#y(\d+)"', index) == ["2015", "2013"]
    assert re.findall(r'<svg[^>]* height="(\d+)"', index) == ["48", "24"]
    assert "2 events" in words(index)
    assert "1 event" in words(index).split("2013")[1]
    for year in (2015, 2013):
        assert f'<h2 id="y{year}">' in html


def test_row_shows_day_without_year_remark_place_kinds_and_lead(client, record):
    Event.objects.filter(slug="pirmais").update(
        starts_on=date(2015, 9, 21), ends_on=date(2015, 9, 22), place_lv="Rīga", date_remark_lv="divas dienas"
    )
    record["Pirmais"].kinds.add(record["training"])
    row = next(li for li in re.findall(r"<li>.*?</li>", page(client, "/lv/events/"), re.S) if "Pirmais" in li)
    assert words(row) == "Pirmais 21.–22. septembris (divas dienas) Rīga · Mācības Par pirmo"
    assert '<time datetime="2015-09-21">' in row


def test_event_that_was_only_announced_says_so_wherever_it_stands(client, record):
    said = "we do not know whether it took place"
    addresses = ("/en/events/", "/en/events/2013/", "/en/events/2013/vecais/")
    assert not any(said in page(client, address) for address in addresses)
    Event.objects.filter(slug="vecais").update(outcome=Event.Outcome.ANNOUNCED)
    assert all(said in page(client, address) for address in addresses)


def test_kind_leaves_its_events_and_their_years(client, record):
    record["Vecais"].kinds.add(record["training"])
    html = page(client, "/lv/events/?kind=training")
    assert titles(html) == ["Vecais"]
    assert re.findall(r'href="#y(\d+)"', html) == ["2013"]
    assert '<details class="kinds" open>' in html
    assert 'href="/lv/events/?kind=training" aria-current="true"' in html


def test_kind_that_no_event_has_is_not_offered_and_finds_nothing(client, record):
    assert "Mācības" not in page(client, "/lv/events/")
    assert titles(page(client, "/lv/events/?kind=training")) == []
    record["Vecais"].kinds.add(record["training"])
    assert "Mācības" in page(client, "/lv/events/")


@pytest.mark.parametrize("kind", ["nope", "training/", "%00", "<b>", "x" * 5000])
def test_unknown_kind_is_refused_with_a_way_back(client, record, kind):
    html = page(client, f"/en/events/?kind={kind}", 400)
    assert 'href="/en/events/"' in html
    assert "<b>" not in html


def test_year_page_holds_all_that_is_told_of_its_events(client, record):
    whole(record["Pirmais"])
    html = page(client, "/lv/events/2015/")
    assert titles(html) == ["Otrais", "Pirmais"]
    for part in WHOLE:
        assert part in words(html)


def test_year_page_leads_to_the_years_beside_it_that_have_events(client, record):
    factories.event(2019)
    html = page(client, "/lv/events/2015/")
    along = re.search(r'<nav class="pages along".*?</nav>', html, re.S)[0]
    assert re.findall(r'href="([^"]*)"', along) == ["/lv/events/2019/", "/lv/events/2013/"]
    assert 'href="/lv/events/2019/"' not in page(client, "/lv/events/2013/")


@pytest.mark.parametrize("year", ["2014", "1989", "2101", "0", "0000", "99999999999999999999"])
def test_year_without_events_is_not_found_and_names_those_that_have_some(client, record, year):
    html = page(client, f"/uk/events/{year}/", 404)
    assert re.findall(r'href="(/uk/events/[^"]*)"', html) == ["/uk/events/", "/uk/events/2015/", "/uk/events/2013/"]


@pytest.mark.parametrize("address", ["2015/vecais", "2013/nothing", "99999999999999999999/vecais"])
def test_event_under_another_year_or_name_is_not_found_and_names_the_years(client, record, address):
    assert 'href="/lv/events/2013/"' in page(client, f"/lv/events/{address}/", 404)


def whole(event: Event) -> None:
    """Give an event everything that an event can have."""
    event.starts_on, event.date_remark_lv = date(2015, 6, 2), "gandrīz divas nedēļas"
    event.place_lv, event.body_lv = "Rīga", "<p>Viss teksts.</p>"
    event.amount, event.currency = 25000, "USD"
    event.same_grant_as = factories.event(2012, title_lv="Tā pati nauda")
    event.image = factories.image(alternative_text_lv="Tiesneši zālē", credit="ASV vēstniecība")
    event.save()
    person = factories.person(name_lv="Virdžīnija Kendala", original_spelling="Virginia Kendall")
    factories.participation(event, person=person, role_lv="lektore", position=1)
    factories.participation(event, organisation=factories.organisation(in_directory=False, name_lv="Tiesa"), position=2)
    factories.participation(event, organisation=factories.organisation(name_lv="Marta"), position=3)
    factories.award(event=event, person=person, honour_lv="Varoņa balva", outcome=Award.Outcome.RECEIVED)
    event.documents.add(
        factories.document(title_lv="Runa", url="", media_format="PDF", size=104448, language="lv"),
        factories.document(title_lv="Ziņojums", url="https://example.org/z.pdf", language="en"),
    )
    factories.event_link(
        event, title_lv="Blogs", url="https://www.example.com/blog", language="en", note_lv="no 2015. gada"
    )


#: What a reader reads of such an event, in Latvian.
WHOLE = (
    "no 2015. gada 2. jūnija (gandrīz divas nedēļas)",
    "Rīga",
    "Viss teksts.",
    "25 000 ASV dolāru",
    "Tā pati nauda",
    "ASV vēstniecība",
    "Virdžīnija Kendala (Virginia Kendall): lektore",
    "Varoņa balva",
    "(PDF, 102,0 KB, latviešu)",
    "Ziņojums",
    "Blogs (example.com, angļu) no 2015. gada",
)


def test_event_page_tells_everything_once_in_place(client, record):
    whole(record["Pirmais"])
    html = page(client, "/lv/events/2015/pirmais/")
    assert "<h1>Pirmais</h1>" in html
    for part in WHOLE:
        assert part in words(html)
    assert f'href="{record["Pirmais"].same_grant_as.get_absolute_url()}"' in html
    assert f'href="/lv/awards/#{Award.objects.get().pk}"' in html
    assert '<span translate="no">Virdžīnija Kendala</span>' in html
    assert '<span translate="no">(Virginia Kendall)</span>' in html
    assert re.search(r'<a href="/lv/help/[^"]+"><span translate="no">Marta</span></a>', html)
    assert '<span translate="no">Tiesa</span>' in html
    assert '<a href="https://www.example.com/blog" rel="noreferrer noopener" hreflang="en">' in html
    assert 'alt="Tiesneši zālē"' in html


def test_document_that_is_missing_is_named_without_a_link_and_says_so(client, record):
    missing = factories.document(title_lv="Runa", url="")
    record["Vecais"].documents.add(missing)
    html = page(client, "/en/events/2013/vecais/")
    assert "The file is not here at present." in html
    assert not re.search(r"<a [^>]*>(<span[^>]*>)?Runa", html)
    missing.note_lv = "Jautājiet vēstniecībai"
    missing.save()
    html = page(client, "/lv/events/2013/vecais/")
    assert "Jautājiet vēstniecībai" in html
    assert "The file is not here" not in page(client, "/en/events/2013/vecais/")


def test_event_page_leads_to_the_events_beside_it(client, record):
    def along(address: str) -> list[str]:
        return re.findall(r'<li><a href="([^"]*)">', page(client, address).split('<nav class="pages along"')[-1])

    assert along("/lv/events/2015/pirmais/") == ["/lv/events/2015/otrais/", "/lv/events/2013/vecais/"]
    assert along("/lv/events/2015/otrais/") == ["/lv/events/2015/pirmais/"]
    assert along("/lv/events/2013/vecais/") == ["/lv/events/2015/pirmais/"]
    Event.objects.exclude(slug="vecais").delete()
    assert "along" not in page(client, "/lv/events/2013/vecais/")


def test_window_title_names_event_and_year(client, record):
    html = client.get("/en/events/2013/vecais/").content.decode()
    assert "<title>Vecais – Events of 2013 – Embassy</title>" in html


def test_summary_stands_where_the_text_is_missing_or_in_another_language(client, record):
    event = record["Pirmais"]
    assert "Par pirmo" in page(client, "/lv/events/2015/pirmais/")
    event.body_lv, event.lead_ru = "<p>Viss teksts.</p>", "О первом"
    event.save()
    assert "Par pirmo" not in page(client, "/lv/events/2015/pirmais/")
    assert "Par pirmo" not in page(client, "/en/events/2015/pirmais/")
    russian = page(client, "/ru/events/2015/pirmais/")
    assert russian.index("О первом") < russian.index('<div lang="lv"><p>Viss teksts.</p></div>')


def test_timeline_says_once_that_texts_are_not_translated_and_marks_each(client, record):
    html = page(client, "/ru/events/")
    assert html.count('class="untranslated"') == 1
    assert '<span lang="lv">Otrais</span>' in html
    assert "untranslated" not in page(client, "/lv/events/")


HIDINGS = {
    "not published": {"is_published": False},
    "not yet": {"publish_from": timezone.now() + timedelta(days=1)},
    "no longer": {"publish_until": timezone.now() - timedelta(days=1)},
}


@pytest.mark.parametrize("hiding", HIDINGS)
def test_nothing_of_what_is_hidden_is_shown_with_an_event(client, record, hiding):
    event = record["Pirmais"]
    whole(event)
    kind = record["training"]
    event.kinds.add(kind)
    addresses = ("/lv/events/", "/lv/events/2015/", "/lv/events/2015/pirmais/", "/lv/events/2013/vecais/")
    hidden = {
        "Mācības": kind,
        "Virdžīnija Kendala": event.participations.get(position=1).person,
        "Tiesa": event.participations.get(position=2).organisation,
        "Tā pati nauda": event.same_grant_as,
        "Pirmais": event,
    }
    for name, item in hidden.items():
        assert any(name in client.get(address).content.decode() for address in addresses), name
        for column, value in HIDINGS[hiding].items():
            setattr(item, column, value)
        item.save()
        assert not any(name in client.get(address).content.decode() for address in addresses), name
    assert client.get("/lv/events/2015/pirmais/").status_code == 404


@pytest.mark.parametrize("path", ["", "?kind=training", "2015/", "2015/pirmais/"])
def test_pages_take_at_most_six_queries_with_one_row_and_with_three(client, record, settings, path):
    settings.CONTENT_VERSION_SECONDS = 60
    factories.page("events")
    Event.objects.exclude(slug="pirmais").delete()

    def queries() -> int:
        client.get("/lv/events/2015/")
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/lv/events/{path}")
        return len(captured)

    def fill(event: Event) -> None:
        whole(event)
        event.kinds.add(record["training"])

    fill(record["Pirmais"])
    one = queries()
    fill(factories.event(2015))
    fill(factories.event(2015))
    assert queries() == one <= 6

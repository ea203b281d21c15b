"""Feed and calendar, read by programs that others wrote."""

from datetime import date

import feedparser
import pytest
from icalendar import Calendar

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    factories.event(2013, title_lv="Bez dienas", slug="a")
    factories.event(2015, title_lv="Viena diena", slug="b", starts_on=date(2015, 6, 2), ends_on=date(2015, 6, 2))
    factories.event(2015, title_lv="Divas dienas", slug="c", starts_on=date(2015, 9, 21), ends_on=date(2015, 9, 22))
    factories.event(2018, title_lv="Tikai sākums", slug="d", starts_on=date(2018, 1, 21), place_lv="Vašingtona")
    factories.event(2012, title_lv="Tikai beigas", slug="e", ends_on=date(2012, 3, 31))
    return factories.event(2016, title_lv="Nav publicēts", slug="f", starts_on=date(2016, 1, 1), is_published=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")
def test_feed_holds_the_public_events_newest_first(client, events):
    feed = feedparser.parse(client.get("/lv/events/feed.atom").content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries][:2] == ["Tikai sākums", "Viena diena"]
    assert "Nav publicēts" not in {entry.title for entry in feed.entries}
    assert feed.entries[0].link == "http://testserver/lv/events/2018/d/"
    assert len({entry.id for entry in feed.entries}) == 5


def test_calendar_holds_the_events_whose_days_are_known(client, events):
    calendar = Calendar.from_ical(client.get("/lv/events/events.ics").content)
    days = {
        str(entry["summary"]): (entry.decoded("dtstart"), entry.decoded("dtend")) for entry in calendar.walk("VEVENT")
    }
    assert days == {
        "Viena diena": (date(2015, 6, 2), date(2015, 6, 3)),
        "Divas dienas": (date(2015, 9, 21), date(2015, 9, 23)),
        "Tikai sākums": (date(2018, 1, 21), date(2018, 1, 22)),
        "Tikai beigas": (date(2012, 3, 31), date(2012, 4, 1)),
    }


def test_feed_and_calendar_of_an_empty_record_answer(client):
    assert client.get("/uk/events/feed.atom").status_code == 200
    assert client.get("/uk/events/events.ics").status_code == 200

"""The record of events for feed readers (Atom) and calendars (iCalendar), one of each a language."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as Entry

from trafficking import dates
from trafficking.models import Event
from trafficking.texts import current_language, text

NEWEST = 30


class EventsFeed(Feed):
    """The newest events of the record; each entry's date is the last change of its text."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Events – Embassy")

    def subtitle(self) -> str:
        return _("What was done against human trafficking in Latvia.")

    def link(self) -> str:
        return reverse("public:timeline")

    def feed_url(self) -> str:
        return reverse("feeds:atom")

    def feed_guid(self) -> str:
        return f"urn:embassy-section:events:{current_language()}"

    def items(self) -> Iterable[Event]:
        return Event.objects.published().newest_first().with_kinds()[:NEWEST]

    def item_title(self, event: Event) -> str:
        return text(event, "title").value

    def item_description(self, event: Event) -> str:
        known = dates.written(current_language(), event.year, event.starts_on, event.ends_on, event.month)
        return f"{known}. {text(event, 'lead')}"

    def item_guid(self, event: Event) -> str:
        return f"urn:uuid:{event.pk}"

    item_guid_is_permalink = False

    def item_categories(self, event: Event) -> list[str]:
        return [text(kind, "name").value for kind in event.kinds.all()]

    def item_updateddate(self, event: Event) -> datetime:
        return event.updated_at

    def item_pubdate(self, event: Event) -> datetime:
        """The first moment (Riga) of the earliest day that is known, so that readers sort the record by time."""
        first = event.first_day or datetime(event.year, event.month or 1, 1).date()
        return timezone.make_aware(datetime.combine(first, time()))


def calendar(events: Iterable[Event], language: str, address: Any) -> bytes:
    """An iCalendar (RFC 5545) of the events whose days are known; `address` gives an event's absolute address."""
    found = Calendar()
    found.add("prodid", "-//Embassy section//Events//")
    found.add("version", "2.0")
    for event in events:
        if (first := event.first_day) is None:
            continue
        entry = Entry()
        entry.add("uid", f"{event.pk}@embassy-section")
        entry.add("dtstamp", event.updated_at.astimezone(UTC))
        entry.add("dtstart", first)
        # The end is the first day that no longer belongs to it.
        entry.add("dtend", (event.ends_on or first) + timedelta(days=1))
        entry.add(
            "summary", text(event, "title", language).value, {"language": text(event, "title", language).language}
        )
        if place := text(event, "place", language):
            entry.add("location", place.value)
        entry.add("url", address(event))
        found.add_component(entry)
    return found.to_ical()


@require_safe
def events_calendar(request: HttpRequest) -> HttpResponse:
    events = Event.objects.published().newest_first()
    content = calendar(events, current_language(), lambda event: request.build_absolute_uri(event.get_absolute_url()))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="events.ics"'
    return response

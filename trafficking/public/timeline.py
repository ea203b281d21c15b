"""The record of events: the whole timeline, a year, an event."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking import caching
from trafficking.models import Award, Event, EventKind
from trafficking.models.searchable import in_all
from trafficking.public import titles
from trafficking.public.errors import error_page
from trafficking.public.pages import screen
from trafficking.texts import text


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """All events by year, newest first; one kind of them with `?kind=`."""
    kinds = list(EventKind.objects.published().slugged())
    chosen = next((kind for kind in kinds if kind.slug == request.GET.get("kind")), None)
    if request.GET.get("kind") and not chosen:
        ways = [(reverse("public:timeline"), _("Show all events"))]
        words = _("We do not know this kind of event.")
        return error_page(request, 400, _("This address cannot be understood"), words, ways=ways)
    events = list(Event.objects.published().newest_first().with_kinds())
    in_use = {kind for event in events for kind in event.kinds.all()}
    page = screen("events")
    title = text(page, "title").value if page else _("Events")
    context = {
        "page": page,
        "title": title,
        "years": by_year(event for event in events if not chosen or chosen in event.kinds.all()),
        "kinds": [kind for kind in kinds if kind in in_use],
        "chosen": chosen,
        "window_title": titles.ordinary(f"{text(chosen, 'name')} – {title}" if chosen else title),
    }
    return render(request, "events/timeline.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year's events with their whole texts."""
    events = whole_records(year=year)
    if not events:
        return not_recorded(request)
    years = list(dict.fromkeys(event.year for event in order()))
    title = _("Events of %(year)s") % {"year": year}
    context = {
        "events": events,
        "title": title,
        "neighbours": neighbours(years, year, year_address),
        "window_title": titles.ordinary(title),
    }
    return render(request, "events/year.html", context)


@require_safe
def event(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    found = next(iter(whole_records(year=year, slug=slug)), None)
    if not found:
        return not_recorded(request)
    section = _("Events of %(year)s") % {"year": year}
    context = {
        "event": found,
        "section": section,
        "neighbours": neighbours(order(), found, Event.get_absolute_url),
        "window_title": titles.ordinary(f"{text(found, 'title')} – {section}"),
    }
    return render(request, "events/event.html", context)


@caching.remembered
def order() -> tuple[Event, ...]:
    """All public events, newest first, with no more than a link to them needs."""
    return tuple(Event.objects.published().newest_first().only("year", "slug", *in_all("title")))


def whole_records(**which: Any) -> list[Event]:
    """Public events with everything that is shown of them, newest first."""
    awards = Prefetch("awards", Award.objects.published().newest_first().with_recipients(), to_attr="shown_awards")
    events = list(Event.objects.published().filter(**which).newest_first().with_record().prefetch_related(awards))
    public = {event.pk: event for event in order()}
    for event in events:
        event.shown_same_grant = public.get(event.same_grant_as_id)
    return events


def by_year(items: Iterable[Any]) -> list[tuple[int, list[Any]]]:
    """Items that come in the order of their years, as (year, its items)."""
    return [(year, list(group)) for year, group in groupby(items, attrgetter("year"))]


def neighbours(items: Sequence[Any], item: Any, address: Callable[[Any], str | None]) -> list[tuple[str | None, Any]]:
    """What stands before and after an item, each as (address, it).

    The address is None at the ends, and for an item that was published after the list was made.
    """
    place = items.index(item) if item in items else None
    before = items[place - 1] if place else None
    after = items[place + 1] if place is not None and place + 1 < len(items) else None
    return [(address(each) if each else None, each) for each in (before, after)]


def year_address(year: int) -> str:
    return reverse("public:year", args=[year])


def not_recorded(request: HttpRequest) -> HttpResponse:
    """Neither a dead end nor a guess: the years that have something."""
    years = dict.fromkeys(event.year for event in order())
    ways = [(reverse("public:timeline"), _("All events"))]
    ways += [(year_address(year), _("Events of %(year)s") % {"year": year}) for year in years]
    return error_page(request, 404, _("There is no such page"), _("Nothing is recorded here yet."), ways=ways)

"""The record of events: the whole timeline, a year, an event."""

from itertools import groupby
from operator import attrgetter

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking.models import Award, Event, EventKind
from trafficking.public import titles
from trafficking.public.errors import error_page
from trafficking.public.pages import screen
from trafficking.texts import text


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """All events by year, newest first; one kind of them with `?kind=`."""
    events = Event.objects.published().newest_first().with_kinds()
    kinds = list(EventKind.objects.published().slugged())
    chosen = next((kind for kind in kinds if kind.slug == request.GET.get("kind")), None)
    if request.GET.get("kind") and not chosen:
        ways = [(reverse("public:timeline"), _("Show all events"))]
        words = _("We do not know this kind of event.")
        return error_page(request, 400, _("This address cannot be understood"), words, ways=ways)
    rows = [event for event in events if not chosen or chosen in event.kinds.all()]
    years = [(year, list(group)) for year, group in groupby(rows, attrgetter("year"))]
    page = screen("events")
    title = text(page, "title").value if page else _("Events")
    context = {
        "page": page,
        "title": title,
        "years": years,
        "most": max((len(group) for _year, group in years), default=1),
        "kinds": kinds,
        "chosen": chosen,
        "window_title": titles.ordinary(title),
    }
    return render(request, "events/timeline.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year's events with their whole texts."""
    events = list(Event.objects.published().of_year(year).newest_first().with_record())
    if not events:
        raise Http404
    years = [found for found, _number in counted_years()]
    place = years.index(year)
    title = _("Events of %(year)s") % {"year": year}
    context = {
        "year": year,
        "events": events,
        "title": title,
        "later": years[place - 1] if place else None,
        "earlier": years[place + 1] if place + 1 < len(years) else None,
        "window_title": titles.ordinary(title),
    }
    return render(request, "events/year.html", context)


@require_safe
def event(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.published().with_record(), year=year, slug=slug)
    context = {
        "event": found,
        "same_grant": Event.objects.published().filter(pk=found.same_grant_as_id).first(),
        "awards": Award.objects.published().with_recipients().filter(event=found),
        "window_title": titles.ordinary(text(found, "title").value),
    }
    return render(request, "events/event.html", context)


def counted_years() -> list[tuple[int, int]]:
    """The years that have public events, newest first, with how many."""
    return list(Event.objects.published().order_by("-year").values_list("year").annotate(Count("pk")))

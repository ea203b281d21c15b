"""One organisation: how to reach it first, then what it offers, to whom, and how sure we are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from trafficking.models import Area, Audience, Award, Event, Language, Organisation
from trafficking.public import titles
from trafficking.texts import text


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    helpers = Organisation.objects.published().in_directory().with_contacts().with_spoken_languages()
    found = get_object_or_404(helpers, slug=slug)
    context = {
        "organisation": found,
        "areas": Area.objects.published().filter(organisations=found),
        "languages": Language.objects.published().filter(organisations=found),
        "audiences": Audience.objects.published().filter(organisations=found),
        "events": Event.objects.published().filter(participations__organisation=found).newest_first().distinct(),
        "awards": Award.objects.published().filter(organisation=found).newest_first(),
        "window_title": titles.neutral(text(found, "neutral_name").value),
    }
    return render(request, "organisation/organisation.html", context)

"""One search over the whole section. What is typed is written nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking.models import Award, Event, Organisation, Page
from trafficking.public import titles
from trafficking.public.errors import error_page
from trafficking.public.pages import screen
from trafficking.search.address import ParameterError, typed

MOST_OF_A_KIND = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    try:
        text = typed(request.GET)
    except ParameterError as error:
        return error_page(request, 400, _("This is too long to search for"), str(error))
    context = {"text": text, "page": screen("search"), "window_title": titles.neutral()}
    if text:
        context |= {
            "organisations": Organisation.objects.published().in_directory().search(text)[:MOST_OF_A_KIND],
            "pages": Page.objects.published().search(text)[:MOST_OF_A_KIND],
            "events": Event.objects.published().newest_first().search(text)[:MOST_OF_A_KIND],
            "awards": Award.objects.published().with_recipients().newest_first().search(text)[:MOST_OF_A_KIND],
        }
    return render(request, "search.html", context)

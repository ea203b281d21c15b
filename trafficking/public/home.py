"""The first page of the section: two doors, the ranking, the introduction, the newest events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking.models import Event, ReportRanking, Situation
from trafficking.models.page import HOME
from trafficking.public import titles
from trafficking.public.pages import screen
from trafficking.texts import text

NEWEST_EVENTS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = screen(HOME)
    title = text(page, "title").value if page else _("Combating human trafficking")
    context = {
        "page": page,
        "title": title,
        "situations": Situation.objects.published().slugged(),
        "ranking": ReportRanking.objects.published().order_by("-year").first(),
        "events": Event.objects.published().newest_first()[:NEWEST_EVENTS],
        "window_title": titles.ordinary(title),
    }
    return render(request, "home.html", context)

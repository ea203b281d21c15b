"""Awards: who was honoured, for what, by whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trafficking.models import Award
from trafficking.public import titles
from trafficking.public.pages import screen
from trafficking.public.timeline import by_year
from trafficking.texts import text


@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    page = screen("awards")
    title = text(page, "title").value if page else _("Awards")
    context = {
        "page": page,
        "title": title,
        "years": by_year(Award.objects.published().newest_first().with_recipients().with_occasion()),
        "window_title": titles.ordinary(title),
    }
    return render(request, "awards/awards.html", context)

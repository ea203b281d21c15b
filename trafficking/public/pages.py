"""General pages, and what fixed screens have of a page: title, lead, text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trafficking.models import Page
from trafficking.public import titles
from trafficking.texts import text


def screen(path: str) -> Page | None:
    """The page that gives a fixed screen its words; None while staff have not published it."""
    return Page.objects.published().filter(path=path).first()


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    found = screen(path)
    if found is None:
        raise Http404
    context = {
        "page": found,
        "children": found.subpages.published(),
        "window_title": titles.of_page(path, text(found, "title").value),
    }
    return render(request, "pages/page.html", context)

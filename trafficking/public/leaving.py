"""The way out: a plain address of our own, so that it works without a script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """To a neutral site. Asks the browser to forget its copies of our pages; nothing is recorded."""
    response = HttpResponseRedirect(settings.EXIT_URL, status=303)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Clear-Site-Data"] = '"cache"'
    return response

"""The root of the site: to the language the browser asks for."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Chooses by `Accept-Language` alone; remembers nothing."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ("Accept-Language",))
    return response

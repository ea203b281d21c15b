"""How the API answers: JSON, the same for everybody, readable from any site (CORS).

Errors are JSON too: {"error": "…"} with the fitting status.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from trafficking.opendata import hsds
from trafficking.opendata.parameters import ParameterError

METHODS = "GET, HEAD, OPTIONS"
READABLE = {"ensure_ascii": False}


def answer(view: Callable[..., hsds.Data]) -> Callable[..., HttpResponse]:
    """A view that returns data, as JSON in the language of its address, readable from any site."""

    @csrf_exempt  # whatever is posted is refused below, as JSON
    @conditional_page
    def wrapped(request: HttpRequest, language: str = "lv", **parts: Any) -> HttpResponse:
        with translation.override(language):
            response = _answered(view, request, language, parts)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Content-Language"] = language
        return response

    return wrapped


def _answered(
    view: Callable[..., hsds.Data], request: HttpRequest, language: str, parts: dict[str, Any]
) -> HttpResponse:
    if request.method == "OPTIONS":
        # What a browser asks before it lets another site's script send, say, If-None-Match.
        allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*"}
        return HttpResponse(status=204, headers={"Allow": METHODS, "Access-Control-Max-Age": "86400", **allowed})
    if request.method not in {"GET", "HEAD"}:
        return _error(405, _("This address can only be read."), Allow=METHODS)
    try:
        return JsonResponse(view(request, language, **parts), json_dumps_params=READABLE)
    except ParameterError as error:
        return _error(400, str(error))
    except Http404 as error:
        return _error(404, str(error))


def _error(status: int, words: str, **headers: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status, headers=headers, json_dumps_params=READABLE)

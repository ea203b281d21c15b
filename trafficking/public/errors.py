"""What a visitor reads when something is wrong, in the language of the address, with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from trafficking.public import titles
from trafficking.texts import NATIVE_NAMES


def error_page(request: HttpRequest, status: int, heading: str, text: str, **more: object) -> HttpResponse:
    """`more` may hold `ways`: (address, words) pairs that lead on."""
    context = {"heading": heading, "words": text, "window_title": titles.neutral(), **more}
    return render(request, "errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400, _("This address cannot be understood"), _("Something in it is not right."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, _("This is not open to you"), _("You may not do this here."))


def only_read(request: HttpRequest, allowed: str) -> HttpResponse:
    """`allowed` are the methods for which there is an answer, as the header Allow names them."""
    words = _("Nothing can be sent to it. If something is wrong with an organisation, its page has a form for that.")
    response = error_page(request, 405, _("This page can only be read"), words)
    response.headers["Allow"] = allowed
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("It may have moved, or the address has a typing mistake.")
    return error_page(request, 404, _("There is no such page"), words)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what is broken."""
    context = {
        "language": translation.get_language(),
        "languages": NATIVE_NAMES.items(),
        "window_title": titles.neutral(),
    }
    return HttpResponse(render_to_string("errors/500.html", context), status=500)

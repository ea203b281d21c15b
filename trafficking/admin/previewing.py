"""The real public page of what is not public yet: shown to one person, kept nowhere."""

import io
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from trafficking.models.publishing import Publishable


def public_page(item: Publishable, language: str, request: HttpRequest, **strip: Any) -> HttpResponse:
    """The page on which visitors would see an item in a language, made of the rows as they stand in this transaction.

    Call it inside a `rehearsal()`, after the rows were written: it makes the item public there. `strip` is what the
    strip above the page needs; without anything it says that this is a preview.
    """
    type(item)._default_manager.filter(pk=item.pk).update(is_published=True, publish_from=None, publish_until=None)
    item = type(item)._default_manager.get(pk=item.pk)
    with translation.override(language):
        address = item.get_preview_url()
        page = _answer(address, request, strip) if address else _not_yet(item, request, strip)
        return private(page)


def private(page: HttpResponse) -> HttpResponse:
    """A page that nobody may keep or list, in the active language; nothing else of its answer goes on."""
    answer = HttpResponse(page.content, status=page.status_code, content_type=page.headers["Content-Type"])
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Content-Language"] = translation.get_language()
    return answer


def _answer(address: str, request: HttpRequest, strip: dict[str, Any]) -> HttpResponse:
    """What the public view of an address answers. Middleware and page store stay out of it."""
    asked = nobody(address, request, strip)
    match = resolve(asked.path_info)
    asked.resolver_match = match
    try:
        page = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return render(asked, "preview/not_yet.html", {"window_title": _("Preview")})
    # A template response would otherwise be rendered when the draft is gone again.
    return page.render() if hasattr(page, "render") else page


def _not_yet(item: Publishable, request: HttpRequest, strip: dict[str, Any]) -> HttpResponse:
    missing = [capfirst(str(item._meta.get_field(name).verbose_name)) for name in item.missing_to_publish()]
    context = {"missing": missing, "window_title": _("Preview")}
    return render(nobody(request.path, request, strip), "preview/not_yet.html", context)


def nobody(address: str, asked: HttpRequest, strip: dict[str, Any]) -> WSGIRequest:
    """A request for a public address by nobody in particular: no cookie, condition or language, only the same host."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": asked.get_host(),
        "wsgi.url_scheme": asked.scheme,
        "wsgi.input": io.BytesIO(),
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        environ[settings.SECURE_PROXY_SSL_HEADER[0]] = asked.scheme
    request = WSGIRequest(environ)
    request.LANGUAGE_CODE = translation.get_language()
    request.preview = {"language": translation.get_language(), **strip}
    return request

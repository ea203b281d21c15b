"""Whose request it is, where nginx stands in front. Limits count by it in memory; it is never written down."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Takes the address that nginx tells; believed only where settings.BEHIND_NGINX says that nobody else can ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_NGINX and (told := request.headers.get("X-Real-IP")):
            request.META["REMOTE_ADDR"] = told
        return self.get_response(request)

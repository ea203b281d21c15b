"""What is answered when something is posted where nothing can be."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from embassy.languages import is_desk
from trafficking.public.errors import only_read


class OnlyReadMiddleware:
    """Gives Django's empty "method not allowed" words and a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content and not is_desk(request):
            return only_read(request, response.headers["Allow"])
        return response


def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without Django's token: on the desk it has grown old, on a public page there was none to send."""
    return csrf_failure(request, reason) if is_desk(request) else only_read(request, "GET, HEAD")

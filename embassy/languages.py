"""The language of an answer. On public addresses it stands in the path and nowhere else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


def is_desk(request: HttpRequest) -> bool:
    return settings.FACE != "public" and request.path_info.startswith("/admin/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's own for the desk. Elsewhere neither cookie nor header decides, and no address is redirected:

    Django would send every unknown address (of the API too) to the one with a language in front of it.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request):
            super().process_request(request)
            return
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if is_desk(request):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

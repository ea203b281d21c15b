"""A sign of life for whoever watches the process."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """Answers /healthz, under any host name: this process is alive. It asks no database and tells nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return HttpResponse("alive\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        return self.get_response(request)

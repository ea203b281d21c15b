"""The safety headers of every answer, in one place.

Public pages carry no nonce, because all visitors get the same bytes. A staff page may: the rich
text editor needs one inline import map. Templates and views ask for it as `request.csp_nonce`.
"""

import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def content_security_policy(nonce: str = "", https: bool = False) -> str:
    """The policy as one header line; `nonce` admits one inline script of a staff page."""
    policy = dict(POLICY)
    if nonce:
        policy["script-src"] += f" 'nonce-{nonce}'"
    line = "; ".join(f"{name} {value}" for name, value in policy.items())
    return f"{line}; upgrade-insecure-requests" if https else line


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        used: list[str] = []

        def nonce() -> str:
            used.append(secrets.token_urlsafe(16))
            return used[0]

        request.csp_nonce = SimpleLazyObject(nonce)
        response = self.get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy", content_security_policy(used[0] if used else "", request.is_secure())
        )
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.path.startswith("/admin/"):
            # With no-referrer, browsers post `Origin: null` and Django's CSRF check refuses the form.
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            # A copy of an error, kept somewhere on the way, would hide the page from everybody.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

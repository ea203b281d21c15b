"""What a public page depends on: its address, and nothing about who asks."""

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Environ = dict[str, Any]

#: Never kept: staff, files, the exit, links that show drafts, signs of life.
STRAIGHT_THROUGH = ("/admin/", "/static/", "/media/", "/exit/", "/preview/", "/healthz")
#: Words that somebody looked for. They are answered and forgotten.
SEARCHES = {"q", "search"}
#: All that a rendering may know of a request besides the address.
PASSED_ON = ("SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.errors", "wsgi.version")


@dataclass(frozen=True, slots=True)
class Address:
    """Scheme, host and path as the server decoded them; of the parameters the known ones, in one order."""

    scheme: str
    host: str
    path: str
    query: str
    is_search: bool

    @classmethod
    def of(cls, environ: Environ) -> "Address | None":
        """The address of a request for a public page; None for whatever goes straight to Django."""
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or path in {"", "/"} or path.startswith(STRAIGHT_THROUGH):
            return None
        domain, port = split_domain_port(environ.get("HTTP_HOST", ""))
        if not validate_host(domain, settings.ALLOWED_HOSTS) or port not in {"", environ.get("SERVER_PORT")}:
            return None
        # Latin-1 is how WSGI hands over bytes, whatever they mean.
        pairs = parse_qsl(environ.get("QUERY_STRING", ""), encoding="latin-1")
        known = sorted({pair for pair in pairs if pair[0] in settings.PUBLIC_PARAMETERS})
        query = urlencode(known, encoding="latin-1")
        host = f"{domain}:{port}" if port else domain
        return cls(scheme(environ), host, path, query, any(name in SEARCHES for name, _value in known))

    def environ(self, asked: Environ) -> Environ:
        """A request for this address by nobody in particular: no cookie, language, referrer or other header."""
        environ = {name: asked[name] for name in PASSED_ON if name in asked} | {
            "REQUEST_METHOD": "GET",
            "HTTP_HOST": self.host,
            "QUERY_STRING": self.query,
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if settings.SECURE_PROXY_SSL_HEADER:
            environ[settings.SECURE_PROXY_SSL_HEADER[0]] = self.scheme
        return environ


def scheme(environ: Environ) -> str:
    """Django's own rule: the proxy's header where one is trusted, else the server's word."""
    trusted = settings.SECURE_PROXY_SSL_HEADER
    if trusted and (said := environ.get(trusted[0])) is not None:
        return "https" if said.split(",")[0].strip() == trusted[1] else "http"
    return environ["wsgi.url_scheme"]

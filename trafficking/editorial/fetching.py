"""Asks one web address whether it answers, without being led into the house. Knows no noun.

Only http and https, only hosts whose every address is public, checked again at each redirect and used as checked, so
that a name cannot change its meaning in between. Nothing of a page is read but its head; no cookie, no referrer.
The usual variables (https_proxy, http_proxy, no_proxy) send the question through a proxy.
"""

import http.client
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from django.utils.encoding import iri_to_uri

from trafficking.editorial.hosts import is_inside_by_name, is_public

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Rules:
    user_agent: str
    allow_private: bool = False
    #: Seconds for one step, and for one address with all its redirects.
    step: float = 10
    whole: float = 30
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question: a status and the address it came from, or a fault."""

    final: str
    status: int | None = None
    #: "", "inside", "odd", "no-host", "unreachable", "timeout", "insecure", "nonsense" or "loop".
    fault: str = ""
    #: Whether every redirect on the way said that it is meant for good.
    for_good: bool = True


class _FaultError(Exception):
    """Carries the word for what went wrong."""


def ask(address: str, rules: Rules) -> Answer:
    """How an address answers in the end, its redirects followed. Raises nothing for what a site may do."""
    until = time.monotonic() + rules.whole
    here, seen, for_good = address, {address}, True
    for _hop in range(rules.redirects + 1):
        try:
            status, location = _answer(here, rules, until)
        except _FaultError as fault:
            return Answer(here, fault=str(fault), for_good=for_good)
        if status not in REDIRECTS or not location:
            return Answer(here, status, for_good=for_good)
        for_good = for_good and status in {301, 308}
        here = _next(here, location)
        if here in seen:
            break
        seen.add(here)
    return Answer(here, fault="loop", for_good=for_good)


def _next(here: str, location: str) -> str:
    """The address that a redirect names, in plain characters; a part of the page (#…) goes with the reader."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # http.client reads bytes as latin-1
    try:
        target = urlsplit(urljoin(here, iri_to_uri(location)))
    except ValueError:
        return location
    return (target if target.fragment else target._replace(fragment=urlsplit(here).fragment)).geturl()


def _answer(address: str, rules: Rules, until: float) -> tuple[int, str | None]:
    """Status and Location of one address: a short question first, the whole page for sites that refuse short ones."""
    parts = _parts(address)
    try:
        status, location = _request("HEAD", parts, rules, until)
    except http.client.HTTPException:
        status, location = 0, None
    if 200 <= status < 400:
        return status, location
    try:
        return _request("GET", parts, rules, until)
    except http.client.HTTPException:
        raise _FaultError("nonsense") from None


def _parts(address: str) -> SplitResult:
    """An address taken apart, in ASCII. Raises _FaultError for what is not asked at all."""
    try:
        parts = urlsplit(iri_to_uri(address))
        host = unquote(parts.hostname or "").encode("idna").decode().lower().rstrip(".")
        parts.port  # noqa: B018 - a property that refuses nonsense
    except ValueError:
        raise _FaultError("odd") from None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise _FaultError("odd")
    netloc = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{netloc}:{parts.port}" if parts.port else netloc)


def _request(method: str, parts: SplitResult, rules: Rules, until: float) -> tuple[int, str | None]:
    seconds = min(rules.step, until - time.monotonic())
    if seconds <= 0:
        raise _FaultError("timeout")
    connection, target, headers = _way(parts, rules, seconds)
    headers |= {"User-Agent": rules.user_agent, "Accept": "text/html, */*;q=0.8", "Connection": "close"}
    with closing(connection), _ended(connection, until), _named_faults(until):
        connection.request(method, target, headers=headers)
        with connection.getresponse() as response:
            if time.monotonic() >= until:
                raise TimeoutError  # a head that was cut in the middle reads like a whole one
            return response.status, response.getheader("Location")


def _way(parts: SplitResult, rules: Rules, seconds: float) -> tuple[http.client.HTTPConnection, str, dict[str, str]]:
    """A connection that leads to a host, directly or through the proxy; what to ask for there, and headers for it."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    proxy = None if proxy_bypass(host) else getproxies().get(parts.scheme) or getproxies().get("all")
    if not proxy:
        found = _public_addresses(host, port, rules)
        kind = _SecureConnection if parts.scheme == "https" else _Connection
        return kind(host, port, found, seconds), path, {}
    _refuse_inside(host, port, rules)
    through = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    identity = f"{unquote(through.username or '')}:{unquote(through.password or '')}".encode()
    headers = {"Proxy-Authorization": f"Basic {b64encode(identity).decode()}"} if through.username else {}
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(through.hostname or "", through.port or 3128, timeout=seconds)
        connection.set_tunnel(host, port, headers)
        return connection, path, {}
    plain = http.client.HTTPConnection(through.hostname or "", through.port or 3128, timeout=seconds)
    return plain, parts._replace(fragment="").geturl(), headers


def _public_addresses(host: str, port: int, rules: Rules) -> list[tuple]:
    """What a host's name stands for. Raises _FaultError if any of it is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _FaultError("no-host") from None
    if not rules.allow_private and not all(is_public(str(each[4][0])) for each in found):
        raise _FaultError("inside")
    return found


def _refuse_inside(host: str, port: int, rules: Rules) -> None:
    """The proxy looks names up itself, so only what is plain from here can be refused here."""
    if rules.allow_private:
        return
    if is_inside_by_name(host):
        raise _FaultError("inside")
    try:
        _public_addresses(host, port, rules)
    except _FaultError as fault:
        if str(fault) != "no-host":
            raise


class _Connection(http.client.HTTPConnection):
    """Goes to addresses that were checked, whatever the name may mean by now."""

    def __init__(self, host: str, port: int, found: list[tuple], seconds: float):
        super().__init__(host, port, timeout=seconds)
        self.found = found

    def connect(self) -> None:
        self.sock = _connected(self.found, self.timeout)


class _SecureConnection(_Connection):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connected(found: list[tuple], seconds: float | None) -> socket.socket:
    """A connection to the first of two addresses that takes one."""
    problem: OSError = OSError()
    for family, kind, protocol, _name, target in found[:2]:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(seconds)
            sock.connect(target)
            return sock
        except OSError as error:
            sock.close()
            problem = error
    raise problem


@contextmanager
def _ended(connection: http.client.HTTPConnection, until: float) -> Iterator[None]:
    """A site that sends a letter every few seconds passes every time-out; at the end its line is cut."""

    def cut() -> None:
        if connection.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(max(0, until - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _named_faults(until: float) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise _FaultError("timeout") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= until:
            raise _FaultError("timeout") from None
        if isinstance(error, ssl.SSLError):
            raise _FaultError("insecure") from None
        if isinstance(error, OSError) and not isinstance(error, http.client.HTTPException):
            raise _FaultError("unreachable") from None
        raise http.client.HTTPException from error

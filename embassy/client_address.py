"""Whose request it is, where nginx stands in front. Of visitors it is never written down; limits count it in memory."""

from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address

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


def counted_address(request: HttpRequest) -> str | None:
    """The address under which attempts are counted; None where there is none (a socket of the machine itself).

    Of IPv6 it is the network of 64 bits: a single household has one, and may take any address in it.
    """
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if not address.ipv4_mapped:
            return str(IPv6Network((address, 64), strict=False).network_address)
        address = address.ipv4_mapped
    return str(address)

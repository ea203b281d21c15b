"""Which hosts belong to the open internet, and which lead into the house."""

import ipaddress

#: A prefix behind which any IPv4 address can stand (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: Names that lead into the house wherever they are looked up (RFC 6761, RFC 8375, and what routers use).
INSIDE_NAMES = ("localhost", "local", "internal", "lan", "intranet", "home.arpa")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also where it is wrapped in another one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if wrapped := found.ipv4_mapped or found.sixtofour:
            return is_public(str(wrapped))
        if found.teredo:
            return False
    return found.is_global and not found.is_multicast


def is_inside_by_name(host: str) -> bool:
    """Whether a host's name alone says that it belongs to some house; an IP address has no name."""
    if ":" in host:
        return False
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in INSIDE_NAMES)

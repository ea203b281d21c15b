"""Addresses of the web as machines want them."""

from urllib.parse import quote, urlsplit, urlunsplit

from django.utils.encoding import punycode

#: What may stand in a path as it is (RFC 3986, pchar), and the mark of what is encoded already.
PLAIN = "/:@!$&'()*+,;=%"


def uri(address: str | None) -> str | None:
    """An address that people may write with letters of their language as a URI: the host in ASCII, other letters
    percent-encoded. None for none, and for one whose host cannot be written so."""
    parts = urlsplit(address or "")
    try:
        host = parts.netloc if parts.netloc.isascii() else ":".join(map(punycode, parts.netloc.split(":")))
    except UnicodeError:
        return None
    path, query, fragment = (
        quote(parts.path, PLAIN),
        quote(parts.query, f"{PLAIN}?"),
        quote(parts.fragment, f"{PLAIN}?"),
    )
    return urlunsplit((parts.scheme, host, path, query, fragment)) or None

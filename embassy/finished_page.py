"""An answer of Django's, and the finished page it becomes: compressed, marked, good for one version of the content."""

import gzip
import hashlib
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from functools import lru_cache
from http import HTTPStatus

import brotli
from django.conf import settings

from embassy.page_address import Environ

KEPT = "public, max-age=0, s-maxage=1, stale-if-error=604800"
NOT_KEPT = "no-store"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as Django gave it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    def words(self, name: str) -> set[str]:
        """The words of a header that lists some, without what they are set to."""
        return {word.split("=")[0].strip().lower() for word in self.header(name).split(",")}

    def is_for_everybody(self) -> bool:
        return (
            self.status == HTTPStatus.OK
            and not self.words("vary") & {"cookie", "accept-language", "*"}
            and not self.words("cache-control") & {"no-store", "private"}
            and not self.header("set-cookie")
            and not self.header("content-encoding")
        )

    def send(self, start_response: Callable, environ: Environ) -> Iterable[bytes]:
        """As it is. Neither browsers nor proxies keep a copy, unless Django says that they may."""
        headers = [pair for pair in self.headers if pair[0].lower() != "content-length"]
        if not self.header("cache-control"):
            headers.append(("Cache-Control", NOT_KEPT))
        start_response(
            f"{self.status} {HTTPStatus(self.status).phrase}", [*headers, ("Content-Length", str(len(self.body)))]
        )
        return [self.body] if environ["REQUEST_METHOD"] == "GET" else []


class Page:
    """What is sent to everybody who asks for the same address; `keep` says whether copies may be kept."""

    #: Headers of the answer that the page has its own of.
    OWN = {"content-length", "cache-control", "vary", "etag", "expires", "last-modified"}

    def __init__(self, answer: Answer, version: str, keep: bool):
        self.version, self.keep = version, keep
        # A page that shows something of the time of day says with `Expires` when it would read differently.
        moment = parsedate_tz(answer.header("expires"))
        self.until = mktime_tz(moment) if moment else math.inf
        self.etag = f'W/"{hashlib.blake2b(answer.body, digest_size=12).hexdigest()}"'
        self.headers = [pair for pair in answer.headers if pair[0].lower() not in self.OWN]
        self.headers += [
            ("Cache-Control", KEPT if keep else NOT_KEPT),
            ("Vary", "Accept-Encoding"),
            ("ETag", self.etag),
        ]
        self.bodies = {
            "": answer.body,
            "gzip": gzip.compress(answer.body, 9, mtime=0),
            "br": brotli.compress(answer.body, quality=5),
        }

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return 2048 + sum(map(len, self.bodies.values()))

    def is_current(self, version: str) -> bool:
        return self.version == version and time.time() < self.until

    def send(self, start_response: Callable, environ: Environ) -> Iterable[bytes]:
        headers = list(self.headers)
        if self.keep and settings.BEHIND_NGINX:
            headers.append(("X-Accel-Expires", f"@{int(time.time())}"))
        if is_known(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"])
            return []
        coding = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if coding:
            headers.append(("Content-Encoding", coding))
        body = self.bodies[coding]
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


@lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    """The smallest of our codings that an `Accept-Encoding` takes (RFC 9110, 12.5.3); "" for none."""
    taken = {}
    for part in accepted.lower().replace(" ", "").split(","):
        coding, _semicolon, weight = part.partition(";q=")
        taken[coding] = not weight or weight.strip("0.") != ""
    return next((coding for coding in ("br", "gzip") if taken.get(coding, taken.get("*", False))), "")


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether the browser has this very page (RFC 9110, 13.1.2: compared weakly)."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags

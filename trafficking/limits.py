"""From where and how often a form without an account may be sent. In memory; nothing that names a person is stored.

Addresses are known only as an HMAC under a salt made when the process starts, and forgotten within the hour. An
embassy's whole staff or a shelter may share one address, so one address may send several; a flood from many
addresses is held by a bucket for all.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable

from django.http import HttpRequest


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this. Old browsers do not say; theirs count as ours."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


class Bucket:
    """Holds `size` tokens and gets one back every `seconds`."""

    def __init__(self, size: int, seconds: float, now: float):
        self.size, self.seconds = size, seconds
        self.tokens, self.filled = float(size), now

    def take(self, now: float) -> bool:
        self.tokens = min(self.size, self.tokens + (now - self.filled) / self.seconds)
        self.filled = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

    def is_full(self, now: float) -> bool:
        return self.tokens + (now - self.filled) / self.seconds >= self.size


class Limit:
    """One bucket for each address and one for all. `allows(address)` takes from both."""

    #: Beyond this many known addresses, those that have not been used lately are forgotten first.
    MOST_ADDRESSES = 10_000

    def __init__(
        self, each: tuple[int, float], everybody: tuple[int, float], clock: Callable[[], float] = time.monotonic
    ):
        self._each, self._clock = each, clock
        self._salt = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._all = Bucket(*everybody, clock())
        self._buckets: dict[bytes, Bucket] = {}

    def allows(self, address: str) -> bool:
        """Whether one more may come from this address now."""
        known_as = hmac.digest(self._salt, address.encode(), hashlib.sha256)
        with self._lock:
            now = self._clock()
            self._forget(now)
            bucket = self._buckets.setdefault(known_as, Bucket(*self._each, now))
            return bucket.take(now) and self._all.take(now)

    def _forget(self, now: float) -> None:
        self._buckets = {known_as: bucket for known_as, bucket in self._buckets.items() if not bucket.is_full(now)}
        while len(self._buckets) >= self.MOST_ADDRESSES:
            del self._buckets[next(iter(self._buckets))]

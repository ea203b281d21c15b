"""Finished pages, kept outside Django.

Public pages are the same for everybody and change only with the content version, so each is rendered and
compressed once and then handed out as it is. The rules stand in docs/operations.md, "Copies of pages".
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings

from embassy.finished_page import Answer, Page
from embassy.page_address import Address, Environ
from trafficking import caching

logger = logging.getLogger(__name__)

#: Seconds to wait for another thread that renders the same page, before the page it had is given out once more.
PATIENCE = 2


class Store:
    """Pages by address, at most so many bytes of them; what was not asked for longest goes first."""

    def __init__(self, limit: int):
        self.limit, self.used = limit, 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: Address) -> Page | None:
        with self._lock:
            if address in self._pages:
                self._pages.move_to_end(address)
            return self._pages.get(address)

    def put(self, address: Address, page: Page | None) -> None:
        """Keep a page in place of the one before; with None, only forget that one."""
        with self._lock:
            if gone := self._pages.pop(address, None):
                self.used -= gone.size
            if page and page.size <= self.limit // 8:
                self._pages[address] = page
                self.used += page.size
            while self.used > self.limit:
                self.used -= self._pages.popitem(last=False)[1].size


class PageWrapper:
    """The WSGI application around Django's. `version` tells the content version; `limit` is in bytes."""

    def __init__(self, application: Callable, version: Callable[[], str] = caching.version, limit: int | None = None):
        self._application, self._version = application, version
        self.store = Store(settings.PAGE_STORE_BYTES if limit is None else limit)
        # One rendering of a page at a time. Pages that share a lock by chance only wait for each other.
        self._locks = [threading.Lock() for _number in range(64)]

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        address = Address.of(environ)
        if address is None:
            return self._application(environ, start_response)
        with caching.pinned():
            version = self._version()  # before rendering: a page may be newer than its version, never older
            kept = self.store.get(address)
            made = kept if kept and kept.is_current(version) else self._made(address, environ, version)
        return made.send(start_response, environ)

    def _made(self, address: Address, environ: Environ, version: str) -> Page | Answer:
        if address.is_search:
            answer = self._rendered(address, environ)
            return Page(answer, version, keep=False) if answer.is_for_everybody() else answer
        lock = self._locks[hash(address) % len(self._locks)]
        ours = lock.acquire(timeout=PATIENCE)
        try:
            kept = self.store.get(address)
            if kept and (kept.is_current(version) or not ours):
                return kept
            return self._renewed(kept, address, environ, version)
        finally:
            if ours:
                lock.release()

    def _renewed(self, kept: Page | None, address: Address, environ: Environ, version: str) -> Page | Answer:
        """A new page or answer; when that fails and there is a page from before, an old page is better than none."""
        try:
            answer = self._rendered(address, environ)
        except Exception:
            if not kept:
                raise
            logger.exception("A page could not be rendered; the one before is served")
            return kept
        if kept and answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return kept
        page = Page(answer, version, keep=True) if answer.is_for_everybody() else None
        self.store.put(address, page)
        return page or answer

    def _rendered(self, address: Address, environ: Environ) -> Answer:
        begun: list[Any] = []
        result = self._application(address.environ(environ), lambda *started: begun.append(started))
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        status, headers = begun[-1][:2]
        return Answer(int(status.split()[0]), headers, body)

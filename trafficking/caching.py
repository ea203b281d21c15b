"""The content version, and what hangs on it. Knows no noun.

Public answers are the same for everybody and change only when staff change something public or
when a publication moment passes. Both are folded into one short string, the version: equal
versions mean equal pages. It is read from the database at most every
settings.CONTENT_VERSION_SECONDS seconds by each process.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

CONTENT, DIRECTORY = "content", "directory"

#: True while staff look at a draft inside a transaction that is rolled back. Caches neither answer nor store then.
rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


#: What has moved inside `moved_once`; None outside of it.
_to_move: ContextVar[set[str] | None] = ContextVar("to_move", default=None)


@contextmanager
def moved_once() -> Iterator[None]:
    """For a transaction that changes thousands of rows: what moves is counted once, at the end of the block.

    Open it inside the transaction. One row that is updated at every step would hold up everybody else until the
    end, and PostgreSQL would read ever longer through its old versions.
    """
    names: set[str] = set()
    token = _to_move.set(names)
    try:
        yield
    finally:
        _to_move.reset(token)
    if names:
        moved(*names)


def moved(*names: str) -> None:
    """Say that something public changed; call it inside the transaction that changes it."""
    waiting = _to_move.get()
    if waiting is not None:
        waiting.update({CONTENT, *names})
        return
    model = apps.get_model("trafficking", "ContentVersion")
    for name in {CONTENT, *names}:
        if not model.objects.filter(name=name).update(value=F("value") + 1):
            model.objects.get_or_create(name=name, defaults={"value": 1})


def publication_moments() -> list[datetime]:
    """Every moment at which some item appears or disappears by itself, sorted."""
    moments: set[datetime] = set()
    for model in apps.get_app_config("trafficking").get_models():
        fields = {field.name for field in model._meta.get_fields()}
        if "publish_from" in fields:
            for column in ("publish_from", "publish_until"):
                moments.update(
                    model._default_manager.filter(is_published=True)
                    .exclude(**{column: None})
                    .order_by()
                    .values_list(column, flat=True)
                )
    return sorted(moments)


#: Names the first moment after another one at which a public answer changes by itself; None when never.
Timetable = Callable[[datetime], datetime | None]
#: Who makes timetables (of opening hours, say). Each is asked once for every version of the content.
timetables: list[Callable[[], Timetable]] = []


class VersionReader:
    """Knows the current version of the content; asks the database only now and then.

    When the database cannot be read, the last known version stays: an old page is better than none.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._lives = 0
        self.forget()

    def forget(self) -> None:
        """Start anew, with versions never seen before: after a restored database, between tests."""
        self._lives += 1
        self._read_at = float("-inf")
        self._counters: dict[str, int] = {}
        self._moments_of: int | None = None
        self._moments: list[datetime] = []
        self._timetables: list[Timetable] = []
        self._next_tick: datetime | None = None
        self._ticks = 0

    def versions(self) -> dict[str, str]:
        """CONTENT changes whenever public content does, DIRECTORY whenever the help directory does."""
        # Inside a rehearsal the counters stand where they will never have stood: all threads would believe in them.
        if not rehearsing.get() and self._clock() - self._read_at >= settings.CONTENT_VERSION_SECONDS:
            with self._lock:
                if self._clock() - self._read_at >= settings.CONTENT_VERSION_SECONDS:
                    self._refresh()
        now = timezone.now()
        passed = sum(1 for moment in self._moments if moment <= now)
        if self._next_tick and now >= self._next_tick:
            with self._lock:
                self._tick(now)
        known = f"{self._lives}.{passed}"
        return {
            CONTENT: f"{known}.{self._counters.get(CONTENT, 0)}.{self._ticks}",
            DIRECTORY: f"{known}.{self._counters.get(DIRECTORY, 0)}",
        }

    def _tick(self, now: datetime) -> None:
        if self._next_tick and now >= self._next_tick:
            self._ticks += 1
            self._look_ahead(now)

    def _look_ahead(self, now: datetime) -> None:
        self._next_tick = min((moment for timetable in self._timetables if (moment := timetable(now))), default=None)

    def _refresh(self) -> None:
        model = apps.get_model("trafficking", "ContentVersion")
        try:
            counters = dict(model.objects.values_list("name", "value"))
            content = counters.get(CONTENT, 0)
            if content != self._moments_of:
                self._moments, self._moments_of = publication_moments(), content
                self._timetables = [make() for make in timetables]
                self._look_ahead(timezone.now())
            self._counters = counters
        except Error:
            # Django leaves a broken connection at the end of a request; between requests nobody would.
            connection.close_if_unusable_or_obsolete()
        self._read_at = self._clock()


reader = VersionReader()

#: The versions this request has been answered with so far; None outside a request.
_pinned: ContextVar[dict[str, str] | None] = ContextVar("pinned", default=None)


@contextmanager
def pinned() -> Iterator[None]:
    """Inside, each version is read once and stays: one page is made from one state of the content."""
    token = _pinned.set({}) if _pinned.get() is None else None
    try:
        yield
    finally:
        if token:
            _pinned.reset(token)


def version(name: str = CONTENT) -> str:
    """The version to go by now: the request's own where there is one, else the reader's."""
    versions = _pinned.get()
    if versions is None:
        return reader.versions()[name]
    if not versions:
        versions.update(reader.versions())
    return versions[name]


class PinnedVersionMiddleware:
    """Answers every request from one version of the content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with pinned():
            return self.get_response(request)


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Keep a function's results while the content version stays the same.

    For what every page needs (menu, urgent lines, notices). Arguments must be hashable and few:
    results are kept one by one until the version moves. During a rehearsal nothing is kept or answered.
    """
    kept: dict[tuple, Any] = {}
    kept_version: list[str] = [""]

    @wraps(function)
    def wrapper(*args):
        if rehearsing.get():
            return function(*args)
        current = version()
        if kept_version[0] != current:
            kept.clear()
            kept_version[0] = current
        if args not in kept:
            kept[args] = function(*args)
        return kept[args]

    return wrapper

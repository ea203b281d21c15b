"""The index of the current directory, kept in memory and made anew when the directory's version moves."""

import threading
from typing import cast

from django.db import connection

from trafficking import caching
from trafficking.search.hours import Hours
from trafficking.search.index import Index, Source

#: Above this size the copy is renewed in the background and the old one answers meanwhile.
RENEWED_IN_BACKGROUND = 10_000


class Copy:
    """One for each process. `source` is set by the models.

    The version is read before the rows: a change that comes in between makes the copy newer than its version says,
    and it is made once more. Never the other way round.
    """

    def __init__(self) -> None:
        self.source: Source | None = None
        self._lock = threading.Lock()
        self._kept: tuple[str, Index, Hours] | None = None
        self._renewing: threading.Thread | None = None

    def current(self) -> tuple[Index, Hours]:
        """The index to go by now; while staff look at a draft a private one, of which nothing is kept."""
        if caching.rehearsing.get():
            return self._built()
        kept = self._kept
        if kept is None or kept[0] != caching.version(caching.DIRECTORY):
            if kept and kept[1].size > RENEWED_IN_BACKGROUND:
                self._renew_in_background()
            else:
                kept = self._renewed()
        return kept[1], kept[2]

    def _built(self) -> tuple[Index, Hours]:
        index = Index(cast(Source, self.source))
        return index, Hours(index)

    def _renewed(self) -> tuple[str, Index, Hours]:
        with self._lock:
            # Not the version that a request may have pinned: an older request must not bring back an older copy.
            version = caching.reader.versions()[caching.DIRECTORY]
            if self._kept is None or self._kept[0] != version:
                self._kept = (version, *self._built())
            return self._kept

    def _renew_in_background(self) -> None:
        if self._renewing is None or not self._renewing.is_alive():
            self._renewing = threading.Thread(target=self._renew_apart, name="directory", daemon=True)
            self._renewing.start()

    def _renew_apart(self) -> None:
        try:
            self._renewed()
        finally:
            connection.close()

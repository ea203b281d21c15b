"""Who is open: the opening hours of the directory, asked once and remembered until they change."""

from dataclasses import dataclass
from datetime import datetime

from trafficking.opening import Status, is_around_the_clock, next_change, opening
from trafficking.search.bits import Bits
from trafficking.search.index import Index


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of some hours between two moments (`until` None: for good)."""

    status: Status
    since: datetime
    until: datetime | None

    def covers(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


class Hours:
    """The hours that documents state, their own or of a telephone. Many share the same text, which is asked once.

    An organisation is open while its office or one of its telephones is. Nothing stated, and hours that say
    "unknown" or cannot be read, are no answer.
    """

    def __init__(self, index: Index):
        self._index = index
        self._texts = index.slugs("hours")
        self._spans: dict[str, Span] = {}
        self._always = self._bits([text for text in self._texts if is_around_the_clock(text)])

    def around_the_clock(self) -> tuple[Bits, Bits]:
        """Who is open at all times, and who is or does not say."""
        return self._always, self._always | self._silent()

    def open_at(self, at: datetime) -> tuple[Bits, Bits]:
        """Who is open at a moment (aware), and who is or does not say."""
        now: dict[Status, list[str]] = {status: [] for status in Status}
        for text in self._texts:
            now[self._status(text, at)].append(text)
        confirming = self._bits(now[Status.OPEN])
        return confirming, confirming | self._bits(now[Status.ASK]) | self._silent()

    def _bits(self, texts: list[str]) -> Bits:
        return self._index.terms.bits(*(("hours", text) for text in texts))

    def _silent(self) -> Bits:
        return self._index.everything & ~self._index.stating("hours")

    def _status(self, text: str, at: datetime) -> Status:
        span = self._spans.get(text)
        if span is None or not span.covers(at):
            span = self._spans[text] = _span(text, at)
        return span.status


def _span(text: str, at: datetime) -> Span:
    return Span(opening(text, at).status, at, next_change(text, at))

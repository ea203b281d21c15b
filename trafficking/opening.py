"""Opening hours in OpenStreetMap syntax, read for people: is somebody there now, and in an ordinary week?

Times are Europe/Riga; public holidays are Latvia's. Knows no noun and no language.
Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # its stubs forget it

RIGA = ZoneInfo("Europe/Riga")
#: A change further away than this is no news: "open until next August" is "open".
HORIZON = timedelta(days=8)


class Status(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Opening:
    """The status at one moment. `until` (Riga time) is None where nothing changes within a week."""

    status: Status
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class WeekDays:
    """Days of an ordinary week with the same hours: ISO weekdays (1 is Monday), spans such as ("09:00", "17:00")."""

    days: tuple[int, ...]
    spans: tuple[tuple[str, str], ...]


#: What stands for hours that cannot be read. A form refuses them; one row that came another way must not
#: take every page down with it.
UNREADABLE = OpeningHours("24/7 unknown", timezone=RIGA)


@lru_cache(maxsize=4096)
def _parsed(hours: str, holidays: bool = True) -> OpeningHours:
    try:
        return OpeningHours(hours, timezone=RIGA, country="LV" if holidays else None)
    except ParserError:
        return UNREADABLE


def opening(hours: str | None, at: datetime) -> Opening:
    """Whether the place of these hours is open at a moment (aware), and until when.

    ASK where nothing is stated, where the hours are "unknown" at that moment, and where they cannot be read.
    """
    if not hours:
        return Opening(Status.ASK)
    moment = at.astimezone(RIGA)
    state, _comment = _parsed(hours).state(moment)
    if state == State.UNKNOWN:
        return Opening(Status.ASK)
    change = _parsed(hours).next_change(moment)
    if change is not None and change - moment > HORIZON:
        change = None
    return Opening(Status.OPEN if state == State.OPEN else Status.CLOSED, change)


def next_change(hours: str, after: datetime) -> datetime | None:
    """The first moment after another one (aware) at which these hours open or close; None when never."""
    return _parsed(hours).next_change(after.astimezone(RIGA))


def is_around_the_clock(hours: str | None) -> bool:
    """Open at all times, public holidays included."""
    if not hours:
        return False
    return _parsed(hours).is_open() and next_change(hours, datetime.now(RIGA)) is None


def ordinary_week(hours: str | None) -> tuple[WeekDays, ...] | None:
    """The hours of a week without holidays, days with the same hours together, closed days last.

    None when nothing is stated or readable, or when weeks differ (seasons): then the text as it stands says more.
    """
    if not hours or _parsed(hours, holidays=False) is UNREADABLE:
        return None
    weeks = {_week(hours, date(2026, month, 2)) for month in (2, 3, 11)} | {_week(hours, date(2027, 8, 2))}
    return weeks.pop() if len(weeks) == 1 else None


def _week(hours: str, monday: date) -> tuple[WeekDays, ...]:
    by_spans: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for day in range(7):
        by_spans.setdefault(_spans(hours, monday + timedelta(days=day)), []).append(day + 1)
    return tuple(
        WeekDays(tuple(days), spans)
        for spans, days in sorted(by_spans.items(), key=lambda pair: (not pair[0], pair[1]))
    )


def _spans(hours: str, day: date) -> tuple[tuple[str, str], ...]:
    """The spans that begin on a day; one that runs past midnight ends on the next day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=RIGA)
    spans = []
    for start, end, state, _comment in _parsed(hours, holidays=False).intervals(midnight, midnight + timedelta(days=2)):
        began_before = start == midnight and _parsed(hours, holidays=False).is_open(midnight - timedelta(minutes=1))
        if state != State.OPEN or start.date() != day or (began_before and not _covers_the_day(start, end)):
            continue
        spans.append(("00:00", "24:00") if _covers_the_day(start, end) else (f"{start:%H:%M}", f"{end:%H:%M}"))
    return tuple(spans)


def _covers_the_day(start: datetime, end: datetime) -> bool:
    return end - start >= timedelta(days=1)

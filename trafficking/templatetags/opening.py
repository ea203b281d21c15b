"""Whether a place is open, in words that stay true on a copy: with the moment at which they end."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.utils import timezone

from trafficking import dates
from trafficking.models import Organisation
from trafficking.opening import Status, opening
from trafficking.texts import current_language

register = template.Library()


@dataclass(frozen=True, slots=True)
class Shown:
    """A status and, where it ends within a week, the moment: for people and for the script."""

    status: Status
    time: str = ""
    day: str = ""
    until: datetime | None = None


@register.inclusion_tag("organisation/_opening.html")
def opening_status(organisation: Organisation) -> dict[str, Shown | None]:
    """Nothing is said of an organisation that states no hours: the page says so elsewhere."""
    if not organisation.opening_hours:
        return {"shown": None}
    now = opening(organisation.opening_hours, timezone.now())
    if now.until is None:
        return {"shown": Shown(now.status)}
    day = dates.written(current_language(), None, now.until.date(), now.until.date(), with_year=False)
    return {"shown": Shown(now.status, f"{now.until:%H:%M}", day, now.until)}

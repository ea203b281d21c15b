"""When the next place of the directory opens or closes, so that pages that say so are made anew at that moment."""

from datetime import datetime

from trafficking.caching import Timetable
from trafficking.models.organisation import Organisation, Phone
from trafficking.opening import next_change


def opening_timetable() -> Timetable:
    """The timetable of all opening hours that visitors can see now."""
    public = Organisation.objects.published().in_directory().order_by()
    stated = set(public.exclude(opening_hours=None).values_list("opening_hours", flat=True))
    phones = Phone.objects.filter(organisation__in=public).exclude(opening_hours=None).order_by()
    stated |= set(phones.values_list("opening_hours", flat=True))
    hours = sorted(filter(None, stated))

    def first_change(after: datetime) -> datetime | None:
        return min((change for each in hours if (change := next_change(each, after))), default=None)

    return first_change

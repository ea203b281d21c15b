"""What may be asked of the API, each parameter read strictly."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

MOST_PER_PAGE = 200


class ParameterError(Exception):
    """A parameter that cannot be understood; the message says which and what it may be."""


def parameters(request: HttpRequest) -> dict[str, Any]:
    """The known parameters that say something, each read strictly; unknown ones are ignored as HSDS allows."""
    wanted = {}
    for name, read in READERS.items():
        if value := request.GET.get(name, "").strip():
            try:
                wanted[name] = read(value)
            except (ValueError, KeyError) as error:
                raise ParameterError(_("The parameter “%(name)s” cannot be read.") % {"name": name}) from error
    return wanted


def _number(largest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
        if not 1 <= number <= largest:
            raise ValueError
        return number

    return read


def _boolean(value: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[value.lower()]


def _moment(value: str) -> datetime:
    """A date or a date and time (ISO 8601); without a zone it is Riga's."""
    if moment := parse_datetime(value.replace(" ", "+")):
        return moment if moment.tzinfo else timezone.make_aware(moment)
    if day := parse_date(value):
        return timezone.make_aware(datetime(day.year, day.month, day.day))
    raise ValueError


def _short(value: str) -> str:
    if len(value) > 200:
        raise ValueError
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "page": _number(1_000_000),
    "per_page": _number(MOST_PER_PAGE),
    "full": _boolean,
    "search": _short,
    "organization_id": uuid.UUID,
    "taxonomy_term_id": uuid.UUID,
    "taxonomy_id": uuid.UUID,
    "modified_after": _moment,
}

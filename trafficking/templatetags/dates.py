"""Dates and sums of money in templates, in the reader's language."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from trafficking import amounts, dates
from trafficking.models import Event
from trafficking.texts import current_language

register = template.Library()


@register.simple_tag
def event_date(event: Event, with_year: bool = True) -> SafeString | str:
    """The date of an event as `<time>`; empty where only the year is known and it is not wanted."""
    known = (event.year, event.starts_on, event.ends_on, event.month)
    words = dates.written(current_language(), *known, with_year=with_year)
    return format_html('<time datetime="{}">{}</time>', dates.machine(*known), words) if words else ""


@register.filter
def day(when: date | datetime) -> SafeString:
    """One day as `<time>`; a moment counts as its day in Riga."""
    when = localtime(when).date() if isinstance(when, datetime) else when
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), dates.day(current_language(), when))


@register.filter
def money(event: Event) -> str:
    """The amount of an event with its currency in words."""
    return amounts.written(current_language(), event.amount, event.currency)

"""What the timeline and the awards have of their own: names as people write them, the year index as a bar chart."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trafficking.models import Award, Event, Person
from trafficking.templatetags.texts import name, text_tag
from trafficking.texts import text

register = template.Library()

#: The tallest bar, in CSS pixels, and the shortest that can still be seen.
TALLEST, SHORTEST = 48, 3


@register.simple_tag(name="person")
def person_tag(person: Person) -> SafeString:
    """A person's name, with the original spelling where that differs."""
    original = person.original_spelling
    if not original or original == text(person, "name").value:
        return name(person)
    return format_html('{} <span translate="no">({})</span>', name(person), original)


@register.simple_tag(takes_context=True)
def recipient(context: Context, award: Award) -> SafeString | str:
    """Who was honoured: a person, a body, a group without names; the honour itself where nobody is told."""
    if award.recipient:
        return person_tag(award.person) if award.person else name(award.organisation)
    return text_tag(context, award, "described_group" if text(award, "described_group") else "honour")


@register.filter
def needs_summary(event: Event) -> bool:
    """Whether the summary tells a reader what the whole text does not: it is missing, or in another language."""
    whole, summary = text(event, "body"), text(event, "lead")
    return bool(summary) and (not whole or (whole.is_fallback and not summary.is_fallback))


@register.filter
def bar(items: list[Any], years: list[tuple[int, list[Any]]]) -> int:
    """The height, in CSS pixels, of a year's bar beside those of all years."""
    most = max(len(others) for _year, others in years)
    return max(SHORTEST, round(TALLEST * len(items) / most))

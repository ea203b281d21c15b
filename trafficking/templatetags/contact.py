"""How organisations are reached, in the order that helps: free numbers, 24-hour numbers, the rest."""

from urllib.parse import urlsplit

from babel import Locale
from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from trafficking import dates
from trafficking.models import Document, Organisation, Phone
from trafficking.models.offers import by_basis
from trafficking.texts import current_language, text

register = template.Library()


@register.filter(name="callable")
def callable_numbers(organisation: Organisation) -> list[Phone]:
    """The numbers a person can call, best first."""
    numbers = [phone for phone in organisation.phones.all() if phone.can_be_called]
    return sorted(numbers, key=lambda phone: (not phone.toll_free, not phone.around_the_clock))


@register.filter
def in_short(organisation: Organisation) -> str:
    """What may be sent to somebody or kept in a note: a neutral name and the numbers to call, nothing else."""
    numbers = ", ".join(phone.number.as_international for phone in callable_numbers(organisation))
    return f"{text(organisation, 'neutral_name')} {numbers}".strip()


@register.filter
def texting(organisation: Organisation) -> list[Phone]:
    return [phone for phone in organisation.phones.all() if phone.kind == Phone.Kind.SMS]


@register.filter
def faxes(organisation: Organisation) -> list[Phone]:
    return [phone for phone in organisation.phones.all() if phone.kind == Phone.Kind.FAX]


register.filter(by_basis)


@register.filter
def host(address: str) -> str:
    """The site of an address, as people say it: "marta.lv"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def overdue(organisation: Organisation) -> bool:
    """Whether the last check of the contact details is older than it should be (days, Riga's)."""
    return organisation.check_due_on < timezone.localdate()


@register.filter
def weekly(item: Organisation | Phone) -> list[tuple[str, str]]:
    """The ordinary week as (days, hours) in the reader's language; empty when not known."""
    return dates.week(current_language(), item.opening_hours)


@register.filter
def described(document: Document) -> str:
    """Format, size and language of a document in words: "PDF, 102 KB, Latvian"."""
    size = filesizeformat(document.size) if document.size else ""
    return ", ".join(part for part in (document.media_format, size, language_name(document.language)) if part)


@register.filter
def language_name(code: str | None) -> str:
    """The name of a language in the reader's; empty where none is given or known."""
    return Locale.parse(current_language()).languages.get(code or "", "")

"""What the plain text, the leaflet and the cards say of an organisation, line by line.

Paper and copies say when somebody is there in an ordinary week, never whether it is open now.
"""

from django.utils.translation import gettext as _

from trafficking import dates
from trafficking.models import Organisation, Phone, Service
from trafficking.models.offers import by_basis
from trafficking.texts import text


def number_notes(organisation: Organisation, language: str) -> list[tuple[str, str]]:
    """Numbers with a note ("mobile", "fax", "free call", hours), in the order of the page."""
    phones = sorted(
        organisation.phones.all(),
        key=lambda each: (not each.can_be_called, not each.toll_free, not each.around_the_clock),
    )
    return [(phone.number.as_international, _note(phone, language)) for phone in phones]


def _note(phone: Phone, language: str) -> str:
    parts = [
        text(phone, "label", language).value,
        _("free call") if phone.toll_free else "",
        _("24 hours") if phone.around_the_clock else _week(language, phone.opening_hours),
        "" if phone.kind == Phone.Kind.VOICE else str(phone.get_kind_display()),
    ]
    return ", ".join(part for part in parts if part)


def offers(organisation: Organisation, language: str) -> list[str]:
    """What is offered, a line for each way in which that is known."""
    return [
        f"{how}: {', '.join(_offer(each, language) for each in services)}" for how, services in by_basis(organisation)
    ]


def _offer(service: Service, language: str) -> str:
    name = text(service.service_type, "name", language).value
    return f"{name} ({_('free')})" if service.free == Service.Free.YES else name


def hours(organisation: Organisation, language: str) -> list[str]:
    """The ordinary week on one line; none when it is not known."""
    week = _week(language, organisation.opening_hours)
    return [f"{_('Opening hours')}: {week}"] if week else []


def _week(language: str, hours: str | None) -> str:
    return "; ".join(f"{days} {spans}" for days, spans in dates.week(language, hours))


def checked(organisation: Organisation, language: str) -> str:
    """When somebody last checked how to reach it."""
    if not organisation.verified_on:
        return _("Contact details not checked yet")
    return _("Checked %(day)s") % {"day": dates.day(language, organisation.verified_on)}


def places(organisation: Organisation) -> list[str]:
    """Addresses as their visibility allows."""
    withheld = _("The address is withheld for safety.")
    lines = [withheld if place.is_confidential else place.shown_address for place in organisation.locations.all()]
    return [line for line in dict.fromkeys(lines) if line]

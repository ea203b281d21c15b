"""What the plain text, the leaflet and the cards say of an organisation, line by line."""

from django.utils.translation import gettext as _

from trafficking.models import Organisation, Phone
from trafficking.texts import text


def number_notes(organisation: Organisation, language: str) -> list[tuple[str, str]]:
    """Numbers with a note ("mobile", "fax", "free call"), those that can be called first."""
    phones = sorted(organisation.phones.all(), key=lambda each: (not each.can_be_called, not each.toll_free))
    return [(phone.number.as_international, _note(phone, language)) for phone in phones]


def _note(phone: Phone, language: str) -> str:
    parts = [
        text(phone, "label", language).value,
        _("free call") if phone.toll_free else "",
        _("24 hours") if phone.around_the_clock else "",
        "" if phone.kind == Phone.Kind.VOICE else str(phone.get_kind_display()),
    ]
    return ", ".join(part for part in parts if part)


def places(organisation: Organisation) -> list[str]:
    """Addresses as their visibility allows."""
    lines = []
    for place in organisation.locations.all():
        if place.is_confidential:
            lines.append(_("The address is withheld for safety."))
        elif place.shows_address:
            lines.append(", ".join(part for part in (place.street, place.city, place.postcode) if part))
        elif place.city:
            lines.append(place.city)
    return lines

"""What search engines read of a page: schema.org in JSON-LD. Object in, dictionary out, no unknown values."""

from collections.abc import Iterable
from typing import Any

from trafficking.models import Event, Location, Organisation, Phone
from trafficking.opendata.uris import uri
from trafficking.opening import ordinary_week
from trafficking.texts import text

Data = dict[str, Any]

#: schema.org's types for our kinds of bodies.
TYPES = {
    Organisation.Kind.NGO: "NGO",
    Organisation.Kind.STATE: "GovernmentOrganization",
    Organisation.Kind.MUNICIPAL: "GovernmentOrganization",
    Organisation.Kind.EDUCATION: "EducationalOrganization",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def present(**pairs: Any) -> Data:
    return {name: value for name, value in pairs.items() if value not in (None, "", [])}


def organisation(item: Organisation, language: str, address: str) -> Data:
    """An organisation of the directory; `address` is the absolute one of its page."""
    return {"@context": "https://schema.org", "@type": TYPES.get(item.kind, "Organization"), "@id": address} | present(
        name=text(item, "name", language).value,
        description=text(item, "summary", language).value,
        url=uri(item.website),
        email=item.email,
        telephone=[phone.number.as_e164 for phone in item.phones.all() if phone.can_be_called],
        faxNumber=[phone.number.as_e164 for phone in item.phones.all() if phone.kind == Phone.Kind.FAX],
        address=[_address(place) for place in item.locations.all() if place.shows_address],
        contactPoint=[_contact_point(phone) for phone in item.phones.all() if phone.can_be_called],
        openingHoursSpecification=_hours(item.opening_hours),
        makesOffer=[
            {"@type": "Offer", "itemOffered": _service(service, language, address)} for service in item.shown_services
        ],
    )


def event(item: Event, language: str, address: str) -> Data | None:
    """An event whose days are known; None for others, for schema.org has no year alone."""
    if (first := item.first_day) is None:
        return None
    place = text(item, "place", language).value
    return {"@context": "https://schema.org", "@type": "Event", "@id": address} | present(
        name=text(item, "title", language).value,
        description=text(item, "lead", language).value,
        startDate=first.isoformat(),
        endDate=item.ends_on.isoformat() if item.ends_on else None,
        location={"@type": "Place", "name": place} if place else None,
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Data:
    """The way to a page as (name, absolute address), from the first page down."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def _address(place: Location) -> Data:
    return {"@type": "PostalAddress"} | present(
        streetAddress=place.street,
        addressLocality=place.city,
        postalCode=place.postcode,
        addressCountry=place.country,
    )


def _contact_point(phone: Phone) -> Data:
    return {"@type": "ContactPoint", "contactType": "customer service"} | present(
        telephone=phone.number.as_e164,
        contactOption="TollFree" if phone.toll_free else None,
        availableLanguage=[language.code for language in phone.shown_languages],
    )


def _service(service: Any, language: str, address: str) -> Data:
    return {"@type": "Service", "provider": {"@id": address}} | present(
        name=text(service.service_type, "name", language).value,
        description=text(service, "details", language).value,
        isAccessibleForFree=True if service.free == "yes" else None,
    )


def _hours(hours: str | None) -> list[Data]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[day - 1] for day in days.days],
            "opens": opens,
            "closes": "23:59" if closes == "24:00" else closes,
        }
        for days in ordinary_week(hours) or ()
        for opens, closes in days.spans
    ]

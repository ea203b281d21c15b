"""The directory in the words of HSDS 3.1 (Human Services Data Specification): object in, dictionary out.

Specification: https://docs.openreferral.org/. No nulls and no empty strings: what is unknown has no key.
What has no row of its own has the key uuid5(key of its parent, its role and name), so that every
installation and every language agrees.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from trafficking.models import Area, Audience, Language, Location, Organisation, Phone, Service, ServiceType, Situation
from trafficking.models.vocabulary import Term
from trafficking.opendata.uris import uri
from trafficking.opening import ordinary_week
from trafficking.texts import text

Data = dict[str, Any]

#: HSDS's own words for kinds of numbers (phone.type).
PHONE_TYPES = {Phone.Kind.VOICE: "voice", Phone.Kind.MOBILE: "cell", Phone.Kind.SMS: "text", Phone.Kind.FAX: "fax"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

#: The vocabularies that are published as taxonomies, by the name their key is made of.
TAXONOMIES: dict[str, type[Term]] = {"service-types": ServiceType, "situations": Situation, "audiences": Audience}
TAXONOMY_NAMESPACE = uuid.UUID("0c6e2f0a-52a4-5b7e-8a3c-7b1c6d1f4e55")


def present(**pairs: Any) -> Data:
    """The pairs that say something: no None, no empty text, no empty list."""
    return {name: value for name, value in pairs.items() if value not in (None, "", [])}


def derived(parent: uuid.UUID, role: str, name: object) -> str:
    return str(uuid.uuid5(parent, f"{role} {name}"))


def taxonomy_key(name: str) -> uuid.UUID:
    return uuid.uuid5(TAXONOMY_NAMESPACE, name)


def taxonomy(name: str) -> Data:
    titles = {"service-types": _("Kinds of help"), "situations": _("Situations"), "audiences": _("For whom")}
    return {"id": str(taxonomy_key(name)), "name": titles[name], "description": titles[name]}


def taxonomy_term(term: Term, language: str) -> Data:
    name = next(name for name, noun in TAXONOMIES.items() if isinstance(term, noun))
    title = text(term, "name", language)
    description = next((found for field in ("description", "lead") if (found := _text(term, field, language))), "")
    return present(
        id=str(term.pk),
        code=term.slug,
        name=title.value,
        description=description or title.value,
        language=title.language,
        taxonomy_id=str(taxonomy_key(name)),
        taxonomy_detail=taxonomy(name),
    )


def organization_summary(organisation: Organisation, language: str) -> Data:
    """What a list of organisations holds, and what stands inside each of their services."""
    return present(
        id=str(organisation.pk),
        name=_text(organisation, "name", language),
        description=_description(organisation, language),
        email=organisation.email,
        website=uri(organisation.website),
    )


def organization(organisation: Organisation, language: str) -> Data:
    return organization_summary(organisation, language) | present(
        phones=[_phone(phone, language) for phone in organisation.phones.all()],
        locations=[location(place, language) for place in organisation.locations.all() if not place.is_confidential],
        services=[service(each, language, nested=True) for each in organisation.shown_services],
    )


def service_summary(service: Service, language: str) -> Data:
    """What a list of services holds."""
    organisation = service.organisation
    verified = organisation.verified_on
    return present(
        id=str(service.pk),
        organization_id=str(organisation.pk),
        name=_text(service.service_type, "name", language),
        description=_text(service, "details", language)
        or _text(service.service_type, "description", language)
        or _description(organisation, language),
        email=organisation.email,
        status="active",
        fees_description=None if service.free == Service.Free.UNKNOWN else str(service.get_free_display()),
        eligibility_description=_text(service, "eligibility", language),
        assured_date=verified.isoformat() if verified else None,
        alert=_text(organisation, "alert", language),
        last_modified=organisation.updated_at.isoformat(),
        organization=organization_summary(organisation, language),
    )


def service(service: Service, language: str, nested: bool = False) -> Data:
    """The whole service; `nested` inside its organisation, which is then not told again."""
    organisation = service.organisation
    data = service_summary(service, language)
    if nested:
        del data["organization"]
    return data | present(
        phones=[_phone(phone, language) for phone in organisation.phones.all()],
        schedules=_schedules(service.pk, organisation.opening_hours),
        languages=_languages(service.pk, organisation.languages.all(), language),
        service_areas=[_area(service.pk, area, language) for area in organisation.areas.all()],
        service_at_locations=[
            _at_location(service, place, language)
            for place in organisation.locations.all()
            if not place.is_confidential
        ],
        cost_options=[{"id": derived(service.pk, "cost", "free"), "option": _("free of charge"), "amount": 0}]
        if service.free == Service.Free.YES
        else [],
        required_documents=_documents(service, language),
        attributes=_attributes(service, language),
    )


def service_at_location(service: Service, place: Location, language: str) -> Data:
    """One service at one of its places; `place` must not be confidential."""
    return _at_location(service, place, language) | {"service": service_summary(service, language)}


def service_at_location_summary(service: Service, place: Location, language: str) -> Data:
    data = service_at_location(service, place, language)
    data["location"].pop("addresses", None)
    return data


def location_key(service: Service, place: Location) -> str:
    """The key of a service at a place, which has no row of its own."""
    return derived(service.pk, "location", place.pk)


def location(place: Location, language: str) -> Data:
    """A place as its visibility allows: the whole address, the town alone, or nothing."""
    if place.is_confidential:
        raise ValueError("A confidential location leaves by no door.")
    data = present(
        id=str(place.pk),
        location_type="physical",
        name=(_text(place, "name", language) if place.shows_address else "") or place.city,
        description=None if place.shows_address else _("Only the town is published. Call to learn more."),
    )
    if not place.shows_address:
        return data
    if place.street and place.city and place.postcode:
        data["addresses"] = [
            {
                "id": derived(place.pk, "address", "physical"),
                "location_id": str(place.pk),
                "address_1": place.street,
                "city": place.city,
                "state_province": place.city,
                "postal_code": place.postcode,
                "country": place.country,
                "address_type": "physical",
            }
        ]
    if place.latitude is not None and place.longitude is not None:
        data |= {"latitude": float(place.latitude), "longitude": float(place.longitude)}
    return data


def _text(item: Any, field: str, language: str) -> str:
    return text(item, field, language).value if hasattr(item, f"{field}_{language}") else ""


def _description(organisation: Organisation, language: str) -> str:
    return _text(organisation, "summary", language) or _("Not known yet; call and ask.")


def _phone(phone: Phone, language: str) -> Data:
    return present(
        id=str(phone.pk),
        organization_id=str(phone.organisation_id),
        number=phone.number.as_international,
        type=PHONE_TYPES[phone.kind],
        description=_text(phone, "label", language),
        languages=_languages(phone.pk, phone.shown_languages, language),
    )


def _languages(parent: uuid.UUID, languages: Iterable[Language], language: str) -> list[Data]:
    return [
        {"id": derived(parent, "language", each.code), "code": each.code, "name": each.name_in(language)}
        for each in languages
    ]


def _area(parent: uuid.UUID, area: Area, language: str) -> Data:
    return {"id": derived(parent, "area", area.slug), "name": _text(area, "name", language)}


def _schedules(parent: uuid.UUID, hours: str | None) -> list[Data]:
    """The ordinary week, in local time of Riga (no offset: it changes twice a year)."""
    return [
        {
            "id": derived(parent, "schedule", f"{days.days} {opens}"),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": ",".join(DAYS[day - 1] for day in days.days),
            "opens_at": opens,
            "closes_at": closes,
            "notes": "Europe/Riga",
        }
        for days in ordinary_week(hours) or ()
        for opens, closes in days.spans
    ]


def _documents(service: Service, language: str) -> list[Data]:
    lines = [line.strip() for line in _text(service, "papers_needed", language).splitlines()]
    return [{"id": derived(service.pk, "document", line), "document": line} for line in lines if line]


def _at_location(service: Service, place: Location, language: str) -> Data:
    return {
        "id": location_key(service, place),
        "service_id": str(service.pk),
        "location_id": str(place.pk),
        "location": location(place, language),
    }


def _attributes(service: Service, language: str) -> list[Data]:
    terms: list[tuple[str, Term]] = [("service type", service.service_type)]
    terms += [("audience", audience) for audience in service.organisation.audiences.all()]
    return [
        {
            "id": derived(service.pk, role, term.pk),
            "link_id": str(service.pk),
            "link_entity": "service",
            "link_type": role,
            "taxonomy_term_id": str(term.pk),
            "taxonomy_term": taxonomy_term(term, language),
        }
        for role, term in terms
    ]

"""Plain factories: each makes one published row with the least that is needed; name what the test is about."""

import io
from itertools import count
from typing import Any

import PIL.Image
from django.core.files.base import ContentFile
from django.utils.text import slugify

from trafficking import models

_numbers = count(1)


def _named(model: type, prefix: str, **fields: Any) -> Any:
    number = next(_numbers)
    fields.setdefault("name_lv", f"{prefix} {number}")
    fields.setdefault("slug", slugify(f"{prefix}-{number}"))
    fields.setdefault("position", number)  # in the order they are made
    fields.setdefault("is_published", True)
    return model.objects.create(**fields)


def situation(**fields: Any) -> models.Situation:
    return _named(models.Situation, "Situācija", **fields)


def service_type(situations: tuple = (), **fields: Any) -> models.ServiceType:
    item = _named(models.ServiceType, "Pakalpojums", **fields)
    item.situations.set(situations)
    return item


def area(**fields: Any) -> models.Area:
    return _named(models.Area, "Apgabals", **fields)


def audience(**fields: Any) -> models.Audience:
    return _named(models.Audience, "Auditorija", **fields)


def language(code: str = "lv", **fields: Any) -> models.Language:
    fields.setdefault("is_published", True)
    return models.Language.objects.create(code=code, **fields)


def organisation(services: tuple = (), **fields: Any) -> models.Organisation:
    """An organisation of the directory; `services` are service types it offers."""
    fields.setdefault("in_directory", True)
    fields.setdefault("kind", models.Organisation.Kind.NGO)
    fields.setdefault("neutral_name_lv", f"Biedrība {next(_numbers)}")
    item = _named(models.Organisation, "Organizācija", **fields)
    for kind in services:
        service(item, kind)
    return item


def service(organisation: models.Organisation, service_type: models.ServiceType, **fields: Any) -> models.Service:
    return models.Service.objects.create(organisation=organisation, service_type=service_type, **fields)


def phone(organisation: models.Organisation, number: str = "+37167000001", **fields: Any) -> models.Phone:
    return models.Phone.objects.create(organisation=organisation, number=number, **fields)


def location(organisation: models.Organisation, **fields: Any) -> models.Location:
    fields.setdefault("visibility", models.Location.Visibility.PUBLIC)
    fields.setdefault("street", f"Parauga iela {next(_numbers)}")
    fields.setdefault("city", "Rīga")
    return models.Location.objects.create(organisation=organisation, **fields)


def person(**fields: Any) -> models.Person:
    number = next(_numbers)
    fields.setdefault("name_lv", f"Persona {number}")
    fields.setdefault("is_published", True)
    return models.Person.objects.create(**fields)


def event_kind(**fields: Any) -> models.EventKind:
    return _named(models.EventKind, "Veids", **fields)


def event(year: int = 2015, **fields: Any) -> models.Event:
    number = next(_numbers)
    fields.setdefault("title_lv", f"Notikums {number}")
    fields.setdefault("position", number)
    fields.setdefault("slug", f"notikums-{number}")
    fields.setdefault("is_published", True)
    return models.Event.objects.create(year=year, **fields)


def participation(event: models.Event, **fields: Any) -> models.Participation:
    return models.Participation.objects.create(event=event, **fields)


def award(**fields: Any) -> models.Award:
    fields.setdefault("honour_lv", f"Balva {next(_numbers)}")
    fields.setdefault("kind", models.Award.Kind.TIP_HERO)
    fields.setdefault("year", 2015)
    fields.setdefault("outcome", models.Award.Outcome.NOMINATED)
    fields.setdefault("is_published", True)
    return models.Award.objects.create(**fields)


def page(path: str, **fields: Any) -> models.Page:
    fields.setdefault("title_lv", f"Lapa {path}")
    fields.setdefault("is_published", True)
    return models.Page.objects.create(path=path, **fields)


def urgent_line(**fields: Any) -> models.UrgentLine:
    fields.setdefault("number", "112")
    fields.setdefault("text_lv", "Ja esat briesmās")
    fields.setdefault("reference_url", "https://example.org/112")
    fields.setdefault("is_published", True)
    return models.UrgentLine.objects.create(**fields)


def notice(**fields: Any) -> models.Notice:
    fields.setdefault("text_lv", "Paziņojuma teksts")
    fields.setdefault("is_published", True)
    return models.Notice.objects.create(**fields)


def ranking(year: int = 2021, **fields: Any) -> models.ReportRanking:
    fields.setdefault("tier", models.ReportRanking.Tier.TWO)
    fields.setdefault("is_published", True)
    return models.ReportRanking.objects.create(year=year, **fields)


def picture_file(name: str = "photo.jpg", size: tuple[int, int] = (60, 40), colour: str = "teal") -> ContentFile:
    """A picture as somebody might upload it."""
    buffer = io.BytesIO()
    PIL.Image.new("RGB", size, colour).save(buffer, {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[name.split(".")[-1]])
    return ContentFile(buffer.getvalue(), name=name)


def image(**fields: Any) -> models.Image:
    fields.setdefault("title", f"Attēls {next(_numbers)}")
    fields.setdefault("alternative_text_lv", "Teksts attēla vietā")
    fields.setdefault("file", picture_file())
    return models.Image.objects.create(**fields)


def document(**fields: Any) -> models.Document:
    fields.setdefault("title_lv", f"Dokuments {next(_numbers)}")
    fields.setdefault("url", "https://example.org/dokuments.pdf")
    return models.Document.objects.create(**fields)


def event_link(event: models.Event, **fields: Any) -> models.EventLink:
    fields.setdefault("url", "https://example.org/")
    return models.EventLink.objects.create(event=event, **fields)

"""Loads the first content from the files beside this module: one readable TOML file a noun.

A record becomes a row whose key follows from the record's id, so every installation agrees on it
and a second run doubles nothing. What staff changed or deleted since is left alone.
"""

import tomllib
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from trafficking.editorial import flow
from trafficking.editorial.capture import capture, digest
from trafficking.models import (
    Area,
    Audience,
    Award,
    Document,
    Event,
    EventKind,
    Language,
    Notice,
    Organisation,
    Page,
    Person,
    ReportRanking,
    Revision,
    ServiceType,
    Situation,
    StarterRecord,
    UrgentLine,
)
from trafficking.models.publishing import Publishable

FOLDER = Path(__file__).parent

#: Made once for this project. Row keys are uuid5 of it and the record's id.
NAMESPACE = uuid.UUID("5b0b6a0e-7d3c-5b57-9d6e-2b2f1f6f0c11")

#: File, name of its records, noun; a record may refer to those above it.
FILES: tuple[tuple[str, str, type[models.Model]], ...] = (
    ("urgent_lines", "urgent_line", UrgentLine),
    ("notices", "notice", Notice),
    ("situations", "situation", Situation),
    ("service_types", "service_type", ServiceType),
    ("areas", "area", Area),
    ("audiences", "audience", Audience),
    ("languages", "language", Language),
    ("organisations", "organisation", Organisation),
    ("bodies", "organisation", Organisation),
    ("persons", "person", Person),
    ("event_kinds", "event_kind", EventKind),
    ("documents", "document", Document),
    ("events", "event", Event),
    ("awards", "award", Award),
    ("pages", "page", Page),
    ("rankings", "report_ranking", ReportRanking),
)

#: What tells a child from its sisters, the first that it has.
TELLING = ("service_type", "number", "person", "organisation", "url", "street")


class StarterError(Exception):
    """A record cannot be loaded; the message names file, record and reason."""


def key_of(record_id: str) -> uuid.UUID:
    """The key of the row that a record of this id becomes."""
    return uuid.uuid5(NAMESPACE, record_id)


def child_key(parent: uuid.UUID, role: str, name: str) -> uuid.UUID:
    """The key of a child row: of its parent, what it is to it, and what tells it from its sisters."""
    return uuid.uuid5(parent, f"{role} {name}")


def records(file: str, name: str) -> list[dict[str, Any]]:
    """The records of one file, in its order. Raises StarterError when it cannot be read."""
    path = FOLDER / f"{file}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise StarterError(f"{path.name}: {error}") from error


def load(say: Callable[[str], None] = lambda line: None) -> Counter[str]:
    """Load every file in one transaction; tell each file's outcome to `say`.

    Returns how many records were "made", "brought up to date", "as they were", "changed by staff, left alone".
    """
    total: Counter[str] = Counter()
    with transaction.atomic(), translation.override("lv"):
        for file, name, model in FILES:
            outcome: Counter[str] = Counter()
            for position, record in enumerate(records(file, name), start=1):
                try:
                    outcome[load_record(model, record, position * 10)] += 1
                except Exception as error:
                    raise StarterError(f"{file}.toml, {record.get('id', position)}: {error}") from error
            say(f"{file}: " + ", ".join(f"{number} {what}" for what, number in outcome.items()))
            total += outcome
    return total


def load_record(model: type[models.Model], record: dict[str, Any], position: int) -> str:
    """Make or update the row of one record, unless staff changed it; returns the outcome in words."""
    key, source = key_of(record["id"]), digest([record, position])
    known = StarterRecord.objects.filter(pk=key).first()
    row = model._default_manager.filter(pk=key).first()
    if known and (row is None or digest(held(row, capture(row))) != known.loaded_digest):
        return "changed by staff, left alone"
    if known and known.source_digest == source:
        return "as they were"
    if row is not None and not known:
        return "changed by staff, left alone"
    row = write(model, key, {"position": position, **record})
    content = capture(row)
    StarterRecord.objects.update_or_create(
        pk=key, defaults={"source_digest": source, "loaded_digest": digest(held(row, content))}
    )
    if isinstance(row, Publishable):
        kind = Revision.Kind.OUTSIDE if known else Revision.Kind.CREATED
        flow.append(row, kind, content, None, note=_("From the first content."))
    return "brought up to date" if known else "made"


def held(row: models.Model, content: dict[str, Any]) -> dict[str, Any]:
    """What staff can change of a row: its (captured) content, and whether and when it is public."""
    public = {name: getattr(row, name, None) for name in ("is_published", "publish_from", "publish_until")}
    return {**content, **public}


def write(model: type[models.Model], key: uuid.UUID, record: dict[str, Any], **attributes: Any) -> models.Model:
    """Write one record: columns (and `attributes` as they are) first, then what hangs on the row."""
    fields = {field.name: field for field in model._meta.get_fields()}
    item = model._default_manager.filter(pk=key).first() or model(pk=key)
    if hasattr(model, "required_to_publish"):
        # Starter items are public unless their record says otherwise.
        attributes.setdefault("is_published", True)
    for name, value in {**attributes, **dict(columns(fields, record))}.items():
        setattr(item, name, value)
    item.full_clean()
    item.save()
    for name, value in record.items():
        if name in getattr(model, "children", ()):
            write_children(item, name, value)
        elif name in fields and fields[name].many_to_many:
            getattr(item, name).set([key_of(each) for each in value])
    return item


def columns(fields: dict[str, Any], record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The record's own columns as (attribute, value). Raises StarterError for a name the noun does not have."""
    for name, value in record.items():
        field = fields.get(name)
        if name == "id" or (name == "position" and field is None):
            continue
        if field is None:
            raise StarterError(f"there is no “{name}” here")
        if field.many_to_one:
            yield field.attname, key_of(value)
        elif field.concrete and not field.many_to_many:
            yield name, value


def write_children(item: models.Model, name: str, rows: list[dict[str, Any]]) -> None:
    """Replace the children of one kind; their keys follow from what they say."""
    children = getattr(item, name)
    children.all().delete()
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        telling = next((str(row[column]) for column in TELLING if row.get(column)), str(number))
        seen[telling] += 1
        if seen[telling] > 1:
            telling = f"{telling} {seen[telling]}"
        key = child_key(item.pk, name, telling)
        write(children.model, key, {"position": number * 10, **row}, **{children.field.attname: item.pk})

"""Every address on another site, with every place where it stands: `index` after each change, `index_all` for what was
changed outside the desk. `editorial.link_check` asks whether they still answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from trafficking.editorial import passages
from trafficking.editorial.passages import Passage
from trafficking.models import Link, LinkUse
from trafficking.models.fields import RichTextField
from trafficking.models.link import MAX_ADDRESS_BYTES


class Place(NamedTuple):
    """One field that holds an address; what LinkUse keeps of it, without the item."""

    address: str
    row: str
    field: str
    language: str


def outgoing(passage: Passage) -> list[str]:
    """The web addresses on other sites in one passage, each once."""
    return [
        address
        for address in passage.addresses
        if address.lower().startswith(("https://", "http://")) and len(address.encode()) <= MAX_ADDRESS_BYTES
    ]


def places(found: Iterable[Passage]) -> set[Place]:
    """Every outgoing address of some passages, with its places."""
    return {
        Place(address, passage.place, passage.field, passage.language)
        for passage in found
        for address in outgoing(passage)
    }


def index(item: models.Model) -> None:
    """Keep what stands in an item now; called in the transaction of every change."""
    kind = ContentType.objects.get_for_model(type(item))
    _keep(kind, {item.pk: places(passages.of(item))}, LinkUse.objects.filter(content_type=kind, object_id=item.pk))


def forget(item: models.Model) -> None:
    """An item is about to be deleted; its places go, what is known of the addresses stays for a while."""
    kind = ContentType.objects.get_for_model(type(item))
    LinkUse.objects.filter(content_type=kind, object_id=item.pk).delete()


def index_all() -> None:
    """Keep what stands in all items now, and drop the addresses that stand nowhere any more."""
    content = passages.nouns()
    kinds = ContentType.objects.get_for_models(*content)
    for noun in content:
        with transaction.atomic():
            _keep(kinds[noun], _places_of_all(noun), LinkUse.objects.filter(content_type=kinds[noun]))
    LinkUse.objects.exclude(content_type__in=kinds.values()).delete()
    _drop_unused()


def dead() -> models.QuerySet[Link]:
    """The addresses that are dead and stand somewhere, those that were found dead last first."""
    used = LinkUse.objects.filter(link=OuterRef("pk"))
    return Link.objects.filter(Exists(used), state=Link.State.DEAD).order_by("-checked_at", "address")


def _keep(kind: ContentType, wanted: dict[UUID, set[Place]], stored: models.QuerySet[LinkUse]) -> None:
    """Make the stored places of some items what they should be; writes only what differs."""
    missing = {(key, place) for key, found in wanted.items() for place in found}
    gone = []
    for use in stored.values_list("pk", "object_id", "link__address", "row", "field", "language"):
        known = (use[1], Place(*use[2:]))
        if known in missing:
            missing.remove(known)
        else:
            gone.append(use[0])
    for some in _batches(gone):
        LinkUse.objects.filter(pk__in=some).delete()
    if missing:
        links = _links({place.address for _key, place in missing})
        uses = (
            LinkUse(
                link_id=links[place.address],
                content_type=kind,
                object_id=key,
                row=place.row,
                field=place.field,
                language=place.language,
            )
            for key, place in missing
        )
        LinkUse.objects.bulk_create(uses, batch_size=500, ignore_conflicts=True)


def _links(addresses: set[str]) -> dict[str, UUID]:
    """The keys of addresses, made where they are new, and held until the end of the transaction."""
    keys: dict[str, UUID] = {}
    # In one order, so that two who need the same ones never wait for each other.
    for some in _batches(sorted(addresses)):
        Link.objects.bulk_create([Link(address=address) for address in some], ignore_conflicts=True)
        held = Link.objects.filter(address__in=some).order_by("address").select_for_update()
        keys.update(held.values_list("address", "pk"))
    return keys


def _places_of_all(noun: type[models.Model]) -> dict[UUID, set[Place]]:
    """The places in all items of a noun, read by column: a directory of any size in a few queries."""
    found: dict[UUID, set[Place]] = defaultdict(set)
    for key, value, column in _values_of_all(noun, "pk"):
        found[key[0]] |= places([Passage(column, value)])
    for name in getattr(noun, "children", ()):
        relation = noun._meta.get_field(name)
        for key, value, column in _values_of_all(relation.related_model, relation.field.attname, "pk"):
            found[key[0]] |= places([Passage(column, value, f"{name}/{key[1]}")])
    return found


def _values_of_all(model: type[models.Model], *keys: str) -> Iterator[tuple[tuple[UUID, ...], str, models.Field]]:
    for column in passages.columns(model):
        if isinstance(column, RichTextField | models.URLField):
            rows = model._default_manager.order_by().filter(**{f"{column.name}__icontains": "http"})
            for *key, value in rows.values_list(*keys, column.name).iterator():
                yield tuple(key), value, column


def _drop_unused() -> None:
    """Addresses without a place. Those that somebody is just about to use are held by them, and stay."""
    with transaction.atomic():
        skipping = connection.features.has_select_for_update_skip_locked
        unused = Link.objects.filter(uses=None).order_by("pk")
        keys = [link.pk for link in unused.select_for_update(skip_locked=skipping, of=("self",) if skipping else ())]
        for some in _batches(keys):
            Link.objects.filter(pk__in=some, uses=None).delete()


def _batches(values: list) -> Iterator[list]:
    """SQLite takes only so many values in one statement."""
    return (values[start : start + 500] for start in range(0, len(values), 500))
